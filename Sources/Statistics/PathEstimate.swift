/// A statistic of a run's paths, with what each path contributes to its error.
///
/// Two of them over the same paths on the same draws (common random numbers) err together, and their
/// influences say how much: `difference(from:)`.
public struct PathEstimate: Sendable {
  /// The statistic and its 95 % sampling interval.
  public let estimate: IntervalEstimate
  /// How far each path moves the estimate, to first order: estimate ≈ truth + their sum. In the order
  /// of the paths; 0 for a path without a value. Empty for a number without sampling error, infinite
  /// where they are not known.
  public let influences: [Double]
  /// What the paths cannot resolve, as a standard error: 1/n for a share of n paths, else 0.
  public let resolution: Double
  /// Nil for a number that no sample stands behind, and for a share: see `isSameSample`.
  let identity: SampleIdentity?
  /// From the value to the next other value of the sample, the farther of the two; 0 where there is none
  /// and for anything but a percentile.
  let spacing: Double
  /// Whether its error is skewed enough to tell: that of a standard deviation.
  let isSkewed: Bool

  public var value: Double { estimate.value }

  public init(estimate: IntervalEstimate, influences: [Double], resolution: Double = 0) {
    self.init(
      estimate: estimate, influences: influences, resolution: resolution, identity: nil, spacing: 0)
  }

  init(
    estimate: IntervalEstimate, influences: [Double], resolution: Double = 0,
    identity: SampleIdentity?, spacing: Double, isSkewed: Bool = false
  ) {
    self.estimate = estimate
    self.influences = influences
    self.resolution = resolution
    self.identity = identity
    self.spacing = spacing
    self.isSkewed = isSkewed
  }

  /// A number without sampling error: what a plain function returns.
  public init(exactly value: Double) {
    self.init(estimate: IntervalEstimate(exactly: value), influences: [])
  }

  /// The same statistic in another unit, or with the other sign: a value at risk is a negative
  /// percentile.
  ///
  /// - Parameter factor: Finite and not 0.
  ///
  /// Verified: `PairedDifferenceTests`.
  public func scaled(by factor: Double) -> PathEstimate {
    precondition(factor.isFinite && factor != 0, "0 times an infinite error would be no number")
    let ends = [estimate.interval.low * factor, estimate.interval.high * factor]
    return PathEstimate(
      estimate: IntervalEstimate(
        value: value * factor,
        interval: factor > 0
          ? Interval(low: ends[0], high: ends[1]) : Interval(low: ends[1], high: ends[0])),
      influences: influences.map { $0 * factor }, resolution: resolution * abs(factor),
      identity: identity?.scaled(by: factor), spacing: spacing * abs(factor), isSkewed: isSkewed)
  }
}

extension PathEstimate: Equatable {
  /// Whether both say the same, of whatever sample.
  public static func == (first: PathEstimate, second: PathEstimate) -> Bool {
    first.estimate == second.estimate && first.influences == second.influences
      && first.resolution == second.resolution
  }
}
