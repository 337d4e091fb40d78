/// The words of what is said of files that extend others.
extension DiagnosticCause {
  var layerDoubt: String? {
    switch self {
    case .listsReplaced(let lists):
      "a list goes as a whole, and "
        + Self.byFiles(lists, of: \.files) { files, lists in
          "\(files[0]) has its own in place of those of \(files[1]): "
            + Self.list(lists.map(\.name), "and")
        } + "; state a list in this file to have both"
    case .statedOtherwise(let numbers):
      Self.byFiles(numbers, of: \.files) { files, numbers in
        "\(files[0]) states otherwise what \(files[1]) states, and the later of the two stands: "
          + numbers.map { "\($0.name) (\($0.new), not \($0.old))" }.joined(separator: ", ")
      } + "; what this file states goes before both"
    case .unasked(let asked):
      Self.byFiles(asked, of: \.files) { files, asked in
        "what \(files[0]) asks is left out where it cannot be asked here: "
          + Self.byReason(asked)
      }
    default: nil
    }
  }

  /// What cannot be asked for one reason has that once.
  private static func byReason(_ asked: [Unasked]) -> String {
    var reasons: [String] = []
    for one in asked where !reasons.contains(one.reason) { reasons.append(one.reason) }
    return reasons.map { reason in
      let texts = asked.filter { $0.reason == reason }.map(\.text)
      return "\(list(texts, "and")) (\(reason))"
    }.joined(separator: ", ")
  }

  /// What is said of each pair of files, in the order in which they come.
  private static func byFiles<Item>(
    _ items: [Item], of files: KeyPath<Item, [String]>,
    _ words: ([String], [Item]) -> String
  ) -> String {
    var groups: [(files: [String], items: [Item])] = []
    for item in items {
      let own = item[keyPath: files]
      if let place = groups.firstIndex(where: { $0.files == own }) {
        groups[place].items.append(item)
      } else {
        groups.append((own, [item]))
      }
    }
    return groups.map { words($0.files, $0.items) }.joined(separator: "; ")
  }
}
