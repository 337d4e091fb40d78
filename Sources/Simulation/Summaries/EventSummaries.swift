import Statistics

extension EventSummary {
  /// - Parameter seen: Paths that the tally is of.
  init(
    _ event: TrackedEvent, _ tally: EventTally, of model: Model, seen: Int,
    _ ranks: inout RankTable
  ) {
    let dates = event.toldDates(on: model.grid)
    let counted = Occurrences(event.times, tally.occurrences, by: dates, of: model, &ranks)
    let occurrences = event.isCertain ? counted.ofWhatIsKnown : counted
    let byDeadline = event.deadline.map { deadline in
      // A deadline after the last date of the grid is the horizon.
      let place = dates.firstIndex { $0.step >= deadline.step } ?? dates.count - 1
      return occurrences.time.exceedances[place].probability
    }
    self.init(
      name: event.times.name, occurrences: occurrences, deadline: event.deadline?.date,
      dates: event.dates, byDeadline: byDeadline,
      cases: zip(event.cases, tally.cases).map {
        Occurrences($0, $1, by: dates, of: model, &ranks)
      },
      given: zip(model.splitQuantities, tally.given).map {
        Split($0, $1, of: model, happened: tally.happened, others: seen - tally.happened, &ranks)
      })
  }
}

extension Occurrences {
  fileprivate init(
    _ happening: TrackedEvent.Times, _ tally: OccurrenceTally, by dates: [ToldDate],
    of model: Model, _ ranks: inout RankTable
  ) {
    var (hits, byDate) = (0, [Proportion]())
    for paths in tally.byDate {
      hits += paths
      byDate.append(Proportion(hits: hits, of: tally.paths))
    }
    self.init(
      name: happening.name, probability: Proportion(hits: hits, of: tally.paths), byDate: byDate,
      time: OutcomeSummary(
        happening.timeOutcome(on: model.grid), tally.time, of: model, dates: dates.map(\.date),
        &ranks),
      count: happening.countOutcome.flatMap { outcome in
        tally.count.map { OutcomeSummary(outcome, $0, of: model, &ranks) }
      })
  }
}

extension Occurrences {
  /// The same of what happens on stated dates whatever is drawn.
  fileprivate var ofWhatIsKnown: Occurrences {
    Occurrences(
      name: name, probability: probability.ofWhatIsKnown, byDate: byDate.map(\.ofWhatIsKnown),
      time: time.ofWhatIsKnown, count: count)
  }
}

extension Split {
  /// - Parameters:
  ///   - happened: Paths on which the event happens; the other sample has as many that are not its own.
  ///   - others: The others.
  fileprivate init(
    _ split: SplitQuantity, _ tally: SplitTally, of model: Model, happened: Int, others: Int,
    _ ranks: inout RankTable
  ) {
    let date: String? = if case .series = split.source { model.dates.last } else { nil }
    self.init(
      split.quantity, date: date,
      happened: split.summary(
        tally.happened, tally.bounds?.happened, of: model, outside: others, &ranks),
      others: split.summary(
        tally.others, tally.bounds?.others, of: model, outside: happened, &ranks),
      byHorizon: tally.bounds.map { bounds in
        // What has a value has happened; what has a bound was asked.
        Split.Shares(
          happened: Proportion(hits: tally.happened.count(at: 0), of: bounds.happened.count(at: 0)),
          others: Proportion(hits: tally.others.count(at: 0), of: bounds.others.count(at: 0)))
      })
  }
}

extension SplitQuantity {
  fileprivate func summary(
    _ sample: SampleTally, _ bounds: SampleTally?, of model: Model, outside: Int,
    _ ranks: inout RankTable
  ) -> SampleSummary {
    if let bounds {
      return sample.censoredSummary(
        bounds: bounds, levels: model.percentiles, outside: outside, ranks: &ranks)
    }
    return sample.summary(
      at: 0, levels: model.percentiles, telling: telling, ranks: &ranks, outside: outside)
  }
}

extension RegimeSummary {
  init(
    _ regime: TrackedRegime, _ tally: RegimeTally, of model: Model, _ ranks: inout RankTable
  ) {
    let dates = ToldDate.all(on: model.grid, deadline: nil)
    self.init(
      name: regime.name,
      states: regime.states.indices.map { place in
        let state = regime.states[place]
        return State(
          name: state.name,
          share: OutcomeSummary(
            state.shareOutcome(of: regime.name, on: model.grid), tally.shares[place], of: model,
            &ranks),
          byDate: model.dates.indices.map {
            Proportion(hits: tally.count(in: place, at: $0), of: tally.count(at: $0))
          },
          entered: Occurrences(
            state.entered, tally.entered[place], by: dates, of: model, &ranks))
      })
  }
}
