import Yams

/// Turns YAML into located nodes. Only this file knows the YAML library.
struct YAMLText {
  /// Deeper is no scenario, and recursion needs an end.
  static let mostLevels = 32
  /// Keys, values, lists and maps. More is a table and no scenario.
  static let mostValues = 20_000

  private let source: Int
  /// Added to columns of the first line: a setting's value starts behind its `=`.
  private let firstColumn: Int
  /// The key that each stand-in replaces; see `composing`.
  private var standIns: [String: String] = [:]
  private(set) var findings: [Finding] = []
  private var values = 0
  /// As the parser counts them.
  private var lines: [Substring] = []

  init(source: Int, firstColumn: Int = 1) {
    self.source = source
    self.firstColumn = firstColumn
  }

  /// - Returns: The only document's root; nil where there is none, or where the text is not YAML
  ///   and `findings` says why.
  mutating func root(of text: String) -> LocatedNode? {
    if let bomb = Self.manyAliases(in: text) {
      findings.append(Finding(place: place(line: bomb, column: 1), cause: .alias))
      return nil
    }
    if Self.mayExhaustMemory(text) {
      report(.tooManyValues(most: Self.mostValues), at: place(nil))
      return nil
    }
    var text = SurrogatePairs.hidden(in: text)
    lines = text.yamlLines
    // No resolver: it would guess numbers and dates, with regular expressions.
    do {
      while true {
        let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
        do {
          guard let root = try parser.singleRoot() else { return nil }
          // Nodes hold their anchors weakly; the parser owns them.
          let tree = withExtendedLifetime(parser) { located(root, level: 1) }
          return values > Self.mostValues ? nil : tree
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
          guard let key = keys.first, let other = standIn(for: key, at: context.mark, in: text)
          else {
            throw YamlError.duplicatedKeysInMapping(duplicates: keys, context: context)
          }
          text = other
        }
      }
    } catch {
      let problem = YAMLProblem(error, in: text)
      report(problem.cause, at: place(line: problem.line, column: problem.column))
      return nil
    }
  }

  private mutating func report(_ cause: DiagnosticCause, at place: Place) {
    findings.append(Finding(place: place, cause: cause))
  }

  private func place(line: Int, column: Int) -> Place {
    Place(source: source, line: line, column: column + (line == 1 ? firstColumn - 1 : 0))
  }

  private func place(_ mark: Mark?) -> Place {
    mark.map { place(line: $0.line, column: $0.column) } ?? place(line: 1, column: 1)
  }

  private mutating func located(_ node: Node, level: Int) -> LocatedNode {
    let place = place(node.mark)
    func refused(_ cause: DiagnosticCause) -> LocatedNode {
      findings.append(Finding(place: place, cause: cause))
      return LocatedNode(content: .refused, place: place)
    }
    if node.anchor != nil { return refused(.alias) }
    let standard = "tag:yaml.org,2002:"
    guard ["str", "map", "seq"].contains(where: { node.tag.rawValue == standard + $0 }) else {
      return refused(.tag(node.tag.rawValue))
    }
    guard level <= Self.mostLevels else { return refused(.tooDeep(levels: Self.mostLevels)) }
    values += 1
    if values > Self.mostValues {
      // Said once; nothing of such a file is read.
      if values == Self.mostValues + 1 {
        report(.tooManyValues(most: Self.mostValues), at: place)
      }
      return LocatedNode(content: .refused, place: place)
    }
    switch node {
    case .scalar(let scalar):
      let isNothing = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
      return LocatedNode(content: isNothing ? .nothing : .scalar(scalar.text), place: place)
    case .sequence(let items):
      return LocatedNode(
        content: .list(items.map { located($0, level: level + 1) }), place: place)
    case .mapping(let mapping):
      let before = findings.count
      let entries = entries(mapping, level: level)
      // Of what has no key that can be read, all has been said.
      let isRefused = entries.isEmpty && findings.count > before
      return LocatedNode(content: isRefused ? .refused : .map(entries), place: place)
    case .alias:
      return refused(.alias)
    }
  }

  private mutating func entries(_ mapping: Node.Mapping, level: Int) -> [LocatedNode.Entry] {
    var entries: [LocatedNode.Entry] = []
    var seen: Set<String> = []
    var loose: [(text: String, place: Place)] = []
    for (key, value) in mapping {
      guard let text = key.scalar?.text, key.anchor == nil else {
        findings.append(Finding(place: place(key.mark), cause: .keyNotText))
        continue
      }
      guard hasColon(key, value) else {
        loose.append((standIns[text] ?? text, place(key.mark)))
        continue
      }
      report(&loose, behind: &entries)
      let name = standIns[text] ?? text
      let value = located(value, level: level + 1)
      if seen.insert(name).inserted {
        entries.append(LocatedNode.Entry(key: name, place: place(key.mark), value: value))
      } else {
        findings.append(Finding(place: place(key.mark), cause: .duplicateKey(name)))
      }
    }
    report(&loose, behind: &entries)
    return entries
  }

  /// Keys without a colon, which a comma in braces makes of the arguments in
  /// `{initial: normal(80%, 20%)}`: said once where they have a meaning together.
  private mutating func report(
    _ loose: inout [(text: String, place: Place)], behind entries: inout [LocatedNode.Entry]
  ) {
    defer { loose = [] }
    if let first = loose.first,
      let meant = OtherNotation.meant(by: loose.map(\.text), behind: entries.last)
    {
      report(.keyWithoutColon(first.text, meant: meant), at: first.place)
      if let last = entries.indices.last { entries[last].value.content = .refused }
      return
    }
    for key in loose { report(.keyWithoutColon(key.text, meant: nil), at: key.place) }
  }
}

extension Node.Scalar {
  fileprivate var text: String {
    SurrogatePairs.revealed(in: string, readingEscapes: style == .doubleQuoted)
  }
}

extension YAMLText {
  /// Whether a key has a colon, as one between braces need not; then it has nothing behind it either.
  private func hasColon(_ key: Node, _ value: Node) -> Bool {
    guard let scalar = key.scalar, scalar.style == .plain, let mark = key.mark,
      let nothing = value.scalar, nothing.string.isEmpty, nothing.style == .plain,
      lines.indices.contains(mark.line - 1)
    else { return true }
    let after = lines[mark.line - 1].unicodeScalars
      .dropFirst(mark.column - 1 + scalar.string.unicodeScalars.count).drop { $0 == " " }
    // At the end of a line it may come on the next.
    return after.first.map { $0 != "," && $0 != "}" } ?? true
  }

  /// The library stops at the first duplicate key and gives only the place of the *first* of the
  /// two. So that one is renamed in the text, to a name of the same length from a private plane,
  /// and the text is parsed again: the second then has its place, and nothing hides other errors.
  private mutating func standIn(for key: String, at mark: Mark, in text: String) -> String? {
    // Parsing a large text again takes its time.
    let most = max(4, min(64, (4 << 20) / max(text.utf8.count, 1)))
    guard standIns.count < most, let letter = Unicode.Scalar(0xF0000 + UInt32(standIns.count))
    else {
      return nil
    }
    var scalars = Array(text.unicodeScalars)
    var line = 1
    var start = 0
    while line < mark.line, start < scalars.count {
      let isPair = scalars[start] == "\r" && scalars.dropFirst(start + 1).first == "\n"
      if Character(scalars[start]).isNewline { line += 1 }
      start += isPair ? 2 : 1
    }
    start += mark.column - 1
    if scalars.indices.contains(start), ["\"", "'"].contains(scalars[start]) { start += 1 }
    let old = Array(key.unicodeScalars)
    guard !old.isEmpty, scalars.dropFirst(start).starts(with: old) else { return nil }
    let new = [Unicode.Scalar](repeating: letter, count: old.count)
    scalars.replaceSubrange(start..<start + old.count, with: new)
    standIns[String(String.UnicodeScalarView(new))] =
      standIns[key] ?? SurrogatePairs.revealed(in: key, readingEscapes: true)
    return String(String.UnicodeScalarView(scalars))
  }

  /// Whether a text has so many signs of structure that its tree could take more memory than a reader
  /// of scenarios should. A megabyte of prose has a tenth of them.
  private static func mayExhaustMemory(_ text: String) -> Bool {
    // Looked at only where there are as many bytes.
    let most = 200_000
    return text.utf8.count > most && text.utf8.count { ",:[{?-".utf8.contains($0) } > most
  }

  /// The line of the first anchor, where a text has so many aliases that expanding them could take
  /// for ever (the library expands before it asks). Fewer get an error at their exact place.
  private static func manyAliases(in text: String) -> Int? {
    // Most texts have no star, and characters take their time.
    let most = 32
    guard text.utf8.count(where: { $0 == UInt8(ascii: "*") }) > most else { return nil }
    var aliases = 0
    var anchor: Int?
    var line = 1
    var last: Character = "\n"
    for character in text {
      let starts = last.isWhitespace || "[{,:".contains(last)
      if starts, character == "*" { aliases += 1 }
      if starts, character == "&", anchor == nil { anchor = line }
      if character.isNewline { line += 1 }
      last = character
    }
    return aliases > most ? anchor : nil
  }
}
