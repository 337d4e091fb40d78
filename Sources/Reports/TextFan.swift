import Statistics
import Text

extension Report {
  /// A picture of what each company is worth, for at most three of them.
  func fans(on terminal: Terminal) -> [[String]] {
    let series = summary.companies.compactMap(fanSeries)
    // Several of full height would push the bands out of sight.
    let height = series.count > 1 ? 8 : 12
    return series.prefix(3).map { fan($0, height: height)?.lines(on: terminal) ?? [] }
  }

  /// Nil where there is nothing to see.
  func fan(_ series: SeriesSummary, height: Int) -> TextFan? {
    TextFan(series, summary.observations.filter { $0.series.name == series.name }, height: height)
  }
}

/// Percentile bands of a series over time, drawn with characters.
///
/// Between two dates of the grid, bands are drawn straight on the axis. Verified: golden pictures.
struct TextFan {
  /// What one character of the picture shows.
  enum Cell: Equatable {
    case empty
    /// The widest band is 0.
    case band(Int)
    case line
    case observed
  }

  let series: SeriesSummary
  let observations: [ObservedRank]
  let height: Int
  /// From the widest to the narrowest.
  let bands: [Levels.Band]
  /// The level drawn as a line.
  let middle: Double?
  let axis: Axis
  let time: TextTimeAxis

  /// Nil where there is nothing to see: one number at all dates, or a single date.
  init?(_ series: SeriesSummary, _ observations: [ObservedRank] = [], height: Int = 12) {
    let levels = series.levels
    let (bands, middle) = (levels.bands, levels.line)
    let drawn = bands.prefix(1).flatMap { [$0.low, $0.high] } + (middle.map { [$0] } ?? [])
    let values = series.bands.flatMap { band in drawn.compactMap { band[$0]?.value } }
    guard let axis = Axis(values + observations.map(\.value), unit: series.unit),
      let time = TextTimeAxis(series.dates), series.dates.count == series.bands.count
    else { return nil }
    (self.series, self.observations, self.height) = (series, observations, height)
    (self.bands, self.middle, self.axis, self.time) = (bands, middle, axis, time)
  }

  /// Rows from the top, each with one cell for each column.
  func cells(width: Int) -> [[Cell]] {
    var cells = Array(repeating: Array(repeating: Cell.empty, count: width), count: height)
    for column in 0..<width {
      let (step, part) = time.position(of: column, width: width)
      for (index, band) in bands.enumerated() {
        guard let low = row(of: band.low, step, part), let high = row(of: band.high, step, part)
        else { continue }
        for row in min(low, high)...max(low, high) { cells[row][column] = .band(index) }
      }
      if let middle, let row = row(of: middle, step, part) { cells[row][column] = .line }
    }
    for observed in observations {
      guard let column = time.column(of: observed.date, width: width),
        let row = row(at: axis.place(of: observed.value))
      else { continue }
      cells[row][column] = .observed
    }
    return cells
  }

  /// The row of a percentile between a date and the next; nil where it is unknown.
  private func row(of level: Double, _ step: Int, _ part: Double) -> Int? {
    func place(_ step: Int) -> Double? {
      series.bands[step][level].flatMap { $0.value.isNaN ? nil : axis.place(of: $0.value) }
    }
    guard let here = place(step) else { return nil }
    guard part > 0 else { return row(at: here) }
    return place(step + 1).flatMap { row(at: here + part * ($0 - here)) }
  }

  /// - Parameter place: 0 at the lower end of the axis, 1 at the upper.
  func row(at place: Double) -> Int? {
    guard place.isFinite else { return nil }
    return Int(((1 - place) * Double(height - 1)).rounded())
  }
}
