import Text

extension Workbook.Sheet {
  /// A table of CSV with its cells by kind: a column of numbers holds numbers, one of dates dates.
  ///
  /// Where the sheet has no room for all rows, the last captions says which are left out.
  ///
  /// - Parameter unit: Of the numbers in a column, by its head and by what stands in the row under `unit`;
  ///   nil where it has none.
  init(
    _ name: String, _ captions: [String], csv: String,
    unit: (_ head: String, _ row: String?) -> String?
  ) throws(CSVError) {
    let table = try CSVTable(csv).rows.map { $0.map(\.text) }
    let heads = table.first ?? []
    let room = Self.mostRows
    let rows = table.dropFirst().prefix(room)
    let units = heads.firstIndex(of: "unit")
    var cells = ColumnTable(rows: rows.count)
    for (column, head) in heads.enumerated() {
      let texts = rows.map { $0[column] }
      let words = WhatIfHead(head)?.inWords ?? head
      // A long head takes two lines.
      let width =
        Self.areNumbers(texts) ? max(14, Self.width([words]) / 1.6) : Self.width(texts + [words])
      cells.add(
        Workbook.Column(head: words, width: width),
        Self.cells(texts) { row in unit(head, units.map { rows[rows.startIndex + row][$0] }) })
    }
    let left = table.count - 1 - rows.count
    self.name = name
    self.captions =
      captions + (left > 0 ? ["\(grouped(left)) rows more are in the CSV file"] : [])
    (columns, self.rows) = (cells.columns, cells.rows)
  }

  /// A sheet of Excel has 1,048,576, also for what stands above the table.
  static let mostRows = 1_048_000
  static let mostColumns = 16_384

  private static func areNumbers(_ texts: [String]) -> Bool {
    texts.allSatisfy { $0.isEmpty || Double(field: $0) != nil }
  }

  private static func width(_ texts: [String]) -> Double {
    Double(min(48, max(10, 2 + (texts.prefix(1_000).map(\.count).max() ?? 0))))
  }

  private static func cells(_ texts: [String], unit: (_ row: Int) -> String?) -> [Workbook.Cell] {
    if areNumbers(texts) {
      let numbers = texts.map { Double(field: $0) }
      // Where a column has numbers of very different things, each looks after itself.
      let sizes = numbers.compactMap { $0?.magnitude }.filter { $0 > 0 && $0.isFinite }
      let isOfOneKind = (sizes.max() ?? 1) / (sizes.min() ?? 1) < 1e9
      let usual = isOfOneKind ? NumberFormat(unit: "", of: numbers) : nil
      return numbers.enumerated().map { row, number in
        let own = unit(row).map { NumberFormat(unit: $0, of: [number]) } ?? usual
        return .number(number, in: own ?? NumberFormat(unit: "", of: [number]))
      }
    }
    let areDates = texts.allSatisfy { $0.isEmpty || $0.excelDate != nil }
    return texts.map { $0.isEmpty ? .empty : areDates ? .date($0) : .text($0) }
  }
}
