import Statistics
import Text

extension Report {
  /// Under each company its series; of each the band at the start and at a few later dates. Where it
  /// starts from one number, that stands beside its name.
  var seriesTable: TextTable {
    let (levels, median) = (summary.levels.all, summary.levels.nearestToMiddle)
    var columns = levelColumns
    if let median {
      columns.append(.init(title: "±" + Levels.head(median), dispensability: 1))
    }
    var table = TextTable(columns)
    var company: String?
    for series in summary.seriesInOrder {
      if series.quantity.subject != company {
        if company != nil { table.append(.blank) }
        let subject = series.quantity.subject
        table.append(
          .titles(subject.isEmpty && company != nil ? titleOfShared : subject.printable()))
        company = series.quantity.subject
      }
      var steps = shownSteps(series.bands.count - 1)
      var heading = series.quantity.ownName.printable().with(unit: series.unit)
      if steps.count > 1, let start = series.constantAtStart {
        heading += ": " + Figure(start, error: 0, unit: series.unit).text + " at the start"
        steps.removeFirst()
      }
      table.append(.heading(heading))
      for step in steps {
        let label = step == 0 ? "start" : series.dates[step].printable()
        let numbers = Self.numbers(series.bands[step], levels, median, unit: series.unit)
        table.append(.numbers("  " + label, numbers))
      }
    }
    return table
  }

  /// What the series of no company are of; an exchange rate alone has a name of two words.
  private var titleOfShared: String {
    let names = summary.series.map(\.quantity).filter(\.subject.isEmpty).map(\.ownName)
    let rates = names.filter { $0.contains(".") }
    return rates.isEmpty
      ? "factors" : rates.count < names.count ? "factors and exchange rates" : "exchange rates"
  }

  /// Ends of whole years where there are enough of them, at most four; else thirds.
  func shownSteps(_ last: Int) -> [Int] {
    guard last > 0 else { return last == 0 ? [0] : [] }
    let years = Int(exactly: description.horizon.rounded()) ?? 0
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
    let figures = levels.map { level in sample[level].map { sample.figure($0, unit: unit) } }
    let middle = levels.firstIndex(of: median).flatMap { figures[$0] }
    if let value = sample.constant {
      let constant = Figure(value, error: 0, unit: unit)
      return levels.map { $0 == median ? constant.text : "" } + [""]
    }
    return figures.map { $0?.text ?? "–" } + [middle?.errorText ?? "–"]
  }

  /// Lowest, median and highest are always shown; of the others first the quartiles, then those
  /// nearest to the lowest and the highest.
  var levelColumns: [TextTable.Column] {
    let (levels, median) = (summary.levels.all, summary.levels.nearestToMiddle)
    return levels.map { level in
      let isKept = level == median || level == levels.first || level == levels.last
      let rank = [25, 45, 40].firstIndex(of: abs(level - 50)).map { $0 + 2 } ?? 5
      return .init(title: Levels.head(level), dispensability: isKept ? 0 : rank)
    }
  }
}

extension SampleSummary {
  /// A percentile as a number. Where it is 0, the bin of the histogram that holds the zeros is no error.
  func figure(_ percentile: Percentile, unit: String) -> Figure {
    let bin = 1e-9 * max(abs(minimum), abs(maximum))
    let isExact =
      percentile.value == 0 && percentile.interval.high - percentile.interval.low <= bin
    return isExact ? Figure(0, error: 0, unit: unit) : Figure(percentile, unit: unit)
  }

  /// Its value where all paths have the same: a number, not a band, also where they differ by
  /// rounding.
  var constant: Double? {
    count > 1 && Rounding.areEqual(minimum, maximum) ? mean.value : nil
  }
}

extension SeriesSummary {
  /// Its value at the start where that is known.
  var constantAtStart: Double? { bands.first?.constant }
}

extension String {
  /// `sharePrice, HKD`; a percentage shows its unit beside each number, and a date is one.
  func with(unit: String) -> String {
    ["", "share", "probability", "date", "count"].contains(unit)
      ? self : "\(self), \(unit.printable())"
  }
}
