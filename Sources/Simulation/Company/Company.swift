import Statistics

/// What there is of a company. One list says which parts it has, in the order in which they are built and
/// told; the order of a step is that of `Phase`.
public enum CompanyCatalog {
  static var parts: [any Part.Type] {
    [
      Usage.self, ListPrice.self, RecurringRevenue.self, Revenue.self, OpeningBalance.self,
      GrossMargin.self, OperatingCosts.self, Cash.self, ShareCount.self, Financing.self,
      Multiple.self, Equity.self, Drawdown.self, TotalReturn.self, BusinessOutcomes.self,
      IntrinsicValue.self,
    ]
  }

  static let offers = parts.flatMap { $0.offers }

  /// What can be recorded at every date, in the order of the model.
  public static let series = offers.map(\.quantity).filter { $0.sort == .series }
  /// One number per path.
  public static let outcomes = offers.map(\.quantity).filter { $0.sort == .outcome }

  /// The series or outcome that a file calls so.
  public static func quantity(named name: String) -> Quantity? {
    offers.lazy.map(\.quantity).first { $0.ownName == name }
  }

  /// The keys of a company's section, in the order of a file.
  public static let parameters =
    ShareCount.parameters + RecurringRevenue.parameters + Usage.parameters + ListPrice.parameters
    + Multiple.parameters + Equity.parameters + Cash.parameters + Revenue.parameters
    + GrossMargin.parameters + OperatingCosts.parameters + Financing.parameters
    + IntrinsicValue.parameters

  /// The processes of a company whose shocks can be correlated, in the order in which they are drawn.
  public static let processes = [
    "growth", "usage", "listPrice", "multiple", "grossMargin", Financing.windowName,
  ]
  /// What a model is compiled with.
  static let kind = SubjectKind(parts: parts, offers: offers, processes: processes)
  /// Of these, those whose one draw a step switches a state.
  public static let states = [Financing.windowName]
}
