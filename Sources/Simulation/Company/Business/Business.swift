/// What a company earns: revenue, costs and cash, in the order of a step.
struct Business {
  let grossProfit: Column
  let ebitda: Column
  let cash: Cash

  /// Nil where the scenario states no costs: cash and debt are constant then.
  init?(
    _ sales: Sales, cash: Number, debt: Number, riskFreeRate: Number?, outcomes: Set<String>,
    in company: inout CompanyBuilder
  ) {
    guard company.has(section: "costs") else {
      company.refuseWithoutCosts()
      return nil
    }
    let margin = GrossMargin(
      arr: sales.arr, usage: sales.usage, conversion: sales.revenue.conversion, in: &company)
    company.model.append(margin)
    let costs = OperatingCosts(revenue: sales.revenue, grossMargin: margin, in: &company)
    company.model.append(costs)
    let account = Cash(
      costs: costs, cash: cash, debt: debt, riskFreeRate: riskFreeRate,
      followsUnaided: outcomes.contains(CompanyOutcome.runway.name), in: &company)
    company.model.append(account)
    if !company.has(Cash.value) {
      company.model.warn(
        company.fullName("costs"),
        "stand without cash: it is 0, so that a company that burns is insolvent on its first date")
    }
    grossProfit = margin.profit
    ebitda = costs.ebitda
    self.cash = account
  }
}

extension CompanyBuilder {
  /// Keys that only a company with costs can use.
  fileprivate mutating func refuseWithoutCosts() {
    for section in ["tax", "financing", "intrinsicValue", "debt.repayments"]
    where has(section: section) || count(inList: section) > 0 {
      model.refuse(fullName(section), "needs costs: without them cash and debt are constant")
    }
    for rate in [Cash.interest, Cash.debtInterest] where has(rate) {
      refuse(rate, "needs costs: without them cash and debt are constant")
    }
  }
}
