extension PathSample {
  func percentile(_ level: Double) -> PathEstimate {
    let sorted = values.sorted()
    guard let least = sorted.first, let greatest = sorted.last else { return unknown(.nan) }
    guard sorted.count > 1 else { return unknown(least) }
    // A constant is its own percentile, however few show it.
    if least == greatest, least.isFinite {
      return PathEstimate(
        estimate: IntervalEstimate(exactly: least), influences: influences { _ in 0 },
        identity: identity, spacing: 0)
    }
    let ranks = PercentileRanks(level: level, count: sorted.count)
    let (below, above) = (sorted[ranks.below], sorted[ranks.above])
    let share = ranks.rank - Double(ranks.below)
    // Infinite neighbours have no number between them.
    let value =
      below == above || below.isInfinite
      ? below : above.isInfinite ? above : below + share * (above - below)
    let interval = ranks.interval(from: sorted[ranks.low], to: sorted[ranks.high])
    let estimate = IntervalEstimate(value: value, interval: interval)
    let spacing = Self.spacing(of: value, in: sorted)
    guard !Self.hasAtom(sorted[ranks.low...ranks.high]) else {
      return PathEstimate(
        estimate: estimate, influences: influences { _ in .infinity }, identity: identity,
        spacing: spacing)
    }
    let p = level / 100
    // The interval's half width is 1.96 √(p (1 - p) / n) / f; this is 1 / (n f).
    let slope = estimate.reach / Interval.normalReach / (count * p * (1 - p)).squareRoot()
    let (atMost, beyond) = ((p - 1) * slope, p * slope)
    return PathEstimate(
      estimate: estimate, influences: influences { $0 <= value ? atMost : beyond },
      identity: identity, spacing: spacing)
  }

  /// Whether the values of the interval, in order, hold an atom: draws from a density are never equal.
  ///
  /// The percentile then stays on it or jumps from it, and no density says how far. One atom at the edge of
  /// the interval is enough for a paired interval that misses one time in three.
  private static func hasAtom(_ values: ArraySlice<Double>) -> Bool {
    zip(values, values.dropFirst()).contains { $0 == $1 }
  }

  /// To the next smaller or the next greater finite value, whichever is farther.
  private static func spacing(of value: Double, in sorted: [Double]) -> Double {
    let (below, above) = (sorted.last { $0 < value }, sorted.first { $0 > value })
    return [below, above].reduce(0) { spacing, next in
      guard let distance = next.map({ abs($0 - value) }), distance.isFinite else { return spacing }
      return max(spacing, distance)
    }
  }

  func tailMean(_ share: Double, _ end: Statistic.Tail) -> PathEstimate {
    precondition(share > 0 && share < 1)
    // The highest are the lowest of the negative values.
    let sign: Double = end == .lowest ? 1 : -1
    let sorted = values.map { sign * $0 }.sorted()
    let size = max(1, share * count)
    let whole = Int(size)
    let last = size > Double(whole) ? whole : whole - 1
    guard sorted.indices.contains(last), sorted[0].isFinite, sorted[last].isFinite else {
      return unknown(.nan)
    }
    // About the innermost, so that a constant is its own mean; its own part is then 0.
    let inner = sorted[last]
    let below = sorted[..<whole].reduce(0) { $0 + ($1 - inner) } / size
    guard size >= Self.fewestInTail else { return unknown(sign * (inner + below)) }
    let influences = influences {
      sign * (min(0, sign * $0 - inner) / share - below) / count
    }
    let squares = influences.reduce(0) { $0 + $1 * $1 }
    return PathEstimate(
      estimate: IntervalEstimate(value: sign * (inner + below), error: squares.squareRoot()),
      influences: influences, identity: identity, spacing: 0)
  }

  /// As in a histogram's tail mean: the spread of fewer says too little.
  private static var fewestInTail: Double { 30 }
}
