import Text

/// A position in one of the texts that a scenario is read from.
struct Place: Sendable, Hashable, Comparable {
  /// Index into `Sources`: 0 is the file, the others are settings.
  let source: Int
  /// From 1, as editors count.
  let line: Int
  /// From 1, in Unicode scalars.
  let column: Int

  static func < (a: Place, b: Place) -> Bool {
    (a.source, a.line, a.column) < (b.source, b.line, b.column)
  }

  func right(by scalars: Int) -> Place {
    Place(source: source, line: line, column: column + scalars)
  }
}

/// One text, cut into the lines that the YAML parser counts.
struct Source: Sendable {
  let name: String
  let lines: [Substring]
  /// Whether places need no line number: a setting of the command line.
  let isOneLine: Bool

  init(name: String, text: String, isOneLine: Bool = false) {
    self.name = name
    self.isOneLine = isOneLine
    lines = text.yamlLines
  }
}

/// The file and the settings of one scenario; turns findings into diagnostics.
struct Sources: Sendable {
  private(set) var all: [Source]

  init(_ file: Source) { all = [file] }

  /// - Returns: The index that places in this source carry.
  mutating func add(_ source: Source) -> Int {
    all.append(source)
    return all.count - 1
  }

  func line(at place: Place) -> Substring? {
    let lines = all[place.source].lines
    return lines.indices.contains(place.line - 1) ? lines[place.line - 1] : nil
  }

  /// The place some scalars into a text that starts at `place`, perhaps in quotes; `place` itself where
  /// the file does not hold the text as it was read (escapes, folded lines).
  func place(_ place: Place, offset: Int, in text: String) -> Place {
    guard let line = line(at: place) else { return place }
    var rest = line.unicodeScalars.dropFirst(place.column - 1)
    var offset = offset
    if rest.first == "\"" || rest.first == "'" {
      rest.removeFirst()
      offset += 1
    }
    return rest.starts(with: text.unicodeScalars) ? place.right(by: offset) : place
  }

  func diagnostic(_ finding: Finding) -> Diagnostic {
    let source = all[finding.place.source]
    let place = clamped(finding.place)
    let position =
      source.isOneLine && place.line == 1 ? "\(place.column)" : "\(place.line):\(place.column)"
    return Diagnostic(
      severity: finding.cause.severity, cause: finding.cause, place: "\(source.name):\(position)",
      message: finding.cause.message,
      excerpt: line(at: place).map { Self.excerpt($0, column: place.column) } ?? "")
  }

  /// A finding about a text with a character that is not what it looks like, told of that character and
  /// at its place; any other as it is.
  private func namingLookalike(_ finding: Finding) -> Finding {
    guard let (offset, lookalike) = finding.cause.lookalike else { return finding }
    return Finding(
      place: place(of: lookalike.scalar, offset, from: finding.place),
      cause: .lookalike(lookalike, said: finding.cause.message))
  }

  /// Where a character stands some scalars into a text, perhaps in quotes; where the text starts if the
  /// file does not hold it as it was read.
  private func place(of scalar: Unicode.Scalar, _ offset: Int, from place: Place) -> Place {
    guard let line = line(at: place) else { return place }
    let rest = Array(line.unicodeScalars.dropFirst(place.column - 1))
    let quote = rest.first == "\"" || rest.first == "'" ? 1 : 0
    let column = offset + quote
    if rest.indices.contains(column), rest[column] == scalar { return place.right(by: column) }
    return rest.firstIndex(of: scalar).map { place.right(by: $0) } ?? place
  }

  /// A missing bracket is missed at the end of the text, on a line that is not there.
  private func clamped(_ place: Place) -> Place {
    let lines = all[place.source].lines
    guard place.line > lines.count, let last = lines.last else { return place }
    return Place(
      source: place.source, line: lines.count, column: last.unicodeScalars.count + 1)
  }

  /// A file that was never a scenario, such as a large table, has an error at every word.
  static let mostShown = 1_000

  /// In the order of the file; settings come after it.
  func diagnostics(_ findings: [Finding]) -> [Diagnostic] {
    let most = Self.mostShown
    var said: Set<Finding> = []
    let findings = findings.map(namingLookalike)
    // An alias is refused at its anchor, once for each use.
    let sorted = findings.filter { said.insert($0).inserted }.enumerated()
      .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
    var shown = sorted.prefix(most)
    if sorted.count > most {
      let more = DiagnosticCause.more(sorted.count - most)
      shown.append(Finding(place: sorted[most].place, cause: more))
    }
    return shown.map(diagnostic)
  }

  /// The line, or of a very long one the part around the column, and a caret below.
  private static func excerpt(_ line: Substring, column: Int) -> String {
    // Lines of ordinary files start at their start.
    let start = column <= 120 ? 0 : column - 1 - 60
    let shown = Array(line.unicodeScalars.dropFirst(start).prefix(160))
    // Tabs stay tabs, so that the caret stands below its column at any tab width; other characters
    // take the columns that a terminal gives them.
    let before = String(String.UnicodeScalarView(shown.prefix(column - 1 - start)))
    let indent = before.map { character in
      character == "\t" ? "\t" : String(repeating: " ", count: String(character).displayWidth)
    }.joined()
    return String(String.UnicodeScalarView(shown)) + "\n" + indent + "^"
  }
}
