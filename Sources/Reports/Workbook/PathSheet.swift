import Text

extension Workbook.Sheet {
  /// Sample paths, a row for each path and date.
  ///
  /// Nobody sends what takes a minute to open: of long paths there are as many as fit.
  init(paths csv: String, units: [String: String]) throws(CSVError) {
    let (text, isCut) = Self.whole(csv, cells: Self.mostCells)
    let rest = isCut ? ["As many as fit here; \(Report.pathsFile) has all."] : []
    try self.init(
      "Paths",
      ["Sample paths, a row for each path and date; of these, the first is printed"] + rest,
      csv: text
    ) { head, _ in units[head] == "share" ? "share" : nil }
    printedRows = rows.prefix { $0.first == rows.first?.first }.count
  }

  private static let mostCells = 500_000

  /// The first paths of a table that has theirs in the first column: as many as have so many cells together,
  /// and at least one.
  static func whole(_ csv: String, cells: Int) -> (text: String, isCut: Bool) {
    let lines = csv.split(separator: "\n")
    func path(_ line: Substring) -> Substring { line.prefix { $0 != "," } }
    guard lines.count > 1 else { return (csv, false) }
    let columns = lines[0].split(separator: ",", omittingEmptySubsequences: false).count
    // All have the same dates.
    let length = lines.dropFirst().prefix { path($0) == path(lines[1]) }.count
    let rows = length * max(1, cells / (columns * length))
    guard rows < lines.count - 1 else { return (csv, false) }
    return (lines.prefix(1 + rows).joined(separator: "\n") + "\n", true)
  }
}
