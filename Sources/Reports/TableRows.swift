import Statistics
import Text

extension Report {
  /// Under each company its series; of each the band at the start and at a few later dates.
  var seriesTable: TextTable {
    let (levels, median) = summary.levels
    var columns = levelColumns
    if let median {
      columns.append(.init(title: "±P\(median.shortest ?? "")", dispensability: 0))
    }
    var table = TextTable(columns)
    var company: String?
    for series in summary.series {
      let name = series.name.printable().splitAtCompany
      if name.company != company {
        if company != nil { table.append(.blank) }
        table.append(.titles(name.company))
        company = name.company
      }
      table.append(.heading(name.quantity.with(unit: series.unit)))
      for step in shownSteps(series.bands.count - 1) {
        let label = step == 0 ? "start" : series.dates[step].printable()
        let numbers = Self.numbers(series.bands[step], levels, median, unit: series.unit)
        table.append(.numbers("  " + label, numbers))
      }
    }
    return table
  }

  /// Ends of whole years where there are enough of them, at most four; else thirds.
  func shownSteps(_ last: Int) -> [Int] {
    guard last > 0 else { return last == 0 ? [0] : [] }
    let years = Int(description.horizon.rounded())
    let isWhole = years >= 2 && abs(description.horizon - Double(years)) < 0.02
    guard isWhole, last >= years else {
      let parts = min(3, last)
      return (0...parts).map { (last * $0 + parts / 2) / parts }
    }
    let shown = years <= 4 ? Array(0...years) : (0...3).map { (years * $0 + 1) / 3 }
    return shown.map { (last * $0 + years / 2) / years }
  }

  static func numbers(
    _ sample: SampleSummary, _ levels: [Double], _ median: Double?, unit: String
  ) -> [String] {
    guard let median else { return [] }
    let figures = levels.map { level in sample[level].map { Figure($0, unit: unit) } }
    let middle = levels.firstIndex(of: median).flatMap { figures[$0] }
    // A constant is a number, not a band, also where its paths differ by rounding.
    let spread = sample.maximum - sample.minimum
    if sample.count > 1, spread <= 1e-12 * abs(sample.maximum) {
      let constant = Figure(sample.mean.value, error: 0, unit: unit)
      return levels.map { $0 == median ? constant.text : "" } + [""]
    }
    return figures.map { $0?.text ?? "–" } + [middle?.errorText ?? "–"]
  }

  /// One row for each outcome: the mean with its standard error, and percentiles.
  var outcomeTable: TextTable {
    let (levels, _) = summary.levels
    let mean = ["mean", "±MCSE"].map { TextTable.Column(title: $0, dispensability: 0) }
    var table = TextTable(mean + levelColumns)
    guard !summary.outcomes.isEmpty else { return table }
    table.append(.titles("outcomes"))
    for outcome in summary.outcomes {
      let mean = Figure(outcome.sample.mean, unit: outcome.unit)
      let percentiles = levels.map { level in
        outcome.sample[level].map { Figure($0, unit: outcome.unit).text } ?? "–"
      }
      var label = outcome.name.printable().with(unit: outcome.unit)
      // A long name would push percentiles out of the line.
      if label.displayWidth > 26 {
        table.append(.heading(label))
        label = ""
      }
      table.append(.numbers(label, [mean.text, mean.errorText] + percentiles))
    }
    return table
  }

  /// Lowest, median and highest are always shown; of the others first the quartiles, then those
  /// nearest to the lowest and the highest.
  private var levelColumns: [TextTable.Column] {
    let (levels, median) = summary.levels
    return levels.map { level in
      let isKept = level == median || level == levels.first || level == levels.last
      let rank = [25, 45, 40].firstIndex(of: abs(level - 50)).map { $0 + 1 } ?? 4
      return .init(title: "P\(level.shortest ?? "")", dispensability: isKept ? 0 : rank)
    }
  }
}

extension String {
  /// `sharePrice, HKD`; a percentage shows its unit beside each number.
  fileprivate func with(unit: String) -> String {
    unit.isEmpty || unit == "share" || unit == "probability" ? self : "\(self), \(unit.printable())"
  }
}
