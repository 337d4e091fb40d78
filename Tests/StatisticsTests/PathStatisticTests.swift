import Foundation
import TestSupport
import Testing

@testable import Statistics

/// Protects statistics of one value per path, with their intervals and influences.
@Suite struct PathStatisticTests {
  private static let nine = [3.5, -1.25, 7, 0.5, 2, 2, 9.75, -4, 6]
  private static let statistics: [Statistic] = [
    .mean, .standardDeviation, .percentile(30), .share, .tailMean(0.3, .lowest),
    .tailMean(0.3, .highest),
  ]

  private static func isUnknown(_ estimate: PathEstimate) -> Bool {
    estimate.estimate.interval == Interval(low: -.infinity, high: .infinity)
  }

  /// Reference: NumPy 2.4.6 and SciPy 1.17.1, `x.mean()`, `scipy.stats.sem(x)`, `x.std(ddof=1)` (three
  /// times the former of nine values) and `numpy.percentile(x, [30, 50, 75])`.
  @Test func asInNumPy() {
    let mean = PathEstimate(of: Self.nine, .mean)
    #expect(abs(mean.value - 2.8333333333333335) < 1e-14)
    #expect(abs(mean.estimate.reach - 1.959963984540054 * 1.423390904378227) < 1e-13)
    let deviation = PathEstimate(of: Self.nine, .standardDeviation)
    #expect(abs(deviation.value - 4.270172713134681) < 1e-14)
    for (level, value) in [(30.0, 1.1), (50, 2), (75, 6)] {
      #expect(abs(PathEstimate(of: Self.nine, .percentile(level)).value - value) < 1e-14)
    }
  }

  /// Influences carry the error: the root of their squares is that of the interval, with n - 1 where the
  /// statistic has it. They sum to 0 but for what rounding, a rank or n - 1 leaves.
  @Test(arguments: statistics)
  func influencesCarryTheError(_ statistic: Statistic) {
    let random = Random(seed: 301)
    let values = random.values(1_000) {
      statistic == .share ? ($0.uniform() < 0.3 ? 1 : 0) : $0.normal()
    }
    let estimate = PathEstimate(of: values, statistic)
    let error = estimate.influences.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if statistic == .standardDeviation {
      // The ends of an estimate as skewed as the influences: see `skewedEnds`.
      let cubes = estimate.influences.reduce(0) { $0 + $1 * $1 * $1 }
      let skewness = cubes / (error * error * error)
      let interval = estimate.estimate.interval
      for (end, score) in [(interval.low, 1.96), (interval.high, -1.96)] {
        #expect(abs(Self.normal((estimate.value - end) / error, skewness) - score) < 4e-3)
      }
    } else {
      #expect(abs(estimate.estimate.reach / Interval.normalReach / error - 1) < 2e-3)
    }
    let sum = estimate.influences.reduce(0, +)
    let allowed = [Statistic.percentile(30), .standardDeviation].contains(statistic) ? 1e-3 : 1e-13
    #expect(abs(sum) <= allowed)
    #expect(estimate.resolution == (statistic == .share ? 0.001 : 0))
  }

  /// Hall's transformation, of which a standard normal comes out.
  private static func normal(_ t: Double, _ g: Double) -> Double {
    t + g / 3 * t * t + g * g / 27 * t * t * t + g / 6
  }

  /// The ends of a skewed estimate solve Hall's equation; those of one that is not skewed are 1.96 errors
  /// away.
  @Test(arguments: [0, 1e-5, 2e-4, 0.05, 0.3, -0.2])
  func skewedEnds(_ skewness: Double) {
    let estimate = IntervalEstimate(value: 5, error: 0.5, skewness: skewness)
    for (end, score) in [
      (estimate.interval.low, Interval.normalReach),
      (estimate.interval.high, -Interval.normalReach),
    ] {
      #expect(abs(Self.normal((5 - end) / 0.5, skewness) - score) < 5e-5)
    }
    #expect((estimate.interval.high - 5 > 5 - estimate.interval.low) == (skewness > 1e-4))
  }

  /// The interval of a standard deviation with long tails: of 800 samples of 2,000 lognormals, σ = 0.8, it
  /// covers at least as often as 92 % allows, α = 1e-6, which the symmetric one of 90 % need not. Control:
  /// half of it.
  @Test func deviationsOfLongTails() {
    let random = Random(seed: 306)
    let truth = (expm1(0.64) * exp(0.64)).squareRoot()
    var (hits, halfHits) = (0, 0)
    for _ in 0..<800 {
      let estimate = PathEstimate(
        of: random.values(2_000) { exp(0.8 * $0.normal()) }, .standardDeviation)
      let (low, high) = (estimate.estimate.interval.low, estimate.estimate.interval.high)
      hits += low <= truth && truth <= high ? 1 : 0
      let (nearLow, nearHigh) = ((low + estimate.value) / 2, (high + estimate.value) / 2)
      halfHits += nearLow <= truth && truth <= nearHigh ? 1 : 0
    }
    #expect(chance(ofAtMost: hits, of: 800, at: 0.92) > 1e-6, "\(hits)")
    #expect(chance(ofAtMost: halfHits, of: 800, at: 0.92) < 1e-6, "\(halfHits)")
  }

  /// An influence is the slope of the statistic in the weight of a path: one more copy of a path moves it
  /// by so much, to first order. A percentile's is a smoothed one and is left to the coverage.
  @Test(arguments: statistics.filter { $0 != .percentile(30) })
  func anotherCopyOfAPathMovesTheEstimateByItsInfluence(_ statistic: Statistic) {
    let random = Random(seed: 302)
    let values = random.values(2_000) {
      statistic == .share ? ($0.uniform() < 0.3 ? 1 : 0) : $0.normal()
    }
    let estimate = PathEstimate(of: values, statistic)
    let largest = estimate.influences.map(abs).max()!
    for path in stride(from: 0, to: 2_000, by: 97) {
      let moved = PathEstimate(of: values + [values[path]], statistic).value - estimate.value
      #expect(abs(moved - estimate.influences[path]) < 0.01 * largest, "\(path)")
    }
  }

  /// By hand: the mean of the lowest two and a half of ten, fifteen times each, as in `TailMeanTests`.
  /// The highest are the lowest of the negative values.
  @Test func tailMeanByHand() {
    let ten = [7.0, 3, 1, 9, 4, 2, 8, 5, 10, 6]
    let values = ten.flatMap { Array(repeating: $0, count: 15) }
    let mean = (1 + 2 + 0.5 * 3) / 2.5
    let squares = (pow(1 - mean, 2) + pow(2 - mean, 2) + 0.5 * pow(3 - mean, 2)) / 2.5
    let error = ((squares + 0.75 * pow(3 - mean, 2)) / (15 * 2.5)).squareRoot()
    let lowest = PathEstimate(of: values, .tailMean(0.25, .lowest))
    #expect(abs(lowest.value - mean) < 1e-14)
    #expect(abs(lowest.estimate.reach - 1.959963984540054 * error) < 1e-13)
    let highest = PathEstimate(of: values.map { -$0 }, .tailMean(0.25, .highest))
    #expect(highest == lowest.scaled(by: -1))
    // Ten values: two and a half are too few to tell their error.
    let few = PathEstimate(of: ten, .tailMean(0.25, .lowest))
    #expect(abs(few.value - mean) < 1e-14 && Self.isUnknown(few))
  }

  /// A failed path has no influence, and the rest is as if it were not there.
  @Test(arguments: statistics)
  func failedPathsAreLeftOut(_ statistic: Statistic) {
    let random = Random(seed: 303)
    let values = random.values(200) {
      statistic == .share ? ($0.uniform() < 0.3 ? 1 : 0) : $0.normal()
    }
    let whole = PathEstimate(of: values, statistic)
    func withGaps(_ values: [Double], _ gap: Double) -> [Double] {
      var values = values
      values.insert(gap, at: 100)
      values.insert(gap, at: 0)
      return values
    }
    let withFailed = PathEstimate(of: withGaps(values, .nan), statistic)
    #expect(withFailed.estimate == whole.estimate)
    #expect(withFailed.influences == withGaps(whole.influences, 0))
    let none = PathEstimate(of: [.nan, .nan], statistic)
    #expect(none.value.isNaN && none.influences.count == 2)
    let known = statistic == .share ? Interval(low: 0, high: 1) : nil
    #expect(known.map { $0 == none.estimate.interval } ?? Self.isUnknown(none))
  }

  /// One value says nothing of an error, a constant has none.
  @Test func shortAndConstantSamples() {
    for statistic in Self.statistics where statistic != .share {
      let one = PathEstimate(of: [4], statistic)
      #expect(one.value == (statistic == .standardDeviation ? 0 : 4) && Self.isUnknown(one))
      let constant = PathEstimate(of: Array(repeating: 0.1, count: 200), statistic)
      #expect(constant.estimate.reach == 0 && constant.influences.allSatisfy { $0 == 0 })
      #expect(constant.value == (statistic == .standardDeviation ? 0 : 0.1))
    }
    // Twenty values have none that bounds P5 from below.
    let short = PathEstimate(of: (1...20).map(Double.init), .percentile(5))
    #expect(abs(short.value - 1.95) < 1e-14 && short.estimate.interval.low == -.infinity)
    #expect(short.influences.allSatisfy { $0.isInfinite })
  }

  /// What had not happened by the horizon counts above all else in percentiles, and its time is known for
  /// some paths only.
  @Test func infiniteValues() {
    let values = (0..<1_000).map { $0 < 600 ? Double($0) : .infinity }
    let median = PathEstimate(of: values, .percentile(50))
    #expect(median.value == 499.5)
    #expect(
      median.estimate == PathEstimate(of: (0..<1_000).map(Double.init), .percentile(50)).estimate)
    let near = PathEstimate(of: values, .percentile(59))
    #expect(near.value.isFinite && near.estimate.interval.low.isFinite)
    #expect(near.estimate.interval.high == .infinity && near.estimate.reach == .infinity)
    let beyond = PathEstimate(of: values, .percentile(61))
    #expect(beyond.value == .infinity && beyond.estimate.interval.low.isFinite)
    let far = PathEstimate(of: values, .percentile(90))
    #expect(far.estimate.interval == Interval(low: .infinity, high: .infinity))
    #expect([near, beyond, far].allSatisfy { $0.influences.allSatisfy(\.isInfinite) })
    for statistic in [Statistic.mean, .standardDeviation, .tailMean(0.1, .highest)] {
      let unknown = PathEstimate(of: values, statistic)
      #expect(unknown.value.isNaN && Self.isUnknown(unknown))
    }
    #expect(PathEstimate(of: values, .tailMean(0.1, .lowest)).value == 49.5)
  }
}
