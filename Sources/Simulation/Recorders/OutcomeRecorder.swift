import Statistics

/// Takes one outcome of a company, in a histogram and, where that is wanted, exactly.
final class OutcomeRecorder: Recorder {
  let tally: OutcomeTally
  private let formula: OutcomeFormula
  private let failure: Column
  private let values: Column
  private let sample: SampleRecorder
  private let bounds: SampleRecorder?
  private let direction: OutcomeSummary.Exceedance.Direction
  /// What values must pass to be counted at each level.
  private let limits: [Double]
  private let scratch: UnsafeMutablePointer<Double>

  /// - Parameters:
  ///   - levels: Of which it is told how many paths pass them, as they are told; those of the quantity where
  ///     nil.
  ///   - keepsExact: Whether every value is kept.
  ///   - keepsKnown: Whether it is kept what is known of every path, to rank them.
  init(
    _ outcome: Model.Outcome, of model: Model, levels: [Double]? = nil, keepsExact: Bool,
    keepsKnown: Bool, blockSize: Int
  ) {
    formula = outcome.formula
    failure = model.failure
    values = model.scratch
    let quantity = outcome.quantity
    let (levels, direction) = (
      levels ?? quantity.levels.values(on: model.grid), quantity.levels.direction
    )
    self.direction = direction
    limits = levels.map { direction.limit($0, outcome.formula.telling) }
    tally = OutcomeTally(
      quantity.name, centre: outcome.centre(in: model),
      hasBounds: formula.bound != nil, levels: levels, direction,
      keepsExact: keepsExact, keepsKnown: keepsKnown)
    sample = SampleRecorder(tally.sample, blockSize: blockSize)
    bounds = tally.bounds.map { SampleRecorder($0, blockSize: blockSize) }
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { tally.name }

  override func finish(_ block: Block) {
    formula.assign(formula.value, block, to: values)
    block.leaveOutFailures(failure, of: values)
    sample.add(values, of: block, at: 0)
    let recorded = block.recorded(values, scratch: scratch)
    for (level, limit) in limits.enumerated() {
      tally.hits[level] += direction.count(recorded, beyond: limit, formula.telling)
    }
    tally.exact?.append(Array(recorded), from: block.ordinal)
    guard let bound = formula.bound, let bounds else {
      tally.known?.append(Array(recorded), from: block.ordinal)
      return
    }
    tally.censored += recorded.reduce(0) { $0 + ($1 == .infinity ? 1 : 0) }
    formula.assign(bound, block, to: values)
    block.leaveOutFailures(failure, of: values)
    bounds.add(values, of: block, at: 0)
    let known = block.recorded(values, scratch: scratch)
    tally.known?.append(Array(known), from: block.ordinal)
  }
}

extension Quantity.Levels {
  fileprivate var direction: OutcomeSummary.Exceedance.Direction {
    self == .byAnniversary ? .by : .above
  }

  /// Ascending, in the quantity's unit; none for most.
  fileprivate func values(on grid: TimeGrid) -> [Double] {
    switch self {
    case .none: []
    case .above(let levels): levels
    case .byAnniversary: Self.anniversaries(of: grid)
    }
  }

  /// More than anybody reads.
  private static let mostDates = 50

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
}

extension OutcomeSummary.Exceedance.Direction {
  /// What a value must pass, as it is kept: the level, and what rounding may have moved it by.
  fileprivate func limit(_ level: Double, _ telling: Telling) -> Double {
    let kept = telling.inverse(level)
    // Dates are kept as they are told, in whole steps.
    if self == .by { return kept }
    return telling == .shortfall ? Rounding.below(kept) : Rounding.above(kept)
  }

  /// How many values pass a limit.
  ///
  /// - Parameter values: As they are kept; NaN where a path failed.
  fileprivate func count(
    _ values: UnsafeBufferPointer<Double>, beyond limit: Double, _ telling: Telling
  ) -> Int {
    // Loops, since only those take several values at once.
    var count = 0
    switch self {
    // Drawdowns are kept as one minus.
    case .above where telling == .shortfall: for value in values where value < limit { count &+= 1 }
    case .above: for value in values where value > limit { count &+= 1 }
    case .by: for value in values where value <= limit { count &+= 1 }
    }
    return count
  }
}
