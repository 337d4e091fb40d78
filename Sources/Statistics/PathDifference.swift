extension PathEstimate {
  /// This number less another of the same paths on the same draws, with the error of the pairs:
  ///
  ///     error² = n / (n - 1) · Σ (aᵢ - bᵢ)² + resolution² + resolution²
  ///
  /// aᵢ and bᵢ being the influences of path i of n. The interval is ± 1.96 errors, of standard deviations one
  /// as skewed as the differences of their influences, mostly far below that
  /// of either number. For means it is that of the paired differences; for shares, whose resolutions are
  /// 1/n, nearly that of Bonett & Price, so that shares which agree on every path still differ by some
  /// unknown small amount.
  ///
  /// With a number that is known exactly, it is this number's own interval, moved. Where influences are
  /// not known or a value is infinite, each end is the difference of the ends, [lowₐ - high_b, highₐ -
  /// low_b]: it holds however the two err together, and is wide. ∞ less ∞ is NaN, from -∞ to ∞.
  ///
  /// An interval of 0 to 0 says that both are the same on every path: same draws, same numbers, also where
  /// influences are not known. Other samples whose difference and error are 0, such as percentiles within
  /// one atom, get the distance to the next value of either as their reach, at least one of rounding.
  ///
  /// - Parameter base: Of as many paths as this, in the same order, unless one is exact.
  ///
  /// Reference: Glasserman (2003), §4.1 and 7.1, on common random numbers; Bonett & Price (2012), J. Educ.
  /// Behav. Stat. 37, on shares in pairs. Verified: `PairedDifferenceTests`, `PairedCoverageTests`,
  /// `PairedLatticeTests`.
  public func difference(from base: PathEstimate) -> IntervalEstimate {
    let value = self.value - base.value
    if isSameSample(as: base), value.isFinite { return IntervalEstimate(exactly: 0) }
    let difference = paired(value, base) ?? ofEnds(value, base)
    let isOfSamples = identity != nil || base.identity != nil
    guard isOfSamples, difference == IntervalEstimate(exactly: 0) else { return difference }
    let spacing = max(spacing, base.spacing)
    let reach = spacing > 0 ? spacing : max(1, abs(self.value)).ulp
    return IntervalEstimate(value: 0, interval: Interval(low: -reach, high: reach))
  }

  /// Whether both are the same statistic of values that are the same on every path, in the same unit.
  ///
  /// Never for shares, whose paths could agree by chance, nor for a single value or a number without a
  /// sample.
  ///
  /// Verified: `PairedLatticeTests`.
  public func isSameSample(as base: PathEstimate) -> Bool {
    identity != nil && identity == base.identity
  }

  /// Nil where errors are not known.
  private func paired(_ value: Double, _ base: PathEstimate) -> IntervalEstimate? {
    guard !influences.isEmpty, !base.influences.isEmpty else { return nil }
    precondition(influences.count == base.influences.count, "paths must come in pairs")
    let n = Double(influences.count)
    let squares = zip(influences, base.influences).reduce(0) { sum, pair in
      sum + (pair.0 - pair.1) * (pair.0 - pair.1)
    }
    let own = resolution * resolution + base.resolution * base.resolution
    let error = (squares * n / (n - 1) + own).squareRoot()
    if isSkewed || base.isSkewed, error.isFinite, value.isFinite {
      return IntervalEstimate(
        value: value, influences: zip(influences, base.influences).map { $0 - $1 },
        resolution: own.squareRoot(), count: n)
    }
    // Unknown influences make it infinite or, of two, no number.
    return error.isFinite && value.isFinite ? IntervalEstimate(value: value, error: error) : nil
  }

  private func ofEnds(_ value: Double, _ base: PathEstimate) -> IntervalEstimate {
    let low = estimate.interval.low - base.estimate.interval.high
    let high = estimate.interval.high - base.estimate.interval.low
    return IntervalEstimate(
      value: value,
      interval: Interval(
        low: low.isNaN ? -.infinity : low, high: high.isNaN ? .infinity : high))
  }
}
