/// The keys of a company's section, part by part.
public enum CompanyParameters {
  public static let all: [Parameter] =
    ShareCount.parameters + RecurringRevenue.parameters + Usage.parameters + ListPrice.parameters
    + Multiple.parameters + Equity.parameters
}
