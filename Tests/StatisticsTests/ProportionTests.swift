import CGSL
import Foundation
import Statistics
import TestSupport
import Testing

/// Protects the interval of a share.
@Suite struct ProportionTests {
  /// Reference values of SciPy, `binomtest(hits, n).proportion_ci(method="wilson")`, and where it reaches
  /// further `chi2.ppf(0.025, 2 * hits) / 2 / n` for the low end of up to ten hits, and the high end of up
  /// to ten misses, that are less than a tenth.
  @Test(arguments: [
    (0, 10, 0.0, 0.27753279986288926),
    (1, 10, 0.017876213095072896, 0.4041500267952385),
    (5, 20, 0.11186170140766571, 0.468700877618744),
    (50, 100, 0.4038315303659956, 0.5961684696340044),
    (3, 2_000, 0.0003093360614478007, 0.004401032555770694),
    (999, 1_000, 0.9943574414020421, 0.9999746821920157),
    (10, 10, 0.7224672001371109, 1.0),
    (10, 1_000_000, 4.795388696132433e-06, 1.840937239522014e-05),
    (11, 2_000, 0.0030738970095438183, 0.009822062751615335),
  ])
  func wilson(_ hits: Int, _ count: Int, _ low: Double, _ high: Double) {
    let interval = Proportion(hits: hits, of: count).interval
    #expect(abs(interval.low - low) < 1e-12)
    #expect(abs(interval.high - high) < 1e-12)
  }

  /// Protects the stated confidence where hits are rare: the exact coverage, a sum of binomial
  /// probabilities, is at least 93.5 % for 2,000 paths and any probability, and no more than 97.5 % where
  /// ten hits are expected. Control: Wilson's alone falls to 84 %.
  @Test func rareHits() {
    let count = 2_000
    let ours = (0...200).map { Proportion(hits: $0, of: count).interval }
    func wilson(_ hits: Int) -> Interval {
      let (n, z, p) = (Double(count), 1.959963984540054, Double(hits) / Double(count))
      let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
      let scale = 1 + z * z / n
      return Interval(
        low: hits == 0 ? 0 : (p + z * z / (2 * n) - reach) / scale,
        high: (p + z * z / (2 * n) + reach) / scale)
    }
    let plain = (0...200).map(wilson)
    var (least, leastPlain, mostOfMany) = (1.0, 1.0, 0.0)
    for place in 0..<400 {
      let expected = 0.02 * pow(4_000, Double(place) / 400)
      let p = expected / Double(count)
      func coverage(_ intervals: [Interval]) -> Double {
        intervals.enumerated().reduce(0) { sum, interval in
          interval.element.low <= p && p <= interval.element.high
            ? sum + gsl_ran_binomial_pdf(UInt32(interval.offset), p, UInt32(count)) : sum
        }
      }
      least = min(least, coverage(ours))
      leastPlain = min(leastPlain, coverage(plain))
      if expected > 20 { mostOfMany = max(mostOfMany, coverage(ours)) }
    }
    #expect(least >= 0.935 && mostOfMany <= 0.975, "\(least), \(mostOfMany)")
    #expect(leastPlain < 0.85)
  }

  /// Nobody asked: nothing is known.
  @Test func nobody() {
    let nobody = Proportion(hits: 0, of: 0)
    #expect(nobody.value.isNaN)
    #expect(nobody.interval == Interval(low: 0, high: 1))
  }
}
