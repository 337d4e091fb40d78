import Statistics

/// What some paths drew.
struct FactorSummary {
  let factor: Factor
  let sample: SampleSummary

  /// By how much these paths differ from all; nil where a factor has one value, or no finite spread.
  ///
  /// They are among all, so that the more of them there are, the less their mean can stray: as for a
  /// sample of a finite population.
  func shift(from all: FactorSummary) -> Shift? {
    let spread = all.sample.standardDeviation
    guard spread > 0, spread.isFinite, sample.count > 0, let median = sample[50],
      let medianOfAll = all.sample[50]
    else { return nil }
    let left = 1 - Double(sample.count) / Double(all.sample.count)
    return Shift(
      name: factor.name, of: factor.subject, kind: factor.kind,
      shift: Estimate(
        value: (sample.mean.value - all.sample.mean.value) / spread,
        error: sample.mean.error / spread * left.squareRoot()),
      median: median, medianOfAll: medianOfAll)
  }
}

extension SummaryParts {
  /// What happened on these paths, beside all.
  fileprivate func frequencies(beside all: SummaryParts) -> [GroupFrequency] {
    zip(events, all.events).map { own, all in
      GroupFrequency(
        name: own.name, kind: .event, group: own.occurrences.probability,
        all: all.occurrences.probability)
    }
      + zip(regimes, all.regimes).flatMap { own, all in
        zip(own.states, all.states).compactMap { state, ofAll in
          guard let last = state.byDate.last, let lastOfAll = ofAll.byDate.last else { return nil }
          return GroupFrequency(
            name: "\(own.name) = \(state.name)", kind: .state, group: last, all: lastOfAll)
        }
      }
  }
}

extension GroupSummary {
  /// - Parameters:
  ///   - parts: Of the group's paths alone.
  ///   - all: Of the whole run.
  init(_ group: PathGroup, paths: Int, _ parts: SummaryParts, all: SummaryParts) {
    let shifts = zip(parts.factors, all.factors).compactMap { $0.shift(from: $1) }
    var share: Proportion?
    if case .condition(let condition) = group.members {
      share = Proportion(
        hits: paths, undecided: all.undecided[condition] ?? 0, of: all.paths - all.failures.paths)
    }
    self.init(
      name: group.name, condition: group.text, paths: paths, share: share,
      series: Catalog(parts.series),
      outcomes: Catalog(parts.outcomes), attributions: Catalog(parts.attributions),
      shifts: shifts.sorted { abs($0.shift.value) > abs($1.shift.value) },
      happened: paths > 0 ? parts.frequencies(beside: all) : [])
  }
}
