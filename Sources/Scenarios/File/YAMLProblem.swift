import Yams

/// What the YAML library says of a text that is none, in the words of this reader and at the place of the
/// fault.
struct YAMLProblem {
  /// As editors count, in Unicode scalars.
  let line: Int
  let column: Int
  let cause: DiagnosticCause

  /// - Parameter text: As the parser read it.
  init(_ error: any Error, in text: String) {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      self.init(problem, at: mark, in: context, text)
    case YamlError.reader(let problem, let offset, let value, _):
      self.init(problem, offset: offset ?? 0, value: value, text)
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      self.init(context.mark.line, context.mark.column, .duplicateKey(keys.first ?? ""))
    default:
      self.init(1, 1, .syntax("\(error)"))
    }
  }

  private init(_ line: Int, _ column: Int, _ cause: DiagnosticCause) {
    (self.line, self.column, self.cause) = (line, column, cause)
  }

  private init(
    _ problem: String, at mark: Mark, in context: YamlError.Context?, _ text: String
  ) {
    var (line, column) = (mark.line, mark.column)
    var cause: DiagnosticCause
    if problem.contains("alias") {
      cause = .alias
    } else if problem.contains("another document") {
      cause = .secondDocument
    } else if problem.contains("could not find expected ':'"), let key = context?.mark {
      (line, column, cause) = (key.line, key.column, .noColon)
    } else {
      let start = context.map { " \($0.text) (line \($0.mark.line))" } ?? ""
      cause = .syntax(problem + start + Self.hint(for: problem))
    }
    let lines = text.yamlLines
    if problem.contains(Self.escape) {
      // Its mark is behind '\u'.
      column = max(column - 2, 1)
    } else if let found = Self.lineBreak(before: line - 1, of: text, in: lines)
      ?? Self.lookalike(cause, line - 1, column - 1, in: lines)
    {
      (line, column) = (found.line + 1, found.column + 1)
      cause = .lookalike(found.lookalike, said: cause.message)
    }
    self.init(line, column, cause)
  }

  /// - Parameter offset: In bytes.
  private init(_ problem: String, offset: Int, value: Int32, _ text: String) {
    let before = String(decoding: text.utf8.prefix(offset), as: UTF8.self)
    let lines = before.yamlLines
    let cause = DiagnosticCause.syntax(problem)
    let lookalike = UInt32(exactly: value).flatMap { Unicode.Scalar($0) }.flatMap(Lookalike.init)
    self.init(
      lines.count, (lines.last?.unicodeScalars.count ?? 0) + 1,
      lookalike.map { .lookalike($0, said: cause.message) } ?? cause)
  }

  /// What most often lies behind a problem of the parser.
  private static func hint(for problem: String) -> String {
    if problem.contains("mapping values are not allowed") {
      return "; a text with ': ' in it stands in quotes, and a key on a line of its own"
    }
    if problem.contains("did not find expected key") {
      return "; keys of one block are indented alike"
    }
    if problem.contains(escape) {
      return "; it is no character: both halves of a pair, or the character itself, were expected"
    }
    return ""
  }

  /// What the parser says of an escape that is no character.
  private static let escape = "invalid Unicode character escape"

  // MARK: Lookalikes

  /// A character that is no part of YAML's structure but looks like one: in the indent of the line where
  /// the parser stopped, or of the last one before it that says something, else on that line itself.
  ///
  /// - Parameter cause: Where a colon is missed the fault is behind the place, else before it.
  private static func lookalike(
    _ cause: DiagnosticCause, _ stopped: Int, _ column: Int, in lines: [Substring]
  ) -> (line: Int, column: Int, lookalike: Lookalike)? {
    guard cause != .alias, cause != .secondDocument, lines.indices.contains(stopped) else {
      return nil
    }
    let before = lines[..<stopped].lastIndex { line in
      let text = line.drop { $0 == " " }
      return !text.isEmpty && text.first != "#"
    }
    for line in [before, stopped].compactMap(\.self) {
      let indent = lines[line].unicodeScalars.prefix {
        $0 == " " || Lookalike($0)?.isBlank ?? false
      }
      if let found = Lookalike.first(in: String(indent)) {
        return (line, found.offset, found.lookalike)
      }
    }
    let scalars = Array(lines[stopped].unicodeScalars)
    let end = min(column, scalars.count)
    let part = cause == .noColon ? scalars[end...] : scalars[..<min(end + 1, scalars.count)]
    for (place, scalar) in zip(part.indices, part) where scalar != "\t" {
      guard let found = Lookalike(scalar), found.isBlank || isStructure(found.plain) else {
        continue
      }
      return (stopped, place, found)
    }
    return nil
  }

  /// What parts a line from the one before it where that is no line feed: a line separator, which YAML
  /// takes for one and nobody sees.
  private static func lineBreak(
    before line: Int, of text: String, in lines: [Substring]
  ) -> (line: Int, column: Int, lookalike: Lookalike)? {
    guard lines.indices.contains(line), line > 0,
      let found = text[lines[line - 1].endIndex...].unicodeScalars.first.flatMap(Lookalike.init),
      !found.scalar.isASCII
    else { return nil }
    return (line - 1, lines[line - 1].unicodeScalars.count, found)
  }

  private static func isStructure(_ plain: Unicode.Scalar?) -> Bool {
    plain.map { ":,[]{}\"'#".unicodeScalars.contains($0) } ?? false
  }
}
