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
  /// The paths of the two ends are drawn independently; so their difference has the interval of
  /// independent samples.
  ///
  /// - Parameters:
  ///   - factors: For each driver its value on each path; NaN where it has none, and such paths are in no
  ///     end.
  ///   - values: The metric's value on each path; NaN on a failed one, which counts in the driver's
  ///     distribution and not in the statistic.
  ///   - statistic: Of the values.
  ///   - tail: Above 0 and at most 0.5. The bins are the nearest whole number to 1 / tail.
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
    func estimate(_ paths: some Sequence<Int>) -> IntervalEstimate {
      PathEstimate(of: paths.map { values[$0] }, statistic).scaled(by: scale).estimate
    }
    let bars = factors.map { factor in
      precondition(factor.values.count == values.count, "one value for each path")
      let ranking = Ranking(factor.values)
      let ends = ranking.ends(tail)
      let (low, high) = (estimate(ends.low), estimate(ends.high))
      let swing =
        ranking.isConstant
        ? IntervalEstimate(exactly: 0) : high.difference(fromIndependent: low)
      return Bar(
        name: factor.name, low: low, high: high, swing: swing,
        isDistinguishable: swing.isDistinguishable(among: factors.count),
        bins: ranking.bins(Int((1 / tail).rounded())).map { estimate($0) })
    }
    return Tornado(
      method: .conditional, tail: tail, base: estimate(values.indices), bars: ordered(bars))
  }
}

/// Paths in the order of a driver's values.
struct Ranking {
  private let values: [Double]
  /// Those that have a value, the lowest first.
  private let paths: [Int]

  init(_ values: [Double]) {
    self.values = values
    paths = values.indices.filter { !values[$0].isNaN }.sorted { values[$0] < values[$1] }
  }

  /// Also without values.
  var isConstant: Bool {
    guard let first = paths.first, let last = paths.last else { return true }
    return values[first] == values[last]
  }

  /// The paths with the lowest and with the highest values, with those tied at the cuts.
  func ends(_ tail: Double) -> (low: ArraySlice<Int>, high: ArraySlice<Int>) {
    guard !paths.isEmpty else { return ([], []) }
    let size = min(max(1, Int((tail * Double(paths.count)).rounded())), paths.count)
    let lowCut = values[paths[size - 1]]
    let highCut = values[paths[paths.count - size]]
    if lowCut < highCut {
      return (paths[..<firstPlace { $0 > lowCut }], paths[firstPlace { $0 >= highCut }...])
    }
    // One value holds both cuts, or with a tail of a half they have met in the middle.
    let (from, to) = (firstPlace { $0 >= lowCut }, firstPlace { $0 > lowCut })
    return (
      from > 0 ? paths[..<from] : paths[from..<to],
      to < paths.count ? paths[to...] : paths[from..<to]
    )
  }

  /// The paths in shares of equal size. Those with the same value stay together, in the share that holds
  /// the middle of their ranks.
  func bins(_ count: Int) -> [[Int]] {
    var bins = [[Int]](repeating: [], count: count)
    var from = 0
    while from < paths.count {
      var to = from + 1
      while to < paths.count, values[paths[to]] == values[paths[from]] { to += 1 }
      // Ranks from + ½ to to - ½ have their middle here.
      let middle = Double(from + to) / 2
      let bin = Int(middle / Double(paths.count) * Double(count))
      bins[min(bin, count - 1)] += paths[from..<to]
      from = to
    }
    return bins
  }

  /// The first place whose value is beyond something, by bisection.
  private func firstPlace(_ isBeyond: (Double) -> Bool) -> Int {
    var (low, high) = (0, paths.count)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(values[paths[middle]]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
