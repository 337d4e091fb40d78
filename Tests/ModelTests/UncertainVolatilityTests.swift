import Statistics
import TestSupport
import Testing

@testable import Scenarios
@testable import Simulation

/// Protects volatilities that are themselves uncertain, beside the closed forms of `WhatCanHappenTests`.
@Suite struct UncertainVolatilityTests {
  private static let seed: UInt64 = 20

  private func text(_ volatility: String, top: String = "", more: String = "") -> ScenarioText {
    var text = ScenarioText(
      record: "[multiple, sharePrice]",
      acme: "shares: 1M\narr: 1M\nmultiple: {initial: 10, halfLife: 2 years, longRun: 8, "
        + "volatility: \(volatility)}")
    text.top = top
    text.others = "other: {shares: 1M, arr: 1M, multiple: {initial: 10, volatility: 50%}}\n" + more
    return text
  }

  private func summary(_ text: ScenarioText) throws -> Summary {
    try text.run(paths: 2_048, seed: Self.seed)
  }

  /// A volatility that may be written as a section is what it was as a number, to the last bit, its draws too.
  @Test func numberAsASection() throws {
    let number = try summary(text("40% to 90%"))
    for section in ["{initial: 40% to 90%}", "{initial: 40% to 90%, longRun: 20%}"] {
      #expect(try summary(text(section)).series == number.series)
    }
    let other = try summary(text("{initial: 40% to 90%, longRun: 20%, halfLife: 1 year}"))
    #expect(other.series != number.series)
  }

  /// Without a spread it fades, for sure: nothing is drawn. The control is one with some.
  @Test func withoutASpread() throws {
    let fading = "initial: 90%, longRun: 40%, halfLife: 6 months"
    let plain = try summary(text("{\(fading)}"))
    let none = try text("{\(fading), spread: 0%}").scenario().compile()
    #expect(try none.run(paths: 2_048, seed: Self.seed).series == plain.series)
    let traced = try Model(text("{\(fading), spread: 0%}").scenario().definition, tracing: true)
    #expect(!traced.factors.contains { $0.name == "acme.volatility" })
    let some = try summary(text("{\(fading), spread: 30%}"))
    #expect(some.series["acme.multiple"] != plain.series["acme.multiple"])
    // Of nobody else a byte.
    for name in ["other.multiple", "other.sharePrice"] {
      #expect(some.series[name] == plain.series[name])
    }
  }

  /// Shocks that go with those of a volatility stay what they are: of nobody else a byte, whoever is correlated.
  @Test func correlatedShocks() throws {
    let volatility = "{initial: 90%, longRun: 60%, halfLife: 6 months, spread: 80%}"
    func correlated(_ pairs: String) -> String { "shockCorrelations: [\(pairs)]" }
    let companies = "{between: [acme.multiple, other.multiple], value: 0.5}"
    let leverage = "{between: [acme.multiple, acme.volatility], value: -0.7}"
    let old = try summary(text(volatility, top: correlated(companies)))
    let new = try summary(text(volatility, top: correlated("\(companies), \(leverage)")))
    #expect(new.series["other.multiple"] == old.series["other.multiple"])
    #expect(new.series["acme.multiple"] != old.series["acme.multiple"])
  }

  /// Workers, blocks and their order leave no trace.
  @Test func workersAndBlocks() throws {
    let volatility =
      "{initial: 50% to 90%, longRun: 40% to 60%, halfLife: 3 months, spread: 60% to 160%}"
    var text = text(
      volatility,
      top: "shockCorrelations: [{between: [acme.multiple, acme.volatility], value: -0.7}]")
    text.record = "[multiple, volatility]"
    let model = try text.scenario().compile()
    let run = Run(paths: 0..<3_001, seed: Self.seed)
    let expected = try Simulator(model, workers: 1, blockSize: 1_024).simulate(run)
    for size in [512, 2_048] {
      let simulator = Simulator(model, workers: 3, blockSize: size, order: { $0.reversed() })
      #expect(try simulator.simulate(run).series == expected.series)
    }
    let end = try #require(expected.series["acme.volatility"]).band(at: .end)
    #expect(end.minimum >= 0 && end.failed == 0)
  }
}
