/// An outcome of a company, one number per path, declared once for the model, the reader and the
/// reference. All are kept where the file does not say which.
public enum CompanyOutcome: String, Sendable, CaseIterable {
  case maximumDrawdown = "maxDrawdown"
  case peak = "drawdownPeak"
  case trough = "drawdownTrough"
  case recovery = "drawdownRecovery"
  case duration = "drawdownDuration"
  case timeUnderWater
  case ulcerIndex
  case totalReturn = "return"

  public static let declared = allCases
  /// Their names.
  public static let all = allCases.map(\.name)

  /// As `outcomes` names it; a run puts the company in front: `acme.maxDrawdown`.
  public var name: String { rawValue }

  public var unit: CompanySeries.Unit {
    switch self {
    case .maximumDrawdown, .timeUnderWater, .ulcerIndex, .totalReturn: .share
    case .peak, .trough, .recovery: .date
    case .duration: .years
    }
  }

  /// Which end is bad for a holder: the worst 5 % lie there; nil where neither is.
  public var worst: Condition.Relation? {
    switch self {
    case .maximumDrawdown, .duration, .timeUnderWater, .ulcerIndex: .above
    case .totalReturn: .below
    case .peak, .trough, .recovery: nil
    }
  }

  public var help: String {
    switch self {
    case .maximumDrawdown:
      "Largest fall of the share price from a running peak, seen at the dates of the grid."
    case .peak: "Last date at the peak before the deepest fall."
    case .trough: "Date of the deepest fall's lowest share price."
    case .recovery:
      "First date after the deepest fall on which its peak is reached again, if it is."
    case .duration:
      "Time from the peak of the deepest fall until it is reached again, if it is."
    case .timeUnderWater:
      "Share of the dates after the start on which the share price is below its running peak."
    case .ulcerIndex:
      "Root of the mean squared drawdown over the dates after the start (Martin & McCann 1989)."
    case .totalReturn:
      "Change of the share price from the start to the horizon: -30 % is a loss of 30 %."
    }
  }
}
