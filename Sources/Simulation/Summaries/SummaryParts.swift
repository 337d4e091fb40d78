import Statistics

/// A summary under construction.
struct SummaryParts {
  let paths: Int
  var series: [SeriesSummary] = []
  var outcomes: [OutcomeSummary] = []
  var attributions: [PriceAttribution] = []
  var answers: [Answer] = []
  var observations: [ObservedRank] = []
  var histories: [HistorySummary] = []
  var factors: [FactorSummary] = []
  var groups: [GroupSummary] = []
  var events: [EventSummary] = []
  var regimes: [RegimeSummary] = []
  var dependence: DependenceSummary?
  /// Paths of which the horizon does not decide whether they belong to a group, by its condition.
  var undecided: [Condition: Int] = [:]
  var failures = FailureLedger(paths: 0, causes: [])
  var warnings: [String] = []
  /// Shared by all that read percentiles, since most samples have one size.
  var ranks = RankTable()

  func summary(of run: Run, _ model: Model) -> Summary {
    Summary(
      paths: run.paths, seed: run.seed, series: Catalog(series), outcomes: Catalog(outcomes),
      attributions: Catalog(attributions), answers: answers, observations: observations,
      histories: histories, groups: groups, events: Catalog(events), regimes: Catalog(regimes),
      dependence: dependence,
      baskets: model.definition.baskets.map { BasketSummary(name: $0.name, holds: $0.held) },
      warnings: warnings, failures: failures, rolledForward: model.rolledForward)
  }

  /// Warns of numbers that say less than they seem to.
  ///
  /// - Parameter purpose: Of some paths of a run it is asked whether they are enough; of a group, not
  ///   again what has been said of the run.
  mutating func addDoubts(_ purpose: RecorderSet.Purpose, of model: Model) {
    if purpose != .run { addDoubtsOfSize() }
    if purpose == .group { return }
    warnings += model.doubtedMeans.map { "\($0.key): \($0.text)" }
    let share = Double(failures.paths) / Double(max(paths, 1))
    if share > 0.01 {
      warnings.append(
        "\((share * 1000).rounded() / 10) % of the paths failed; the bands describe the others")
    }
    for cause in failures.causes where cause.first != nil {
      warnings.append(
        "\(cause.text) on \(cause.paths) paths; those just below it have values without bound, so that "
          + "a mean does not exist: cut the ranges apart with 'truncate'")
    }
    for series in series { addDoubts(of: series) }
    for outcome in outcomes {
      // Of a return, the price at the end is the whole of which one path makes a part.
      let whole =
        outcome.quantity.role == .totalReturn ? outcome.sample.shifted(by: -1) : outcome.sample
      if outcome.mean != nil, let share = dominance(in: [whole], outcome.unit) {
        addDoubt(of: outcome.name, whole, madeTo: share.share)
      }
    }
  }

  /// The reader of a scenario knows whether the whole run has enough paths.
  private mutating func addDoubtsOfSize() {
    let levels = (series.first?.bands.first ?? outcomes.first?.sample)?.percentiles.map(\.level)
    let tail = (levels ?? []).map { min($0, 100 - $0) }.min() ?? 50
    let beyond = Double(paths) * tail / 100
    guard beyond < 10 else { return }
    warnings.append(
      "\((beyond * 10).rounded(.down) / 10) paths are expected beyond the outermost percentile; "
        + "below ten its interval says too little")
  }

  private mutating func addDoubts(of series: SeriesSummary) {
    if let date = series.bands.firstIndex(where: { $0.failed > failures.paths }) {
      warnings.append("\(series.name): values that are not finite on \(series.dates[date])")
    }
    if let most = dominance(in: series.bands, series.unit) {
      addDoubt(
        of: series.name, series.bands[most.index], at: " on \(series.dates[most.index])",
        madeTo: most.share)
    }
  }

  private mutating func addDoubt(
    of name: String, _ sample: SampleSummary, at date: String = "", madeTo share: Double
  ) {
    let whole = sample.hasGainsAndLosses ? "variance" : "mean"
    warnings.append(
      "\(name): one path makes \(Int((share * 100).rounded())) % of the \(whole)\(date); "
        + "the mean may be wrong by more than its error says")
  }

  /// The mean of which one path makes most, if that is much.
  private func dominance(
    in samples: [SampleSummary], _ unit: String
  ) -> (index: Int, share: Double)? {
    let shares = samples.map { $0.shareOfOnePath(among: paths, unit: unit) ?? 0 }
    guard let most = shares.max(), most > 0, let index = shares.firstIndex(of: most) else {
      return nil
    }
    return (index, most)
  }
}
