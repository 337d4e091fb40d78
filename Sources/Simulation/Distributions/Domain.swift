/// The values that a parameter may take.
public enum Domain: String, Sendable {
  case any = "any number"
  case positive = "above 0"
  case nonNegative = "0 or above"
  case notPositive = "0 or below"
  case aboveMinusOne = "above -100 %"
  case notBelowMinusOne = "-100 % or above"
  case unit = "0 to 1"
  case openUnit = "above 0 % and below 100 %"
  case belowOne = "below 100 %"
  case unitBelowOne = "0 % or above and below 100 %"
  case correlation = "above -1 and below 1"
  case stepRate = "at most 1,000 events in a step"

  /// With its ends.
  public var closed: Domain {
    switch self {
    case .positive: .nonNegative
    case .aboveMinusOne: .notBelowMinusOne
    case .openUnit, .unitBelowOne: .unit
    default: self
    }
  }

  public func contains(_ value: Double) -> Bool { interval.contains(value) }

  /// From the least to the greatest number in it: an end that is left out starts at its neighbour.
  var interval: ClosedRange<Double> {
    let most = Double.greatestFiniteMagnitude
    return switch self {
    case .any: -most...most
    case .positive: (0.0).nextUp...most
    case .nonNegative: 0...most
    case .notPositive: -most...0
    case .aboveMinusOne: (-1.0).nextUp...most
    case .notBelowMinusOne: -1...most
    case .unit: 0...1
    case .openUnit: (0.0).nextUp...(1.0).nextDown
    case .belowOne: -most...(1.0).nextDown
    case .unitBelowOne: 0...(1.0).nextDown
    case .correlation: (-1.0).nextUp...(1.0).nextDown
    case .stepRate: 0...1_000
    }
  }
}
