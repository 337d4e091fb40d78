import Statistics
import Text

extension Workbook.Sheet {
  /// The bands of one series: its mean and percentiles, beside them a picture, and behind it their sampling
  /// errors and the layers of the picture.
  ///
  /// - Parameter group: The paths that it is of; nil for all.
  init(_ series: SummaryFile.Series, of group: String? = nil, number: Int? = nil) {
    let levels = Levels(series.percentiles.levels)
    func values(_ level: Double) -> [Double?] { series.percentiles[level] ?? [] }
    func ends(_ level: Double, _ end: Int) -> [Double?] {
      series.intervals[level]?.map { $0.both[end] } ?? []
    }
    let all = levels.all.flatMap(values)
    let format = NumberFormat(unit: series.unit, of: all.isEmpty ? series.mean : all)
    var table = ColumnTable(rows: series.dates.count)
    table.add("date", series.dates.map { .date($0) })
    for level in levels.all { table.add(Levels.head(level), values(level), format) }
    table.add("mean", series.mean, format)
    let errors = NumberFormat(unit: series.unit, of: series.mcse)
    table.add("MCSE", series.mcse, errors)
    let gap = table.columns.count
    for _ in 0..<Self.gap { table.add(.gap, []) }
    for level in levels.all {
      for (end, word) in ["low", "high"].enumerated() {
        table.add("\(Levels.head(level)) \(word)", ends(level, end), format)
      }
    }
    let title = series.name.with(unit: series.unit)
    let captions = [
      title + (group.map { ": \($0)" } ?? ""),
      "Percentiles and mean of the paths at each date; MCSE: standard error of the mean. On the right: 95 % "
        + "sampling intervals of the percentiles, and what the picture is stacked from.",
    ]
    let outer = levels.bands.first.map { values($0.low) + values($0.high) } ?? []
    let axis = Axis(outer.compactMap(\.self), unit: series.unit)
    let least = outer.compactMap(\.self).min() ?? 0
    let leastShown = axis?.isLogarithmic == true && least > 0 ? least.powerOfTenBelow : nil
    var layers = FanLayers(
      levels, axis, isLogarithmic: leastShown != nil, firstRow: captions.count + 2,
      percentiles: values, format)
    layers.add(series.dates, to: &table)
    name = (number.map { "group \($0) " } ?? "") + series.name
    self.captions = captions
    (columns, rows) = (table.columns, table.rows)
    guard let axis, series.dates.count > 1, !layers.layers.isEmpty else { return }
    fan = Workbook.Fan(
      title: title, labels: layers.labels, layers: layers.layers, leastShown: leastShown,
      axisFormat: format.axisCode(step: leastShown ?? (axis.high - axis.low) / 10), column: gap)
  }

  /// So many columns are as wide as a picture.
  private static let gap = 12
}

/// A table in the making, column by column.
struct ColumnTable {
  private(set) var columns: [Workbook.Column] = []
  private(set) var rows: [[Workbook.Cell]]

  init(rows: Int) { self.rows = .init(repeating: [], count: rows) }

  mutating func add(_ column: Workbook.Column, _ cells: [Workbook.Cell]) {
    columns.append(column)
    for row in rows.indices { rows[row].append(row < cells.count ? cells[row] : .empty) }
  }

  mutating func add(_ head: String, _ cells: [Workbook.Cell]) {
    add(Workbook.Column(head: head, width: max(12, Double(head.count + 2))), cells)
  }

  mutating func add(_ head: String, _ numbers: [Double?], _ format: NumberFormat) {
    add(head, numbers.map { .number($0, in: format) })
  }
}
