import Foundation
import Sensitivity
import Statistics
import TestSupport
import Testing

/// Protects rank correlations.
@Suite struct TornadoRankTests {
  private static func correlation(_ first: [Double], _ second: [Double]) -> IntervalEstimate {
    Tornado.rankCorrelation([("x", first)], with: second).bars[0].swing
  }

  /// Ties share the middle of their ranks. Reference: SciPy 1.17.1, `spearmanr(a, b)`; the interval by its
  /// formula in Python.
  @Test func asInSciPy() {
    let estimate = Self.correlation([1, 2, 2, 3, 5, 5, 5, 8], [2, 1, 4, 4, 9, 3, 7, 7])
    #expect(abs(estimate.value - 0.7144097497387378) < 1e-14)
    #expect(abs(estimate.interval.low - -0.08567103761760807) < 1e-13)
    #expect(abs(estimate.interval.high - 0.9543270600209826) < 1e-13)
  }

  /// Whatever is monotone: 1, or -1, and nothing beyond; few paths still leave much open.
  @Test func monotone() {
    let random = Random(seed: 61)
    let values = random.values(1_000) { $0.normal() }
    let rising = Self.correlation(values, values.map { exp(3 * $0) })
    let falling = Self.correlation(values, values.map { -pow($0, 3) })
    for (estimate, sign) in [(rising, 1.0), (falling, -1)] {
      #expect(estimate.value == sign)
      #expect(estimate.reach < 1e-6 && abs(estimate.interval.high) <= 1)
    }
    let five = Self.correlation([1, 2, 3, 4, 5], [1, 4, 9, 16, 25])
    #expect(five.value == 1 && five.interval.low < 0 && five.interval.high == 1)
    #expect(Self.correlation([1, 2, 3], [1, 2, 3]).interval == Interval(low: -1, high: 1))
  }

  /// Bivariate normal: ρ_s = 6/π · asin(ρ/2), Pearson (1907). The interval covers it in 1,000 samples of
  /// 200 at 95 %, misses between the 1e-6 points of 5 % and of 6 %; control: half of it.
  @Test(arguments: [0.0, 0.5, -0.9])
  func bivariateNormal(_ r: Double) {
    let random = Random(seed: 62)
    let truth = 6 / .pi * asin(r / 2)
    var misses = (stated: 0, halved: 0)
    for _ in 0..<1_000 {
      let x = random.values(200) { $0.normal() }
      let estimate = Self.correlation(
        x, x.map { r * $0 + (1 - r * r).squareRoot() * random.normal() })
      misses.stated += estimate.interval.low <= truth && truth <= estimate.interval.high ? 0 : 1
      misses.halved += abs(estimate.value - truth) > estimate.reach / 2 ? 1 : 0
    }
    let possible = possibleMisses(of: 1_000, at: 0.05...0.06)
    #expect(possible.contains(misses.stated), "\(misses)")
    #expect(misses.halved > possible.upperBound)
  }

  /// Failed paths are left out, what had not happened by the horizon ranks last, what is constant has no
  /// correlation, and one path none that is known.
  @Test func brokenAndConstant() {
    let reference = Self.correlation([1, 2, 3, 4, 5, 6], [1, 2, 4, 3, 9, 9])
    #expect(
      Self.correlation([1, 2, 3, 4, .nan, 5, 6, 7], [1, 2, 4, 3, 1, .infinity, .infinity, .nan])
        == reference)
    let tornado = Tornado.rankCorrelation(
      [("b", [1, 1, 1, 1, 1]), ("c", [.nan, .nan, .nan, .nan, 1]), ("a", [1, 2, 3, 5, 4])],
      with: [1, 2, 3, 4, 5])
    #expect(tornado.bars.map(\.name) == ["a", "b", "c"])
    #expect(tornado.bars[1].swing == IntervalEstimate(exactly: 0))
    #expect(tornado.bars[2].swing.value.isNaN)
    #expect(tornado.bars[2].swing.interval == Interval(low: -1, high: 1))
    #expect(tornado.bars.allSatisfy { !$0.isDistinguishable && $0.low == nil })
    #expect(tornado.method == .rank && tornado.base == nil && tornado.tail == 0)
    #expect(Self.correlation([1, 2, 3], [4, 4, 4]) == IntervalEstimate(exactly: 0))
  }
}
