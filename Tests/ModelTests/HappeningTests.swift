import Testing

@testable import Simulation
@testable import Statistics

/// Protects what is told of events and regimes, against the paths themselves: what happens on them is stated
/// by hand, and what a company is worth on them is drawn. A sixth of the paths fails.
@Suite struct HappeningTests {
  typealias Made = HandMadeHappenings
  private static let run = Run(paths: 512..<3_585, seed: 861)

  private struct Told {
    let summary: Summary
    let values: PathValues
    let tally: RunTally
    let model: Model

    /// Paths that have not failed.
    var sound: [Int] {
      let outcome = values.columns["acme.return"]!.values
      return HappeningTests.run.paths.filter { !outcome[$0 - 512].isNaN }
    }

    func number(_ name: String, _ path: Int) -> Double { values.columns[name]!.values[path - 512] }
  }

  private static func told() throws -> Told {
    let model = try Made.model {
      $0.measureOutcomes()
      $0.measured.append(.series(.acme("sharePrice"), step: Made.steps))
    }
    let simulator = Simulator(model, workers: 2, blockSize: 1_024)
    let (summary, values) = try simulator.simulateKeepingValues(run)
    return Told(
      summary: summary, values: values, tally: try simulator.tally(of: run), model: model)
  }

  /// By hand: shares by each date of the grid, by anniversaries, deadline and horizon, and of cases.
  @Test func occurrences() throws {
    let told = try Self.told()
    let sound = told.sound
    #expect((2_400..<2_800).contains(sound.count))
    let event = try #require(told.summary.events["agent"])
    func share(_ first: (Int) -> Double, by limit: Double) -> Proportion {
      Proportion(hits: sound.count { first($0) <= limit }, of: sound.count)
    }
    let horizon = Double(Made.steps)
    for (occurrences, first) in [(event.occurrences, Made.first), (event.cases[0], Made.good)] {
      #expect(occurrences.probability == share(first, by: horizon))
      #expect(occurrences.byDate == (0...Made.steps).map { share(first, by: Double($0)) })
      let time = occurrences.time
      #expect(time.exceedances.map(\.date) == ["2026-12-10", "2027-06-24", "2027-12-24"])
      #expect(
        time.exceedances.map(\.probability) == [5.5, 12, horizon].map { share(first, by: $0) })
      #expect(time.exceedances.map(\.level) == [5.5 / 12, 1, 1.5])
      #expect(time.exceedances.allSatisfy { $0.direction == .by })
      let never = sound.count { first($0) > horizon }
      #expect(time.censored == Proportion(hits: never, of: sound.count))
      let times = sound.map { min(first($0), horizon) / 12 }.sorted()
      #expect(areEqual(time.sample.mean.value, times.reduce(0, +) / Double(times.count)))
      #expect(time.name == occurrences.name + ".time" && time.unit == "years")
    }
    #expect(event.cases[0].name == "agent.good" && event.cases[0].count == nil)
    #expect(event.deadline == "2026-12-10" && event.byDeadline == share(Made.first, by: 5.5))
    // The control: what happens after the deadline is not by it.
    #expect(event.byDeadline != share(Made.first, by: 6))
    let median = try #require(event.occurrences.time.sample[50])
    let ordered = sound.map(Made.first).sorted()
    #expect(abs(median.value - ordered[sound.count / 2] / 12) < 0.01)
    let count = try #require(event.occurrences.count)
    let mean = sound.reduce(0) { $0 + Made.count($1) } / Double(sound.count)
    #expect(areEqual(count.sample.mean.value, mean) && count.name == "agent.count")
    // Of the good case only a quarter of the paths are told: its upper quartile is not reached.
    #expect(event.cases[0].time.sample[75]?.value == .infinity)
  }

  /// Paths by state add up on each date, and shares of time to one.
  @Test func regimes() throws {
    let told = try Self.told()
    let sound = told.sound
    let regime = try #require(told.summary.regimes["prices"])
    #expect(regime.states.map(\.name) == ["truce", "war", "peace"])
    for (place, state) in regime.states.enumerated() {
      for step in 0...Made.steps {
        let hits = sound.count { Made.state($0, step) == Double(place) }
        #expect(state.byDate[step] == Proportion(hits: hits, of: sound.count))
      }
      let mean = sound.reduce(0) { $0 + Made.time($1, in: place) } / Double(sound.count)
      #expect(areEqual(state.share.sample.mean.value, mean / Double(Made.steps)))
      #expect(state.share.name == "prices.\(state.name).share" && state.share.unit == "share")
      let entered = sound.count { Made.entered($0, place) <= Double(Made.steps) }
      #expect(state.entered.probability == Proportion(hits: entered, of: sound.count))
      #expect(state.entered.name == "prices.\(state.name)")
    }
    #expect(regime.states[0].entered.probability.hits == 0)
    let whole = regime.states.reduce(0) { $0 + $1.share.sample.mean.value }
    #expect(areEqual(whole, 1))
  }

  /// Outcomes and prices of the two kinds of paths are those of the paths; together they are all paths, to
  /// the last count.
  @Test func splitsRecombine() throws {
    let told = try Self.told()
    let event = try #require(told.summary.events["agent"])
    let horizon = Double(Made.steps)
    #expect(event.given.count == told.summary.outcomes.count + 1)
    #expect(event.given[0].name == "acme.sharePrice@2027-12-24")
    for split in event.given {
      let whole =
        split.date == nil
        ? try #require(told.summary.outcomes[split.quantity.name]).sample
        : try #require(told.summary.series["acme.sharePrice"]).band(at: .end)
      let (happened, others) = (split.happened, split.others)
      #expect(happened.count + others.count == whole.count)
      #expect(happened.failed + others.failed == whole.failed)
      #expect(min(happened.minimum, others.minimum) == whole.minimum)
      #expect(max(happened.maximum, others.maximum) == whole.maximum)
      let sum =
        happened.mean.value * Double(happened.count) + others.mean.value * Double(others.count)
      if whole.count > 0 { #expect(areEqual(sum / Double(whole.count), whole.mean.value)) }
      if !split.quantity.ownName.hasPrefix("break") {
        let hits = told.sound.count { Made.first($0) <= horizon }
        #expect(split.paths == (hits, told.sound.count - hits), "\(split.name)")
      }
      // By the paths, where every one has a value.
      guard split.quantity.open == nil, !split.quantity.ownName.hasPrefix("break") else { continue }
      for (sample, isHit) in [(happened, true), (others, false)] {
        let values = told.sound.filter { (Made.first($0) <= horizon) == isHit }
          .map { told.number(split.name, $0) }.filter(\.isFinite)
        #expect(values.count == sample.count, "\(split.name)")
        #expect(
          areEqual(values.reduce(0, +) / Double(values.count), sample.mean.value), "\(split.name)")
      }
      #expect(happened.mean != others.mean || happened.standardDeviation == 0)
    }
  }

  /// The same of what is kept: counts of all bins add up, and sums of the moments to their rounding; of
  /// outcomes that may come after the horizon also what is known of them.
  @Test func talliesRecombine() throws {
    let told = try Self.told()
    var open = 0
    func expectWhole(_ happened: SampleTally, _ others: SampleTally, _ whole: SampleTally) {
      let bins = [happened, others].reduce(into: [BitBin: Int]()) { sum, sample in
        for bin in sample.histogram(at: 0).bins { sum[bin.bin, default: 0] += bin.count }
      }
      let all = whole.histogram(at: whole.dates - 1).bins
      #expect(bins == Dictionary(uniqueKeysWithValues: all.map { ($0.bin, $0.count) }))
      let moments = whole.moments(at: whole.dates - 1)
      var sum = happened.moments(at: 0)
      sum.add(others.moments(at: 0))
      #expect(sum.count == moments.count)
      #expect(moments.count == 0 || areEqual(sum.mean, moments.mean))
    }
    let price = try #require(told.tally.series.first { $0.name == "acme.sharePrice" })
    let given = told.tally.events[0].given
    expectWhole(given[0].happened, given[0].others, price)
    for (split, outcome) in zip(given.dropFirst(), told.tally.outcomes) {
      expectWhole(split.happened, split.others, outcome.sample)
      guard let bounds = split.bounds, let whole = outcome.bounds else { continue }
      expectWhole(bounds.happened, bounds.others, whole)
      open += 1
    }
    #expect(open > 3)
  }

  /// Whoever is not asked about events and regimes sees none, and no other number depends on them.
  @Test func nothingElseMoves() throws {
    let with = try Self.told().summary
    let without = try Simulator(Made.model(isTold: false) { $0.measureOutcomes() }, workers: 1)
      .simulate(Self.run)
    #expect(without.events.isEmpty && without.regimes.isEmpty)
    #expect(with.series == without.series && with.outcomes == without.outcomes)
    #expect(with.failures == without.failures && with.warnings == without.warnings)
  }

  /// Parts make the run, byte for byte, on any number of workers; a replay tells of its paths alone.
  @Test func partsAndReplays() throws {
    let model = try Made.model()
    let simulator = Simulator(model, workers: 2)
    let whole = try simulator.tally(of: Self.run)
    let parts = try [512..<1_024, 1_024..<3_072, 3_072..<3_585].enumerated().map { place, part in
      let simulator = Simulator(model, workers: 1, blockSize: [512, 2_048, 1_024][place])
      return try RunTally(bytes: simulator.tally(of: Self.run, part: part).bytes)
    }
    try parts[2].merge(parts[0])
    try parts[2].merge(parts[1])
    #expect(parts[2].bytes == whole.bytes)
    #expect(try simulator.summary(of: parts[2]) == simulator.simulate(Self.run))
    let some = stride(from: 600, to: 3_000, by: 7)
    let replay = try simulator.simulate(Self.run, where: some)
    let event = try #require(replay.events["agent"])
    #expect(event.occurrences.probability.count == some.count { _ in true } - replay.failures.paths)
    #expect(
      event.given[0].happened.count + event.given[0].others.count
        == event.occurrences.probability.count)
  }

  /// Protects a run with paths that fail before their first date, and a regime that goes on on them: those
  /// count in no state, whoever asks.
  @Test func failedPathsAreInNoState() throws {
    let model = try ScenarioText(
      top: """
        regimes: {mood: {start: {calm: 70%, panic: 30%}, transitions: {calm: {panic: 2/year}, \
        panic: {calm: 4/year}}}}
        events: {cut: {until: 2027-01-31, probability: 40%}}
        questions: [mood = panic at 2026-12-24, cut and not mood = panic until 2026-10-24]
        """,
      acme: "shares: 1M\narr: 5M\nsharePrice: 40\ncash: {normal: {mean: 10, sd: 10}}"
    ).model()
    let run = Run(paths: 0..<3_000, seed: 862)
    let summary = try Simulator(model, workers: 2).simulate(run)
    let sound = 3_000 - summary.failures.paths
    #expect(summary.failures.paths > 300)
    let mood = try #require(summary.regimes["mood"])
    for step in 0...12 {
      #expect(mood.states.allSatisfy { $0.byDate[step].count == sound })
      #expect(mood.states.reduce(0) { $0 + $1.byDate[step].hits } == sound)
    }
    let start = mood.states[1].byDate[0].interval
    #expect(start.low < 0.3 && 0.3 < start.high)
    #expect(summary.answers[0].probability == mood.states[1].byDate[6])
    #expect(summary.answers.allSatisfy { $0.probability.count == sound })
    #expect(areEqual(mood.states.reduce(0) { $0 + $1.share.sample.mean.value }, 1))
    let cut = try #require(summary.events["cut"])
    #expect(cut.byDeadline == cut.occurrences.probability && cut.occurrences.count == nil)
  }

  /// What happened on a path, as it is kept for whoever looks at it.
  @Test func trajectories() throws {
    let model = try Made.model(tracing: true)
    let numbers = [514, 515, 516, 700, 701, 702]
    let paths = try Simulator(model, workers: 1).trajectories(of: Self.run, paths: numbers)
    let state = try #require(paths.tracks["prices"])
    #expect(state.kind == .state && state.states == ["truce", "war", "peace"])
    let time = try #require(paths.constants["agent.time"])
    #expect(time.kind == .event && time.unit == "date")
    for (place, number) in numbers.enumerated() {
      let first = Made.first(number) > Double(Made.steps) ? .infinity : Made.first(number)
      let isSound = !time.values[place].isNaN
      if isSound {
        #expect(time.values[place] == first)
        #expect(paths.constants["agent.count"]?.values[place] == Made.count(number))
        #expect(
          paths.constants["agent.good.time"]!.values[place].isFinite == (Made.good(number) <= 18))
      }
      for step in 0...Made.steps {
        if isSound { #expect(state[step, place] == Made.state(number, step)) }
      }
    }
    #expect(time.values.contains { $0.isFinite })
    let plain = try Simulator(Made.model(tracing: true, isTold: false), workers: 1)
      .trajectories(of: Self.run, paths: numbers)
    #expect(plain.constants.allSatisfy { $0.kind != .event })
    #expect(plain.tracks.allSatisfy { $0.kind != .state })
  }
}
