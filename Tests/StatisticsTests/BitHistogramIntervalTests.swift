import CGSL
import Foundation
import TestSupport
import Testing

@testable import Statistics

/// Whether a histogram's intervals cover the true percentile.
@Suite struct BitHistogramIntervalTests {
  struct Law: Sendable, CustomTestStringConvertible {
    let name: String
    let quantile: @Sendable (Double) -> Double
    var testDescription: String { name }

    static let all = [
      Law(name: "lognormal") { gsl_cdf_lognormal_Pinv($0, 0, 0.5) },
      Law(name: "normal, a third of a bin wide") { 1.003 + gsl_cdf_gaussian_Pinv($0, 0.0026) },
      Law(name: "exponential from 1, half a bin") { 1 + gsl_cdf_exponential_Pinv($0, 0.004) },
      // 30 % at 2.5, the lower edge of a bin.
      Law(name: "atom in a spread") { p in
        let below = gsl_cdf_lognormal_P(2.5, 0, 1) * 0.7
        if p < below { return gsl_cdf_lognormal_Pinv(p / 0.7, 0, 1) }
        return p < below + 0.3 ? 2.5 : gsl_cdf_lognormal_Pinv((p - 0.3) / 0.7, 0, 1)
      },
      // 30 % at the upper end of a bin.
      Law(name: "atom at the end of a bin") { p in
        p < 0.4
          ? gsl_cdf_flat_Pinv(p / 0.4, 1, 2) : p < 0.7 ? 2.5.nextDown : 3 + (p - 0.7) / 0.3
      },
      Law(name: "half zeros") { $0 < 0.5 ? 0 : gsl_cdf_lognormal_Pinv(2 * $0 - 1, 0, 1) },
      Law(name: "both signs") { gsl_cdf_ugaussian_Pinv($0) },
    ]
  }

  /// Protects the stated confidence: over 400 samples of 2,000 the interval covers the true
  /// percentile at least as often as 95 % allows, α = 1e-6. Control: the half interval of the
  /// lognormal fails (it covers in about 67 %, power 1 - 1e-15).
  @Test(arguments: Law.all)
  func coverage(_ law: Law) {
    let random = Random(seed: 14)
    let levels: [Double] = [5, 50, 69, 90]
    let truth = levels.map { law.quantile($0 / 100) }
    var hits = levels.map { _ in 0 }
    var halfHits = hits
    for _ in 0..<400 {
      let values = random.values(2_000) { law.quantile($0.uniform()) }
      for (i, percentile) in Histogram(values, centre: 1).percentiles(levels).enumerated() {
        let (low, high) = (percentile.interval.low, percentile.interval.high)
        if low <= truth[i], truth[i] <= high { hits[i] += 1 }
        let quarter = (high - low) / 4
        if low + quarter <= truth[i], truth[i] <= high - quarter { halfHits[i] += 1 }
      }
    }
    for (level, hits) in zip(levels, hits) {
      #expect(chance(ofAtMost: hits, of: 400, at: 0.95) > 1e-6, "P\(level): \(hits) of 400")
    }
    if law.name == "lognormal" {
      for hits in halfHits { #expect(chance(ofAtMost: hits, of: 400, at: 0.95) < 1e-6) }
    }
  }

  /// Protects huge runs, where the bin is wider than the sampling error: with a thousand million
  /// values, counted without noise, each interval covers the true percentile, and is at most a bin
  /// wider on either side than the sampling error. Control: without the error of reading inside a
  /// bin some would not.
  @Test(arguments: [0.3, 0.1, 0.02, 0.01, 0.005, 0.002, 0.0005])
  func hugeRunsIncludeTheErrorOfTheBin(_ sigma: Double) {
    let paths = 1e9
    let levels: [Double] = [1, 5, 10, 25, 50, 75, 90, 95, 99]
    var missed = 0
    for offset in stride(from: -0.01, through: 0.01, by: 0.001) {
      let quantile = { gsl_cdf_lognormal_Pinv($0, offset, sigma) }
      var histogram = Histogram([], centre: 1)
      histogram.minimum = quantile(1 / paths)
      histogram.maximum = gsl_cdf_lognormal_Qinv(1 / paths, offset, sigma)
      let cells =
        histogram.layout.cell(of: histogram.minimum)...histogram.layout.cell(of: histogram.maximum)
      var reached = 0.0
      for cell in cells {
        let end =
          cell == cells.upperBound
          ? 1
          : gsl_cdf_lognormal_P(
            histogram.layout.bin(of: cell).edges.high, offset, sigma)
        histogram.counts[cell] = UInt32((end * paths).rounded() - reached)
        reached = (end * paths).rounded()
      }
      let ranks = levels.map { PercentileRanks(level: $0, count: 1_000_000_000) }
      for (percentile, rank) in zip(histogram.percentiles(ranks), ranks) {
        let truth = quantile(percentile.level / 100)
        let sampling = [rank.low, rank.high].map { quantile(Double($0) / paths) }
        #expect(percentile.interval.low <= truth && truth <= percentile.interval.high)
        #expect(percentile.interval.low >= sampling[0] * (1 - 2.0 / 128))
        #expect(percentile.interval.high <= sampling[1] * (1 + 2.0 / 128))
        let halfWidth = (sampling[1] - sampling[0]) / 2
        if abs(percentile.value - truth) > halfWidth { missed += 1 }
      }
    }
    if sigma <= 0.01 { #expect(missed > 0) }
  }

  /// Protects the point of the rule: smooth counts widen an interval by a tenth at most beside the
  /// ranks' own width.
  @Test func smoothCountsHardlyWiden() {
    let values = Random(seed: 15).values(100_000) { exp(0.5 * $0.normal()) }
    let sorted = values.sorted()
    let levels: [Double] = [5, 25, 50, 75, 95]
    let widths = Histogram(values, centre: 1).percentiles(levels).map { percentile in
      let ranks = PercentileRanks(level: percentile.level, count: values.count)
      return (percentile.interval.high - percentile.interval.low)
        / (sorted[ranks.high] - sorted[ranks.low])
    }
    #expect(widths.allSatisfy { $0 < 1.25 })
    #expect(widths.reduce(0, +) / Double(widths.count) < 1.1)
  }
}
