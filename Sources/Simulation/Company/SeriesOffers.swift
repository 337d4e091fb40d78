import CKernels

// What a company offers to record; a series that nobody records costs nothing.

extension CompanyBuilder {
  /// What customers use, and what the market pays.
  mutating func offerMarket(_ parts: Company.Parts, record: Set<String>) {
    if record.contains(CompanySeries.usage.name) {
      offer(.usage, exponential(of: parts.sales.usage.log, "usage level"))
    }
    if record.contains(CompanySeries.listPrice.name) {
      let log = parts.sales.listPrice?.log ?? model.zeros
      offer(.listPrice, exponential(of: log, "list price level"))
    }
    offer(.recurringRevenue, parts.sales.arr.level)
    offer(.multiple, parts.multiple.level)
    let equity = parts.equity
    offer(.enterpriseValue, equity.enterpriseValue)
    offer(.marketCap, equity.marketCap)
    if let price = equity.price {
      offer(.sharePrice, price)
      if record.contains(CompanySeries.shares.name) {
        let shares = model.column()
        model.append(
          DilutedShares(
            name: fullName("shares"), marketCap: equity.marketCap, price: price,
            issued: parts.shares.issued, hasOptions: parts.shares.hasOptions, output: shares))
        offer(.shares, shares)
      }
    }
    if let ratio = parts.drawdown.ratio { offer(.drawdown, ratio, reading: .shortfall) }
  }

  /// What the company earns, and what it has. Amounts that may be 0 or less are counted on the scale of
  /// ARR.
  mutating func offerBusiness(_ parts: Company.Parts, record: Set<String>) {
    let scale = parts.sales.arr.level
    offer(.revenue, parts.sales.revenue.level)
    guard let finance = parts.finance else {
      for (series, number) in [(CompanySeries.cash, parts.cash), (.debt, parts.debt)]
      where record.contains(series.name) {
        offer(series, constant(number, series.name), scale: scale)
      }
      return
    }
    let (business, revenue) = (finance.business, parts.sales.revenue.level)
    offer(.ebitda, business.ebitda, scale: scale)
    offer(.cash, business.cash.cash, scale: scale)
    if record.contains(CompanySeries.debt.name) {
      offer(.debt, constant(business.cash.debt, CompanySeries.debt.name), scale: scale)
    }
    if has(section: "financing") { offer(.raised, finance.financing.ledger.raised, scale: scale) }
    if record.contains(CompanySeries.grossMargin.name), let profit = parts.grossProfit {
      offer(.grossMargin, ratio(profit, revenue, "gross margin"))
    }
    if record.contains(CompanySeries.ebitdaMargin.name) {
      offer(.ebitdaMargin, ratio(business.ebitda, revenue, "EBITDA margin"))
    }
  }

  /// Gross profit of all lines.
  mutating func grossProfit(_ sales: Sales, _ business: Business) -> Column {
    guard !sales.revenue.lineProfits.isEmpty else { return business.grossProfit }
    let sum = model.column()
    model.append(
      Sum(
        name: fullName("gross profit of all lines"), first: business.grossProfit,
        others: sales.revenue.lineProfits, output: sum))
    return sum
  }

  mutating func ratio(_ part: Column, _ whole: Column, _ label: String) -> Column {
    let ratio = model.column()
    model.append(Ratio(name: fullName(label), part: part, whole: whole, output: ratio))
    return ratio
  }

  /// A column of a number: itself where it is one.
  private mutating func constant(_ number: Number, _ label: String) -> Column {
    if case .column(let column) = number.place { return column }
    let column = model.column()
    model.append(Constant(name: fullName(label), number: number, output: column))
    return column
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

/// output = part / whole, a share of revenue; 0 of nothing is 0.
struct Ratio: Component {
  let name: String
  let part: Column
  let whole: Column
  let output: Column

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    let (part, whole, output) = (block[part], block[whole], block[output])
    for path in 0..<block.capacity {
      output[path] = whole[path] == 0 ? 0 : part[path] / whole[path]
    }
  }
}

/// A column and numbers, added up.
struct Sum: Component {
  let name: String
  let first: Column
  let others: [Number]
  let output: Column

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    block.fill(output, with: .column(first))
    for other in others { ck_add(block[output], block[other], block.count) }
  }
}

/// A number that is the same on all paths, as a column.
struct Constant: Component {
  let name: String
  let number: Number
  let output: Column

  func start(_ block: Block) { block.fill(output, with: number) }
  func advance(_ block: Block, to step: Int) {}
}
