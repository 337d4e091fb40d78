import Text

extension Scenario {
  /// Reads a table of points: keys in its first row, their levels in each other.
  ///
  /// - Parameter path: Of a file of comma-separated values.
  /// - Throws: `FileError` where it cannot be read, `Diagnostics` with every cell that is wrong.
  public func points(
    inRowsOf path: String
  ) throws -> (keys: [VariedKey], points: [[Level]]) {
    let bytes = try FileText.bytes(of: path)
    var reader = reader.forgettingFindings
    guard let text = FileText.text(bytes), bytes.count <= FileText.mostBytes else {
      let cause: DiagnosticCause =
        bytes.count > FileText.mostBytes
        ? .tooLarge(mebibytes: FileText.mostMebibytes) : .notUnicode
      let source = reader.sources.add(Source(name: path, text: ""))
      reader.report(cause, at: Place(source: source, line: 1, column: 1))
      throw Diagnostics(all: reader.sources.diagnostics(reader.findings))
    }
    let source = reader.sources.add(Source(name: path, text: text))
    let (keys, points) = reader.points(in: text, of: source)
    guard !reader.hasErrors else {
      throw Diagnostics(all: reader.sources.diagnostics(reader.findings))
    }
    return (keys, points)
  }
}

extension ScenarioReader {
  fileprivate mutating func points(
    in text: String, of source: Int
  ) -> (keys: [VariedKey], points: [[Level]]) {
    func node(_ cell: CSVTable.Cell) -> LocatedNode {
      LocatedNode(
        content: cell.text.isEmpty ? .nothing : .scalar(cell.text),
        place: Place(source: source, line: cell.line, column: cell.column))
    }
    let table: CSVTable
    do throws(CSVError) {
      table = try CSVTable(text)
    } catch {
      for problem in error.problems {
        let place = Place(source: source, line: problem.line, column: problem.column)
        report(.badTable(problem.cause.words), at: place)
      }
      return ([], [])
    }
    guard table.rows.count - 1 <= SweepRequest.mostPoints else {
      report(
        .unexpected(
          Expectation("at most \(SweepRequest.mostPoints) points"),
          found: "\(table.rows.count - 1)"),
        at: Place(source: source, line: SweepRequest.mostPoints + 2, column: 1))
      return ([], [])
    }
    guard let header = table.rows.first, table.rows.count > 1 else {
      report(
        .unexpected(Expectation("a row of keys and a row for each point"), found: ""),
        at: Place(source: source, line: 1, column: 1))
      return ([], [])
    }
    var keys: [VariedKey] = []
    for cell in header {
      // Without levels there is nothing else that could be wrong.
      guard let key = varied(node(cell), LocatedNode(content: .list([]), place: node(cell).place))
      else { continue }
      if keys.contains(where: { $0.isSame(as: key) }) {
        report(.repeated(key.name), at: node(cell).place)
      }
      keys.append(key)
    }
    guard keys.count == header.count else { return ([], []) }
    let points = table.rows.dropFirst().map { row in
      zip(row, keys).compactMap { cell, key in level(node(cell), of: key.number) }
    }
    return (keys, points)
  }
}
