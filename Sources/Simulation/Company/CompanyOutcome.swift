/// An outcome of a company, one number per path, declared once for the model, the reader and the
/// reference. All are kept where the file does not say which.
public struct CompanyOutcome: Sendable {
  /// As `outcomes` names it; a run puts the company in front: `acme.maxDrawdown`.
  public let name: String
  public let unit: CompanySeries.Unit
  public let help: String
  /// Which end is bad for a holder: the worst 5 % lie there; nil where neither is.
  public let worst: Condition.Relation?

  private init(
    _ name: String, _ unit: CompanySeries.Unit, worst: Condition.Relation?, _ help: String
  ) {
    self.name = name
    self.unit = unit
    self.worst = worst
    self.help = help
  }

  static let maximumDrawdown = CompanyOutcome(
    "maxDrawdown", .share, worst: .above,
    "Largest fall of the share price from a running peak, seen at the dates of the grid.")
  static let peak = CompanyOutcome(
    "drawdownPeak", .date, worst: nil,
    "Last date at the peak before the deepest fall.")
  static let trough = CompanyOutcome(
    "drawdownTrough", .date, worst: nil, "Date of the deepest fall's lowest share price.")
  static let recovery = CompanyOutcome(
    "drawdownRecovery", .date, worst: .above,
    "First date after the deepest fall on which its peak is reached again, if it is.")
  static let duration = CompanyOutcome(
    "drawdownDuration", .years, worst: .above,
    "Time from the peak of the deepest fall until it is reached again, if it is.")
  static let timeUnderWater = CompanyOutcome(
    "timeUnderWater", .share, worst: .above,
    "Share of the dates after the start on which the share price is below its running peak.")
  static let ulcerIndex = CompanyOutcome(
    "ulcerIndex", .share, worst: .above,
    "Root of the mean squared drawdown over the dates after the start (Martin & McCann 1989).")
  static let totalReturn = CompanyOutcome(
    "return", .share, worst: .below,
    "Change of the share price from the start to the horizon: -30 % is a loss of 30 %.")

  public static let declared = [
    maximumDrawdown, peak, trough, recovery, duration, timeUnderWater, ulcerIndex, totalReturn,
  ]
  /// Their names.
  public static let all = declared.map(\.name)
}
