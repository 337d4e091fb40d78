import Simulation

extension ScenarioReader {
  /// Puts the settings into the file's tree, so that what they state is read, checked and reported
  /// as the file is.
  mutating func apply(_ settings: [Setting], to root: inout LocatedNode) {
    for (index, setting) in settings.enumerated() {
      let source = sources.add(
        Source(name: "--set #\(index + 1)", text: setting.text, isOneLine: true))
      var yaml = YAMLText(source: source, firstColumn: setting.valueColumn)
      let read = yaml.root(of: setting.value)
      report(yaml.findings)
      guard yaml.findings.isEmpty else { continue }
      let place = Place(source: source, line: 1, column: setting.valueColumn)
      put(setting, read ?? LocatedNode(content: .nothing, place: place), source, into: &root)
    }
  }

  private mutating func put(
    _ setting: Setting, _ value: LocatedNode, _ source: Int, into root: inout LocatedNode
  ) {
    let first = setting.path[0]
    let start = Place(source: source, line: 1, column: first.column)
    let companies = root[ScenarioKey.companies.name]?.entries?.map(\.key) ?? []
    var path = setting.path[...]
    if ScenarioKey.named(first.text) == nil {
      guard companies.contains(first.text) else {
        let known = companies + ScenarioKey.all.map(\.name)
        return report(.unknownKey(first.text, in: nil, known: known), at: start)
      }
      path = [Setting.Word(text: ScenarioKey.companies.name, column: first.column)] + path
    }
    let level = path.first?.text == ScenarioKey.companies.name ? SettingLevel.root : .other
    put(value, at: path[...], source, of: level, into: &root)
  }

  private mutating func put(
    _ value: LocatedNode, at path: ArraySlice<Setting.Word>, _ source: Int,
    of level: SettingLevel, into node: inout LocatedNode
  ) {
    guard let word = path.first else {
      node = value
      return
    }
    let place = Place(source: source, line: 1, column: word.column)
    if case .list(var items) = node.content {
      guard let index = Int(word.text), items.indices.contains(index) else {
        return report(.noSuchItem(word.text, count: items.count), at: place)
      }
      // An item is of the same level as its list.
      put(value, at: path.dropFirst(), source, of: level, into: &items[index])
      node.content = .list(items)
      return
    }
    var entries = node.entriesForSetting(word.text, of: level)
    let below = level.below(word.text)
    if let index = entries.firstIndex(where: { $0.key == word.text }) {
      put(value, at: path.dropFirst(), source, of: below, into: &entries[index].value)
      if path.count == 1 {
        entries[index] = LocatedNode.Entry(key: word.text, place: place, value: value)
      }
    } else {
      var new = LocatedNode(content: .map([]), place: place)
      put(value, at: path.dropFirst(), source, of: below, into: &new)
      entries.append(LocatedNode.Entry(key: word.text, place: place, value: new))
    }
    // What is no map in the file is one by this setting.
    node = LocatedNode(content: .map(entries), place: node.entries == nil ? place : node.place)
  }
}

/// Where in the tree of keys a setting has come to.
private enum SettingLevel {
  case root, companies, other
  case section(Section)

  func below(_ word: String) -> SettingLevel {
    switch self {
    case .root: .companies
    case .companies: .section(.company)
    case .section(let section): section.section(word).map(Self.section) ?? .other
    case .other: .other
    }
  }

  /// The two keys under which a section may hold the value that it is short for.
  var shorthands: [String] {
    guard case .section(let section) = self, let name = section.shorthand?.name else { return [] }
    return [name, EvidenceKey.value.rawValue]
  }
}

extension LocatedNode {
  /// What a map has here, or would have if the quantity that stands here were written as one:
  /// `shares: 440M` as `{value: 440M}`, ready for `shares.options` or for `shares.source`.
  fileprivate func entriesForSetting(_ word: String, of level: SettingLevel) -> [Entry] {
    var entries: [Entry]
    switch content {
    case .map(let own) where distribution == nil || own.contains { $0.key == word }: entries = own
    case .map, .scalar:
      entries = [Entry(key: EvidenceKey.value.rawValue, place: place, value: self)]
    case .nothing, .list, .refused: entries = []
    }
    // The new value replaces the old one under whichever name that stands, evidence included.
    let shorthands = level.shorthands
    if shorthands.contains(word), !entries.contains(where: { $0.key == word }) {
      entries.removeAll { shorthands.contains($0.key) || EvidenceKey(rawValue: $0.key) != nil }
    }
    return entries
  }
}
