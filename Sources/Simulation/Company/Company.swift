import CKernels

/// One company: its parts in the order of a step, and what it offers to record.
struct Company {
  let offers: [String: CompanyBuilder.SeriesOffer]
  /// Of the outcomes that are kept, in the order of their declaration.
  let outcomes: [(outcome: CompanyOutcome, formula: OutcomeFormula)]
  let equity: Equity
  let arr: RecurringRevenue
  private let finance: CompanyFinance?
  /// Nil where nobody asks what moved the share price.
  let attribution: Attribution?

  /// The order in which the parts are appended is the order in which they move, declared here and
  /// nowhere else: list price, usage, ARR and revenue, costs, cash and tax, shares for staff,
  /// multiple, financing, equity, drawdown, and last growth, which all of them see as it was at the
  /// start of the step.
  ///
  /// The multiple comes before financing, so that new shares are priced on the date of their raise.
  init(
    in company: inout CompanyBuilder, reportingCurrency: String, riskFreeRate: Number?,
    record: Set<String>, outcomes kept: Set<String>, attributesPrice: Bool
  ) {
    let sales = Sales(in: &company)
    arr = sales.arr
    let (cash, debt) = (company.number(Cash.value), company.number(Cash.debt))
    let business = Business(
      sales, cash: cash, debt: debt, riskFreeRate: riskFreeRate, outcomes: kept, in: &company)

    let shares = ShareCount(
      reportingCurrency: reportingCurrency, isMoving: company.issuesShares, in: &company)
    if shares.isMoving {
      company.model.append(
        IssuedShares(of: shares, solvent: business?.cash.solvent, in: &company))
    }
    let netCash = company.model.derive(cash, debt) { $0 - $1 }
    let exchangeRate =
      company.exchangeRate(to: reportingCurrency) ?? company.model.constant(1)
    let start = StartingMultiple.level(
      arr: sales.arr.atStart, shares: shares, netCash: netCash, exchangeRate: exchangeRate,
      reportingCurrency: reportingCurrency, in: &company)
    let multiple = Multiple(atStart: start, growth: sales.growth, in: &company)
    company.model.append(multiple)

    let market = Financing.Market(
      arr: sales.arr.level, multiple: multiple.level, exchangeRate: exchangeRate, shares: shares)
    let finance = business.map {
      CompanyFinance(
        $0, market: market, riskFreeRate: riskFreeRate, outcomes: kept, in: &company)
    }
    let recordsPrice =
      record.contains(CompanySeries.sharePrice.name) || record.contains(CompanySeries.shares.name)
    equity = Equity(
      arr: sales.arr, multiple: multiple, shares: shares,
      netCash: finance.map { Number(place: .column($0.financing.netCash), time: .step) } ?? netCash,
      exchangeRate: exchangeRate, recordsPrice: recordsPrice, in: &company)
    let drawdown = Drawdown(
      of: equity.value, recordsSeries: record.contains(CompanySeries.drawdown.name),
      outcomes: kept, in: &company)
    company.model.append(equity)
    company.model.append(drawdown)

    self.finance = finance
    let tellsMargin =
      record.contains(CompanySeries.grossMargin.name)
      || kept.contains(CompanyOutcome.finalGrossMargin.name)
    let parts = Parts(
      sales: sales, cash: cash, debt: debt, shares: shares, multiple: multiple, finance: finance,
      grossProfit: tellsMargin ? business.map { company.grossProfit(sales, $0) } : nil,
      equity: equity, drawdown: drawdown)
    company.offerMarket(parts, record: record)
    company.offerBusiness(parts, record: record)
    outcomes = company.outcomes(kept, of: parts)
    attribution = attributesPrice ? Attribution(of: parts, in: company.model) : nil
    company.model.append(sales.growth)
    offers = company.offers
  }
}

extension Company {
  /// What series and outcomes are read from.
  struct Parts {
    let sales: Sales
    /// Of the start.
    let cash: Number
    let debt: Number
    let shares: ShareCount
    let multiple: Multiple
    let finance: CompanyFinance?
    /// Of all lines; nil where nobody asks for a margin.
    let grossProfit: Column?
    let equity: Equity
    let drawdown: Drawdown
  }
}

extension Company {
  /// The EBITDA that a terminal value is made of, and the key that says how; nil without one.
  var terminal: (ebitda: Column, key: Parameter)? { finance?.value?.terminal }

  /// A multiple of a loss says nothing: told of where the path of medians ends with one.
  func doubtOfTerminalValue(at path: MedianPath, named company: String) -> ModelWarning? {
    guard let (column, parameter) = terminal, let ebitda = path.ends[column], ebitda < 0 else {
      return nil
    }
    return ModelWarning(
      key: ModelDefinition.Company.fullName(parameter.key, of: company),
      text:
        "values an EBITDA that is negative at the horizon, \(ebitda.shortText) with every draw at its "
        + "median; where it is, the business has no value at the horizon")
  }
}

/// What follows from a company's business and its market: raises, insolvency, intrinsic value.
struct CompanyFinance {
  let business: Business
  let financing: Financing
  let outcomes: BusinessOutcomes
  let value: IntrinsicValue?

  init(
    _ business: Business, market: Financing.Market, riskFreeRate: Number?, outcomes: Set<String>,
    in company: inout CompanyBuilder
  ) {
    self.business = business
    financing = Financing(cash: business.cash, market: market, in: &company)
    company.model.append(financing)
    self.outcomes = BusinessOutcomes(
      of: business, outcomes: outcomes, in: &company)
    company.model.append(self.outcomes)
    value = IntrinsicValue(
      business: business, financing: financing, market: market, riskFreeRate: riskFreeRate,
      in: &company)
    if let value { company.model.append(value) }
  }
}

extension CompanyBuilder {
  /// Whether new shares may be issued.
  fileprivate var issuesShares: Bool {
    has(ShareCount.stockCompensation) || has(section: "financing")
  }
}
