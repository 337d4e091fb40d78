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
      // '~' takes out, as in a file that extends another; to state nothing is a slip.
      var isTaking = false
      if case .nothing? = read?.content { isTaking = true }
      put(
        setting, read ?? LocatedNode(content: .nothing, place: place), isTaking: isTaking, source,
        into: &root)
    }
  }

  private mutating func put(
    _ setting: Setting, _ value: LocatedNode, isTaking: Bool, _ source: Int,
    into root: inout LocatedNode
  ) {
    let first = setting.path[0]
    let start = Place(source: source, line: 1, column: first.column)
    guard first.text != ScenarioKey.extends.name else {
      return report(.notASetting(first.text), at: start)
    }
    guard let path = root.route(to: setting.path) else {
      let names = ScenarioKey.named.map { key in
        root[key.name]?.entries?.map(\.key) ?? []
      }
      let words = setting.path.map(\.text)
      if let (label, own) = setting.labelled(as: ""), !names.joined().contains(label) {
        return report(.labelled(label, rest: own.text), at: start)
      }
      return report(
        .unknownStart(of: words, companies: names[0], others: Array(names[1...].joined())),
        at: start)
    }
    guard areStates(path, of: root, source) else { return }
    if isTaking, root.takeOut(path[...], of: .root) { return }
    put(value, at: path[...], source, of: .root, into: &root)
  }

  /// Whether a transition is one between states that its regime has; a misspelt one would be one more.
  private mutating func areStates(
    _ path: [Setting.Word], of root: LocatedNode, _ source: Int
  ) -> Bool {
    guard path.count > 3, path[0].text == ScenarioKey.regimes.name,
      path[2].text == RegimeKey.transitions.rawValue,
      let states = HappeningNames(root).states(of: path[1].text), !states.isEmpty
    else { return true }
    for word in path[3...].prefix(2) where !states.contains(word.text) {
      report(
        .unknownWord(word.text, as: "state of '\(path[1].text)'", known: states),
        at: Place(source: source, line: 1, column: word.column))
      return false
    }
    return true
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
    } else if case .names(of: .cases) = level, !entries.isEmpty, !rest.isEmpty {
      return report(
        .unknownWord(word.text, as: "case", known: entries.map(\.key)), at: place)
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

extension LocatedNode {
  /// Takes a key out; one that could be there, and is not, is out already.
  ///
  /// - Returns: Whether there is such a key.
  fileprivate mutating func takeOut(
    _ path: ArraySlice<Setting.Word>, of level: KeyTree
  ) -> Bool {
    guard !level.isValue, let (word, rest) = ScenarioReader.word(of: path, in: self),
      case .map(var entries) = content
    else { return false }
    guard let index = entries.firstIndex(where: { $0.key == word.text }) else {
      return rest.isEmpty && level.knows(word.text)
    }
    if rest.isEmpty {
      entries.remove(at: index)
    } else if !entries[index].value.takeOut(rest, of: level.below(word.text)) {
      return false
    }
    content = .map(entries)
    return true
  }
}
