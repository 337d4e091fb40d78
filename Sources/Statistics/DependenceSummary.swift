/// How the prices of several companies, and of baskets that hold none of them, move together.
public struct DependenceSummary: Sendable, Equatable {
  /// The series, in the order of the file: share prices, or market caps; values of baskets.
  public let series: [Quantity]
  /// The first with each of the others, then the second with each behind it; without those of which one holds
  /// the other, or both hold one company.
  public let pairs: [Pair]
  /// Of each series, the simple change from the start to the horizon on the first paths of the run, for a picture;
  /// nil where there is none.
  public let returns: [[Double?]]

  public init(series: [Quantity], pairs: [Pair], returns: [[Double?]]) {
    self.series = series
    self.pairs = pairs
    self.returns = returns
  }

  /// The mean over the first paths of the run of a correlation along each path, each with the weight of its steps less
  /// one.
  public struct AlongPaths: Sendable, Equatable {
    public let mean: Estimate
    /// Paths that it is of.
    public let paths: Int

    public init(mean: Estimate, paths: Int) { (self.mean, self.paths) = (mean, paths) }

    /// With the interval at 95 % that takes each path for one cluster.
    public var estimate: IntervalEstimate { IntervalEstimate(value: mean.value, error: mean.error) }
  }

  /// Two of the series.
  public struct Pair: Sendable, Equatable {
    /// Places among the series.
    public let first: Int
    public let second: Int
    /// Spearman's rank correlation of the returns of steps; nil where no path has three, or none moves.
    public let steps: AlongPaths?
    /// Pearson's of their logarithms, over the steps at whose end both are worth something; nil as above.
    public let logs: AlongPaths?
    /// Of the returns from the start to the horizon across the first paths of the run;
    /// nil for fewer than two.
    public let horizon: IntervalEstimate?
    public let horizonPaths: Int
    /// For each fall, that of the second given the first, then turned around; without those that no step has seen.
    public let falls: [JointFall]

    public init(
      first: Int, second: Int, steps: AlongPaths?, logs: AlongPaths?,
      horizon: IntervalEstimate?, horizonPaths: Int, falls: [JointFall]
    ) {
      (self.first, self.second) = (first, second)
      (self.steps, self.logs) = (steps, logs)
      (self.horizon, self.horizonPaths) = (horizon, horizonPaths)
      self.falls = falls
    }
  }

  /// How often one falls by more than a part in a step on which another does.
  public struct JointFall: Sendable, Equatable {
    /// Places among the series: whose fall is told, and given whose.
    public let of: Int
    public let given: Int
    /// 0.1: more than 10 % in a step, both.
    public let fall: Double
    public let probability: ClusteredShare
    /// The same over all steps on which both have a return.
    public let alone: ClusteredShare

    public init(
      of: Int, given: Int, fall: Double, probability: ClusteredShare, alone: ClusteredShare
    ) {
      (self.of, self.given, self.fall) = (of, given, fall)
      (self.probability, self.alone) = (probability, alone)
    }
  }
}
