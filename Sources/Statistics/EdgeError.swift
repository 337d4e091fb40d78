/// What the worst paths by an outcome err more than paths that belong to a group by themselves: where the
/// group ends is an estimate, too.
///
/// A number of the worst share q of the paths moves as its end moves over the paths near it. Beside the
/// variance of the group's own k values that adds, to first order,
///
///     (1 - q) (c - p)² / k for the share p of the values that a percentile leaves below,
///     (1 - q) (e - m)² / k for the mean m,
///
/// c being that share, and e the mean, of the paths at the edge. Their own sampling error is taken off the
/// squares. For the outcome by which they are ranked c is 0 or 1, and the formulas are those of an
/// order statistic of all paths and of a tail mean.
///
/// Reference: Manistre & Hancock (2005) for the mean; van der Vaart (1998), §19, for the composition of an
/// estimate with an estimated end. Verified: `GroupTests`.
package struct EdgeError: Sendable {
  private let edge: BitHistogram
  private let moments: Moments
  /// q, above 0 and below 1.
  private let share: Double

  /// - Parameters:
  ///   - edge: Of the members of a group nearest to its end.
  ///   - moments: Of the same.
  ///   - share: The part of all paths that belong to the group.
  package init(edge: BitHistogram, _ moments: Moments, share: Double) {
    self.edge = edge
    self.moments = moments
    self.share = share
  }

  /// The ranks of a percentile whose interval bears the error of the end, too.
  func widened(_ ranks: PercentileRanks, at value: Double) -> PercentileRanks {
    let count = Double(edge.count)
    guard count > 1, value.isFinite else { return ranks }
    let p = ranks.level / 100
    let c = edge.share(below: value)
    let distance = max(0, (c - p) * (c - p) - c * (1 - c) / (count - 1))
    return ranks.widened(by: (1 + (1 - share) * distance / (p * (1 - p))).squareRoot())
  }

  /// The mean of a group, with its error.
  func widened(_ group: Moments) -> Estimate {
    let plain = group.estimate
    let count = Double(moments.count)
    guard count > 1, plain.error.isFinite else { return plain }
    let distance = moments.mean - plain.value
    let noise = moments.standardDeviation * moments.standardDeviation / count
    let end = (1 - share) * max(0, distance * distance - noise) / Double(group.count)
    return Estimate(value: plain.value, error: (plain.error * plain.error + end).squareRoot())
  }
}

extension BitHistogram {
  /// The part of the values below a number; of those in its own bin, half.
  func share(below value: Double) -> Double {
    let bin = BitBin(of: value)
    let below = bins.reduce(0.0) {
      $0 + ($1.bin < bin ? 1 : $1.bin == bin ? 0.5 : 0) * Double($1.count)
    }
    return below / Double(max(count, 1))
  }

  /// The given ranks, each widened for what a group's end errs.
  package func widened(_ ranks: [PercentileRanks], by edge: EdgeError?) -> [PercentileRanks] {
    guard let edge else { return ranks }
    return zip(ranks, percentiles(ranks)).map { edge.widened($0, at: $1.value) }
  }
}
