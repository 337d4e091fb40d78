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

  public func contains(_ value: Double) -> Bool {
    switch self {
    case .any: value.isFinite
    case .positive: value > 0 && value.isFinite
    case .nonNegative: value >= 0 && value.isFinite
    case .notPositive: value <= 0 && value.isFinite
    case .aboveMinusOne: value > -1 && value.isFinite
    case .notBelowMinusOne: value >= -1 && value.isFinite
    case .unit: value >= 0 && value <= 1
    case .openUnit: value > 0 && value < 1
    case .belowOne: value < 1 && value.isFinite
    case .unitBelowOne: value >= 0 && value < 1
    case .correlation: value > -1 && value < 1
    case .stepRate: value >= 0 && value <= 1_000
    }
  }
}
