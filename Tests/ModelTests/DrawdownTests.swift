import Foundation
import Statistics
import Testing

/// Protects the maximum drawdown of the share price.
@Suite struct DrawdownTests {
  /// Law of the largest fall of a GBM watched without pause (Taylor 1975; Magdon-Ismail et al.
  /// 2004), numbers of an independent program.
  struct Fall: Sendable, CustomTestStringConvertible {
    let name: String
    let mu: Double
    let sigma: Double
    let years: Int
    let paths: Int
    let mean: Double
    /// P5, P50, P95.
    let quantiles: [Double]
    var testDescription: String { name }

    /// How much a day's grid misses of the log drawdown on average: at both ends of the fall the
    /// discrete extreme lies 0.5826 σ√Δ inside (Chernoff's constant -ζ(1/2)/√2π; Broadie, Glasserman
    /// & Kou 1997). So P(MDD > x) on the grid is the closed form at a level raised by this much, a
    /// quantile's log falls by it, and E[1 - MDD] = E[e^-fall] grows by its exponential.
    var correction: Double { 2 * 0.5826 * sigma / 261.0.squareRoot() }
  }

  static let falls = [
    Fall(
      name: "mdd_gbm_1", mu: 0.08, sigma: 0.2, years: 1, paths: 40_000, mean: 0.2001682866552135,
      quantiles: [0.10908035899210987, 0.18760106339634866, 0.3337175425026312]),
    Fall(
      name: "mdd_gbm_2", mu: 0.25, sigma: 0.6, years: 5, paths: 12_000, mean: 0.7503442689486608,
      quantiles: [0.5421990327263269, 0.7562189072131266, 0.9366728077699394]),
    Fall(
      name: "mdd_gbm_4", mu: 0, sigma: 0.6, years: 1, paths: 40_000, mean: 0.5417435723941095,
      quantiles: [0.3286179929176341, 0.5363292659453397, 0.7725884862353283]),
  ]

  /// Protects depth against closed forms, by day. An error has two parts: sampling (for percentiles
  /// half the order-statistic interval over 1.96), and the next order of the grid's correction, taken
  /// as its square, as slack on the log: 1.5 to 4.4 % of the correction itself.
  @Test(arguments: falls)
  func geometricBrownianMotion(_ fall: Fall) throws {
    let summary = try ScenarioText(
      step: "day", horizon: "\(fall.years) years", percentiles: "[5, 50, 95]", record: "[multiple]",
      acme: """
        shares: 1M
        arr: 5M
        sharePrice: 100
        growth: {initial: \(fall.mu - fall.sigma * fall.sigma / 2) log/year}
        multiple: {volatility: \(fall.sigma * 100)%}
        """
    ).run(paths: fall.paths, seed: 701)
    let sample = try summary.maximumDrawdown()
    let slack = fall.correction * fall.correction

    func comparison(_ correction: Double, scale: Double = 1) -> Comparisons {
      var result = Comparisons()
      for (percentile, reference) in zip(sample.percentiles, fall.quantiles) {
        let interval = percentile.interval
        let error = log((1 - interval.low) / (1 - interval.high)) / 2 / 1.96
        result.add(
          "log of P\(percentile.level)", -log(1 - percentile.value),
          (-log(1 - reference) - correction) * scale, error: error, slack: slack)
      }
      let kept = 1 - sample.mean.value
      result.add(
        "mean", log(kept), log(1 - fall.mean) + correction, error: sample.mean.error / kept,
        slack: slack)
      return result
    }
    #expect(sample.count == fall.paths)
    #expect(comparison(fall.correction).failures == [])

    // Without the correction, with twice of it, and with falls 4 % too deep.
    #expect(!comparison(0).hold)
    #expect(!comparison(2 * fall.correction).hold)
    #expect(!comparison(fall.correction, scale: 1.04).hold)
  }

  /// Protects depth and the series by hand: growth of -100 % a year in logs, half of the way to +100 %
  /// gone in a year, taken at the start of each year. The log price runs 0, -1, -1, -0.5, 0.25, …
  @Test func byHand() throws {
    let summary = try ScenarioText(
      step: "year", horizon: "4 years", record: "[sharePrice, drawdown]",
      acme: """
        shares: 1M
        arr: 5M
        sharePrice: 100
        growth:
          initial: -1 log/year
          longRun: 1 log/year
          halfLife: 1 year
          integration: startOfStep
        """
    ).run(paths: 16, seed: 702)
    let logs = [0, -1, -1, -0.5, 0.25]
    let deepest = 1 - exp(-1.0)
    let falls = [0, deepest, deepest, 1 - exp(-0.5), 0]
    #expect(zip(try summary.values("sharePrice"), logs).allSatisfy { areEqual($0, 100 * exp($1)) })
    #expect(zip(try summary.values("drawdown"), falls).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(areEqual(try summary.maximumDrawdown().mean.value, deepest))
  }

  /// Protects the ruin of a share price that debt carries to 0, which is a drawdown of exactly 1.
  @Test func wipedOut() throws {
    func summary(debt: String) throws -> Summary {
      try ScenarioText(
        step: "year", horizon: "4 years", record: "[sharePrice, drawdown]",
        acme: """
          shares: 1
          arr: 10
          debt: \(debt)
          multiple: {initial: 10x}
          growth: {initial: -50%}
          """
      ).run(paths: 16, seed: 703)
    }
    // Enterprise value 100, 50, 25, 12.5, 6.25 less a debt of 30.
    let indebted = try summary(debt: "30")
    #expect(
      zip(try indebted.values("sharePrice"), [70, 20, 0, 0, 0]).allSatisfy { areEqual($0, $1) })
    #expect(
      zip(try indebted.values("drawdown"), [0, 5.0 / 7, 1, 1, 1]).allSatisfy { areEqual($0, $1) })
    #expect(try indebted.maximumDrawdown().mean.value == 1)
    let free = try summary(debt: "0")
    #expect(areEqual(try free.maximumDrawdown().mean.value, 0.9375))
  }
}
