import Statistics
import Text

/// What matters of each company: where its price starts and ends, how deep it falls, how it may end.
///
/// One company has a small table, several have a row each. Rows that say the same are one.
extension Report {
  /// Of one company.
  ///
  /// - Parameter extra: How many series beside the first are told, of those that explain it.
  func companyTable(_ company: String, extra: Int) -> TextTable {
    let levels = summary.levels.few
    let middle = summary.levels.line
    let columns = levels.flatMap { level in
      let rank = level == middle ? 2 : 3
      return [
        TextTable.Column(title: Levels.head(level), dispensability: 0),
        .init(title: "±", dispensability: rank),
      ]
    }
    var table = TextTable([.init(title: "start", dispensability: 1)] + columns)
    table.append(.titles("\(company) at the end".printable()))
    for series in headlineSeries(of: company).prefix(1 + extra) {
      guard let first = series.bands.first else { continue }
      let start = middle.flatMap { first[$0] }.map { first.figure($0, unit: series.unit).text }
      let known = series.constantAtStart.map { Figure($0, error: 0, unit: series.unit).text }
      let end = series.band(at: .end)
      table.append(
        .numbers(
          "  " + series.quantity.words.printable().with(unit: series.unit),
          [known ?? start ?? "–"] + Self.cells(end, levels, middle, unit: series.unit)))
    }
    if let fall = summary.outcome(.maximumDrawdown, of: company) {
      table.append(
        .numbers(
          "  " + fall.quantity.words.printable(),
          [""] + Self.cells(fall.sample, levels, middle, unit: fall.unit)))
    }
    return table
  }

  /// Percentiles, each with its error.
  private static func cells(
    _ sample: SampleSummary, _ levels: [Double], _ middle: Double?, unit: String
  ) -> [String] {
    if let value = sample.constant {
      let text = Figure(value, error: 0, unit: unit).text
      return levels.flatMap { [$0 == middle ? text : "", ""] }
    }
    return levels.flatMap { level -> [String] in
      guard let figure = sample[level].map({ sample.figure($0, unit: unit) }) else {
        return ["–", ""]
      }
      return [figure.text, figure.errorText]
    }
  }

  /// What is drawn of a company, then ARR, cash and multiple, as far as they are recorded.
  func headlineSeries(of company: String) -> [SeriesSummary] {
    let first = fanSeries(of: company)
    let others = [.recurringRevenue, .cash, .multiple].compactMap { (role: Quantity.Role) in
      summary.series(role, of: company)
    }
    return ([first].compactMap(\.self) + others.filter { $0.name != first?.name })
      .filter { !$0.bands.isEmpty }
  }
}
