import Statistics

extension Tornado {
  /// How strongly each driver's rank goes along with the value's: Spearman's correlation ρ over the
  /// paths of one run.
  ///
  /// 1 where the value never falls when the driver rises, -1 where it never rises, 0 for no monotone
  /// relation, which is not yet no relation. Ties share the middle of their ranks. What is constant has
  /// no ranks and a correlation of 0.
  ///
  /// - Parameters:
  ///   - factors: For each driver its value on each path; NaN where it has none.
  ///   - values: The metric's value on each path. NaN on a failed one, which is left out; what had not
  ///     happened by the horizon, ∞, ranks last.
  /// - Returns: Bars in order of size, NaN with fewer than two paths.
  ///
  /// Verified: `TornadoRankTests`.
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
