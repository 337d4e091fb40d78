import Statistics

extension Tornado {
  /// How far a number differs between the paths with the lowest and those with the highest values of a
  /// driver: one run says it of every driver, together with all that goes along with it.
  ///
  /// The ends are the paths whose value of the driver is at most the k-th lowest, or at least the k-th
  /// highest, k being the tail's share of all paths. So all paths tied at the cut are taken, in whatever
  /// order they come, and a driver with few values has larger ends: two equally likely ones make halves.
  /// Where one value holds both cuts, an end is the paths strictly beyond it, and those at it where none
  /// is beyond; a constant has the same paths at both ends and a swing of 0.
  ///
  /// An end's interval has the error of the statistic among its k paths and that of the cut: below the
  /// driver's true percentile lie k ± √(k (1 - tail)) paths, and half the difference of the statistic
  /// between so many fewer and more is added in squares. Without it a mean that follows the driver closely
  /// has an interval a third too short. The paths of the two ends are drawn independently; so their
  /// difference has the interval of independent samples.
  ///
  /// Coverage falls for standard deviations of heavy-tailed values, as of any sample's: few paths make
  /// the error. With 200 paths in a tail, 88 % was seen.
  ///
  /// - Parameters:
  ///   - factors: For each driver its value on each path; NaN where it has none, and such paths are in no
  ///     end.
  ///   - values: The metric's value on each path; NaN on a failed one, which counts in the driver's
  ///     distribution and not in the statistic.
  ///   - statistic: Of the values.
  ///   - tail: Above 0 and at most 0.5. The bins are the nearest whole number to 1 / tail, at
  ///     most as many as paths and at most 1,000: more would be empty, or more than a chart has room for.
  ///   - scale: What the statistic is multiplied by: -1 for a loss that is a negative percentile.
  /// - Returns: Bars in order of size.
  ///
  /// Reference: Saltelli et al. (2008), §1.2.8, on conditional means; Plischke, Borgonovo & Smith (2013),
  /// Eur. J. Oper. Res. 226, on classes of equal size from one sample. Verified: `TornadoConditionalTests`.
  public static func conditional(
    _ factors: [(name: String, values: [Double])], of values: [Double], _ statistic: Statistic,
    tail: Double = 0.1, scale: Double = 1
  ) -> Tornado {
    precondition(tail > 0 && tail <= 0.5)
    // Bounded before it is a whole number: 1 / tail may be infinite.
    let bins = Int(min(1 / tail, Double(values.count), mostBins).rounded())
    func estimate(_ paths: some Sequence<Int>) -> IntervalEstimate {
      PathEstimate(of: paths.map { values[$0] }, statistic).estimate
    }
    /// With the error of the cut: the sample's own is where the true one is only to so many paths.
    func end(_ paths: (Int) -> ArraySlice<Int>, of ranking: Ranking) -> IntervalEstimate {
      let size = ranking.size(tail)
      let offset = Int((Double(size) * (1 - tail)).squareRoot().rounded(.up))
      let moved = [size - offset, size + offset].map { estimate(paths(max(1, $0))).value }
      return estimate(paths(size))
        .widened(by: abs(moved[1] - moved[0]) / 2, within: statistic.range)
    }
    let bars = factors.map { factor in
      precondition(factor.values.count == values.count, "one value for each path")
      let ranking = Ranking(factor.values)
      let low = end(ranking.lowest, of: ranking).scaled(by: scale)
      let high = end(ranking.highest, of: ranking).scaled(by: scale)
      let swing =
        ranking.isConstant
        ? IntervalEstimate(exactly: 0) : high.difference(fromIndependent: low)
      return Bar(
        name: factor.name, low: low, high: high, swing: swing,
        isDistinguishable: swing.isDistinguishable(among: factors.count),
        bins: ranking.bins(bins).map { estimate($0).scaled(by: scale) })
    }
    return Tornado(
      method: .conditional, tail: tail, base: estimate(values.indices).scaled(by: scale),
      bars: ordered(bars))
  }

  private static var mostBins: Double { 1_000 }
}

extension IntervalEstimate {
  /// With one more error, independent of that of the interval, and on both sides.
  fileprivate func widened(
    by error: Double, within range: ClosedRange<Double>
  ) -> IntervalEstimate {
    // Unknown where a percentile is not reached by the horizon; its interval then is open already.
    guard error.isFinite, value.isFinite else { return self }
    let more = Interval.normalReach * error
    func reach(_ own: Double) -> Double { (own * own + more * more).squareRoot() }
    return IntervalEstimate(
      value: value,
      interval: Interval(
        low: max(value - reach(value - interval.low), range.lowerBound),
        high: min(value + reach(interval.high - value), range.upperBound)))
  }

  fileprivate func scaled(by factor: Double) -> IntervalEstimate {
    PathEstimate(estimate: self, influences: []).scaled(by: factor).estimate
  }
}

extension Statistic {
  fileprivate var range: ClosedRange<Double> {
    switch self {
    case .share: 0...1
    case .standardDeviation: 0...(.infinity)
    case .mean, .percentile, .tailMean: -.infinity...(.infinity)
    }
  }
}
