import CKernels

/// One company: its parts in the order of a step, and what it offers to record.
struct Company {
  let offers: [String: CompanyBuilder.SeriesOffer]
  /// Of the outcomes that are kept, in the order of their declaration.
  let outcomes: [(outcome: CompanyOutcome, formula: OutcomeFormula)]
  let equity: Equity
  /// Nil where nobody asks what moved the share price.
  let attribution: Attribution?

  /// The order in which the parts are appended is the order in which they move, declared here and
  /// nowhere else: list price, usage, ARR, multiple, equity, drawdown, and last growth, which all of
  /// them see as it was at the start of the step.
  init(
    in company: inout CompanyBuilder, reportingCurrency: String, record: Set<String>,
    outcomes kept: Set<String>, attributesPrice: Bool
  ) {
    let growth = Growth(in: &company)
    let listPrice = ListPrice(in: &company)
    let usage = Usage(listPrice: listPrice, in: &company, growth: growth)
    let arr = RecurringRevenue(usage: usage, growth: growth, listPrice: listPrice, in: &company)
    let shares = ShareCount(reportingCurrency: reportingCurrency, in: &company)
    let netCash = company.netCash()
    let exchangeRate =
      company.exchangeRate(to: reportingCurrency) ?? company.model.constant(1)
    let start = StartingMultiple.log(
      logARR: arr.logAtStart, shares: shares, netCash: netCash, exchangeRate: exchangeRate,
      reportingCurrency: reportingCurrency, in: &company)
    let multiple = Multiple(logAtStart: start, growth: growth, in: &company)
    let recordsPrice =
      record.contains(CompanySeries.sharePrice.name) || record.contains(CompanySeries.shares.name)
    equity = Equity(
      arr: arr, multiple: multiple, shares: shares, netCash: netCash, exchangeRate: exchangeRate,
      recordsPrice: recordsPrice, in: &company)
    let drawdown = Drawdown(
      of: equity.value, recordsSeries: record.contains(CompanySeries.drawdown.name),
      outcomes: kept, in: &company)

    if let listPrice { company.model.append(listPrice) }
    company.model.append(usage)
    company.model.append(arr)
    company.model.append(multiple)
    company.model.append(equity)
    company.model.append(drawdown)
    company.offerSeries(
      usage: usage, listPrice: listPrice, arr: arr, multiple: multiple, equity: equity,
      drawdown: drawdown, record: record)
    outcomes = company.outcomes(kept, of: drawdown, price: equity.value)
    attribution =
      attributesPrice
      ? Attribution(
        of: equity.price, usage: usage, listPrice: listPrice, multiple: multiple, shares: shares,
        netCash: netCash, exchangeRate: exchangeRate, enterpriseValue: equity.enterpriseValue,
        in: company.model)
      : nil
    company.model.append(growth)
    offers = company.offers
  }
}

extension CompanyBuilder {
  fileprivate mutating func netCash() -> Number {
    let (cash, debt) = (number(Cash.value), number(Cash.debt))
    return model.derive(cash, debt) { $0 - $1 }
  }

  /// Offers what is recorded; a series that nobody records costs nothing.
  fileprivate mutating func offerSeries(
    usage: Usage, listPrice: ListPrice?, arr: RecurringRevenue, multiple: Multiple, equity: Equity,
    drawdown: Drawdown, record: Set<String>
  ) {
    if record.contains(CompanySeries.usage.name) {
      offer(.usage, exponential(of: usage.log, "usage level"))
    }
    if record.contains(CompanySeries.listPrice.name) {
      let log = listPrice?.log ?? model.zeros
      offer(.listPrice, exponential(of: log, "list price level"))
    }
    offer(.recurringRevenue, arr.level)
    offer(.multiple, multiple.level)
    offer(.enterpriseValue, equity.enterpriseValue)
    offer(.marketCap, equity.marketCap)
    if let price = equity.price {
      offer(.sharePrice, price)
      if record.contains(CompanySeries.shares.name) {
        let shares = model.column()
        model.append(
          DilutedShares(
            name: fullName("shares"), marketCap: equity.marketCap, price: price,
            issued: equity.issuedShares, hasOptions: equity.hasOptions, output: shares))
        offer(.shares, shares)
      }
    }
    if let ratio = drawdown.ratio { offer(.drawdown, ratio, reading: .shortfall) }
  }

  private mutating func exponential(of log: Column, _ label: String) -> Column {
    let level = model.column()
    model.append(Exponential(name: fullName(label), log: log, level: level))
    return level
  }
}

/// level = e^log, for a series that is modelled in logarithms.
struct Exponential: Component {
  let name: String
  let log: Column
  let level: Column

  func start(_ block: Block) { advance(block, to: 0) }
  func advance(_ block: Block, to step: Int) { ck_exp(block[level], block[log], block.count) }
}

/// Shares that a market cap is divided by; those issued where it is 0, or where nothing dilutes.
struct DilutedShares: Component {
  let name: String
  let marketCap: Column
  let price: Column
  let issued: Number
  let hasOptions: Bool
  let output: Column

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    let (cap, price, issued, output) = (
      block[marketCap], block[price], block[issued], block[output]
    )
    for path in 0..<block.capacity {
      let isDiluted = hasOptions && price[path] != 0
      output[path] = isDiluted ? cap[path] / price[path] : issued[path]
    }
  }
}
