import Statistics

/// Levels of an outcome of which a run tells how many paths pass them.
struct ToldLevels: Sendable {
  let direction: OutcomeSummary.Exceedance.Direction
  /// Ascending, in the outcome's unit; none for most outcomes.
  let levels: [Double]

  /// More than anybody reads.
  private static let mostDates = 50

  init(of outcome: CompanyOutcome, on grid: TimeGrid) {
    direction = outcome == .insolvency ? .by : .above
    levels =
      switch outcome {
      case .maximumDrawdown: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
      case .raises: [0, 1, 2, 5]
      case .dilution: [0.1, 0.25, 0.5, 0.75, 0.9]
      case .insolvency: Self.anniversaries(of: grid)
      default: []
      }
  }

  /// Steps of the last date up to each anniversary of the start, and of the horizon.
  private static func anniversaries(of grid: TimeGrid) -> [Double] {
    let dates = grid.dates
    var steps: [Int] = []
    var step = 0
    for year in 1...mostDates {
      let anniversary = grid.start.adding(months: 12 * year)
      while step < grid.steps, dates[step + 1] <= anniversary { step += 1 }
      guard step < grid.steps else { break }
      steps.append(step)
    }
    return (steps + [grid.steps]).map(Double.init)
  }

  /// What a value must pass, as it is kept: the level, and what rounding may have moved it by.
  private func limit(_ level: Double, _ reading: Reading) -> Double {
    let kept = reading.inverse(level)
    // Dates are kept as they are told, in whole steps.
    if direction == .by { return kept }
    return reading == .shortfall ? Rounding.below(kept) : Rounding.above(kept)
  }

  /// Counts the values that pass each level.
  ///
  /// - Parameter values: As they are kept; NaN where a path failed.
  func count(_ values: UnsafeBufferPointer<Double>, _ reading: Reading, in hits: inout [Int]) {
    for (index, level) in levels.enumerated() {
      let limit = limit(level, reading)
      let passing =
        switch direction {
        // Drawdowns are kept as one minus.
        case .above where reading == .shortfall: values.reduce(0) { $0 + ($1 < limit ? 1 : 0) }
        case .above: values.reduce(0) { $0 + ($1 > limit ? 1 : 0) }
        case .by: values.reduce(0) { $0 + ($1 <= limit ? 1 : 0) }
        }
      hits[index] += passing
    }
  }
}
