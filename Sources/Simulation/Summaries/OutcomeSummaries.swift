import Statistics

extension OutcomeSummary {
  /// - Parameter dates: That levels in years stand for.
  init(
    _ outcome: Model.Outcome, _ tally: OutcomeTally, of model: Model, edge: SampleEdge? = nil,
    dates: [String] = [], _ ranks: inout RankTable
  ) {
    self = TalliedOutcome(
      tally: tally, outcome: outcome, model: model, edge: edge, levelDates: dates
    ).summary(&ranks)
  }
}

/// An outcome and its tally, of which is told what it says.
private struct TalliedOutcome {
  let tally: OutcomeTally
  let outcome: Model.Outcome
  let model: Model
  let edge: SampleEdge?
  let levelDates: [String]

  /// The worst twentieth, in per cent.
  private static let riskTail = 5.0
  private static let riskLevel = 0.95

  private var sample: SampleTally { tally.sample }
  private var exact: KeptValues? { tally.exact }
  private var telling: Telling { outcome.formula.telling }

  func summary(_ ranks: inout RankTable) -> OutcomeSummary {
    // Of what had not happened by the horizon it is known that it did not until then.
    let count = (tally.bounds ?? sample).count(at: 0)
    return OutcomeSummary(
      outcome.quantity,
      sample: censoredSummary(&ranks) ?? plainSummary(&ranks),
      dates: outcome.quantity.measure == .date ? model.dates : [],
      censored: tally.bounds.map { Proportion(hits: tally.censored, of: $0.count(at: 0)) },
      risks: risks(&ranks),
      exceedances: tally.levels.indices.map { level in
        .init(
          level: tally.levels[level], direction: tally.direction,
          date: levelDates.isEmpty ? nil : levelDates[level],
          probability: Proportion(hits: tally.hits[level], of: count))
      }, trimmedMean: trimmedMean)
  }

  private var trimmedMean: Estimate? {
    guard outcome.quantity.role == .totalReturn else { return nil }
    let lowest = sample.histogram(at: 0)
      .lowerTail(share: OutcomeSummary.trimmedShare, of: exact)
    return Estimate(value: telling.of(lowest.value), error: lowest.error)
  }

  private func plainSummary(_ ranks: inout RankTable) -> SampleSummary {
    sample.summary(
      at: 0, levels: model.percentiles, telling: telling, edge: edge, ranks: &ranks, exact: exact,
      isPictured: true)
  }

  private func censoredSummary(_ ranks: inout RankTable) -> SampleSummary? {
    tally.bounds.map {
      sample.censoredSummary(bounds: $0, levels: model.percentiles, exact: exact, ranks: &ranks)
    }
  }

  private func risks(_ table: inout RankTable) -> [RiskMeasure] {
    let level = Self.riskLevel
    return outcome.quantity.risks.map { kind in
      switch kind {
      case .conditionalExpectedDrawdown: return tailMean(kind) { telling.of($0) }
      case .expectedShortfall: return tailMean(kind) { -telling.of($0) }
      case .valueAtRisk:
        let ranks = table.ranks(levels: [Self.riskTail], count: sample.count(at: 0))
        let histogram = sample.histogram(at: 0)
        let percentile =
          (exact.map { histogram.percentiles(ranks, of: $0) } ?? histogram.percentiles(ranks))[0]
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
    let estimate = sample.histogram(at: 0).lowerTail(share: Self.riskTail / 100, of: exact)
    let reach = Interval.normalReach * estimate.error
    let value = told(estimate.value)
    return RiskMeasure(
      kind: kind, level: Self.riskLevel, value: value,
      // More than all cannot be lost.
      interval: Interval(low: value - reach, high: min(1, value + reach)))
  }
}

extension SampleTally {
  /// Where a value may be ∞: percentiles of all paths, told as far as they are known.
  ///
  /// - Parameters:
  ///   - bounds: Of the same paths, what is known where it is ∞.
  ///   - outside: Paths that have failed here because they belong to another sample.
  func censoredSummary(
    bounds: SampleTally, levels: [Double], exact: KeptValues? = nil, outside: Int = 0,
    ranks table: inout RankTable
  ) -> SampleSummary {
    let (count, all) = (count(at: 0), bounds.count(at: 0))
    let ranks = table.ranks(levels: levels, count: all)
    let reached = histogram(at: 0).percentiles(ranks, ofLeast: count, of: exact)
    let known = bounds.histogram(at: 0).percentiles(ranks)
    return SampleSummary(
      bounds.moments(at: 0), failed: bounds.failed(at: 0) - outside,
      percentiles: CensoredPercentiles.joining(
        reached: reached, bounds: known, ranks, count: count))
  }
}
