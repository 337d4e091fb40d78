import CGSL
import Statistics

extension Tornado {
  /// How strongly each driver's rank goes along with the value's: Spearman's correlation ρ over the
  /// paths of one run.
  ///
  /// 1 where the value never falls when the driver rises, -1 where it never rises, 0 for no monotone
  /// relation, which is not yet no relation. Ties share the middle of their ranks. What is constant has
  /// no ranks and a correlation of 0.
  ///
  /// The interval is tanh(z ± 1.96 e) for Fisher's z = atanh ρ and e² = (1 + ρ²/2) / (n - 3), approximate
  /// where ties are many. n paths cannot tell ρ = 1 from all but two neighbours in order, 1 - 12/(n³ - n);
  /// z is limited to that.
  ///
  /// - Parameters:
  ///   - factors: For each driver its value on each path; NaN where it has none.
  ///   - values: The metric's value on each path. NaN on a failed one, which is left out; what had not
  ///     happened by the horizon, ∞, ranks last.
  /// - Returns: Bars in order of size, NaN with fewer than two paths.
  ///
  /// Reference: Spearman (1904); Bonett & Wright (2000), Psychometrika 65. Verified: `TornadoRankTests`.
  public static func rankCorrelation(
    _ factors: [(name: String, values: [Double])], with values: [Double]
  ) -> Tornado {
    let bars = factors.map { factor in
      precondition(factor.values.count == values.count, "one value for each path")
      let pairs = zip(factor.values, values).filter { !$0.isNaN && !$1.isNaN }
      let correlation = RankCorrelation(pairs)
      return Bar(
        name: factor.name, low: nil, high: nil, swing: correlation.estimate,
        isDistinguishable: correlation.isDistinguishable(among: factors.count))
    }
    return Tornado(method: .rank, tail: 0, base: nil, bars: ordered(bars))
  }
}

/// Spearman's correlation of pairs.
private struct RankCorrelation {
  let value: Double
  let count: Double
  /// Whether both vary; else the correlation is 0.
  let isKnown: Bool

  init(_ pairs: [(Double, Double)]) {
    let (first, second) = (pairs.map(\.0), pairs.map(\.1))
    count = Double(pairs.count)
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

  var estimate: IntervalEstimate {
    if value.isNaN { return IntervalEstimate(value: .nan, interval: Interval(low: -1, high: 1)) }
    if !isKnown { return IntervalEstimate(exactly: 0) }
    return IntervalEstimate(value: value, interval: interval(Interval.normalReach))
  }

  func isDistinguishable(among count: Int) -> Bool {
    guard isKnown else { return false }
    let interval = interval(gsl_cdf_ugaussian_Qinv(0.025 / Double(count)))
    return interval.low > 0 || interval.high < 0
  }

  private func interval(_ quantile: Double) -> Interval {
    guard count > 3 else { return Interval(low: -1, high: 1) }
    let limit = 1 - 12 / (count * (count * count - 1))
    let centre = atanh(min(max(value, -limit), limit))
    let reach = quantile * ((1 + value * value / 2) / (count - 3)).squareRoot()
    return Interval(
      low: min(value, tanh(centre - reach)),
      high: max(value, tanh(centre + reach)))
  }
}
