import Foundation
import Statistics
import Testing

/// Protects where paths start: ARR rolled forward to the start, and the multiple that the share price
/// implies.
@Suite struct StartTests {
  // MARK: Rolling ARR forward

  private func arr(_ keys: String, multiple: Bool = true) -> ScenarioText {
    ScenarioText(
      percentiles: "[5, 25, 50, 75, 95]", record: "[usage, arr, multiple, sharePrice]",
      acme: """
        shares: 1M
        arr: {value: 1.7B\(keys)}
        growth: {initial: 200%, longRun: 10%, halfLife: 1 year, volatility: 50%}
        usage: {volatility: {initial: 60%, longRun: 10%, halfLife: 1 year}}
        \(multiple ? "multiple: {initial: 20x, volatility: 50%}" : "sharePrice: 90_000")
        """)
  }

  /// Protects the law of ARR at the start: 85 days of growth at its initial rate and volatility.
  @Test func rollForward() throws {
    let summary = try arr(", asOf: 2026-03-31").run(paths: 200_000, seed: 901)
    let sample = try summary.band("arr", at: 0)
    func law(days: Double) -> LogNormalLaw {
      let years = days / 365
      return LogNormalLaw(
        mu: log(1.7e9) + (log(3) - 0.18) * years, sigma: 0.6 * years.squareRoot())
    }
    #expect(law(days: 85).compared("arr", sample).failures == [])
    // Three days more are 14 errors of the median.
    #expect(!law(days: 88).compared("arr", sample).hold)
    #expect(!law(days: 85).wrong(scale: 1.02).compared("arr", sample).hold)
  }

  /// Protects that it can be switched off, and that ARR known at the start is used as it is.
  @Test(arguments: ["", ", asOf: 2026-06-24", ", asOf: 2026-03-31, rollForward: none"])
  func noRollForward(_ keys: String) throws {
    let sample = try arr(keys).run(paths: 2_048, seed: 902).band("arr", at: 0)
    #expect(areEqual(sample.minimum, 1.7e9) && areEqual(sample.maximum, 1.7e9))
  }

  /// Protects the start against ARR of the future.
  @Test func futureARR() {
    let refusal = arr(", asOf: 2026-06-25").refusal()
    #expect(refusal.contains("acme.arr: asOf (2026-06-25) lies after the start (2026-06-24)"))
    #expect(arr(", asOf: 2026-06-24").refusal() == "")
  }

  /// Protects other draws: the roll-forward has a source of its own.
  @Test func rollForwardDisturbsNothing() throws {
    let with = try arr(", asOf: 2026-03-31").run(paths: 4_096, seed: 903)
    let without = try arr("").run(paths: 4_096, seed: 903)
    for series in ["acme.usage", "acme.multiple"] {
      #expect(with.series[series] == without.series[series])
    }
    #expect(with.series["acme.arr"] != without.series["acme.arr"])
  }

  // MARK: The multiple that the share price implies

  /// Protects the anchor: every path starts at the quoted price, whatever is drawn around it, and the
  /// multiple is what cash, debt, ARR and exchange rate of that path imply.
  @Test func everyPathStartsAtTheQuotedPrice() throws {
    let scenario = ScenarioText(
      currency: "HKD", percentiles: "[5, 50, 95]", record: "[multiple, sharePrice]",
      top: "fx: {CNY: 1.1 to 1.2}",
      acme: """
        currency: CNY
        shares: 440M to 450M
        sharePrice: 2174 HKD
        arr: {value: 1.7B, asOf: 2026-03-31}
        cash: 2B to 6B
        debt: 0.5B to 2B
        growth: {initial: 100% to 900%}
        usage: {volatility: 60%}
        """)
    let summary = try scenario.run(paths: 20_000, seed: 904)
    let sample = try summary.band("sharePrice", at: 0)
    #expect(areEqual(sample.minimum, 2174) && areEqual(sample.maximum, 2174))

    // What it implies differs from path to path: ARR, cash, debt, shares and the rate do.
    let multiple = try summary.band("multiple", at: 0)
    #expect(multiple.maximum > 2 * multiple.minimum)
  }

  /// Protects options by the treasury method: 20 of strike 4 at a price of 10 dilute 100 shares by 12
  /// (reference case). Cap 10 · 112 = 1,120 HKD = 896 CNY; less cash 300, plus debt 50: 646; ARR 10.
  @Test(arguments: ["4 HKD", "3.2 CNY", "3.2"])
  func impliedMultiple(strike: String) throws {
    let summary = try ScenarioText(
      step: "year", currency: "HKD",
      record: "[multiple, enterpriseValue, marketCap, shares, sharePrice]",
      top: "fx: {CNY: 1.25}",
      acme: """
        currency: CNY
        shares: {issued: 100, options: [{count: 5, strike: 40 HKD}, {count: 20, strike: \(strike)}]}
        sharePrice: 10 HKD
        arr: 10
        cash: 300
        debt: 50
        growth: {initial: 900%}
        """
    ).run(paths: 16, seed: 905)
    func starts(_ series: String, _ expected: Double) throws -> Bool {
      areEqual(try summary.values(series)[0], expected)
    }
    #expect(try starts("multiple", 64.6))
    #expect(try starts("enterpriseValue", 646))
    #expect(try starts("marketCap", 1_120))
    #expect(try starts("shares", 112))
    #expect(try starts("sharePrice", 10))
    // After a year: 6,460 - 50 + 300 = 6,710 CNY = 8,387.5 HKD, plus proceeds of 80 and 200, over 125.
    #expect(areEqual(try summary.values("sharePrice")[1], (6_710 * 1.25 + 280) / 125))
    #expect(areEqual(try summary.values("shares")[1], 8_387.5 * 125 / 8_667.5))
  }

  /// Protects options out of the money: they dilute nothing, at the start or later.
  @Test func worthlessOptions() throws {
    func prices(_ shares: String) throws -> [Double] {
      try ScenarioText(
        step: "year", record: "[sharePrice]",
        acme: "shares: \(shares)\nsharePrice: 10\narr: 10\ngrowth: {initial: -50%}"
      ).run(paths: 16, seed: 906).values("sharePrice")
    }
    let with = try prices("{issued: 100, options: [{count: 20, strike: 11}]}")
    #expect(zip(with, try prices("100")).allSatisfy { areEqual($0, $1) })
    let diluted = try prices("{issued: 100, options: [{count: 20, strike: 3}]}")
    #expect(!areEqual(diluted[1], with[1], within: 1e-3))
  }

  /// Protects against contradictions about the start, each with its reason.
  @Test(arguments: [
    ("sharePrice: 3\nmultiple: {initial: 10x}", "acme.multiple.initial: contradicts sharePrice"),
    ("cash: 1", "acme.sharePrice: missing: give sharePrice or multiple.initial"),
    ("sharePrice: 3\ncash: 3M", "acme.sharePrice: implies an enterprise value of 0"),
    ("sharePrice: 3\ncash: 4M", "acme.sharePrice: implies an enterprise value of -1000000"),
    ("sharePrice: 3 CNY", "acme.sharePrice: fx has no rate for CNY in USD"),
    (
      "sharePrice: 3\nmultiple: {jumps: {frequency: 1/year, logSize: 0.1, compensate: longRun}}",
      "acme.multiple.jumps.compensate: longRun needs multiple.halfLife"
    ),
    ("multiple: {initial: 10x}\ndebt: 20M", "leaves an equity of"),
    ("sharePrice: 3\nmultiple: {jumps: {frequency: 1e9/year, logSize: 1%}}", "events in a step"),
    (
      "sharePrice: 3\nlistPrice: {changes: {frequency: 1e6/day, size: 1%}}", "events in a step"
    ),
  ])
  func contradictions(_ keys: String, _ reason: String) {
    #expect(ScenarioText(acme: "shares: 1M\narr: 1M\n" + keys).refusal().contains(reason))
    #expect(ScenarioText(acme: "shares: 1M\narr: 1M\nsharePrice: 3\ncash: 2M").refusal() == "")
  }
}
