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
