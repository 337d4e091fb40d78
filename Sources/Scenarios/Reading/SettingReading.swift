import Simulation

extension ScenarioReader {
  /// Puts the settings into the file's tree, so that what they state is read, checked and reported
  /// as the file is.
  mutating func apply(_ settings: [Setting], to root: inout LocatedNode) {
    for (index, setting) in settings.enumerated() {
      let source = sources.add(
        Source(name: setting.option ?? "--set #\(index + 1)", text: setting.text, isOneLine: true))
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
    guard first.text != ScenarioKey.extends.name else {
      return report(.notASetting(first.text), at: start)
    }
    guard let path = root.route(to: setting.path) else {
      let names = [ScenarioKey.companies, .regimes, .events].map { key in
        root[key.name]?.entries?.map(\.key) ?? []
      }
      let words = setting.path.map(\.text)
      if let (label, own) = setting.labelled(as: ""), !names.joined().contains(label) {
        return report(.labelled(label, rest: own.text), at: start)
      }
      return report(
        .unknownStart(of: words, companies: names[0], others: names[1] + names[2]), at: start)
    }
    put(value, at: path[...], source, of: .root, into: &root)
  }

  private mutating func put(
    _ value: LocatedNode, at path: ArraySlice<Setting.Word>, _ source: Int,
    of level: KeyTree, into node: inout LocatedNode
  ) {
    guard let (word, rest) = Self.word(of: path, in: node) else {
      node = value
      return
    }
    let place = Place(source: source, line: 1, column: word.column)
    if case .list(var items) = node.content {
      guard let index = Int(word.text), items.indices.contains(index) else {
        return report(.noSuchItem(word.text, count: items.count), at: place)
      }
      put(value, at: rest, source, of: level.below(word.text), into: &items[index])
      node.content = .list(items)
      return
    }
    var entries = node.entries(toChange: word.text, of: level)
    let below = level.below(word.text)
    if let index = entries.firstIndex(where: { $0.key == word.text }) {
      if rest.isEmpty {
        let restated = entries[index].value.restated(as: value, of: below)
        entries[index] = LocatedNode.Entry(key: word.text, place: place, value: restated)
      } else {
        put(value, at: rest, source, of: below, into: &entries[index].value)
      }
    } else {
      var new = LocatedNode(content: .map([]), place: place)
      put(value, at: rest, source, of: below, into: &new)
      entries.append(LocatedNode.Entry(key: word.text, place: place, value: new))
    }
    // What is no map in the file is one by this setting.
    node = LocatedNode(content: .map(entries), place: node.entries == nil ? place : node.place)
  }

  /// The first word of a path, and what follows; with the words behind it where a key of the file has dots,
  /// as `p97.5` or the name of a group may. Nil at the end of the path.
  static func word(
    of path: ArraySlice<Setting.Word>, in node: LocatedNode
  ) -> (Setting.Word, rest: ArraySlice<Setting.Word>)? {
    guard let first = path.first else { return nil }
    for count in 1...path.count {
      let text = path.prefix(count).map(\.text).joined(separator: ".")
      if node[text] != nil {
        return (Setting.Word(text: text, column: first.column), path.dropFirst(count))
      }
    }
    return (first, path.dropFirst())
  }
}
