import Statistics
import TestSupport
import Testing

/// Protects differences of numbers over the same paths.
@Suite struct PairedDifferenceTests {
  private static let first = [3.5, -1.25, 7, 0.5, 2, 2, 9.75, -4, 6]
  private static let second = [3.1, -1.0, 7.4, 0.9, 1.5, 2.5, 10.0, -4.5, 7.25]
  private static let everywhere = Interval(low: -.infinity, high: .infinity)

  /// Of means: the interval of the paired differences. Reference: NumPy 2.4.6 and SciPy 1.17.1,
  /// `d.mean()` and `1.959963984540054 * scipy.stats.sem(d)`.
  @Test func means() {
    let difference = PathEstimate(of: Self.second, .mean)
      .difference(from: PathEstimate(of: Self.first, .mean))
    #expect(abs(difference.value - 0.18333333333333338) < 1e-14)
    #expect(abs(difference.reach - 0.37352329274600987) < 1e-14)
  }

  /// Same draws, same numbers: nothing is left to differ. For shares something is: paths that were not
  /// drawn could disagree.
  @Test func whatAgreesOnEveryPathDoesNotDiffer() {
    let random = Random(seed: 311)
    let values = random.values(500) { $0.normal() }
    for statistic in [
      Statistic.mean, .standardDeviation, .percentile(10), .tailMean(0.2, .highest),
    ] {
      let estimate = PathEstimate(of: values, statistic)
      #expect(estimate.difference(from: estimate) == IntervalEstimate(exactly: 0))
    }
    let share = PathEstimate(of: values.map { $0 > 1 ? 1 : 0 }, .share)
    let difference = share.difference(from: share)
    #expect(difference.value == 0 && !difference.isDistinguishable)
    #expect(abs(difference.reach - 1.959963984540054 * 2.0.squareRoot() / 500) < 1e-15)
  }

  /// Shares in pairs, near the interval of Bonett & Price (2012) by its formula, variance
  /// (p₁ + p₂ - (p₁ - p₂)²) / (n + 2) with p = (discordant pairs + 1) / (n + 2), where n is large. The
  /// control, without the resolution, is not near it where pairs hardly disagree.
  @Test(arguments: [(0, 0), (1, 0), (3, 1), (20, 5), (200, 120)])
  func shares(_ onlySecond: Int, _ onlyFirst: Int) {
    let n = 1_000
    let isFirst = (0..<n).map { ($0 >= onlySecond && $0 < onlySecond + onlyFirst) || $0 >= 700 }
    let first = isFirst.map { $0 ? 1.0 : 0 }
    let second = (0..<n).map { $0 < onlySecond || $0 >= 700 ? 1.0 : 0 }
    let estimates = [first, second].map { PathEstimate(of: $0, .share) }
    let reach = estimates[1].difference(from: estimates[0]).reach
    let (p, q) = (Double(onlySecond + 1) / Double(n + 2), Double(onlyFirst + 1) / Double(n + 2))
    let adjusted = 1.959963984540054 * ((p + q - (p - q) * (p - q)) / Double(n + 2)).squareRoot()
    #expect(abs(reach / adjusted - 1) < 0.005)
    let bare = estimates.map { PathEstimate(estimate: $0.estimate, influences: $0.influences) }
    let without = bare[1].difference(from: bare[0]).reach
    #expect((abs(without / adjusted - 1) > 0.03) == (onlySecond + onlyFirst < 30))
  }

  /// A percentile of c times a value differs by (c - 1) of it, and so does its interval, as far as an
  /// interval from the same order statistics can be symmetric.
  @Test(arguments: [1.1, 0.5, 3])
  func percentileOfAMultiple(_ factor: Double) {
    let random = Random(seed: 312)
    let values = random.values(2_000) { 10 + $0.normal() }
    let base = PathEstimate(of: values, .percentile(90))
    let difference = PathEstimate(of: values.map { factor * $0 }, .percentile(90))
      .difference(from: base)
    #expect(abs(difference.value - (factor - 1) * base.value) < 1e-12)
    #expect(abs(difference.reach / (abs(factor - 1) * base.estimate.reach) - 1) < 0.01)
  }

  /// With a number that is known exactly a difference keeps the interval, also where it is not symmetric.
  @Test func exactNumbers() {
    let share = PathEstimate(of: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0], .share)
    let own = share.estimate.interval
    let less = share.difference(from: PathEstimate(exactly: 0.5))
    #expect(less.interval == Interval(low: own.low - 0.5, high: own.high - 0.5))
    let more = PathEstimate(exactly: 0.5).difference(from: share)
    #expect(more.interval == Interval(low: 0.5 - own.high, high: 0.5 - own.low))
    #expect(
      PathEstimate(exactly: 3).difference(from: PathEstimate(exactly: 1))
        == IntervalEstimate(exactly: 2))
  }

  /// Unknown errors and infinite values: ends are infinite, never NaN, and the value is NaN only for
  /// ∞ less ∞.
  @Test func unknownErrors() {
    let reached = (0..<1_000).map { Double($0) / 100 }
    let some = reached.map { $0 < 6 ? $0 : .infinity }
    let median = PathEstimate(of: reached, .percentile(61))
    let near = PathEstimate(of: some, .percentile(59))
    let beyond = PathEstimate(of: some, .percentile(61))
    let far = PathEstimate(of: some, .percentile(90))
    let censored = near.difference(from: median)
    #expect(censored.value.isFinite && censored.interval.high == .infinity)
    #expect(
      censored.interval.low == near.estimate.interval.low - median.estimate.interval.high)
    let later = beyond.difference(from: median)
    #expect(later.value == .infinity && later.interval.low.isFinite)
    #expect(far.difference(from: median).isDistinguishable)
    #expect(median.difference(from: far).value == -.infinity)
    for both in [far.difference(from: beyond), beyond.difference(from: beyond)] {
      #expect(both.value.isNaN && both.interval == Self.everywhere)
    }
    let single = PathEstimate(of: [1, .nan], .mean)
    let pair = PathEstimate(of: [1, 2], .mean)
    #expect(pair.difference(from: single).interval == Self.everywhere)
    #expect(single.difference(from: single).interval == Self.everywhere)
    let none = PathEstimate(of: [.nan, .nan], .percentile(50))
    #expect(none.difference(from: pair).value.isNaN)
    #expect(none.difference(from: pair).interval == Self.everywhere)
  }

  /// A loss is a negative percentile: ends change places.
  @Test func scaled() {
    let estimate = PathEstimate(of: Self.first, .mean)
    let loss = estimate.scaled(by: -2)
    #expect(loss.value == -2 * estimate.value)
    #expect(loss.estimate.interval.low == -2 * estimate.estimate.interval.high)
    #expect(loss.influences == estimate.influences.map { -2 * $0 })
    #expect(loss == PathEstimate(of: Self.first.map { -2 * $0 }, .mean))
    let share = PathEstimate(of: [1, 0], .share).scaled(by: -100)
    #expect(share.resolution == 50 && share.estimate.interval.high <= 0)
  }
}

/// Protects differences of numbers from different paths.
@Suite struct IndependentDifferenceTests {
  /// Newcombe (1998), Stat. Med. 17, table II, method 10, whose four digits are those of the formula in
  /// Python on `scipy.stats.binomtest(…).proportion_ci(method="wilson")`, SciPy 1.17.1.
  @Test(arguments: [
    (56, 70, 48, 80, 0.052431472402364815, 0.3338726540369059),
    (9, 10, 3, 10, 0.17052272393450302, 0.8090179735354881),
    (10, 10, 0, 20, 0.6790860371419147, 1.0),
  ])
  func shares(_ a: Int, _ m: Int, _ b: Int, _ n: Int, _ low: Double, _ high: Double) {
    let estimates = [Proportion(hits: a, of: m), Proportion(hits: b, of: n)].map {
      IntervalEstimate(value: $0.value, interval: $0.interval)
    }
    let difference = estimates[0].difference(fromIndependent: estimates[1])
    #expect(abs(difference.interval.low - low) < 1e-12)
    #expect(abs(difference.interval.high - high) < 1e-12)
  }

  /// Normal errors add in squares; unknown ends stay unknown.
  @Test func normalAndInfinite() {
    let three = IntervalEstimate(value: 5, error: 3)
    let four = IntervalEstimate(value: 1, error: 4)
    let difference = three.difference(fromIndependent: four)
    #expect(difference.value == 4)
    #expect(abs(difference.reach - 5 * Interval.normalReach) < 1e-14)
    let open = IntervalEstimate(value: 5, interval: Interval(low: 4, high: .infinity))
    #expect(open.difference(fromIndependent: four).interval.high == .infinity)
    #expect(open.difference(fromIndependent: four).interval.low.isFinite)
    let infinite = IntervalEstimate(exactly: .infinity)
    let neither = infinite.difference(fromIndependent: infinite)
    #expect(neither.value.isNaN && neither.reach == .infinity)
    #expect(IntervalEstimate(value: .nan, error: 1).reach == .infinity)
  }
}
