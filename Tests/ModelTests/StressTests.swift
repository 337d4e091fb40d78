import Foundation
import Statistics
import TestSupport
import Testing

@testable import Scenarios
@testable import Simulation

/// Protects stresses: what they take for given is what they say, on every path, and all else is drawn as before.
@Suite struct StressTests {
  private static let paths = 2_048
  private static let run = Run(paths: 0..<paths, seed: 21)

  /// Series of acme on each path at a step; the last where none is stated.
  private func values(
    _ text: ScenarioText, under stress: String? = nil, _ series: String, at step: Int? = nil
  ) throws -> [Double] {
    try all(text, under: stress, [series], at: step)[0]
  }

  private func all(
    _ text: ScenarioText, under stress: String? = nil, _ series: [String], at step: Int? = nil
  ) throws -> [[Double]] {
    let scenario = try text.scenario()
    var definition = try (stress.map { try scenario.stressed(by: $0) } ?? scenario).definition
    (definition.record, definition.outcomes, definition.questions) = ([], [], [])
    definition.measured = series.map {
      .series(.acme($0), step: step ?? definition.grid.steps)
    }
    let values = try Simulator(Model(definition), workers: 2).values(of: Self.run)
    #expect(values.failures.paths == 0)
    return values.columns.map(\.values)
  }

  private static func stressing(_ text: ScenarioText, _ stress: String) -> ScenarioText {
    var text = text
    text.top += "\nstress:\n" + HappeningFixture.indented(stress)
    return text
  }

  private static let everything = """
    closed:
      events: {agent: never, rival: 2026-12-24, results: certain}
      regimes: {frontier: {2026-09-24: open, 2027-02-24: closed}, prices: war}
      drivers: {acme.growth.initial: p5 to p20, agent.probability: p60 to p100}
      shocks: {2026-10-24: {acme.multiple: -3}}
      replay: {from: 2026-08-24, returns: {acme: [28.68%, 20.65%, -22.76%]}}
    other: {regimes: {prices: {2026-06-24: war}}}
    """

  // MARK: The contract

  /// A stress that nobody asks for changes nothing, and one that is asked for is the same with one worker.
  @Test func idle() throws {
    let text = HappeningFixture.scenario()
    let stressed = Self.stressing(text, Self.everything)
    let file = try text.model().run(paths: 700, seed: 3)
    let idle = try stressed.model().run(paths: 700, seed: 3)
    #expect(spelled(file) == spelled(idle))
    let model = try stressed.scenario().stressed(by: "closed").compile()
    let one = try model.run(paths: 1_100, seed: 3, workers: 1)
    #expect(spelled(one) == spelled(try model.run(paths: 1_100, seed: 3, workers: 2)))
    // The control: it does something.
    #expect(spelled(file) != spelled(try model.run(paths: 700, seed: 3)))
  }

  /// What reports are headed with says so, and settings after it keep it.
  @Test func scenarios() throws {
    let scenario = try Self.stressing(HappeningFixture.scenario(), Self.everything).scenario()
    #expect(scenario.stresses.map(\.name) == ["closed", "other"])
    let stressed = try scenario.stressed(by: "closed").setting("acme.arr", to: "60M")
    #expect(stressed.title == "Test, under stress: closed")
    #expect(stressed.definition.events.first { $0.name == "agent" }?.forcing == .never)
    let told = stressed.description.assumptions
    #expect(told.first { $0.key == "agent" }?.text == "never")
    #expect(
      told.contains { $0.key == "stress.drivers.acme.growth.initial" && $0.text == "p5 to p20" })
    #expect(scenario.description.assumptions.allSatisfy { !$0.key.hasPrefix("stress") })
    // Without what else is asked, as a point of a sweep is read.
    let point = try scenario.stressed(by: "closed").setting([], withoutRequests: true)
    #expect(point.definition.held.drivers.count == 2)
    #expect(throws: Diagnostics.self) { try scenario.stressed(by: "february") }
  }

  // MARK: Drivers

  /// The mean of a lognormal between P5 and P20, by its closed form; of an exponential, whose draws are uniforms; and
  /// what is correlated keeps its draws. False alarm: one in a million.
  @Test func drivers() throws {
    let text = Self.stressing(
      ScenarioText(
        top: "correlations: [{between: [acme.multiple.initial, acme.shares.issued], rank: 0.6}]",
        acme: """
          shares: {triangular: {low: 1M, mode: 2M, high: 5M}}
          arr: {uniform: {low: 1M, high: 3M}}
          multiple: {initial: {lognormal: {mean: 10, sd: 6}}}
          """),
      """
      low: {drivers: {acme.multiple.initial: p5 to p20, acme.arr: p90 to p100}}
      """)
    let (base, low) = try (
      all(text, ["multiple", "arr", "shares"]),
      all(text, under: "low", ["multiple", "arr", "shares"])
    )
    let sigma = log(1 + 0.36).squareRoot()
    let mu = log(10) - sigma * sigma / 2
    let (a, b) = (standardNormal.quantile(0.05), standardNormal.quantile(0.2))
    func moment(_ k: Double) -> Double {
      exp(k * mu + k * k * sigma * sigma / 2)
        * (normalProbability(below: b - k * sigma) - normalProbability(below: a - k * sigma)) / 0.15
    }
    let (mean, variance) = (moment(1), moment(2) - moment(1) * moment(1))
    func comparison(_ values: [Double]) -> Comparisons {
      var result = Comparisons()
      let n = Double(values.count)
      result.add("mean", values.reduce(0, +) / n, mean, error: (variance / n).squareRoot())
      return result
    }
    #expect(comparison(low[0]).hold, "\(comparison(low[0]).failures)")
    #expect(!comparison(base[0]).hold)
    let ends = exp(mu + sigma * a)...exp(mu + sigma * b)
    #expect(low[0].allSatisfy { ends.contains($0) })
    #expect(low[1].allSatisfy { (2.8e6...3e6).contains($0) })
    #expect(low[2] == base[2])
    // Each rises with what it was.
    for place in 0..<2 {
      let order = base[place].indices.sorted { base[place][$0] < base[place][$1] }
      for (first, next) in zip(order, order.dropFirst()) {
        #expect(low[place][first] <= low[place][next])
      }
    }
  }

  // MARK: Shocks

  /// A multiple that walks at random moves by e^(-3σ√Δ) in that step, on every path, and by its own draws in all
  /// others; what it is correlated with keeps its draws.
  @Test(arguments: ["", ScenarioText.shocks("growth", "multiple", 0.6)]) func shocks(_ top: String)
    throws
  {
    let text = Self.stressing(
      ScenarioText(
        top: top,
        acme: """
          shares: 1M
          arr: 1M
          growth: {initial: 20%, halfLife: 1 year, volatility: 30%}
          multiple: {initial: 10, volatility: 60%}
          """),
      "fall: {shocks: {2026-09-24: {acme.multiple: -3}, 2026-12-24: {acme.multiple: 1.5}}}")
    func multiples(_ stress: String?, _ step: Int) throws -> [Double] {
      try values(text, under: stress, "multiple", at: step)
    }
    let size = 0.6 * (1.0 / 12).squareRoot()
    for (step, shock) in [(3, -3.0), (6, 1.5)] {
      let (before, after) = try (multiples("fall", step - 1), multiples("fall", step))
      for (before, after) in zip(before, after) {
        #expect(areEqual(after / before, exp(shock * size), within: 1e-12))
      }
    }
    let (base, fall) = try (multiples(nil, 12), multiples("fall", 12))
    let own = try [2, 3, 5, 6].map { try multiples(nil, $0) }
    for path in base.indices {
      let drawn = own[1][path] / own[0][path] * own[3][path] / own[2][path]
      #expect(areEqual(fall[path], base[path] / drawn * exp(-1.5 * size), within: 1e-11))
    }
    #expect(try values(text, "arr") == values(text, under: "fall", "arr"))
  }

  // MARK: What can happen

  /// A regime is set on a date and goes on by its own rates: half a year later the share in a state is that of the
  /// chain from there. False alarm: one in a million.
  @Test func regimes() throws {
    var text = Self.stressing(
      HappeningFixture.scenario(
        regimes:
          "prices: {start: truce, transitions: {truce: {war: 0.5/year}, war: {truce: 3/year}}}",
        events: ""),
      """
      war: {regimes: {prices: {2026-12-24: war}}}
      start: {regimes: {prices: {2026-06-24: war}}}
      held: {regimes: {prices: war}}
      """)
    let dates = ["2026-11-24", "2026-12-24", "2027-06-24"]
    text.top += "\nquestions: [\(dates.map { "prices = war at \($0)" }.joined(separator: ", "))]"
    let scenario = try text.scenario()
    func shares(_ stress: String?) throws -> [Double] {
      let scenario = try stress.map { try scenario.stressed(by: $0) } ?? scenario
      return try scenario.compile().run(paths: 20_000, seed: 5).answers.map(\.probability.value)
    }
    let (base, war) = try (shares(nil), shares("war"))
    #expect(war[0] == base[0])
    #expect(war[1] == 1)
    func isWar(_ share: Double, after years: Double) -> Bool {
      let p = 1.0 / 7 + 6.0 / 7 * exp(-3.5 * years)
      return abs(share - p) < 4.9 * (p * (1 - p) / 20_000).squareRoot()
    }
    #expect(isWar(war[2], after: 0.5))
    #expect(!isWar(base[2], after: 0.5))
    let start = try shares("start")
    #expect(isWar(start[1], after: 0.5) && isWar(start[2], after: 1))
    #expect(try shares("held") == [1, 1, 1])
  }

  /// An event that is forced is as by `--without` and its kin; on a date it happens then and never else, whatever
  /// its condition says.
  @Test func events() throws {
    let text = Self.stressing(
      HappeningFixture.scenario(
        regimes: "",
        events: """
          cut: {frequency: 2/year, when: acme.arr < 1 USD, then: {change: {acme.usage: 30%}}}
          agent: {until: 2026-12-24, probability: 40%, then: {change: {acme.usage: 30%}}, otherwise: {change: {acme.listPrice: -20%}}}
          cheap: {when: acme.arr < 1 USD}
          """),
      """
      none: {events: {agent: never}}
      all: {events: {agent: certain}}
      late: {events: {agent: 2027-03-10, cut: 2026-09-24, cheap: 2026-08-24}}
      """)
    let scenario = try text.scenario()
    func measured(_ scenario: Scenario) throws -> [String: [Double]] {
      var definition = scenario.definition
      (definition.record, definition.outcomes) = ([], [])
      definition.measured = definition.happenings
      definition.measured += (2...4).map { .series(.acme("usage"), step: $0) }
      definition.measured.append(.series(.acme("listPrice"), step: 12))
      let values = try Simulator(Model(definition), workers: 2).values(of: Self.run)
      return Dictionary(uniqueKeysWithValues: values.columns.map { ($0.name, $0.values) })
    }
    func areSame(_ first: [String: [Double]], _ second: [String: [Double]]) -> Bool {
      first.allSatisfy { name, values in spelled(values) == spelled(second[name]) }
    }
    for (stress, forcing) in [("none", EventDefinition.Forcing.never), ("all", .certain)] {
      let stressed = try measured(scenario.stressed(by: stress))
      #expect(areSame(stressed, try measured(scenario.supposing(.event("agent", forcing)))))
      #expect(!areSame(stressed, try measured(scenario)))
    }
    let (base, late) = try (
      measured(scenario.stressed(by: "none")), measured(scenario.stressed(by: "late"))
    )
    let march = scenario.definition.grid.place(of: try #require(CalendarDate("2027-03-10"))) / 12
    func times(_ event: String) throws -> [Double] {
      try #require(late.first { $0.key.hasPrefix("\(event).time") }?.value)
    }
    #expect(try times("agent").allSatisfy { areEqual($0, march) })
    #expect(try times("cut").allSatisfy { areEqual($0, 0.25) })
    #expect(try times("cheap").allSatisfy { areEqual($0, 2.0 / 12) })
    func series(_ values: [String: [Double]], _ name: String) throws -> [Double] {
      try #require(values.first { $0.key.hasPrefix("acme.\(name)") }?.value)
    }
    func usage(_ values: [String: [Double]], _ date: String) throws -> [Double] {
      try #require(values.first { $0.key.hasPrefix("acme.usage@\(date)") }?.value)
    }
    #expect(try usage(base, "2026-08") == usage(late, "2026-08"))
    for (base, late) in zip(try usage(base, "2026-09"), try usage(late, "2026-09")) {
      #expect(areEqual(late, 1.3 * base))
    }
    // It does not happen by its deadline, and what follows otherwise does not either.
    let (never, price) = try (
      series(base, "listPrice"), series(late, "listPrice")
    )
    for (never, late) in zip(never, price) { #expect(areEqual(never, 0.8 * late)) }
  }

  // MARK: Returns

  private static let returns = [0.2868, 0.2065, 0.0474, 0.4272, -0.2276]

  private static func replayed(_ acme: String, top: String = "") -> ScenarioText {
    stressing(
      ScenarioText(top: top, acme: acme),
      """
      february: {replay: {from: 2026-08-25, returns: {acme: [28.68%, 20.65%, 4.74%, 42.72%, -22.76%]}}}
      """)
  }

  /// On every path, with options, cash, new shares and a takeover: the first step ends on the first date at or after
  /// the one that is stated. Where nothing fades, the same draws move the price as before from then on.
  @Test(arguments: [
    "shares: 1M\narr: 1M\nmultiple: {initial: 10, volatility: 120%}",
    "shares: {issued: 1M, options: [{count: 300k, strike: 9}]}\narr: 1M\ncash: 4M\nmultiple: {initial: 10, volatility: 80%}",
    FullScenario.acme,
  ]) func replay(_ acme: String) throws {
    let text = Self.replayed(acme)
    for (place, change) in Self.returns.enumerated() {
      let (before, after) = try (
        values(text, under: "february", "sharePrice", at: 2 + place),
        values(text, under: "february", "sharePrice", at: 3 + place)
      )
      for (before, after) in zip(before, after) where before > 0 {
        #expect(areEqual(after / before, 1 + change, within: 1e-12))
      }
    }
    #expect(
      try values(text, "sharePrice", at: 2) == values(text, under: "february", "sharePrice", at: 2))
    guard acme.hasSuffix("volatility: 120%}") else { return }
    let (seven, base) = try (values(text, "sharePrice", at: 7), values(text, "sharePrice"))
    let (replayed, end) = try (
      values(text, under: "february", "sharePrice", at: 7),
      values(text, under: "february", "sharePrice")
    )
    for path in base.indices {
      #expect(areEqual(end[path] / replayed[path], base[path] / seven[path], within: 1e-12))
    }
  }

  /// The shareholder who has been bought out gets no returns any more, and events still move the price after it.
  @Test func replayBesideOthers() throws {
    var text = Self.replayed(
      "shares: 1M\narr: 1M\nmultiple: {initial: 10, volatility: 50%, halfLife: 1 year, longRun: 10}"
    )
    text.top += """

      events:
        bid: {until: 2026-09-24, probability: 50%, then: {buyOut: {acme: 30%}}}
        fall: {at: 2027-02-24, then: {change: {acme.sharePrice: -20%}}}
      """
    let prices = try (0...12).map { try values(text, under: "february", "sharePrice", at: $0) }
    var bought = 0
    for path in 0..<Self.paths {
      let isBought = prices[12][path] == prices[4][path]
      bought += isBought ? 1 : 0
      let change = prices[5][path] / prices[4][path]
      #expect(isBought ? change == 1 : areEqual(change, 1.0474, within: 1e-12))
    }
    #expect((800...1_250).contains(bought))
    let summary = try text.scenario().stressed(by: "february").compile().run(paths: 500, seed: 1)
    #expect(summary.failures.paths == 0)
  }

  // MARK: What cannot be

  @Test func refusals() throws {
    func refusal(_ text: ScenarioText) -> String {
      do {
        _ = try text.scenario().stressed(by: "x").compile()
        return ""
      } catch { return "\(error)" }
    }
    let acme =
      "shares: 1M\narr: 1M\nmultiple: 10\ngrowth: {initial: 20%, volatility: 30%}\nusage: {volatility: 20%}"
    let still = Self.stressing(
      ScenarioText(acme: acme), "x: {shocks: {2026-12-24: {acme.multiple: -3}}}")
    #expect(refusal(still).contains("acme.multiple: has no volatility"))
    let tied = Self.stressing(
      ScenarioText(top: ScenarioText.shocks("growth", "usage", 0.5), acme: acme),
      "x: {shocks: {2026-12-24: {acme.usage: -3}}}")
    #expect(refusal(tied).contains("acme.usage: its shocks go with those of acme.growth"))
  }
}
