// How the outcomes of a company's business follow, at the horizon, from what a path leaves.

extension CompanyBuilder {
  /// The formula of an outcome; nil where the company has not what it needs.
  mutating func businessFormula(
    of outcome: CompanyOutcome, _ parts: Company.Parts
  ) -> OutcomeFormula? {
    if outcome == .dilution { return dilution(parts.shares) }
    guard let finance = parts.finance else { return nil }
    let ledger = finance.financing.ledger
    switch outcome {
    case .insolvency:
      return .censoredStep(ledger.insolvency, of: Double(model.grid.steps), model.zeros)
    case .runway: return finance.outcomes.runway.map(time)
    case .breakEven: return finance.outcomes.breakEven.map(time)
    case .cumulativeBurn: return finance.outcomes.burn.map { amount($0, of: parts.sales.arr.level) }
    case .finalGrossMargin:
      return parts.grossProfit.map { quotient($0, parts.sales.revenue.level) }
    case .finalEBITDAMargin: return quotient(finance.business.ebitda, parts.sales.revenue.level)
    case .raises: return has(section: "financing") ? amount(ledger.count) : nil
    case .discountedValue:
      return finance.value?.discounted.map { amount($0.total, of: parts.equity.marketCap) }
    case .discountedValuePerShare:
      return finance.value?.discounted.map { perShare($0.perShare, parts) }
    case .freeCashFlowValue:
      return finance.value?.freeCashFlow.map { amount($0.total, of: parts.equity.marketCap) }
    case .freeCashFlowValuePerShare:
      return finance.value?.freeCashFlow.map { perShare($0.perShare, parts) }
    default: return nil
    }
  }

  /// 1 - shares of the start / shares of the horizon, kept as the ratio.
  private mutating func dilution(_ shares: ShareCount) -> OutcomeFormula? {
    guard case .column(let issued) = shares.issued.place, shares.isMoving else { return nil }
    let start = model.column()
    model.append(KeptStart(name: fullName("dilution"), column: issued, start: start))
    return OutcomeFormula(inputs: (start, issued), value: { $0 / $1 }, reading: .shortfall)
  }

  /// The years after which something happens, ∞ where it has not by the horizon.
  private func time(_ column: Column) -> OutcomeFormula {
    let (steps, dt) = (Double(model.grid.steps), model.stepLength)
    return OutcomeFormula(
      inputs: (column, model.zeros), value: { step, _ in step * dt },
      bound: { step, _ in min(step, steps) * dt }, centre: steps * dt)
  }

  private func amount(_ column: Column, of scale: Column? = nil) -> OutcomeFormula {
    OutcomeFormula(inputs: (column, model.zeros), value: { amount, _ in amount }, scale: scale)
  }

  private func quotient(_ part: Column, _ whole: Column) -> OutcomeFormula {
    // Of no revenue there is no margin: 0, as in the series.
    OutcomeFormula(inputs: (part, whole), value: { $1 == 0 ? 0 : $0 / $1 })
  }

  /// Of the size of the share price.
  private mutating func perShare(_ column: Column, _ parts: Company.Parts) -> OutcomeFormula {
    if let price = parts.equity.price { return amount(column, of: price) }
    let price = model.column()
    model.append(
      PriceAtStart(
        name: fullName("share price at the start"), marketCap: parts.equity.marketCap,
        shares: parts.shares.issuedAtStart, output: price))
    return amount(column, of: price)
  }
}

/// What a share is worth at the start, where no price is kept.
private struct PriceAtStart: Component {
  let name: String
  let marketCap: Column
  let shares: Number
  let output: Column

  func start(_ block: Block) {
    let (cap, shares, price) = (block[marketCap], block[shares], block[output])
    for path in 0..<block.capacity { price[path] = cap[path] / shares[path] }
  }

  func advance(_ block: Block, to step: Int) {}
}
