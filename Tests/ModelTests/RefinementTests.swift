import Foundation
import Statistics
import Testing

/// Protects the promise that halving the step moves no band by more than its error.
@Suite struct RefinementTests {
  /// Growth that fades fast beside what makes ARR and the multiple wide; if integrated exactly,
  /// nothing in it is approximated but the fade of its noise within a step.
  private func scenario(
    step: String, horizon: String, integration: String, volatility: String, noise: String
  ) -> ScenarioText {
    ScenarioText(
      step: step, horizon: horizon, percentiles: "[5, 25, 50, 75, 95]",
      record: "[arr, multiple, sharePrice]",
      acme: """
        shares: 1M
        arr: 5M
        sharePrice: 100
        growth:
          initial: 900%
          longRun: 10%
          halfLife: 3 months
          volatility: \(noise)
          integration: \(integration)
        usage: {volatility: {initial: \(volatility), longRun: 10%, halfLife: 6 months}}
        listPrice: {drift: -30%, volatility: 20%, elasticity: -0.7}
        multiple: {longRun: 8x, halfLife: 9 months, volatility: \(volatility)}
        """)
  }

  /// The same bands after a year: 52 weeks and 261 days, from other seeds.
  private func comparison(
    _ integration: String, paths: Int, volatility: String, noise: String
  ) throws -> Comparisons {
    func summary(_ step: String, _ horizon: String, seed: UInt64) throws -> Summary {
      try scenario(
        step: step, horizon: horizon, integration: integration, volatility: volatility, noise: noise
      ).run(paths: paths, seed: seed)
    }
    let weekly = try summary("week", "1 year", seed: 801)
    let daily = try summary("day", "1 year", seed: 802)
    var result = Comparisons()
    for series in ["arr", "multiple", "sharePrice"] {
      let (a, b) = (try weekly.band(series), try daily.band(series))
      for (p, q) in zip(a.percentiles, b.percentiles) {
        // Standard error of a difference, each from its order-statistic interval.
        let (first, second) = (
          log(p.interval.high / p.interval.low), log(q.interval.high / q.interval.low)
        )
        let error = (first * first + second * second).squareRoot() / 2 / 1.96
        result.add("\(series) P\(p.level)", log(p.value), log(q.value), error: error)
      }
      let error = hypot(a.mean.error, b.mean.error)
      result.add("\(series) mean", a.mean.value, b.mean.value, error: error)
    }
    return result
  }

  /// Protects exactness: 18 numbers of two series and the share price, n = 40,000.
  @Test func exactGrowth() throws {
    let result = try comparison(
      "exact", paths: 40_000, volatility: "60%", noise: "{initial: 40%, halfLife: 6 months}")
    #expect(result.failures == [])
  }

  /// Control: growth at its value when the step starts loses the fade within it. From 52 weeks to 261
  /// days that is 1.3 % of ARR, which narrow bands show.
  @Test func startOfStep() throws {
    let start = try comparison("startOfStep", paths: 20_000, volatility: "20%", noise: "0%")
    #expect(!start.hold)
    let exact = try comparison("exact", paths: 20_000, volatility: "20%", noise: "0%")
    #expect(exact.failures == [])
  }
}
