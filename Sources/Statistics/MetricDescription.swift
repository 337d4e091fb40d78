/// What a reader needs to know of a number that was asked.
public struct MetricDescription: Sendable, Equatable, Named {
  /// `zhipu.sharePrice.p50@2027-06-23`, `P(zhipu.maxDrawdown > 50%)`.
  public let name: String
  /// As of a series or outcome: `HKD`, `share`; `probability` for one.
  public let unit: String
  /// What it is a statistic of; nil for a probability.
  public let quantity: Quantity?
  /// ISO date of a series.
  public let date: String?
  /// Whether it is a percentile.
  public let isPercentile: Bool

  public init(
    name: String, unit: String, of quantity: Quantity? = nil, on date: String? = nil,
    isPercentile: Bool = false
  ) {
    self.name = name
    self.unit = unit
    self.quantity = quantity
    self.date = date
    self.isPercentile = isPercentile
  }
}
