import Statistics

/// Takes one outcome of a company, in a histogram and, where that is wanted, exactly.
final class OutcomeRecorder: Recorder {
  let tally: OutcomeTally
  private let formula: OutcomeFormula
  private let failure: Column
  private let values: Column
  private let sample: SampleRecorder
  private let bounds: SampleRecorder?
  private let told: ToldLevels
  private let scratch: UnsafeMutablePointer<Double>

  /// - Parameters:
  ///   - keepsExact: Whether every value is kept.
  ///   - keepsKnown: Whether it is kept what is known of every path, to rank them.
  init(
    _ outcome: Model.Outcome, of model: Model, keepsExact: Bool, keepsKnown: Bool, blockSize: Int
  ) {
    formula = outcome.formula
    failure = model.failure
    values = model.scratch
    told = ToldLevels(of: outcome.kind, on: model.grid)
    tally = OutcomeTally(
      outcome.name, centre: formula.scale.map { model.median(of: $0) } ?? formula.centre,
      hasBounds: formula.bound != nil, levels: told.levels, told.direction,
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
    told.count(recorded, formula.reading, in: &tally.hits)
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
