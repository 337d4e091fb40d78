/// A table of comma-separated values whose cells know where they stand.
///
/// As in RFC 4180: fields may stand between quotes, in which a comma and the end of a line are text and
/// a doubled quote is one. Lines end with CRLF, LF or CR; a byte order mark at the start and empty lines
/// at the end are left out.
///
/// Verified: table of texts and cells; each kind of error with its place.
package struct CSVTable: Sendable, Equatable {
  package struct Cell: Sendable, Equatable {
    package let text: String
    /// From 1.
    package let line: Int
    /// From 1, in Unicode scalars.
    package let column: Int
  }

  /// All have as many cells as the first.
  package let rows: [[Cell]]

  /// - Throws: `CSVError` with every row that is not as long as the first, or with the quote that makes
  ///   the rest unreadable.
  package init(_ text: String) throws(CSVError) {
    var reader = CSVReader(text)
    var rows = try reader.rows()
    while let last = rows.last, last.isEmptyLine { rows.removeLast() }
    let count = rows.first?.count ?? 0
    let ragged = rows.filter { $0.count != count }.map { row in
      CSVError.Problem(
        line: row.first?.cell.line ?? 0, column: 1, cause: .ragged(cells: row.count, first: count))
    }
    guard ragged.isEmpty else { throw CSVError(problems: ragged) }
    self.rows = rows.map { $0.map(\.cell) }
  }
}

extension CSVTable {
  /// Rows as a file holds them: commas between fields, a line feed behind each row.
  package static func text(_ rows: some Sequence<[String]>) -> String {
    rows.reduce(into: "") { append($1, to: &$0) }
  }

  /// The same for one row, where a file is too long to hold its fields.
  package static func append(_ row: [String], to text: inout some TextOutputStream) {
    for (index, field) in row.enumerated() {
      if index > 0 { text.write(",") }
      text.write(self.field(field))
    }
    text.write("\n")
  }

  /// A field as in RFC 4180: quoted if it holds a comma, a quote or the end of a line.
  package static func field(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): false
      default: true
      }
    }
    if isPlain { return text }
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + parts.joined(separator: "\"\"") + "\""
  }
}

/// Why a text is no table.
package struct CSVError: Error, Equatable, CustomStringConvertible {
  package struct Problem: Sendable, Equatable {
    package let line: Int
    package let column: Int
    package let cause: Cause
  }

  package enum Cause: Sendable, Equatable {
    /// A row has another number of cells than the first.
    case ragged(cells: Int, first: Int)
    /// A quote that nothing closes.
    case unclosedQuote
    /// Something other than a comma or the end of the line behind a closing quote.
    case textBehindQuote
    /// A quote in a field that does not start with one.
    case quoteInField
  }

  /// In the order of the text; at least one.
  package let problems: [Problem]

  /// One line for each problem: `3:1: this row has 2 cells, the first has 3`.
  package var description: String {
    problems.map { "\($0.line):\($0.column): \($0.cause.words)" }.joined(separator: "\n")
  }
}

extension CSVError.Cause {
  package var words: String {
    switch self {
    case .ragged(let cells, let first):
      "this row has \(cells) cell\(cells == 1 ? "" : "s"), the first has \(first)"
    case .unclosedQuote: "this quote is not closed"
    case .textBehindQuote: "a comma or the end of the line is missing behind the closing quote"
    case .quoteInField:
      "a quote in a field: write the field between quotes, and each quote in it twice"
    }
  }
}

/// Reads scalars, not characters: a comma that carries an accent would be a letter.
private struct CSVReader {
  typealias Field = (cell: CSVTable.Cell, isQuoted: Bool)

  private let scalars: [Unicode.Scalar]
  private var place: Int
  private var line = 1
  private var start: Int

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    place = scalars.first == "\u{FEFF}" ? 1 : 0
    start = place
  }

  private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }
  private var column: Int { place - start + 1 }

  mutating func rows() throws(CSVError) -> [[Field]] {
    var rows: [[Field]] = []
    while next != nil {
      var row: [Field] = [try field()]
      while next == "," {
        place += 1
        row.append(try field())
      }
      rows.append(row)
      skipLineEnd()
    }
    return rows
  }

  private mutating func field() throws(CSVError) -> Field {
    let (line, column) = (line, column)
    var text = String.UnicodeScalarView()
    guard next == "\"" else {
      while let scalar = next, !",\r\n".unicodeScalars.contains(scalar) {
        if scalar == "\"" { throw error(.quoteInField) }
        text.append(scalar)
        place += 1
      }
      return (.init(text: String(text), line: line, column: column), false)
    }
    place += 1
    while let scalar = next {
      if scalar == "\"" {
        place += 1
        guard next == "\"" else { return try closed(text, line, column) }
      }
      text.append(scalar)
      if !skipLineEnd() {
        place += 1
      } else if scalar == "\r", scalars[place - 1] == "\n" {
        text.append("\n")
      }
    }
    throw CSVError(problems: [.init(line: line, column: column, cause: .unclosedQuote)])
  }

  private func closed(_ text: String.UnicodeScalarView, _ line: Int, _ column: Int)
    throws(CSVError) -> Field
  {
    if let next, !",\r\n".unicodeScalars.contains(next) { throw error(.textBehindQuote) }
    return (.init(text: String(text), line: line, column: column), true)
  }

  private func error(_ cause: CSVError.Cause) -> CSVError {
    CSVError(problems: [.init(line: line, column: column, cause: cause)])
  }

  /// Whether there was one.
  @discardableResult
  private mutating func skipLineEnd() -> Bool {
    guard let scalar = next, scalar == "\n" || scalar == "\r" else { return false }
    place += 1
    if scalar == "\r", next == "\n" { place += 1 }
    line += 1
    start = place
    return true
  }
}

extension [CSVReader.Field] {
  /// Not a row with one empty field between quotes.
  fileprivate var isEmptyLine: Bool { count == 1 && self[0].cell.text.isEmpty && !self[0].isQuoted }
}
