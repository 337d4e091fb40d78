/// A series that a company can record, declared once for the model, the reader and the reference.
public struct CompanySeries: Sendable {
  /// What the values are in.
  public enum Unit: Sendable {
    /// 1 at the start.
    case index
    case companyCurrency
    case reportingCurrency
    case multiple
    case shares
    /// How many.
    case count
    /// Part of revenue; below 0 for a loss.
    case margin
    /// Part of a whole, 0 to 1; a return, above -1.
    case share
    /// A place on the grid, counted in steps from the start.
    case date
    case years

    /// For a reader.
    public var words: String {
      switch self {
      case .index: "index"
      case .companyCurrency: "company's currency"
      case .reportingCurrency: "reporting currency"
      case .multiple: "x"
      case .shares: "shares"
      case .count: "count"
      case .margin: "share"
      case .share: "share"
      case .date: "date"
      case .years: "years"
      }
    }

    /// As summaries have it: `HKD`, `x`.
    package func text(company: String, reporting: String) -> String {
      switch self {
      case .companyCurrency: company
      case .reportingCurrency: reporting
      case .index, .multiple, .shares, .count, .margin, .share, .date, .years: words
      }
    }
  }

  /// As `record` names it; a run puts the company in front: `acme.arr`.
  public let name: String
  public let unit: Unit
  public let help: String
  /// Whether it is recorded where the file does not say what to record.
  public let isStandard: Bool

  /// Sections or keys of which a company must have one; none for what every company has.
  public let needs: [String]

  private init(
    _ name: String, _ unit: Unit, standard: Bool = false, needs: [String] = [], _ help: String
  ) {
    self.name = name
    self.unit = unit
    self.help = help
    self.needs = needs
    isStandard = standard
  }

  static let usage = CompanySeries("usage", .index, "What customers consume; 1 at the start.")
  static let listPrice = CompanySeries(
    "listPrice", .index, "The product's list price; 1 at the start.")
  package static let recurringRevenue = CompanySeries(
    "arr", .companyCurrency, standard: true, "Annual recurring revenue, a run rate.")
  static let revenue = CompanySeries(
    "revenue", .companyCurrency, "Revenue in a year at the pace of the date.")
  static let grossMargin = CompanySeries(
    "grossMargin", .margin, needs: ["costs"], "Gross profit over revenue.")
  static let ebitda = CompanySeries(
    "ebitda", .companyCurrency, needs: ["costs"],
    "Revenue less all costs in a year at the pace of the date.")
  static let ebitdaMargin = CompanySeries(
    "ebitdaMargin", .margin, needs: ["costs"], "EBITDA over revenue.")
  static let cash = CompanySeries(
    "cash", .companyCurrency, "Cash; 0 once the company is insolvent.")
  static let debt = CompanySeries("debt", .companyCurrency, "Debt.")
  static let raised = CompanySeries(
    "raised", .companyCurrency, needs: ["financing"],
    "Money raised for new shares since the start, before fees.")
  public static let multiple = CompanySeries(
    "multiple", .multiple, standard: true, "Enterprise value over ARR.")
  static let enterpriseValue = CompanySeries(
    "enterpriseValue", .companyCurrency, "ARR times the multiple.")
  static let marketCap = CompanySeries(
    "marketCap", .reportingCurrency, standard: true,
    "Enterprise value + cash - debt, not below 0.")
  static let shares = CompanySeries(
    "shares", .shares, "Diluted shares: market cap over share price.")
  static let sharePrice = CompanySeries(
    "sharePrice", .reportingCurrency, standard: true, "Market cap over diluted shares.")
  public static let drawdown = CompanySeries(
    "drawdown", .share, standard: true,
    "Fall from the highest share price so far, the start included.")

  /// In the order of the model.
  public static let declared = [
    usage, listPrice, recurringRevenue, revenue, grossMargin, ebitda, ebitdaMargin, cash, debt,
    raised, multiple, enterpriseValue, marketCap, shares, sharePrice, drawdown,
  ]
  /// Their names.
  public static let all = declared.map(\.name)
  public static let standard = declared.filter(\.isStandard).map(\.name)
}
