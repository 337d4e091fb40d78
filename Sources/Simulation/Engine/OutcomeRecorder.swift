import Statistics

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
  /// Levels of which it is told how many paths pass them, and how many do.
  private let told: ToldLevels
  private var hits: [Int]
  /// For percentiles without a histogram's bins, within the budget.
  private let exact: ExactValues?
  /// What is known of every path, where they are to be ranked.
  private let known: ExactValues?
  private let scratch: UnsafeMutablePointer<Double>

  /// The worst twentieth, in per cent.
  private static let riskTail = 5.0
  private static let riskLevel = 0.95

  init(
    _ outcome: Model.Outcome, of model: Model, exact: ExactValues?, known: ExactValues?,
    blockSize: Int
  ) {
    self.outcome = outcome
    self.model = model
    self.exact = exact
    self.known = known
    values = model.scratch
    let formula = outcome.formula
    let centre = formula.scale.map { model.median(of: $0) } ?? formula.centre
    sample = Sample(dates: 1, centre: centre, blockSize: blockSize)
    bounds =
      formula.bound == nil ? nil : Sample(dates: 1, centre: centre, blockSize: blockSize)
    told = ToldLevels(outcome.quantity.levels, on: model.grid)
    hits = told.levels.map { _ in 0 }
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { outcome.quantity.name }

  override func finish(_ block: Block) {
    let formula = outcome.formula
    formula.assign(formula.value, block, to: values)
    block.leaveOutFailures(model.failure, of: values)
    sample.add(values, of: block, at: 0)
    let recorded = block.recorded(values, scratch: scratch)
    told.count(recorded, formula.telling, in: &hits)
    exact?.keep(recorded, of: block)
    guard let bound = formula.bound, let bounds else {
      known?.keep(recorded, of: block)
      return
    }
    censored += recorded.reduce(0) { $0 + ($1 == .infinity ? 1 : 0) }
    formula.assign(bound, block, to: values)
    block.leaveOutFailures(model.failure, of: values)
    bounds.add(values, of: block, at: 0)
    known?.keep(block.recorded(values, scratch: scratch), of: block)
  }

  override func merge(_ other: Recorder) {
    guard let other = other as? OutcomeRecorder else { return }
    sample.merge(other.sample)
    censored += other.censored
    for index in hits.indices { hits[index] += other.hits[index] }
    if let its = other.bounds { bounds?.merge(its) }
  }

  override func note(edge other: Recorder, ofGroupWith share: Double) {
    guard let other = other as? OutcomeRecorder else { return }
    sample.edge = (other.sample, share)
  }

  override func contribute(to summary: inout SummaryParts) {
    let isDate = outcome.quantity.measure == .date
    let whole = censoredSummary(&summary.ranks) ?? plainSummary(&summary.ranks)
    summary.outcomes.append(
      OutcomeSummary(
        outcome.quantity, sample: whole, dates: isDate ? model.dates : [],
        censored: bounds.map { Proportion(hits: censored, of: $0.count(at: 0)) },
        risks: risks(&summary.ranks),
        exceedances: zip(told.levels, hits).map {
          // Of what had not happened by the horizon it is known that it did not until then.
          let count = (bounds ?? sample).count(at: 0)
          return .init(
            level: $0, direction: told.direction, probability: Proportion(hits: $1, of: count))
        }, trimmedMean: trimmedMean))
  }

  private var trimmedMean: Estimate? {
    guard outcome.quantity.role == .totalReturn else { return nil }
    let lowest = sample.histogram(at: 0)
      .lowerTail(share: OutcomeSummary.trimmedShare, of: exactValues)
    return Estimate(value: outcome.formula.telling.of(lowest.value), error: lowest.error)
  }

  private var exactValues: UnsafeBufferPointer<Double>? {
    (exact?.values).map(UnsafeBufferPointer.init)
  }

  private func plainSummary(_ ranks: inout RankTable) -> SampleSummary {
    sample.summary(
      at: 0, levels: model.percentiles, telling: outcome.formula.telling, ranks: &ranks,
      exact: exactValues, isPictured: true)
  }

  /// Where a value may be ∞: percentiles of all paths, told as far as they are known.
  private func censoredSummary(_ table: inout RankTable) -> SampleSummary? {
    guard let bounds else { return nil }
    let (count, all) = (sample.count(at: 0), bounds.count(at: 0))
    let ranks = table.ranks(levels: model.percentiles, count: all)
    let reached = sample.histogram(at: 0).percentiles(
      ranks, ofLeast: count, of: exactValues)
    let known = bounds.histogram(at: 0).percentiles(ranks)
    return bounds.summary(
      at: 0, CensoredPercentiles.joining(reached: reached, bounds: known, ranks, count: count))
  }

  private func risks(_ table: inout RankTable) -> [RiskMeasure] {
    let (level, telling) = (Self.riskLevel, outcome.formula.telling)
    return outcome.quantity.risks.map { kind in
      switch kind {
      case .conditionalExpectedDrawdown: return tailMean(kind) { telling.of($0) }
      case .expectedShortfall: return tailMean(kind) { -telling.of($0) }
      case .valueAtRisk:
        let ranks = table.ranks(levels: [Self.riskTail], count: sample.count(at: 0))
        let histogram = sample.histogram(at: 0)
        let percentile =
          (exactValues.map { histogram.percentiles(ranks, of: $0) }
          ?? histogram.percentiles(ranks))[0]
        // A single path says nothing of others.
        let interval =
          sample.count(at: 0) > 1
          ? percentile.interval : Interval(low: -.infinity, high: .infinity)
        return RiskMeasure(
          kind: kind, level: level, value: -telling.of(percentile.value),
          interval: Interval(low: -telling.of(interval.high), high: -telling.of(interval.low)))
      }
    }
  }

  /// The mean of the worst paths, which are the lowest of what is kept.
  private func tailMean(
    _ kind: RiskMeasure.Kind, told: (Double) -> Double
  ) -> RiskMeasure {
    let estimate = sample.histogram(at: 0).lowerTail(
      share: Self.riskTail / 100, of: exactValues)
    let reach = Interval.normalReach * estimate.error
    let value = told(estimate.value)
    return RiskMeasure(
      kind: kind, level: Self.riskLevel, value: value,
      // More than all cannot be lost.
      interval: Interval(low: value - reach, high: min(1, value + reach)))
  }
}
