import CGSL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Spearman's correlation of pairs, ties at the middle of their ranks.
///
/// The interval is tanh(z ± 1.96 e) for Fisher's z = atanh ρ and e² = (1 + ρ²/2) / (n - 3), approximate
/// where ties are many. n paths cannot tell ρ = 1 from all but two neighbours in order, 1 - 12/(n³ - n);
/// z is limited to that.
///
/// Reference: Spearman (1904); Bonett & Wright (2000), Psychometrika 65. Verified: `TornadoRankTests`.
package struct RankCorrelation {
  /// NaN for fewer than two pairs.
  package let value: Double
  /// How many pairs.
  package let pairs: Int
  /// Whether both vary; else the correlation is 0.
  private let isKnown: Bool

  package init(_ pairs: [(Double, Double)]) {
    let (first, second) = (pairs.map(\.0), pairs.map(\.1))
    self.pairs = pairs.count
    isKnown = first.min() != first.max() && second.min() != second.max()
    guard isKnown else {
      value = pairs.count > 1 ? 0 : .nan
      return
    }
    var work = [Double](repeating: 0, count: 2 * pairs.count)
    let correlation = gsl_stats_spearman(first, 1, second, 1, pairs.count, &work)
    // Ranks in perfect order can miss 1 by rounding, or pass it.
    value = abs(correlation) > 1 - 1e-14 ? (correlation < 0 ? -1 : 1) : correlation
  }

  package var estimate: IntervalEstimate {
    if value.isNaN { return IntervalEstimate(value: .nan, interval: Interval(low: -1, high: 1)) }
    if !isKnown { return IntervalEstimate(exactly: 0) }
    return IntervalEstimate(value: value, interval: interval(Interval.normalReach))
  }

  /// Whether it differs from 0 at a false-alarm rate of 5 % for all of so many together.
  package func isDistinguishable(among count: Int) -> Bool {
    guard isKnown else { return false }
    let interval = interval(gsl_cdf_ugaussian_Qinv(0.025 / Double(count)))
    return interval.low > 0 || interval.high < 0
  }

  private func interval(_ quantile: Double) -> Interval {
    let count = Double(pairs)
    guard count > 3 else { return Interval(low: -1, high: 1) }
    let limit = 1 - 12 / (count * (count * count - 1))
    let centre = atanh(min(max(value, -limit), limit))
    let reach = quantile * ((1 + value * value / 2) / (count - 3)).squareRoot()
    return Interval(
      low: min(value, tanh(centre - reach)),
      high: max(value, tanh(centre + reach)))
  }
}
