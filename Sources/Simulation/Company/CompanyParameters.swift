/// The keys of a company's section, part by part.
public enum CompanyParameters {
  public static let all: [Parameter] =
    ShareCount.parameters + RecurringRevenue.parameters + Usage.parameters + ListPrice.parameters
    + Multiple.parameters + Equity.parameters + Cash.parameters + Revenue.parameters
    + GrossMargin.parameters + OperatingCosts.parameters + Financing.parameters
    + IntrinsicValue.parameters
}

/// The processes of a company whose shocks can be correlated, in the order in which they are drawn.
public enum CompanyShocks {
  public static let all: [String] = [
    "growth", "usage", "listPrice", "multiple", "grossMargin", window,
  ]
  /// The market for new shares: a state, which one draw a step may switch.
  public static let window = "window"
}
