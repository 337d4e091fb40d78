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
  case insolvency
  case runway
  case breakEven
  case cumulativeBurn
  case finalGrossMargin
  case finalEBITDAMargin = "finalEbitdaMargin"
  case raises
  case dilution
  case discountedValue
  case discountedValuePerShare
  case freeCashFlowValue
  case freeCashFlowValuePerShare

  public static let declared = allCases
  /// Their names.
  public static let all = allCases.map(\.name)

  /// As `outcomes` names it; a run puts the company in front: `acme.maxDrawdown`.
  public var name: String { rawValue }

  public var unit: CompanySeries.Unit {
    switch self {
    case .maximumDrawdown, .timeUnderWater, .ulcerIndex, .totalReturn, .dilution: .share
    case .peak, .trough, .recovery, .insolvency: .date
    case .duration, .runway, .breakEven: .years
    case .cumulativeBurn: .companyCurrency
    case .finalGrossMargin, .finalEBITDAMargin: .margin
    case .raises: .count
    case .discountedValue, .discountedValuePerShare, .freeCashFlowValue,
      .freeCashFlowValuePerShare:
      .reportingCurrency
    }
  }

  /// Which end is bad for a holder: the worst 5 % lie there; nil where neither is.
  public var worst: Condition.Relation? {
    switch self {
    case .maximumDrawdown, .duration, .timeUnderWater, .ulcerIndex, .breakEven, .cumulativeBurn,
      .raises, .dilution:
      .above
    case .totalReturn, .insolvency, .runway, .finalGrossMargin, .finalEBITDAMargin,
      .discountedValue, .discountedValuePerShare, .freeCashFlowValue, .freeCashFlowValuePerShare:
      .below
    case .peak, .trough, .recovery: nil
    }
  }

  /// Sections or keys of which a company must have one; none for what every company has.
  public var needs: [String] {
    switch self {
    case .maximumDrawdown, .peak, .trough, .recovery, .duration, .timeUnderWater, .ulcerIndex,
      .totalReturn:
      []
    case .insolvency, .runway, .breakEven, .cumulativeBurn, .finalGrossMargin, .finalEBITDAMargin:
      ["costs"]
    case .raises: ["financing"]
    case .dilution: ["financing", ShareCount.stockCompensation.key]
    case .discountedValue, .discountedValuePerShare: ["intrinsicValue"]
    case .freeCashFlowValue, .freeCashFlowValuePerShare: [IntrinsicValue.discountRate.key]
    }
  }

  /// Whether only the risk-adjusted measure has it.
  public var isRiskAdjusted: Bool { self == .discountedValue || self == .discountedValuePerShare }

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
    case .insolvency: "Date on which the company is insolvent, if it is."
    case .runway:
      """
      How long the cash of the start lasts: the time until it would be used up, had nothing been \
      raised.
      """
    case .breakEven: "Time until EBITDA is first 0 or more."
    case .cumulativeBurn:
      """
      Cash that the business has used, summed over the steps in which it used any, before raises and \
      repayments.
      """
    case .finalGrossMargin: "Gross margin at the horizon."
    case .finalEBITDAMargin: "EBITDA over revenue at the horizon."
    case .raises: "How often money is raised for new shares."
    case .dilution:
      "Part of the company that shares issued since the start have taken from today's holders."
    case .discountedValue:
      """
      Under `measure: riskAdjusted`, what today's holders have of net cash and terminal value at the \
      horizon, discounted at the risk-free rate. Its mean is the value; its percentiles are realised \
      pay-offs.
      """
    case .discountedValuePerShare: "The same, for one share of today."
    case .freeCashFlowValue:
      """
      What today's holders have of free cash flow and terminal value, discounted at the stated rate. \
      Its mean is the value; its percentiles are realised pay-offs.
      """
    case .freeCashFlowValuePerShare: "The same, for one share of today."
    }
  }
}
