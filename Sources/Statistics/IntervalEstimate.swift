import CGSL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A number with the sampling interval that covers the true one at 95 %.
public struct IntervalEstimate: Sendable, Equatable {
  public let value: Double
  /// An end that the sample says nothing about is infinite.
  public let interval: Interval

  public init(value: Double, interval: Interval) {
    self.value = value
    self.interval = interval
  }

  /// A number that is known exactly.
  public init(exactly value: Double) {
    self.init(value: value, interval: Interval(low: value, high: value))
  }

  /// Half the width of the interval; infinite where an end is.
  public var reach: Double {
    let width = interval.high - interval.low
    return width.isNaN ? .infinity : width / 2
  }

  /// Whether 0 lies outside the interval.
  public var isDistinguishable: Bool { interval.low > 0 || interval.high < 0 }
}

extension IntervalEstimate {
  /// A normal estimate: its interval is ± 1.96 standard errors, Φ⁻¹(0.975).
  ///
  /// - Parameters:
  ///   - value: NaN or infinite makes the interval that of an unknown number, -∞ to ∞.
  ///   - error: Standard error in the same unit, ≥ 0; may be infinite.
  public init(value: Double, error: Double) {
    let isKnown = value.isFinite && error.isFinite
    let (centre, reach) = isKnown ? (value, Interval.normalReach * error) : (0, .infinity)
    self.init(value: value, interval: Interval(low: centre - reach, high: centre + reach))
  }

  /// An estimate whose sampling distribution is skewed: T = (value - truth) / error has, to second order, the
  /// distribution of a T with T + γ/3 T² + γ²/27 T³ + γ/6 normal.
  ///
  /// Reference: Hall (1992), J. R. Stat. Soc. B 54, on the removal of skewness by transformation. Verified:
  /// `PathStatisticTests`.
  ///
  /// - Parameters:
  ///   - error: Finite, ≥ 0.
  ///   - skewness: γ of the influences' sum, that of one over √n.
  init(value: Double, error: Double, skewness: Double) {
    func reach(_ score: Double) -> Double {
      // Nearly a normal, of which the formula leaves no digits.
      guard abs(skewness) > 1e-4 else { return error * score }
      let cube = 1 + skewness * (score - skewness / 6)
      return error * 3 / skewness * (cbrt(cube) - 1)
    }
    let normal = Interval.normalReach
    self.init(
      value: value, interval: Interval(low: value - reach(normal), high: value - reach(-normal)))
  }

  /// The same from the influences of so many paths, of which `error` and skewness follow.
  init(value: Double, influences: [Double], resolution: Double = 0, count: Double) {
    let (squares, cubes) = influences.reduce(into: (0.0, 0.0)) { sums, influence in
      sums.0 += influence * influence
      sums.1 += influence * influence * influence
    }
    let error = (squares * count / (count - 1) + resolution * resolution).squareRoot()
    self.init(
      value: value, error: error,
      skewness: squares > 0 ? cubes / (squares * squares.squareRoot()) : 0)
  }

  /// This number less one from other paths or draws, with an interval from both intervals:
  ///
  ///     low = d - √((x - lowₓ)² + (high_y - y)²), high = d + √((highₓ - x)² + (y - low_y)²)
  ///
  /// for d = x - y. For normal intervals it is the usual one; for shares with Wilson's intervals it is
  /// Newcombe's; it stays right where intervals are not symmetric. An end that is infinite in one of
  /// them is infinite in the difference; ∞ less ∞ is NaN, from -∞ to ∞.
  ///
  /// Reference: Newcombe (1998), Stat. Med. 17, method 10; Zou & Donner (2008), Stat. Med. 27. Verified:
  /// `IndependentDifferenceTests`.
  public func difference(fromIndependent base: IntervalEstimate) -> IntervalEstimate {
    let difference = value - base.value
    func reach(_ own: Double, _ other: Double) -> Double {
      let reach = (own * own + other * other).squareRoot()
      return reach.isNaN ? .infinity : reach
    }
    let low = difference - reach(value - interval.low, base.interval.high - base.value)
    let high = difference + reach(interval.high - value, base.value - base.interval.low)
    return IntervalEstimate(
      value: difference,
      interval: Interval(
        low: low.isNaN ? -.infinity : low, high: high.isNaN ? .infinity : high))
  }

  /// Whether the number differs from 0 at a false-alarm rate of 5 % for all of several numbers together:
  /// each at 5 % / count (Bonferroni).
  ///
  /// The end of the interval on the side of 0 is moved outwards in the ratio of the normal quantiles. A
  /// number without an error differs if it is not 0; one that is infinite or unknown does not.
  ///
  /// - Parameter count: Numbers looked at, at least 1; with one, it is `isDistinguishable`.
  ///
  /// Reference: Dunn (1961). Verified: `TornadoTests`.
  public func isDistinguishable(among count: Int) -> Bool {
    let reach = value > 0 ? value - interval.low : interval.high - value
    let quantile = gsl_cdf_ugaussian_Qinv(0.025 / Double(max(1, count)))
    return value != 0 && reach.isFinite && reach * quantile / Interval.normalReach < abs(value)
  }
}
