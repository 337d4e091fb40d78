import Scenarios
import Statistics
import Testing

@testable import Simulation

/// Protects what numbers along series promise beside their laws, which `WhatCanHappenTests` hold against closed
/// forms: that they disturb nothing, that one that stays where it is is the plain number, and that paths do not
/// depend on how they are computed.
@Suite struct AlongTests {
  private static let paths = 1_536
  private static let seed: UInt64 = 166

  /// Keys that may follow a series, each with a number.
  private static let numbers = [
    ("listPrice.drift", "-6%"), ("listPrice.volatility", "20%"), ("listPrice.elasticity", "-0.7"),
    ("listPrice.headroom", "1.4 times"), ("growth.longRun", "30%"), ("multiple.longRun", "12x"),
    ("multiple.volatility", "60%"), ("multiple.growthLoading", "0.5"),
    ("costs.grossMargin.longRun", "70%"), ("costs.grossMargin.volatility", "20%"),
    ("costs.variable", "8%"), ("revenue.conversion", "90%"), ("cash.interest", "2%"),
    ("debt.interest", "6%"), ("tax.rate", "25%"), ("shares.stockCompensation", "3%"),
  ]

  private static let still = "factors: {still: {}}"

  private func scenario(_ key: String, _ value: String) throws -> Scenario {
    var text = FullScenario.scenario()
    text.top = Self.still
    return try text.scenario().setting([Setting(key: "acme.\(key)", value: value)])
  }

  private func summary(_ scenario: Scenario) throws -> Summary {
    try scenario.compile().run(paths: Self.paths, seed: Self.seed)
  }

  /// At a point a number is that of the point, to the last bit, and so is all that follows from it. The control
  /// is a step away from it.
  @Test(arguments: numbers)
  func stands(_ key: String, _ value: String) throws {
    let plain = try summary(scenario(key, value))
    let other = Self.others[key] ?? "35%"
    let same = try summary(
      scenario(key, "{along: still, points: {1 times: \(value), 2 times: \(other)}}"))
    let moved = try summary(
      scenario(key, "{along: still, points: {0.5 times: \(value), 2 times: \(other)}}"))
    #expect(same.failures.paths == 0)
    #expect(same.series == plain.series)
    #expect(same.outcomes == plain.outcomes)
    // Of the company nobody ever takes tax.
    #expect(moved.series != plain.series || moved.outcomes != plain.outcomes || key == "tax.rate")
  }

  /// Values in another notation than per cent, far from the number.
  private static let others = [
    "listPrice.elasticity": "-3", "listPrice.headroom": "1.05 times", "multiple.longRun": "60x",
    "multiple.growthLoading": "3",
  ]

  private static func everything() throws -> Scenario {
    var text = HappeningFixture.scenario()
    text.top += "\nfactors: {sector: {volatility: 60%}}"
    text.others = FullScenario.other
    return try text.scenario().setting([
      Setting(
        key: "acme.growth.longRun",
        value: "{along: acme.usage, points: {1 times: 10% to 40%, 3 times: 20% to 60%}}"),
      Setting(
        key: "acme.multiple.volatility",
        value:
          "{along: change of acme.sharePrice over 3 months, points: {-30%: 90%, 30%: 50% to 70%}}"),
      Setting(
        key: "acme.revenue.conversion", value: "{along: acme.arr, points: {1M: 80%, 200M: 95%}}"),
      Setting(
        key: "acme.costs.variable",
        value: "{along: acme.revenue, points: {1M: 12%, 200M: 5%}}"),
      Setting(
        key: "acme.shares.stockCompensation",
        value: "{along: acme.drawdown, points: {10%: 1%, 60%: 8%}}"),
      Setting(
        key: "rival.frequency",
        value: "{along: sector, points: {0.5 times: 6/year, 2 times: 0.5/year}}"),
      Setting(
        key: "prices.truce.war",
        value: "{along: change of sector over 2 months, points: {-20%: 5/year, 20%: 1/year}}"),
    ])
  }

  /// Workers, blocks and their order leave no trace, though a block begins with what another has left in it.
  @Test func workersAndBlocks() throws {
    let model = try Self.everything().compile()
    let run = Run(paths: 0..<3_001, seed: Self.seed)
    let expected = try Simulator(model, workers: 1, blockSize: 1_024).simulate(run)
    for size in [512, 2_048] {
      let simulator = Simulator(model, workers: 3, blockSize: size, order: { $0.reversed() })
      let found = try simulator.simulate(run)
      #expect(found.series == expected.series)
      #expect(found.outcomes == expected.outcomes)
      #expect(found.events.map(spelled) == expected.events.map(spelled))
      #expect(found.regimes.map(spelled) == expected.regimes.map(spelled))
      #expect(found.dependence == expected.dependence)
      #expect(found.failures == expected.failures)
    }
    #expect(model.opening.count == 3)
  }

  /// Nobody else's bytes change, nor any draw.
  @Test func others() throws {
    var text = FullScenario.scenario(others: FullScenario.other)
    text.top = Self.still
    let plain = try text.scenario()
    let name = try #require(plain.definition.companies.last?.name)
    let along = try plain.setting(
      "acme.multiple.longRun",
      to: "{along: acme.usage, points: {1 times: 8x to 16x, 3 times: 5x to 9x}}")
    let (old, new) = (try summary(plain), try summary(along))
    let own = old.series.filter { $0.quantity.subject == name }
    #expect(!own.isEmpty)
    for series in own { #expect(new.series[series.name] == series) }
    #expect(new.series["acme.multiple"] != old.series["acme.multiple"])
    // Usage is drawn as it was.
    #expect(new.series["acme.usage"] == old.series["acme.usage"])
  }

  /// What is seen on the first date goes by what the first date shows, and so does what follows that.
  @Test func start() throws {
    var text = ScenarioText(
      acme: """
        shares: 1M
        arr: 10M
        growth: {of: usage, initial: 50%}
        multiple: {initial: 10}
        cash: 1M
        revenue: {conversion: {along: acme.arr, points: {5M: 50%, 15M: 100%}}}
        costs: {grossMargin: 60%, variable: {along: acme.revenue, points: {5M: 0%, 10M: 40%}}}
        """)
    text.record = "[arr, revenue, ebitda]"
    let summary = try text.run(paths: 512, seed: 1)
    func value(_ name: String, _ place: Int) throws -> Double {
      try #require(summary.series[name]).bands[place].mean.value
    }
    // By hand: 75 % of 10M; (60 % - 20 %) of 7.5M.
    #expect(areEqual(try value("acme.revenue", 0), 7.5e6, within: 1e-12))
    #expect(areEqual(try value("acme.ebitda", 0), 0.4 * 7.5e6, within: 1e-12))
    // On the first date by what the start has shown.
    let arr = try value("acme.arr", 1)
    #expect(areEqual(try value("acme.revenue", 1), 0.75 * arr, within: 1e-12))
    #expect(areEqual(try value("acme.ebitda", 1), 0.4 * 0.75 * arr, within: 1e-12))
    let third = try value("acme.revenue", 2)
    #expect(areEqual(third, (0.5 + (arr - 5e6) / 20e6) * (try value("acme.arr", 2)), within: 1e-12))
  }

  /// Each point that is a range is a driver, and the first is that of the key.
  @Test func drivers() throws {
    let model = try Self.everything().compile()
    let names = model.factors.filter { $0.kind == .driver }.map(\.name)
    for name in [
      "acme.growth.longRun", "acme.growth.longRun@3 times", "acme.multiple.volatility@30%",
    ] {
      #expect(names.contains(name))
    }
    #expect(!names.contains("acme.multiple.volatility"))
  }

  /// The change of what is worth nothing any more is none: a number along it stays a number.
  @Test func changeFromZero() throws {
    let text = ScenarioText(
      horizon: "3 years",
      top: "events: {e: {frequency: \(Self.byPrice), then: {change: {b.usage: 1%}}}}",
      acme: """
        shares: 1M
        arr: 1M
        cash: 1M
        multiple: {initial: 10, volatility: 50%}
        costs: {grossMargin: 50%, fixed: 2M}
        """,
      others: "b: {shares: 1M, arr: 1M, multiple: {initial: 10}}")
    let summary = try text.run(paths: 512, seed: Self.seed)
    #expect(summary.failures.paths == 0)
    #expect(try summary.band("sharePrice").percentiles[3].value == 0)
  }

  private static let byPrice =
    "{along: change of acme.sharePrice over 3 months, points: {-50%: 2/year, 0%: 1/year}}"

  /// ARR that is stated for a date before the start is a point of its history: over that month it grows by 0.8 %.
  /// Control: without the date it has risen from what it was in January.
  @Test func statedBeforeTheStart() throws {
    func answer(_ date: String) throws -> Double {
      let text = ScenarioText(
        start: "2026-07-01",
        top: "questions: [change of acme.arr over 1 month > 5% at 2026-07-01]",
        acme: """
          shares: 1M
          arr: {value: 100M, \(date)history: {2026-01-01: 10M}}
          growth: {initial: 10%}
          multiple: {initial: 10}
          """)
      return try text.run(paths: 512, seed: Self.seed).answers[0].probability.value
    }
    #expect(try answer("asOf: 2026-06-01, ") == 0)
    #expect(try answer("") == 1)
  }
}
