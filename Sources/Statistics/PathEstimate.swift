/// A statistic of a run's paths, with what each path contributes to its error.
///
/// Two of them over the same paths on the same draws (common random numbers) err together, and their
/// influences say how much: the error of a difference is that of the differences of influences, mostly
/// far below that of either number.
public struct PathEstimate: Sendable, Equatable {
  /// The statistic and its 95 % sampling interval.
  public let estimate: IntervalEstimate
  /// How far each path moves the estimate, to first order: estimate ≈ truth + their sum. In the order
  /// of the paths; 0 for a path without a value. Empty for a number without sampling error, infinite
  /// where the error is not known.
  public let influences: [Double]
  /// What the paths cannot resolve, as a standard error: 1/n for a share of n paths, else 0.
  public let resolution: Double

  public var value: Double { estimate.value }

  public init(estimate: IntervalEstimate, influences: [Double], resolution: Double = 0) {
    self.estimate = estimate
    self.influences = influences
    self.resolution = resolution
  }

  /// A number without sampling error: what a plain function returns.
  public init(exactly value: Double) {
    self.init(estimate: IntervalEstimate(exactly: value), influences: [])
  }

  /// This number less another of the same paths on the same draws, with the error of the pairs:
  ///
  ///     error² = n / (n - 1) · Σ (aᵢ - bᵢ)² + resolution² + resolution²
  ///
  /// aᵢ and bᵢ being the influences of path i of n. The interval is ± 1.96 errors. For means it is that
  /// of the paired differences; for shares, whose resolutions are 1/n, nearly that of Bonett & Price, so
  /// that shares which agree on every path still differ by some unknown small amount. What agrees on
  /// every path otherwise has a difference of 0 with an interval of 0 to 0: same draws, same numbers.
  ///
  /// With a number that is known exactly, it is this number's own interval, moved. Where an error is
  /// infinite or the value is, each end is the difference of the ends: at least one is then infinite,
  /// and the other holds at 95 % however the two err together. ∞ less ∞ is NaN, from -∞ to ∞.
  ///
  /// - Parameter base: Of as many paths as this, in the same order, unless one is exact.
  ///
  /// Reference: Glasserman (2003), §4.1 and 7.1, on common random numbers; Bonett & Price (2012), J. Educ.
  /// Behav. Stat. 37, on shares in pairs. Verified: `PairedDifferenceTests`, `PairedCoverageTests`.
  public func difference(from base: PathEstimate) -> IntervalEstimate {
    let value = self.value - base.value
    if !influences.isEmpty, !base.influences.isEmpty {
      precondition(influences.count == base.influences.count, "paths must come in pairs")
      let n = Double(influences.count)
      let squares = zip(influences, base.influences).reduce(0) { sum, pair in
        sum + (pair.0 - pair.1) * (pair.0 - pair.1)
      }
      let own = resolution * resolution + base.resolution * base.resolution
      let error = (squares * n / (n - 1) + own).squareRoot()
      // Unknown errors make it infinite or, of two, no number.
      if error.isFinite, value.isFinite { return IntervalEstimate(value: value, error: error) }
    }
    let low = estimate.interval.low - base.estimate.interval.high
    let high = estimate.interval.high - base.estimate.interval.low
    return IntervalEstimate(
      value: value,
      interval: Interval(
        low: low.isNaN ? -.infinity : low, high: high.isNaN ? .infinity : high))
  }

  /// The same statistic in another unit, or with the other sign: a value at risk is a negative
  /// percentile.
  ///
  /// - Parameter factor: Finite and not 0.
  ///
  /// Verified: `PairedDifferenceTests`.
  public func scaled(by factor: Double) -> PathEstimate {
    precondition(factor.isFinite && factor != 0, "0 times an infinite error would be no number")
    let ends = [estimate.interval.low * factor, estimate.interval.high * factor]
    return PathEstimate(
      estimate: IntervalEstimate(
        value: value * factor,
        interval: factor > 0
          ? Interval(low: ends[0], high: ends[1]) : Interval(low: ends[1], high: ends[0])),
      influences: influences.map { $0 * factor }, resolution: resolution * abs(factor))
  }
}
