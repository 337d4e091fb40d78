import CKernels
import Statistics

/// New shares for money, and insolvency where there is none.
///
/// A raise is priced on its own date: at the share price of what the company is worth before it, less a
/// discount. So one without discount and fee changes no share price. One that follows from an event may
/// state its price. On one date come those that are planned, those that follow from events, and those of
/// companies that are short of cash.
///
/// Verified: `BusinessTests`, against a spreadsheet; `FinancingTests`.
struct Financing: Component, Part {
  let name: String
  let phase = Phase.financing
  /// Cash less debt; -∞ from insolvency on, when nothing is left whatever the business is worth.
  let netCash: Column
  let ledger: Ledger
  let cash: Cash
  let market: Market
  /// 1 where the market takes new shares, else 0.
  let isOpen: Number
  private let planned: [PlannedRaise]
  /// What events ask for; nil where none does.
  private let asked: SaleQueue?
  private let emergency: Emergency?
  let fee: Number
  private let stepLength: Double
  /// What an emergency raise waits for; 0 without one.
  private let runwaySteps: Number

  /// What shares are worth.
  struct Market: Sendable {
    let arr: Column
    let multiple: Column
    let exchangeRate: Number
    let shares: ShareCount
    /// What events have done to the share price; nil where none do.
    let moved: Column?
    /// 1 up to a takeover, then 0; nil where there can be none.
    let listed: Column?
  }

  /// What has been raised since the start, and when the company became insolvent.
  struct Ledger: Sendable {
    /// Before fees.
    let raised: Column
    /// After them.
    let proceeds: Column
    let count: Column
    /// A step, ∞ where it is solvent.
    let insolvency: Column

    fileprivate init(in model: Compiler) {
      raised = model.column()
      proceeds = model.column()
      count = model.column()
      insolvency = model.column()
    }
  }

  private struct Emergency: Sendable {
    let covers: Number
    let discount: Number
    let limit: Number?
  }

  /// Nil for a company without a business: its cash is constant.
  init?(in company: Subject) {
    let model = company.model
    guard let cash = company.part(Cash.self) else { return nil }
    let multiple = company[Multiple.self]
    name = company.fullName("financing")
    self.cash = cash
    market = Market(
      arr: company[RecurringRevenue.self].level, multiple: multiple.level,
      exchangeRate: company.exchangeRate, shares: company[ShareCount.self],
      moved: company.part(PriceMove.self)?.factor,
      listed: company.part(Takeover.self)?.isListed)
    stepLength = model.stepLength
    netCash = model.column()
    ledger = Ledger(in: model)
    fee = company.number(Self.fee)
    planned = PlannedRaise.all(in: company)
    asked = company.soldByEvents()
    isOpen = Self.window(in: company)
    if planned.isEmpty, asked == nil, !company.has(Self.runway) {
      for key in [Self.fee, Self.closes] where company.has(key) {
        model.warn(
          company.fullName(key.key), "is not used, because nothing is raised")
      }
    }
    let runway = company.optional(Self.runway)
    if let runway, let covers = company.optional(Self.covers) {
      emergency = Emergency(
        covers: covers, discount: company.dated(Self.discount).onDate,
        limit: company.optional(Self.limit).map { model.dated($0).onDate })
      company.require(
        Self.covers, model.derive(covers, runway) { $0 - $1 }, .positive,
        "must be longer than financing.emergency.runway: it is what a raise is for")
    } else {
      emergency = nil
    }
    let perYear = 1 / stepLength
    runwaySteps = model.derive(runway ?? model.constant(0)) { $0 * perYear }
    model.append(self)
  }

  /// The market for new shares, by the name of its draws.
  static let windowName = "window"

  /// Whether the market takes new shares; it always does where the scenario has no window.
  private static func window(in company: Subject) -> Number {
    let model = company.model
    guard company.has(closes), company.has(reopens) else { return model.constant(1) }
    let (closes, reopens) = (company.number(Self.closes), company.number(Self.reopens))
    return Chain(
      company.fullName(windowName), rises: reopens, falls: closes,
      startsHigh: company.choice(windowAtStart) == "open", in: model
    ).isHigh
  }

  func start(_ block: Block) {
    for column in [ledger.raised, ledger.proceeds, ledger.count] {
      block.values(of: column).update(repeating: 0)
    }
    block.values(of: ledger.insolvency).update(repeating: .infinity)
    if let asked { block[asked].removeAll() }
    setNetCash(block)
  }

  func advance(_ block: Block, to step: Int) {
    let columns = Columns(of: self, in: block)
    for raise in planned where raise.step == step { take(raise, columns) }
    if let asked { block[asked].take { sell($0, columns) } }
    let room = block.capacity + 16
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room) { memory in
      guard let paths = memory.baseAddress else { return }
      let count = Int(
        ck_short_of_cash(
          paths, columns.cash, columns.flow, columns.solvent, block[runwaySteps],
          Rounding.tolerance,
          block.count))
      for place in 0..<count { rescue(Int(paths[place]), columns, at: step) }
    }
    setNetCash(block)
  }

  private func setNetCash(_ block: Block) {
    ck_net_cash(
      block[netCash], block[cash.cash], block[cash.solvent], block[cash.debt], block.count)
  }

  private func take(_ raise: PlannedRaise, _ columns: Columns) {
    let block = columns.block
    let (happens, amount, discount) = (
      block[raise.happens], block[raise.amount], block[raise.discount]
    )
    let rates = raise.conversion?.rates(in: block)
    for path in 0..<block.capacity where happens[path] != 0 && columns.sells(path) {
      issue(
        for: rates?.converted(amount[path], path) ?? amount[path], at: .discount(discount[path]),
        path, columns)
    }
  }

  private func sell(_ sale: Sale, _ columns: Columns) {
    guard columns.sells(sale.path) else { return }
    let rate = sale.conversion?.rates(in: columns.block)(sale.path) ?? 1
    issue(for: sale.amount * rate, at: sale.price, sale.path, columns)
  }

  /// A path that is short of cash raises some, or else is insolvent where it has none.
  private func rescue(_ path: Int, _ columns: Columns, at step: Int) {
    // Who owns the company pays for it.
    guard columns.isListed(path) else { return }
    let left = columns.cash[path]
    if let emergency, columns.isOpen[path] != 0, case let worth = columns.equity(path), worth > 0 {
      let block = columns.block
      let burn = max(-columns.flow[path] / stepLength, 0)
      let wanted = block[emergency.covers][path] * burn
      let need = wanted - left
      let kept = 1 - columns.fee[path]
      let whole = need / kept
      let gross = emergency.limit.map { min(whole, block[$0][path] * worth) } ?? whole
      // Nobody funds a company that has no cash after the raise either.
      if gross > 0, gross == whole || Rounding.settled(left + gross * kept, scale: abs(left)) > 0 {
        issue(for: gross, at: .discount(block[emergency.discount][path]), path, columns)
        // Exactly, so that rounding leaves no company below 0.
        if gross == whole { columns.cash[path] = wanted }
        return
      }
    }
    guard left <= 0 else { return }
    columns.solvent[path] = 0
    columns.cash[path] = 0
    columns.block[ledger.insolvency][path] = Double(step)
  }

  private func issue(for gross: Double, at price: Sale.Price, _ path: Int, _ columns: Columns) {
    let block = columns.block
    let count: Double
    switch price {
    case .discount(let discount):
      let rate = columns.exchangeRate[path]
      let price = market.shares.price(
        marketCap: columns.equity(path) * rate, path: path, in: block)
      count = gross * rate / (price * (1 - discount))
    case .fixed(let price, let conversion):
      count = gross / (price * (conversion?.rates(in: block)(path) ?? 1))
    }
    market.shares.issue(count, path: path, in: block)
    let net = gross * (1 - columns.fee[path])
    columns.cash[path] += net
    block[ledger.raised][path] += gross
    block[ledger.proceeds][path] += net
    block[ledger.count][path] += 1
  }

  static let processes = [windowName]
}
