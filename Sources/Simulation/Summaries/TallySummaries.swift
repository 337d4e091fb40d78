import Statistics

// What a run's tally says, in the terms of the model that it was made with.

extension SummaryParts {
  /// - Parameter purpose: For which the paths were simulated.
  init(of tally: RunTally, _ model: Model, _ purpose: RecorderSet.Purpose) {
    self.init(paths: tally.wanted)
    failures = tally.failures.ledger
    let edge = GroupEdge(tally)
    series = zip(model.series, tally.series).enumerated().map { place, series in
      SeriesSummary(series.0, series.1, of: model, edge: edge?.series[place], &ranks)
    }
    outcomes = zip(model.outcomes, tally.outcomes).enumerated().map { place, outcome in
      OutcomeSummary(
        outcome.0, outcome.1, of: model, edge: edge?.outcomes[place], &ranks)
    }
    attributions = tally.attributions.enumerated().compactMap { place, attribution in
      PriceAttribution(attribution, of: model, edge: edge?.attributions[place], &ranks)
    }
    answers = zip(model.questions, tally.questions).map { Answer($0, $1, of: model) }
    observations = zip(model.observations, tally.observations).map {
      ObservedRank($0, $1, of: model)
    }
    histories = HistorySummary.all(of: model, tally.histories, &ranks)
    factors = zip(model.factors, tally.factors).map {
      FactorSummary(factor: $0, sample: $1.summary(at: 0, levels: [50], ranks: &ranks))
    }
    events = zip(model.events, tally.events).map {
      EventSummary($0, $1, of: model, seen: tally.seen.count, &ranks)
    }
    regimes = zip(model.regimes, tally.regimes).map {
      RegimeSummary($0, $1, of: model, &ranks)
    }
    dependence = tally.dependence.map { DependenceSummary($0, of: model, wanted: tally.wanted) }
    for (test, group) in zip(model.groups.compactMap(\.test), tally.groups) {
      undecided[test.condition] = group.undecided
    }
    if purpose != .values { addDoubts(purpose, of: model) }
  }
}

/// Where a group of the worst paths ends: by series, outcome and company, in the model's order.
private struct GroupEdge {
  let series: [SampleEdge]
  let outcomes: [SampleEdge]
  let attributions: [[SampleEdge]]

  init?(_ tally: RunTally) {
    guard let edge = tally.edge else { return nil }
    let share = Double(tally.wanted) / Double(tally.paths.count)
    func end(_ sample: SampleTally) -> SampleEdge { SampleEdge(sample: sample, share: share) }
    series = edge.series.map(end)
    outcomes = edge.outcomes.map { end($0.sample) }
    attributions = edge.attributions.map { $0.samples.map(end) }
  }
}

/// Of one sample of a group of the worst paths: its members nearest to where the group ends.
struct SampleEdge {
  let sample: SampleTally
  /// The part of all paths that belong to the group.
  let share: Double

  func error(at date: Int) -> EdgeError {
    EdgeError(edge: sample.histogram(at: date), sample.moments(at: date), share: share)
  }
}

extension SampleTally {
  /// - Parameters:
  ///   - telling: How the values are told.
  ///   - exact: All values of the sample, for percentiles without the histogram's bins.
  ///   - isPictured: Whether the counts are kept for a picture.
  ///   - outside: Paths that have failed here because they belong to another sample.
  func summary(
    at date: Int, levels: [Double], telling: Telling = .plain, edge: SampleEdge? = nil,
    ranks table: inout RankTable, exact: KeptValues? = nil,
    isPictured: Bool = false, outside: Int = 0
  ) -> SampleSummary {
    let histogram = histogram(at: date)
    let edge = edge?.error(at: date)
    let ranks = histogram.widened(
      table.ranks(levels: telling.levels(levels), count: count(at: date)), by: edge)
    let percentiles =
      exact.map { histogram.percentiles(ranks, of: $0) } ?? histogram.percentiles(ranks)
    let summary = SampleSummary(
      moments(at: date), failed: failed(at: date) - outside, percentiles: percentiles, edge: edge
    ).with(isPictured ? histogram.picture(mayBeLogarithmic: telling != .shortfall) : nil)
    return telling.of(summary, levels: levels)
  }
}

extension SeriesSummary {
  fileprivate init(
    _ series: Model.Series, _ tally: SampleTally, of model: Model, edge: SampleEdge?,
    _ ranks: inout RankTable
  ) {
    let dates = model.dates
    let bands = dates.indices.map { date in
      tally.summary(
        at: date, levels: model.percentiles, telling: series.telling, edge: edge, ranks: &ranks,
        isPictured: date == dates.count - 1)
    }
    self.init(series.quantity, dates: dates, bands: bands)
  }
}

extension PriceAttribution {
  /// Nil where no path has a price at both ends, so that there is nothing to tell.
  fileprivate init?(
    _ tally: AttributionTally, of model: Model, edge: [SampleEdge]?, _ ranks: inout RankTable
  ) {
    guard tally.leftOut < tally.count,
      let causes = model.attributions.first(where: { $0.subject == tally.company })?.parts.causes
    else { return nil }
    let told = tally.samples.enumerated().map { place, sample in
      sample.summary(at: 0, levels: model.percentiles, edge: edge?[place], ranks: &ranks)
    }
    self.init(
      company: tally.company,
      parts: zip(causes, told).map { .init(cause: $0, sample: $1) }, total: told[causes.count],
      leftOut: Proportion(hits: tally.leftOut, of: tally.count), largestGap: tally.largestGap)
  }
}

extension Answer {
  fileprivate init(_ test: PathTest, _ tally: ConditionTally, of model: Model) {
    self.init(
      name: test.condition.text,
      test.condition.comparison.map { Comparison($0, of: model) },
      probability: Proportion(hits: tally.hits, undecided: tally.undecided, of: tally.count))
  }
}

extension Answer.Comparison {
  fileprivate init(_ comparison: Comparison, of model: Model) {
    let time: Answer.Time =
      switch comparison.moment {
      case .at(let step)?: .at(model.dates[step])
      case .until(let step)?: .until(model.dates[step])
      case .now?, nil: .path
      }
    self.init(
      quantity: comparison.quantity, isAbove: comparison.relation == .above,
      level: comparison.level, time: time)
  }
}

extension ObservedRank {
  fileprivate init(_ observed: ObservedSeries, _ tally: RankTally, of model: Model) {
    let observation = observed.observation
    self.init(
      series: observed.series.quantity,
      date: model.dates[observation.step], statedDate: observation.date.description,
      value: observation.value, source: observation.source,
      rank: Proportion(hits: tally.below + tally.equal / 2, of: tally.count))
  }
}

extension PathValues {
  /// What was measured of every path, as it is told.
  init(_ tally: RunTally, of model: Model) {
    self.init(
      paths: tally.paths,
      columns: Catalog(
        zip(model.measured, tally.values).map { measured, kept in
          Column(
            name: measured.name, unit: measured.unit,
            values: kept.values.values(count: tally.wanted, measured.telling.of))
        }), failures: tally.failures.ledger)
  }
}
