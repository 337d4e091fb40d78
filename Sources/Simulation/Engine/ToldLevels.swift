import Statistics

/// Levels of an outcome of which a run tells how many paths pass them.
struct ToldLevels: Sendable {
  let direction: OutcomeSummary.Exceedance.Direction
  /// Ascending, in the outcome's unit; none for most outcomes.
  let levels: [Double]

  /// More than anybody reads.
  private static let mostDates = 50

  init(_ levels: Quantity.Levels, on grid: TimeGrid) {
    switch levels {
    case .none: (direction, self.levels) = (.above, [])
    case .above(let levels): (direction, self.levels) = (.above, levels)
    case .byAnniversary: (direction, self.levels) = (.by, Self.anniversaries(of: grid))
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
  private func limit(_ level: Double, _ telling: Telling) -> Double {
    let kept = telling.inverse(level)
    // Dates are kept as they are told, in whole steps.
    if direction == .by { return kept }
    return telling == .shortfall ? Rounding.below(kept) : Rounding.above(kept)
  }

  /// Counts the values that pass each level.
  ///
  /// - Parameter values: As they are kept; NaN where a path failed.
  func count(_ values: UnsafeBufferPointer<Double>, _ telling: Telling, in hits: inout [Int]) {
    for (index, level) in levels.enumerated() {
      let limit = limit(level, telling)
      let passing =
        switch direction {
        // Drawdowns are kept as one minus.
        case .above where telling == .shortfall: values.reduce(0) { $0 + ($1 < limit ? 1 : 0) }
        case .above: values.reduce(0) { $0 + ($1 > limit ? 1 : 0) }
        case .by: values.reduce(0) { $0 + ($1 <= limit ? 1 : 0) }
        }
      hits[index] += passing
    }
  }
}
