/// A number that describes one value per path.
public enum Statistic: Sendable, Hashable {
  case mean
  /// With n - 1.
  case standardDeviation
  /// By its level in percent, above 0 and below 100.
  case percentile(Double)
  /// Of the values that are 1; the others are 0.
  case share
  /// The mean of a share of the values, above 0 and below 1, at one end.
  case tailMean(Double, Tail)

  public enum Tail: Sendable, Hashable { case lowest, highest }
}

/// A number with the sampling interval that covers the true one at 95 %.
public struct IntervalEstimate: Sendable, Equatable {
  public let value: Double
  /// An end that the sample says nothing about is infinite.
  public let interval: Interval

  public init(value: Double, interval: Interval) {
    self.value = value
    self.interval = interval
  }

  /// A number that is known exactly.
  public init(exactly value: Double) {
    self.init(value: value, interval: Interval(low: value, high: value))
  }

  /// Half the width of the interval; infinite where an end is.
  public var reach: Double {
    let width = interval.high - interval.low
    return width.isNaN ? .infinity : width / 2
  }

  /// Whether 0 lies outside the interval.
  public var isDistinguishable: Bool { interval.low > 0 || interval.high < 0 }
}

/// What a reader needs to know of a number that was asked.
public struct MetricDescription: Sendable, Equatable, Named {
  /// `zhipu.sharePrice.p50@2027-06-23`, `P(zhipu.maxDrawdown > 50%)`.
  public let name: String
  /// As of a series or outcome: `HKD`, `share`; `probability` for one.
  public let unit: String

  public init(name: String, unit: String) {
    self.name = name
    self.unit = unit
  }
}
