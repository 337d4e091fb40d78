import Statistics

/// Every value of an outcome, in the order of the run's paths, shared by the workers.
///
/// Unchecked: each path's place is written once, by the worker that has its block, and read after
/// all workers have ended.
final class ExactValues: @unchecked Sendable {
  /// Outcomes of a run are kept exactly within this many bytes, else in a histogram.
  private static let budget = 8 << 20

  /// Whether the values of some outcomes of a whole run are kept.
  static func fits(paths: Int, outcomes: Int) -> Bool { 8 * paths * outcomes <= budget }

  let values: UnsafeMutableBufferPointer<Double>

  init(count: Int) {
    values = .allocate(capacity: count)
    values.initialize(repeating: .nan)
  }

  deinit { values.deallocate() }
}

/// One outcome of a company, in a histogram and, within the budget, exactly.
final class OutcomeRecorder: Recorder {
  private let outcome: Model.Outcome
  private let model: Model
  private let values: Column
  private let sample: Sample
  /// What is known of paths whose value is ∞; nil where none can be.
  private let bounds: Sample?
  /// Paths with ∞.
  private var censored = 0
  /// Hits by level of `exceedanceLevels`.
  private var hits: [Int]
  private let exact: ExactValues?
  /// Whether percentiles come from the exact values: decided on the run, not on who else wants them.
  private let isExact: Bool
  private let scratch: UnsafeMutablePointer<Double>

  /// Levels of a maximum drawdown whose probability is told.
  private static let exceedanceLevels = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
  /// The worst twentieth.
  private static let riskLevel = 0.95

  init(
    _ outcome: Model.Outcome, of model: Model, exact: ExactValues?, isExact: Bool, blockSize: Int
  ) {
    self.outcome = outcome
    self.model = model
    self.exact = exact
    self.isExact = isExact
    values = model.scratch
    sample = Sample(dates: 1, centre: outcome.formula.centre, blockSize: blockSize)
    bounds =
      outcome.formula.bound == nil
      ? nil : Sample(dates: 1, centre: outcome.formula.centre, blockSize: blockSize)
    hits = outcome.kind == .maximumDrawdown ? Self.exceedanceLevels.map { _ in 0 } : []
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { outcome.name }

  override func finish(_ block: Block) {
    let formula = outcome.formula
    formula.assign(formula.value, block, to: values)
    block.leaveOutFailures(model.failure, of: values)
    sample.add(values, of: block, at: 0)
    let recorded = block.recorded(values, scratch: scratch)
    for (index, level) in Self.exceedanceLevels.enumerated() where index < hits.count {
      let limit = formula.reading.inverse(level)
      hits[index] += recorded.reduce(0) { $0 + ($1 < limit ? 1 : 0) }
    }
    if let exact, let source = recorded.baseAddress, let target = exact.values.baseAddress {
      (target + block.ordinal).update(from: source, count: recorded.count)
    }
    guard let bound = formula.bound, let bounds else { return }
    censored += recorded.reduce(0) { $0 + ($1 == .infinity ? 1 : 0) }
    formula.assign(bound, block, to: values)
    block.leaveOutFailures(model.failure, of: values)
    bounds.add(values, of: block, at: 0)
  }

  override func merge(_ other: Recorder) {
    guard let other = other as? OutcomeRecorder else { return }
    sample.merge(other.sample)
    censored += other.censored
    for index in hits.indices { hits[index] += other.hits[index] }
    if let its = other.bounds { bounds?.merge(its) }
  }

  override func contribute(to summary: inout SummaryParts) {
    let isDate = outcome.kind.unit == .date
    let whole = censoredSummary(&summary.ranks) ?? plainSummary(&summary.ranks)
    summary.outcomes.append(
      OutcomeSummary(
        name: outcome.name, unit: outcome.kind.unit.words,
        sample: whole,
        dates: isDate ? model.dates : [],
        censored: bounds.map { Proportion(hits: censored, of: $0.count(at: 0)) },
        risks: risks(whole, &summary.ranks),
        exceedances: zip(Self.exceedanceLevels, hits).map {
          .init(level: $0, probability: Proportion(hits: $1, of: sample.count(at: 0)))
        }))
  }

  private var exactValues: UnsafeBufferPointer<Double>? {
    isExact ? (exact?.values).map(UnsafeBufferPointer.init) : nil
  }

  private func plainSummary(_ ranks: inout RankTable) -> SampleSummary {
    sample.summary(
      at: 0, levels: model.percentiles, reading: outcome.formula.reading, ranks: &ranks,
      exact: exactValues, isPictured: true)
  }

  /// Where a value may be ∞: percentiles of all paths, told as far as they are known.
  private func censoredSummary(_ table: inout RankTable) -> SampleSummary? {
    guard let bounds else { return nil }
    let (count, all) = (sample.count(at: 0), bounds.count(at: 0))
    let ranks = table.ranks(levels: model.percentiles, count: all)
    let reached = sample.histogram(at: 0).percentiles(
      ranks, ofLeast: count, failed: sample.failed(at: 0), of: exactValues)
    let known = bounds.histogram(at: 0).percentiles(ranks, failed: bounds.failed(at: 0))
    return bounds.summary(
      at: 0, CensoredPercentiles.joining(reached: reached, bounds: known, ranks, count: count))
  }

  private func risks(_ whole: SampleSummary, _ table: inout RankTable) -> [RiskMeasure] {
    let (level, reading) = (Self.riskLevel, outcome.formula.reading)
    switch outcome.kind {
    case .maximumDrawdown:
      return [tailMean(.conditionalExpectedDrawdown) { reading.of($0) }]
    case .totalReturn:
      let ranks = table.ranks(levels: [100 * (1 - level)], count: sample.count(at: 0))
      let histogram = sample.histogram(at: 0)
      let failed = sample.failed(at: 0)
      let percentile =
        (exactValues.map { histogram.percentiles(ranks, failed: failed, of: $0) }
        ?? histogram.percentiles(ranks, failed: failed))[0]
      let interval = percentile.interval
      return [
        RiskMeasure(
          kind: .valueAtRisk, level: level, value: -reading.of(percentile.value),
          interval: Interval(low: -reading.of(interval.high), high: -reading.of(interval.low))),
        tailMean(.expectedShortfall) { -reading.of($0) },
      ]
    default: return []
    }
  }

  /// The mean of the worst paths, which are the lowest of what is kept.
  private func tailMean(
    _ kind: RiskMeasure.Kind, told: (Double) -> Double
  ) -> RiskMeasure {
    let estimate = sample.histogram(at: 0).lowerTail(
      share: 1 - Self.riskLevel, failed: sample.failed(at: 0), of: exactValues)
    let reach = Interval.normalReach * estimate.error
    let value = told(estimate.value)
    return RiskMeasure(
      kind: kind, level: Self.riskLevel, value: value,
      interval: Interval(low: value - reach, high: value + reach))
  }
}
