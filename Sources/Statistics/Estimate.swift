/// A number computed from finitely many paths, with its Monte Carlo standard error.
public struct Estimate: Sendable, Equatable {
  /// The estimate itself, in the unit of what was estimated.
  public let value: Double
  /// Monte Carlo standard error (MCSE): the standard deviation of `value` over seeds; same unit.
  public let error: Double

  public init(value: Double, error: Double) {
    self.value = value
    self.error = error
  }
}

/// A closed interval that covers the true number at a stated confidence (95 % everywhere here).
public struct Interval: Sendable, Equatable {
  public let low: Double
  public let high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

/// One percentile of one quantity, with the order-statistic interval of its sampling error.
public struct Percentile: Sendable, Equatable {
  /// Which percentile, in percent: 10 means that one path in ten lies below `value`.
  public let level: Double
  public let value: Double
  /// Covers the percentile of infinitely many paths at 95 %; includes the error of interpolating
  /// inside a histogram bin.
  public let interval: Interval

  public init(level: Double, value: Double, interval: Interval) {
    self.level = level
    self.value = value
    self.interval = interval
  }
}

/// What a sample of one quantity says: its moments and percentiles, each with its error.
public struct SampleSummary: Sendable, Equatable {
  /// Finite values in the sample.
  public let count: Int
  /// Values that were not a number, or infinite: left out of everything below.
  public let failed: Int
  public let mean: Estimate
  public let standardDeviation: Double
  public let minimum: Double
  public let maximum: Double
  /// In the order in which they were asked for.
  public let percentiles: [Percentile]
  /// Where a picture of the distribution is wanted; else nil.
  public let histogram: Histogram?

  /// How much of the mean the largest value makes by itself. Where that is not small, the sample is
  /// too short for the tail, and the standard error understates the error of the mean.
  ///
  /// Gains and losses may cancel, and of a mean near 0 any value is a large part: where there are both, it
  /// is how much of the variance the value furthest from the mean makes.
  public var largestShareOfMean: Double {
    let n = Double(max(count, 1))
    let share: Double
    if hasGainsAndLosses {
      let deviation = max(maximum - mean.value, mean.value - minimum)
      share = deviation * deviation / (n * standardDeviation * standardDeviation)
    } else {
      share = max(abs(maximum), abs(minimum)) / (n * abs(mean.value))
    }
    return count > 1 && share.isFinite ? share : 0
  }

  public var hasGainsAndLosses: Bool { minimum < 0 && maximum > 0 }

  /// The percentile of the given level, if it was asked for.
  public subscript(level: Double) -> Percentile? { percentiles.first { $0.level == level } }

  package init(
    _ moments: Moments, failed: Int, percentiles: [Percentile], edge: EdgeError? = nil
  ) {
    // A single value says nothing of the error of its percentiles.
    let unknown = Interval(low: -.infinity, high: .infinity)
    let percentiles =
      moments.count == 1
      ? percentiles.map { Percentile(level: $0.level, value: $0.value, interval: unknown) }
      : percentiles
    self.init(
      count: moments.count, failed: failed, mean: edge?.widened(moments) ?? moments.estimate,
      standardDeviation: moments.standardDeviation, minimum: moments.minimum,
      maximum: moments.maximum, percentiles: percentiles)
  }

  public init(
    count: Int, failed: Int, mean: Estimate, standardDeviation: Double,
    minimum: Double, maximum: Double, percentiles: [Percentile], histogram: Histogram? = nil
  ) {
    self.count = count
    self.failed = failed
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.minimum = minimum
    self.maximum = maximum
    self.percentiles = percentiles
    self.histogram = histogram
  }

  /// The same with a histogram.
  public func with(_ histogram: Histogram?) -> SampleSummary {
    SampleSummary(
      count: count, failed: failed, mean: mean,
      standardDeviation: standardDeviation, minimum: minimum, maximum: maximum,
      percentiles: percentiles, histogram: histogram)
  }

  /// The summary of each value less a number: a return from the ratio of two prices.
  public func shifted(by distance: Double) -> SampleSummary {
    SampleSummary(
      count: count, failed: failed,
      mean: Estimate(value: mean.value - distance, error: mean.error),
      standardDeviation: standardDeviation, minimum: minimum - distance,
      maximum: maximum - distance,
      percentiles: percentiles.map {
        Percentile(
          level: $0.level, value: $0.value - distance,
          interval: Interval(low: $0.interval.low - distance, high: $0.interval.high - distance))
      }, histogram: histogram.flatMap { $0.shifted(by: distance) })
  }

  /// The summary of one minus each value: a drawdown from the ratio of value and peak.
  ///
  /// - Parameter levels: The levels asked for; this summary holds their complements, in reverse.
  public func reflected(levels: [Double]) -> SampleSummary {
    SampleSummary(
      count: count, failed: failed,
      mean: Estimate(value: 1 - mean.value, error: mean.error),
      standardDeviation: standardDeviation, minimum: 1 - maximum, maximum: 1 - minimum,
      percentiles: zip(levels, percentiles.reversed()).map { level, percentile in
        Percentile(
          level: level, value: 1 - percentile.value,
          interval: Interval(low: 1 - percentile.interval.high, high: 1 - percentile.interval.low))
      }, histogram: histogram.flatMap(\.reflected))
  }
}
