import CKernels

/// What the company is worth to a holder of today who never sells: discounted cash, and a value at the
/// horizon.
///
/// Under the risk-adjusted measure, net cash at the horizon and the terminal value, discounted at the
/// risk-free rate. Or, at a stated rate, net cash of the start, free cash flows at the middle of their
/// steps, what raises bring, and the terminal value. An insolvent path is worth nothing. Both are for
/// today's holders: those who buy new shares own their part. Where the company is bought, its holders have what
/// they got on that date, discounted at the stated rate. What is paid in another currency than that of the share
/// price is converted where it is paid.
///
/// The terminal value is a multiple of a year's EBITDA or a perpetuity, F (1 + g) / (ρ - g) with F
/// EBITDA less tax. It is never below 0: a business that loses money at the horizon is closed there.
///
/// Reference: Schwartz & Moon (2000) for the risk-adjusted value. Verified: `BusinessTests`, against a
/// spreadsheet; `SchwartzMoonValueTests`.
struct IntrinsicValue: Component, Part {
  let name: String
  let phase = Phase.outputs
  /// In the reporting currency; nil where the scenario does not state what it takes.
  let discounted: Value?
  let freeCashFlow: Value?
  private let cash: Cash
  private let ebitda: Column
  private let financing: Financing
  private let flows: Flows?
  private let riskFree: Terminal?
  private let steps: Int
  private let years: Double
  private let takeover: (date: Column, marketCap: Column)?

  /// Of all shares of today, and of one.
  struct Value: Sendable {
    let total: Column
    let perShare: Column

    fileprivate init(in model: Compiler) {
      total = model.column()
      perShare = model.column()
    }
  }

  /// What a path is worth at the horizon and what that is worth today.
  private struct Terminal: Sendable {
    let multiple: Number?
    let growth: Number?
    let rate: Number
    /// (1 + rate)^-horizon.
    let discount: Number
  }

  /// What is discounted on the way.
  private struct Flows: Sendable {
    let terminal: Terminal
    /// Discount factors of the middle and of the end of a step.
    let middle: Number
    let end: Number
    /// What is discounted: free cash flow.
    let flow: Column
    let sum: Column
    let proceedsBefore: Column
    /// What makes it the reporting currency on its date; nil where that is one number, for the sum.
    let rates: FlowRates?
  }

  /// Nil where the scenario asks for no value.
  init?(in company: Subject) {
    let model = company.model
    guard company.has(section: "intrinsicValue"), let financing = company.part(Financing.self)
    else { return nil }
    name = company.fullName("intrinsicValue")
    self.financing = financing
    cash = financing.cash
    ebitda = cash.costs.ebitda
    (steps, years) = (model.grid.steps, model.grid.horizon)
    takeover = company.part(Takeover.self).map { ($0.date, company[Equity.self].marketCap) }
    if let rate = company.optional(Self.discountRate), let flow = cash.freeCashFlow {
      let terminal = Self.terminal(rate, "the discount rate", in: company)
      let dt = model.stepLength
      let factor = model.derive(rate) { exp(-log1p($0) * dt) }
      // At step k: (1 + ρ)^-(k - 1/2)Δ, and (1 + ρ)^-kΔ.
      let half = model.derive(rate) { exp(log1p($0) * dt / 2) }
      flows = Flows(
        terminal: terminal,
        middle: GrowingNumber.number(name, initial: half, factor: factor, in: model),
        end: GrowingNumber.number(
          name, initial: model.constant(1), factor: factor, in: model),
        flow: flow, sum: model.column(), proceedsBefore: model.column(),
        rates: FlowRates(of: company))
      freeCashFlow = Value(in: model)
    } else {
      (flows, freeCashFlow) = (nil, nil)
    }
    if model.measure == .riskAdjusted {
      guard let rate = company.world.riskFreeRate else {
        model.refuse(World.riskFreeRate.key, "missing: a risk-adjusted value is discounted at it")
        return nil
      }
      company.warnOfRiskChargedTwice()
      riskFree = Self.terminal(rate, "the risk-free rate", in: company)
      discounted = Value(in: model)
    } else {
      (riskFree, discounted) = (nil, nil)
      if flows == nil {
        company.refuse(
          Self.discountRate,
          "missing: outside `measure: riskAdjusted` a value needs a rate to discount at")
      }
    }
    model.append(self)
    warnOfLoss(in: company)
  }

  /// Says where a multiple is of a loss.
  private func warnOfLoss(in company: Subject) {
    let model = company.model
    guard let terminal = riskFree ?? flows?.terminal,
      let key = terminal.multiple != nil
        ? Self.terminalMultiple : terminal.growth != nil ? Self.terminalGrowth : nil
    else { return }
    let name = company.fullName(key.key)
    model.doubt(endOf: ebitda) { ebitda in
      guard ebitda < 0 else { return nil }
      return ModelWarning(
        key: name,
        text:
          "values an EBITDA that is negative at the horizon, \(ebitda.shortText) with every draw at its "
          + "median; where it is, the business has no value at the horizon")
    }
  }

  private static func terminal(
    _ rate: Number, _ rateName: String, in company: Subject
  ) -> Terminal {
    let model = company.model
    let horizon = model.grid.horizon
    let (multiple, growth) = (company.optional(terminalMultiple), company.optional(terminalGrowth))
    if multiple != nil, growth != nil {
      company.refuse(
        terminalGrowth,
        "contradicts \(company.fullName(terminalMultiple.key)): give one of them")
    }
    if let growth {
      model.requireBelow(
        growth, rate, company.fullName(terminalGrowth.key), rateName)
    }
    return Terminal(
      multiple: multiple, growth: growth, rate: rate,
      discount: model.derive(rate) { exp(-log1p($0) * horizon) })
  }

  func start(_ block: Block) {
    for value in [discounted, freeCashFlow].compactMap(\.self) {
      for column in [value.total, value.perShare] {
        block.values(of: column).update(repeating: 0)
      }
    }
    guard let flows else { return }
    block.values(of: flows.proceedsBefore).update(repeating: 0)
    let (sum, cash, debt) = (
      block[flows.sum], block[cash.cash], block[cash.debt]
    )
    for path in 0..<block.capacity { sum[path] = cash[path] - debt[path] }
    flows.rates?.start(sum, in: block)
  }

  func advance(_ block: Block, to step: Int) {
    if let flows { discount(flows, in: block) }
    guard step == steps else { return }
    if let riskFree, let discounted {
      let (cash, debt, factor) = (
        block[cash.cash], block[cash.debt],
        block[riskFree.discount]
      )
      value(discounted, riskFree, in: block) { path, terminal in
        (cash[path] - debt[path] + terminal) * factor[path]
      }
    }
    if let flows, let freeCashFlow {
      let (sum, factor) = (block[flows.sum], block[flows.terminal.discount])
      // What has been converted already is not so again with the whole.
      let rate = flows.rates.map { _ in block[financing.market.exchangeRate] }
      value(freeCashFlow, flows.terminal, in: block) { path, terminal in
        sum[path] / (rate?[path] ?? 1) + terminal * factor[path]
      }
    }
  }

  private func discount(_ flows: Flows, in block: Block) {
    let (middle, end) =
      flows.rates?.factors(flows.middle, flows.end, in: block) ?? (flows.middle, flows.end)
    ck_discount_flows(
      block[flows.sum], block[flows.proceedsBefore], block[flows.flow],
      block[financing.ledger.proceeds], block[middle], block[end], block.count)
  }

  /// - Parameter whole: What all shares of the horizon are worth today, given the terminal value.
  private func value(
    _ value: Value, _ terminal: Terminal, in block: Block,
    _ whole: (_ path: Int, _ terminal: Double) -> Double
  ) {
    let (total, perShare) = (block[value.total], block[value.perShare])
    let (solvent, pace, tax) = (
      block[cash.solvent], block[ebitda],
      block[cash.taxRate]
    )
    let (shares, first, rate) = (
      block[financing.market.shares.issued], block[financing.market.shares.issuedAtStart],
      block[financing.market.exchangeRate]
    )
    for path in 0..<block.capacity {
      guard solvent[path] != 0 else {
        (total[path], perShare[path]) = (0, 0)
        continue
      }
      if let takeover, block[takeover.date][path] < .infinity {
        let years = block[takeover.date][path] * years / Double(steps)
        let factor = exp(-years * CKernels.log(1 + block[terminal.rate][path]))
        let cap = block[takeover.marketCap][path]
        total[path] = factor * cap * first[path] / shares[path]
        perShare[path] =
          factor * financing.market.shares.price(marketCap: cap, path: path, in: block)
        continue
      }
      var atHorizon = 0.0
      if let multiple = terminal.multiple {
        atHorizon = block[multiple][path] * max(pace[path], 0)
      } else if let growth = terminal.growth {
        let (g, r) = (block[growth][path], block[terminal.rate][path])
        atHorizon = max(pace[path], 0) * (1 - tax[path]) * (1 + g) / (r - g)
      }
      let equity = whole(path, atHorizon) * rate[path]
      total[path] = equity * first[path] / shares[path]
      // Options are exercised at the horizon.
      let factor = block[terminal.discount][path]
      perShare[path] =
        factor * financing.market.shares.price(marketCap: equity / factor, path: path, in: block)
    }
  }
}
