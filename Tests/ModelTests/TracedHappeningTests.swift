import Scenarios
import Statistics
import Testing

@testable import Simulation

/// Protects what is told of single paths: each time that something happens, why a path failed, and the numbers
/// of every path that a reader conditions on.
@Suite struct TracedHappeningTests {
  private static let run = Run(paths: 0..<2_000, seed: 77)

  /// Every time is told once, and agrees with the first one, their number and the states on the dates.
  @Test func occurrences() throws {
    let model = try HappeningFixture.scenario().model(tracing: true) { _ in }
    let paths = try Simulator(model, workers: 1).trajectories(of: Self.run, paths: 100..<300)
    var seen: [String: Int] = [:]
    for place in paths.paths.indices where paths.failures[place] == nil {
      let told = paths.occurrences[place]
      #expect(told.map(\.time) == told.map(\.time).sorted())
      for constant in paths.constants where constant.name.hasSuffix(".count") {
        let name = String(constant.name.dropLast(6))
        let words = name.split(separator: ".").map(String.init)
        let own = told.filter { $0.name == words[0] && (words.count == 1 || $0.choice == words[1]) }
        #expect(Double(own.count) == constant.values[place], "\(name)")
        let first: Double = own.first.map(\.time) ?? .infinity
        #expect(first == paths.constants[name + ".time"]?.values[place])
        seen[name, default: 0] += own.count
      }
      for regime in paths.tracks where regime.kind == .state {
        let entered = told.filter { $0.kind == .state && $0.name.hasPrefix(regime.name + ".") }
        for step in paths.dates.indices {
          let last = entered.last { $0.time <= Double(step) }
          let state = regime.states[Int(regime[step, place])]
          if let last { #expect(last.name == "\(regime.name).\(state)") }
          if last == nil { #expect(regime[step, place] == regime[0, place]) }
        }
        seen[regime.name, default: 0] += entered.count
      }
      for agent in told where agent.name.hasPrefix("agent") {
        let happened = agent.name == "agent"
        #expect(
          agent.sizes.map(\.name)
            == (happened
              ? ["agent.then.change.acme.usage", "agent.then.add.acme.cash"]
              : ["agent.otherwise.change.acme.sharePrice"]))
        #expect(agent.sizes.map(\.unit) == (happened ? ["share", "USD"] : ["share"]))
      }
      for release in told where release.name == "release" {
        #expect(release.sizes.count == (release.choice == "breakthrough" ? 2 : 1))
      }
    }
    for name in [
      "release", "release.flop", "rival", "cut", "results", "fallen", "prices", "frontier",
    ] {
      #expect(seen[name, default: 0] > 20, "\(name)")
    }
  }

  /// A path that fails has its cause, the date from which on it counts in nothing, and nothing behind it.
  @Test func failures() throws {
    let model = try ScenarioText(
      top: "events: {loss: {frequency: 1/year, then: {add: {acme.usage: -0.9 to -0.01}}}}",
      acme: "shares: 1M\narr: 5M\nsharePrice: 40\nusage: {volatility: 60%}"
    ).model(tracing: true) { _ in }
    let simulator = Simulator(model, workers: 1)
    let summary = try simulator.simulate(Self.run)
    let paths = try simulator.trajectories(of: Self.run, paths: 0..<2_000)
    let failed = paths.failures.indices.filter { paths.failures[$0] != nil }
    #expect(failed.count == summary.failures.paths && failed.count > 20)
    let causes = Set(summary.failures.causes.map(\.text))
    for place in failed {
      let failure = try #require(paths.failures[place])
      #expect(causes.contains(failure.cause), "\(failure.cause)")
      #expect(failure.step > 0)
      #expect(paths.occurrences[place].allSatisfy { $0.time <= Double(failure.step) })
      // The last thing that happened is what it failed of.
      #expect(paths.occurrences[place].last?.time.rounded(.up) == Double(failure.step))
    }
  }

  /// What is measured of every path is what the summary tells of all.
  @Test func measured() throws {
    let model = try HappeningFixture.scenario().model { definition in
      definition.measured = definition.happenings
    }
    let (summary, values) = try Simulator(model, workers: 2).simulateKeepingValues(Self.run)
    let names = values.columns.map(\.name)
    #expect(
      names.prefix(4) == [
        "agent.time", "release.time", "release.count", "release.breakthrough.time",
      ])
    #expect(names.suffix(2) == ["frontier.closed.share", "frontier.open.share"])
    func sound(_ name: String) throws -> [Double] {
      try #require(values.columns[name]).values.filter { !$0.isNaN }
    }
    for event in summary.events {
      for one in [event.occurrences] + event.cases {
        let times = try sound(one.name + ".time")
        #expect(
          one.probability == Proportion(hits: times.count(where: \.isFinite), of: times.count))
        guard let count = one.count else { continue }
        let counts = try sound(one.name + ".count")
        #expect(areEqual(count.sample.mean.value, counts.reduce(0, +) / Double(counts.count)))
      }
    }
    for regime in summary.regimes {
      for state in regime.states {
        let shares = try sound("\(regime.name).\(state.name).share")
        #expect(areEqual(state.share.sample.mean.value, shares.reduce(0, +) / Double(shares.count)))
      }
    }
    #expect(values.columns["agent.time"]?.unit == "years")
    #expect(values.columns["release.count"]?.unit == "count")
  }

  /// Paths on which a dated outcome has come by the horizon, given an event and not, are those of all.
  @Test func shares() throws {
    let summary = try HappeningFixture.scenario(horizon: "3 years").run(paths: 3_000, seed: 5)
    let insolvency = try #require(summary.outcomes["acme.insolvency"])
    let whole = try #require(insolvency.exceedances.last?.probability)
    for event in summary.events {
      let split = try #require(event.given.first { $0.quantity.name == "acme.insolvency" })
      let shares = try #require(split.byHorizon)
      #expect(shares.happened.hits + shares.others.hits == whole.hits)
      #expect(shares.happened.count + shares.others.count == whole.count)
      #expect(shares.happened.count == event.occurrences.probability.hits)
      #expect(event.given.first { $0.quantity.measure == .share }?.byHorizon == nil)
    }
    #expect(summary.events["results"]?.dates == ["2026-08-24", "2027-02-24"])
    #expect(summary.events["agent"]?.dates == [])
  }

  /// First draws of clocks are among what is drawn; those of one that moves a number set paths apart.
  @Test func clocks() throws {
    let model = try HappeningFixture.scenario().model()
    let clocks = model.drawn.filter { $0.kind == .clock }.map(\.name)
    #expect(
      clocks.sorted() == ["agent", "cut", "frontier", "prices", "release.every", "rival"])
  }
}
