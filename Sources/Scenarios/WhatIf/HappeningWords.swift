import Simulation

extension Scenario {
  /// What a key of a basket, a regime or an event is, in a few words: `agent: how likely it is`.
  func wordsOfHappening(_ key: [String]) -> String? {
    guard let name = key.first, let second = key.dropFirst().first else { return nil }
    if reader.names.baskets.contains(name) {
      return BasketKey(rawValue: second).map { "\(name): \($0.help.firstClause.lowercasedAtStart)" }
    }
    if let states = reader.names.states(of: name) {
      if second == RegimeKey.then.rawValue {
        return Self.words(inConsequence: key.dropFirst(3), of: [name] + key.dropFirst(2).prefix(1))
      }
      if key.count == 3, states.contains(second) {
        return "\(name): how often \(second) turns to \(key[2])"
      }
      return RegimeKey(rawValue: second).map { "\(name): \($0.help.firstClause.lowercasedAtStart)" }
    }
    switch EventKey(rawValue: second) {
    case nil: return nil
    case .then, .otherwise:
      return Self.words(inConsequence: key.dropFirst(2), of: [name, second])
    case .clustering:
      return key.dropFirst(2).first.flatMap { ClusteringKey(rawValue: $0) }.map {
        "\(name): \($0.parameter.help.firstClause.lowercasedAtStart)"
      }
    case let known?: return "\(name): \(known.help.firstClause.lowercasedAtStart)"
    }
  }

  /// - Parameter owner: What it follows from: an event and whether it happened, or one of its cases.
  private static func words(inConsequence key: ArraySlice<String>, of owner: [String]) -> String? {
    var (key, owner) = (key, owner)
    while let word = key.popFirst() {
      let place = owner.joined(separator: ", ") + ": "
      if let operation = Effect.Operation(rawValue: word) {
        return words(of: operation, key).map { place + $0 }
      }
      if word == ConsequenceKey.weight {
        return place + ConsequenceKey.weightHelp.firstClause.lowercasedAtStart
      }
      if word == ConsequenceKey.lasting {
        return place + ConsequenceKey.lastingHelp.firstClause.lowercasedAtStart
      }
      // An item of a list has no name, and a case has one.
      if Int(word) == nil { owner = [owner[0], word] }
    }
    return nil
  }

  private static func words(
    of operation: Effect.Operation, _ target: ArraySlice<String>
  ) -> String? {
    if operation == .raise {
      let company = target.first ?? ""
      return target.dropFirst().first.flatMap { RaiseKey(rawValue: $0) }.map {
        "raise of \(company): \($0.help.firstClause.lowercasedAtStart)"
      }
    }
    if operation == .buyOut { return "premium at which \(target.joined(separator: ".")) is bought" }
    let name = target.dropFirst().map { Int($0) == nil ? "." + $0 : "[]" }.joined().dropFirst()
    let level = CompanyCatalog.levels.first { $0.name == name }
    let help = level?.help ?? Section.company.parameter(at: String(name))?.help
    let what = help?.firstClause.lowercasedAtStart ?? target.joined(separator: ".")
    switch operation {
    case .change: return "change of \(what)"
    case .add: return "added to \(what)"
    case .set: return "what is set: \(what)"
    case .raise, .buyOut: return nil
    }
  }
}

extension String {
  /// Up to where it goes on for an author.
  var firstClause: String {
    let ends = [". ", "; ", ": ", " (", ", apart"].compactMap {
      firstRange(of: $0)?.lowerBound
    }
    let clause = self[..<(ends.min() ?? endIndex)]
    return String(clause.hasSuffix(".") ? clause.dropLast() : clause)
  }

  fileprivate var lowercasedAtStart: String { prefix(1).lowercased() + dropFirst() }
}
