import CGSL

/// A share of things that come in clusters, such as the steps of paths, with an interval of its sampling error:
/// clusters are independent, what is in one of them is not.
///
/// The interval is Wilson's of so many things as would say as much if they were independent: p (1 - p) / v with the
/// variance v over clusters, times (1.96 / t)² for the few clusters that tell v, and no more than there are. Where
/// all or none are hits, or one cluster has all, each cluster counts as one.
///
/// Reference: Korn & Graubard (1998), Survey Methodology 24; Dean & Pagano (2015), J. Surv. Stat. Methodol. 3, on
/// Wilson's interval with it. Verified: `ClusteredShareTests`.
public struct ClusteredShare: Sendable, Equatable {
  public let hits: Int
  /// Things of which it is asked.
  public let count: Int
  /// Clusters that have any.
  public let clusters: Int
  /// 0 to 1; NaN where nothing could be asked.
  public let value: Double
  /// Covers the probability at 95 %.
  public let interval: Interval

  package init(_ sums: RatioSums) {
    (hits, count, clusters) = (Int(sums.part), Int(sums.whole), sums.paths)
    value = sums.ratio
    guard sums.whole > 0 else {
      interval = Interval(low: 0, high: 1)
      return
    }
    let size = Self.size(sums)
    let wilson = Interval(wilson: value, of: size)
    interval = Interval(
      low: hits == 0 ? 0 : max(0, wilson.low), high: hits == count ? 1 : min(1, wilson.high))
  }

  public init(hits: Int, count: Int, clusters: Int, interval: Interval) {
    (self.hits, self.count, self.clusters) = (hits, count, clusters)
    value = count == 0 ? .nan : Double(hits) / Double(count)
    self.interval = interval
  }

  /// As many independent things as say as much.
  private static func size(_ sums: RatioSums) -> Double {
    let (share, variance) = (sums.ratio, sums.variance)
    guard share > 0, share < 1, variance > 0 else { return Double(sums.paths) }
    let reach = gsl_cdf_tdist_Qinv(0.025, Double(sums.paths - 1))
    let small = Interval.normalReach / reach
    return min(share * (1 - share) / variance * small * small, Double(sums.whole))
  }
}
