/// What a number of a scenario measures. The kind decides which notations a file may use, what a
/// bare number means, and which family `low to high` stands for.
public enum Kind: String, Sendable, CaseIterable {
  /// An amount in a currency.
  case money
  /// A number of things: shares, options.
  case count
  /// Part of a whole, 0 to 1.
  case share
  case probability
  /// Growth or decline in a year, effective: 140 % makes 2.4 of 1.
  case rate
  /// A simple change, once: -10 % makes 0.9 of 1.
  case change
  /// Annualised standard deviation of log changes.
  case volatility
  /// A time in years.
  case duration
  /// Events in a year.
  case frequency
  /// A valuation multiple.
  case multiple
  /// A ratio of two like quantities: '12 times'.
  case factor
  /// Per cent of quantity for one per cent of price.
  case elasticity
  /// A change of a logarithm: -4 % is -0.04.
  case logChange
  /// A plain coefficient.
  case coefficient

  /// The family of `low to high`, whose ends are the 5th and the 95th percentile. What is taken off, from -25M to
  /// -5M, is lognormal with the other sign.
  public func range(from low: Double, to high: Double) throws(DistributionError)
    -> any Distribution
  {
    guard low < high else { throw .notAscending }
    let takenOff: Set<Kind> = [.money, .count, .multiple, .factor, .share, .duration, .frequency]
    if high < 0, takenOff.contains(self) {
      return try LogNormal(p5: -high, p95: -low).mirrored()
    }
    switch self {
    case .rate, .change:
      return try LogNormal(p5: low + 1, p95: high + 1).shifted(by: -1)
    case .share, .probability:
      return try LogitNormal(p5: low, p95: high)
    case .money, .count, .multiple, .duration, .frequency, .factor, .volatility:
      return try LogNormal(p5: low, p95: high)
    case .elasticity:
      return try LogNormal(p5: -high, p95: -low).mirrored()
    case .logChange, .coefficient:
      return try Normal(p5: low, p95: high)
    }
  }
}
