import Foundation
import Statistics
import Testing

/// Protects runs of a million paths and samples of a single value.
@Suite struct LargeRunTests {
  /// Protects sums of a million paths: nothing overflows, the mean is within its error, and the law
  /// is ten times better known than elsewhere in these tests. A shift by 1 % of a sd or a scale 0.5 %
  /// off is found: 8 errors of the median, 6 of the spread.
  @Test func aMillionPaths() throws {
    let summary = try ScenarioText(
      step: "year",
      acme: "shares: 1M\narr: 5M\nsharePrice: 100\nusage: {volatility: 60%}"
    ).run(paths: 1_000_000, seed: 1_301)
    let sample = try summary.band("sharePrice")
    let law = LogNormalLaw(mu: log(100) - 0.18, sigma: 0.6)
    #expect(sample.count == 1_000_000)
    #expect(summary.failures.paths == 0)
    #expect(law.compared("share price", sample).failures == [])
    #expect(areEqual(law.mean, 100))
    // The error that is reported is that of the mean.
    #expect(areEqual(sample.mean.error, sample.standardDeviation / 1_000))
    #expect(areEqual(sample.standardDeviation, law.standardDeviation, within: 0.01))

    #expect(!law.wrong(shift: 0.01).compared("share price", sample).hold)
    #expect(!law.wrong(scale: 1.005).compared("share price", sample).hold)
  }

  /// Protects sums of values that differ by a hundred orders of magnitude: a mean, not a NaN.
  @Test func wildValues() throws {
    let summary = try ScenarioText(
      step: "year", percentiles: "[5, 50, 95]",
      acme: "shares: 1M\narr: 5M\nmultiple: {initial: 10x, volatility: 300%}"
    ).run(paths: 100_000, seed: 1_302)
    let sample = try summary.band("sharePrice")
    #expect(sample.mean.value.isFinite && sample.standardDeviation.isFinite)
    let law = LogNormalLaw(mu: log(50), sigma: 3)
    #expect(law.compared("share price", sample, mean: false).failures == [])
  }

  /// Protects atoms: where nothing is random, every percentile at every date is the number itself.
  @Test func constants() throws {
    let summary = try ScenarioText(
      step: "quarter", horizon: "3 years", percentiles: "[0.1, 5, 50, 99.9]",
      record: FullScenario.marketSeries,
      acme: """
        shares: {issued: 100M, options: [{count: 5M, strike: 12}]}
        sharePrice: 40
        arr: 50M
        cash: 300M
        growth: {initial: -30%, longRun: 60%, halfLife: 1 year}
        listPrice: {drift: -10%, elasticity: -0.6}
        multiple: {longRun: 4x, halfLife: 1 year, growthLoading: 0.3}
        """
    ).run(paths: 3_000, seed: 1_303)
    #expect(summary.series.count == 8)
    // What has not happened by the horizon is no number.
    let samples =
      summary.series.flatMap(\.bands)
      + summary.outcomes.filter { $0.censored == nil }.map(\.sample)
    for sample in samples {
      let value = sample.minimum
      #expect(sample.maximum == value && sample.mean.value == value)
      #expect(sample.standardDeviation == 0 && sample.mean.error == 0)
      for percentile in sample.percentiles {
        #expect(percentile.value == value)
        #expect(percentile.interval == Interval(low: value, high: value))
      }
    }
    #expect(try summary.band("sharePrice", at: 4).minimum != summary.band("sharePrice").minimum)
  }
}
