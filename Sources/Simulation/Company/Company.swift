import Statistics

/// What there is of a company. Each part declares its keys, its quantities and its processes; here stands
/// the order in which they come, which no part can know. The order of a step is that of `Phase`.
///
/// Verified: `CatalogTests`: whatever a part declares has its place here, once.
public enum CompanyCatalog {
  /// What models are compiled with.
  static let kind = SubjectKind(parts: parts, offers: offers, processes: processes)

  /// In the order in which they are built.
  static let parts: [any Part.Type] = [
    Usage.self, Capacity.self, Growth.self, ListPrice.self, RecurringRevenue.self, Revenue.self,
    OpeningBalance.self, GrossMargin.self, OperatingCosts.self, Cash.self, BusinessMoves.self,
    ShareCount.self,
    Financing.self, Multiple.self, PriceMove.self, Takeover.self, Equity.self, Listings.self,
    Drawdown.self,
    TotalReturn.self,
    BusinessOutcomes.self, IntrinsicValue.self,
  ]

  /// In the order in which they are told.
  private static let offers: [Offer] = {
    let declared = parts.flatMap { $0.offers }
    return [
      "usage", "demand", "unserved", "listPrice", "arr", "revenue", "grossMargin", "ebitda",
      "ebitdaMargin", "cash",
      "debt", "raised", "multiple", "volatility", "enterpriseValue", "marketCap", "shares",
      "sharePrice",
      "drawdown",
      "maxDrawdown", "drawdownPeak", "drawdownTrough", "drawdownRecovery", "drawdownDuration",
      "timeUnderWater", "ulcerIndex", "return", "insolvency", "takeover", "runway", "breakEven",
      "cumulativeBurn", "finalGrossMargin", "finalEbitdaMargin", "finalRevenueMultiple", "raises",
      "dilution", "discountedValue", "discountedValuePerShare", "freeCashFlowValue",
      "freeCashFlowValuePerShare",
    ].compactMap { name in declared.first { $0.quantity.ownName == name } }
  }()

  static let quantities = offers.map(\.quantity)

  /// What can be recorded at every date.
  public static let series = quantities.filter { $0.sort == .series }
  /// One number per path.
  public static let outcomes = quantities.filter { $0.sort == .outcome }

  /// The series or outcome that a file calls so.
  public static func quantity(named name: String) -> Quantity? {
    quantities.first { $0.ownName == name }
  }

  /// The keys of a company's section, in the order of a file.
  public static let parameters: [Parameter] = {
    let parts: [[Parameter]] = [
      ShareCount.parameters, RecurringRevenue.parameters, Usage.parameters, Capacity.parameters,
      ListPrice.parameters, Multiple.parameters, Equity.parameters, Cash.parameters,
      Revenue.parameters, GrossMargin.parameters, OperatingCosts.parameters, Financing.parameters,
      Listings.parameters, IntrinsicValue.parameters,
    ]
    return parts.flatMap(\.self)
  }()

  /// What an event can move, in the order of a file.
  public static let levels: [MovableLevel] = {
    let declared = parts.flatMap { $0.levels }
    return [
      "usage", "usage.capacity", "listPrice", "multiple", "sharePrice", "cash", "debt",
      "revenue.lines[]",
      "costs.grossMargin", "costs.unitCost", "costs.fixed", "costs.research",
    ].compactMap { name in declared.first { $0.name == name } }
  }()

  /// The processes of a company whose shocks can be correlated, in the order in which they are drawn. A new
  /// one stands last, so that none of the same company is drawn anew.
  public static let processes = [
    "growth", "usage", "listPrice", "multiple", "grossMargin", "window",
  ]
  /// Of these, those whose one draw a step switches a state.
  public static let states = Financing.processes
}
