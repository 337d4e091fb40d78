/// A statistic of a run's paths, with what each path contributes to its error.
///
/// Two of them over the same paths on the same draws (common random numbers) err together, and their
/// influences say how much: the error of a difference is that of the differences of influences, mostly
/// far below that of either number.
public struct PathEstimate: Sendable, Equatable {
  /// The statistic and its 95 % sampling interval.
  public let estimate: IntervalEstimate
  /// How far each path moves the estimate, to first order: estimate ≈ truth + their sum. In the order
  /// of the paths; 0 for a path without a value. Empty for a number without sampling error.
  public let influences: [Double]
  /// What the paths cannot resolve, as a standard error: 1/n for a share of n paths, else 0.
  public let resolution: Double

  public var value: Double { estimate.value }

  public init(estimate: IntervalEstimate, influences: [Double], resolution: Double = 0) {
    self.estimate = estimate
    self.influences = influences
    self.resolution = resolution
  }

  /// A number without sampling error: what a plain function returns.
  public init(exactly value: Double) {
    self.init(estimate: IntervalEstimate(exactly: value), influences: [])
  }
}
