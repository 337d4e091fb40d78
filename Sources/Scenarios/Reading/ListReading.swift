import Simulation

extension ScenarioReader {
  /// Reads a list of maps, or such maps by name where they may have names.
  mutating func list(
    _ node: LocatedNode, _ section: Section, at path: String, _ draft: inout CompanyDraft
  ) {
    guard let items = items(node, section, at: path, draft) else { return }
    draft.assumptions.items[path] = items.map(\.name)
    for item in items {
      let key = "\(path).\(item.name)"
      note(draft.fullName(key), at: item.place)
      self.section(item.value, section, at: key, &draft)
    }
    if section.takesNames, items.count > 1, case .list = node.content, drawsAnything(path, draft) {
      report(.drawnByPlace(draft.fullName(path)), at: places[draft.fullName(path)] ?? node.place)
    }
  }

  private struct Item {
    /// A place, or a name of the author's own.
    let name: String
    let place: Place
    let value: LocatedNode
  }

  /// The items of a list, by place or, where they may have names, by these.
  private mutating func items(
    _ node: LocatedNode, _ section: Section, at path: String, _ draft: CompanyDraft
  ) -> [Item]? {
    let keys = section.names.joined(separator: ", ")
    switch node.content {
    case .list(let nodes) where section.naming != .names:
      return nodes.enumerated().map { Item(name: "\($0)", place: $1.place, value: $1) }
    case .map(let entries)
    where section.takesNames && !entries.contains { section[$0.key] != nil }:
      return entries.compactMap { entry in
        guard isNameOfItem(entry, of: section, in: draft.fullName(path)) else { return nil }
        return Item(name: entry.key, place: entry.place, value: entry.value)
      }
    case .map(let entries)
    where !section.takesNames && entries.allSatisfy({ $0.value.entries != nil }):
      report(
        unexpected: node, Expectation("a list of maps (\(keys)) without names"))
    case _ where section.naming == .names:
      report(unexpected: node, Expectation("a map of maps (\(keys)) by name"))
    case .map where section.takesNames:
      report(
        unexpected: node, Expectation("a list of maps (\(keys)) or a map of such maps by name"))
    default:
      report(unexpected: node, Expectation("a list of maps (\(keys))"))
    }
    return nil
  }

  private mutating func isNameOfItem(
    _ entry: LocatedNode.Entry, of section: Section, in list: String
  ) -> Bool {
    let before = errorCount
    checkName(
      entry.key, of: "an item of '\(list)'", section.naming == .names ? .listing : .item,
      at: entry.place)
    return errorCount == before
  }

  /// Whether a path draws any number of a list.
  private func drawsAnything(_ list: String, _ draft: CompanyDraft) -> Bool {
    draft.assumptions.numbers.contains { key, number in
      guard key.hasPrefix(list + ".") else { return false }
      switch number.law {
      case .value(let value):
        // What is likely, and not certain, is drawn too.
        let kind = Section.company.parameter(at: key)?.kind
        return kind == .probability && value > 0 && value < 1
      default: return true
      }
    }
  }
}
