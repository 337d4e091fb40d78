import Foundation
import Simulation
import Statistics
import Testing

/// Protects schedules by date: which steps a date acts in, and what follows from a scheduled number.
@Suite struct ScheduleTests {
  private func values(_ series: String, _ acme: String, horizon: String = "1 year") throws
    -> [Double]
  {
    try ScenarioText(
      horizon: horizon, record: "[usage, listPrice, multiple, arr]", start: "2026-06-24",
      acme: "shares: 1M\narr: 1M\n" + acme
    ).run(paths: 1, seed: 1).values(series)
  }

  /// A date acts in the steps that begin on it or later: here from the third month on. A date between
  /// two of the grid acts from the next.
  @Test(arguments: ["2026-08-24", "2026-08-01"])
  func listPriceDrift(date: String) throws {
    let prices = try values(
      "listPrice",
      """
      sharePrice: 1
      listPrice: {drift: {schedule: {2026-01-01: 10%, \(date): -20%}}}
      """)
    for (month, price) in prices.enumerated() {
      let (rising, falling) = (min(month, 2), max(month - 2, 0))
      let expected = pow(1.1, Double(rising) / 12) * pow(0.8, Double(falling) / 12)
      #expect(areEqual(price, expected))
    }
  }

  /// ln M' = a + (ln M - a)d by hand, with a long run that changes after half a year.
  @Test func longRunOfTheMultiple() throws {
    let multiples = try values(
      "multiple",
      """
      growth: {initial: 30%, longRun: 5%, halfLife: 1 year}
      multiple:
        initial: 20x
        longRun: {schedule: {2026-06-24: 10x, 2026-12-24: 5x}}
        halfLife: 6 months
      """)
    let d = exp(-log(2.0) / 6)
    var expected = log(20.0)
    for (month, multiple) in multiples.enumerated() {
      if month > 0 {
        let target = month <= 6 ? log(10.0) : log(5.0)
        expected = target + (expected - target) * d
      }
      #expect(areEqual(multiple, exp(expected)))
    }
  }

  /// Growth's long run enters usage in two ways; both follow the schedule: by hand, half a year at one
  /// long run and half at another, from where growth then is.
  @Test func longRunOfGrowth() throws {
    func usage(_ longRun: String, _ initial: Double, _ horizon: String) throws -> Double {
      let last = try values(
        "usage",
        "sharePrice: 1\ngrowth: {initial: \(initial) log/year, longRun: \(longRun), halfLife: 1 year}",
        horizon: horizon
      ).last
      return try #require(last)
    }
    let both = try usage(
      "{schedule: {2026-06-24: 0.1 log/year, 2026-12-24: 0.3 log/year}}", 0.8, "1 year")
    let middle = 0.1 + 0.7 * exp(-log(2.0) / 2)
    let first = try usage("0.1 log/year", 0.8, "6 months")
    let second = try usage("0.3 log/year", middle, "6 months")
    #expect(areEqual(both, first * second))
  }

  /// Protects the block loop: what follows from a schedule alone is computed once per path and date,
  /// and not in every step. Control: with a volatility that fades the drift moves in every step.
  @Test func nothingIsComputedInAStep() throws {
    func components(_ volatility: String) throws -> [String] {
      let model = try ScenarioText(
        record: "[usage]",
        acme: """
          shares: 1M
          arr: 1M
          sharePrice: 1
          growth: {initial: 80%, longRun: {schedule: {2026-06-24: 10%, 2026-12-24: 30%}}, halfLife: 1 year}
          usage: {volatility: \(volatility)}
          """
      ).model()
      return try Simulator(model, workers: 1).profile(Run(paths: 0..<1, seed: 1)).map(\.name)
    }
    #expect(try !components("20%").contains("acme.usage drift"))
    #expect(try components("{initial: 20%, halfLife: 1 year}").contains("acme.usage drift"))
  }

  /// Volatilities and frequencies: variances of the pieces add up. Power and control: see `compared`.
  @Test func volatilityAndJumps() throws {
    let sample = try ScenarioText(
      record: "[multiple]",
      acme: """
        shares: 1M
        arr: 1M
        multiple:
          initial: 10x
          volatility: {schedule: {2026-06-24: 80%, 2026-12-24: 20%}}
          jumps:
            frequency: {schedule: {2026-06-24: 0/year, 2026-12-24: 30/year}}
            logSize: {normal: {mean: 0%, sd: 5%}}
        """
    ).run(paths: 200_000, seed: 51).band("multiple")
    // Fifteen jumps of half a year: the kurtosis they leave moves no percentile by a standard error.
    let variance = (0.64 + 0.04) / 2 + 15 * 0.0025
    let law = LogNormalLaw(mu: log(10), sigma: variance.squareRoot())
    #expect(law.compared("M", sample, mean: false).failures == [])
    #expect(!law.wrong(scale: 1.03).compared("M", sample, mean: false).hold)
  }

  /// Two pieces of one value are that value, to the last bit; ranges in later pieces are drivers of
  /// their own, which disturb none before them.
  @Test func piecesKeepDraws() throws {
    func bands(_ drift: String) throws -> [Double] {
      try ScenarioText(
        record: "[listPrice]",
        acme: """
          shares: 1M
          arr: 1M
          sharePrice: 1
          listPrice: {drift: \(drift), volatility: 10%}
          """
      ).run(paths: 2_000, seed: 9).values("listPrice")
    }
    let plain = try bands("-20% to 10%")
    #expect(try bands("{schedule: {2026-06-24: -20% to 10%}}") == plain)
    let later = try bands("{schedule: {2026-06-24: -20% to 10%, 2026-12-24: 5% to 9%}}")
    #expect(later[...6] == plain[...6])
    #expect(later[7] != plain[7])
    #expect(
      try bands("{schedule: {2026-06-24: 7%, 2026-09-24: 7%}}") == bands("7%"))
  }

  /// Of several laws before the start, or in one step, the last one acts, under the key's own name: a
  /// law that no step uses is no driver, and fails no path.
  @Test func supersededLaws() throws {
    func scenario(_ drift: String, correlated: String = "") -> ScenarioText {
      ScenarioText(
        record: "[listPrice]", top: correlated,
        acme: """
          shares: 1M
          arr: 1M to 2M
          sharePrice: 1
          listPrice: {drift: \(drift)}
          """)
    }
    let plain = try scenario("-20% to 10%").run(paths: 512, seed: 3)
    let late = scenario(
      "{schedule: {2020-01-01: {normal: {mean: 0%, sd: 90%}}, 2021-01-01: -20% to 10%}}")
    #expect(try late.run(paths: 512, seed: 3).values("listPrice") == plain.values("listPrice"))
    #expect(try late.run(paths: 512, seed: 3).failures.paths == 0)
    #expect(
      try late.model().warnings.map(\.text)
        == ["is not used, because no step begins while it holds"])

    let pair = "correlations: [{between: [acme.arr, acme.listPrice.drift], rank: -0.6}]"
    let schedule = "{schedule: {2026-06-24: -20% to 10%, 2026-12-24: 5%}}"
    let tied = try scenario("-20% to 10%", correlated: pair).run(paths: 512, seed: 3)
    let scheduled = try scenario(schedule, correlated: pair).run(paths: 512, seed: 3)
    #expect(try scheduled.values("listPrice")[...6] == tied.values("listPrice")[...6])
    #expect(try tied.values("listPrice") != plain.values("listPrice"))
  }

  /// What acts only at the start follows no schedule; a date after the last step is said to be unused.
  @Test func whatHasNoSchedule() throws {
    let late = ScenarioText(
      acme: """
        shares: 1M
        arr: 1M
        sharePrice: 1
        listPrice: {drift: {schedule: {2026-06-24: 7%, 2027-06-24: 9%}}}
        """)
    #expect(
      try late.model().warnings.map(\.text)
        == [
          "is not used, because no step begins while it holds"
        ])
    for refused in ["arr: {schedule: {2026-06-24: 1M}}", "cash: {value: {schedule: {}}}"] {
      let text = ScenarioText(acme: "shares: 1M\nsharePrice: 1\n" + refused).refusal()
      #expect(text.contains("this number follows no schedule"))
    }
  }
}
