import Statistics
import TestSupport
import Testing

/// Protects what the intervals of paired differences say: they cover the true difference at 95 %.
///
/// 1,000 samples of n = 500 correlated normals x and y = 0.2 + 1.1 (0.95 x + √(1 - 0.95²) w). Misses are
/// binomial. They are held between the 1e-6 points of 5 % and of 6 %: 21 and 99. A normal interval may
/// have that slack where few values make the error: the 100 of a tail, the order statistics about a
/// percentile, the fourth moment of a standard deviation. Intervals that miss 13 % of the time would pass
/// once in a thousand. Controls: half the interval misses a third of all, and the interval for independent
/// samples, which knows nothing of pairs, hardly ever misses.
@Suite struct PairedCoverageTests {
  private static let allowed = possibleMisses(of: 1_000, at: 0.05...0.06)

  private static let samples: [(x: [Double], y: [Double])] = {
    let random = Random(seed: 321)
    let own = (1 - 0.95 * 0.95).squareRoot()
    return (0..<1_000).map { _ in
      let x = random.values(500) { $0.normal() }
      return (x, x.map { 0.2 + 1.1 * (0.95 * $0 + own * random.normal()) })
    }
  }()

  /// Reference: `binom.cdf` and `binom.sf` of SciPy 1.17.1.
  @Test func oneInAMillion() {
    #expect(Self.allowed == 21...99)
    #expect(possibleMisses(of: 500, at: 0.05...0.05) == 6...51)
    #expect(possibleMisses(of: 800, at: 0.05...0.08) == 14...103)
  }

  /// True differences: of normal quantiles, and of the mean of the lowest fifth, -φ(z)/0.2 =
  /// -1.3998096020390416 standard deviations; of P(x > 1) by SciPy 1.17.1, `norm.sf(0.8 / 1.1)` less
  /// `norm.sf(1)`.
  @Test(arguments: [
    (Statistic.mean, 0.2), (.standardDeviation, 0.1), (.percentile(90), 0.2 + 0.12815515655446004),
    (.percentile(50), 0.2), (.share, 0.23352945085758675 - 0.15865525393145707),
    (.tailMean(0.2, .lowest), 0.2 - 0.13998096020390416),
    (.tailMean(0.2, .highest), 0.2 + 0.13998096020390416),
  ])
  func covers(_ statistic: Statistic, _ truth: Double) {
    var misses = (stated: 0, halved: 0, independent: 0)
    for (x, y) in Self.samples {
      func estimate(_ values: [Double]) -> PathEstimate {
        PathEstimate(of: statistic == .share ? values.map { $0 > 1 ? 1 : 0 } : values, statistic)
      }
      let (first, second) = (estimate(x), estimate(y))
      let difference = second.difference(from: first)
      let miss = abs(difference.value - truth)
      misses.stated += miss > difference.reach ? 1 : 0
      misses.halved += miss > difference.reach / 2 ? 1 : 0
      let independent = second.estimate.difference(fromIndependent: first.estimate)
      misses.independent += miss > independent.reach ? 1 : 0
    }
    #expect(Self.allowed.contains(misses.stated), "\(misses)")
    #expect(misses.halved > Self.allowed.upperBound)
    #expect(misses.independent < Self.allowed.lowerBound)
  }

  /// Control: influences of another path each, or those of the wrong side of a percentile, do not do.
  @Test func wrongInfluencesMiss() {
    var misses = (shifted: 0, mirrored: 0)
    for (x, y) in Self.samples {
      let (first, second) = (
        PathEstimate(of: x, .percentile(90)), PathEstimate(of: y, .percentile(90))
      )
      let truth = 0.2 + 0.12815515655446004
      func isMissed(_ influences: [Double]) -> Int {
        let wrong = PathEstimate(estimate: second.estimate, influences: influences)
        let difference = wrong.difference(from: first)
        return abs(difference.value - truth) > difference.reach ? 1 : 0
      }
      misses.shifted += isMissed(Array(second.influences[1...] + second.influences[..<1]))
      misses.mirrored += isMissed(second.influences.map { -$0 })
    }
    #expect(!Self.allowed.contains(misses.shifted))
    #expect(!Self.allowed.contains(misses.mirrored))
  }
}
