import CKernels
import Statistics

/// From the multiple to the share price: EV = M · ARR, market cap = max(EV + cash - debt, 0) in the
/// reporting currency, share price = market cap / diluted shares.
struct Equity: Component {
  let name: String
  let marketCap: Column
  /// What drawdowns are taken of: the share price, or the market cap where the two move together.
  let value: Column
  let enterpriseValue: Column
  let price: Column?
  private let shares: ShareCount
  private let arr: Column
  private let multiple: Column
  let netCash: Number
  let exchangeRate: Number
  private let perShare: Number
  /// Whether the market cap is the enterprise value: nothing to add, nothing to convert.
  private let isDirect: Bool

  init(
    arr: RecurringRevenue, multiple: Multiple, shares: ShareCount, netCash: Number,
    exchangeRate: Number, recordsPrice: Bool, in company: inout CompanyBuilder
  ) {
    name = company.fullName("equity")
    self.shares = shares
    self.arr = arr.level
    self.multiple = multiple.level
    self.netCash = netCash
    self.exchangeRate = exchangeRate
    perShare = company.model.derive(shares.issuedAtStart) { 1 / $0 }
    isDirect =
      company.model.value(of: netCash) == 0 && company.model.value(of: exchangeRate) == 1
    enterpriseValue = company.model.column()
    marketCap = isDirect ? enterpriseValue : company.model.column()
    // With a constant number of shares the market cap moves as the price does.
    let isApart = shares.hasOptions || shares.isMoving
    price = recordsPrice || isApart ? company.model.column() : nil
    value = isApart ? price ?? marketCap : marketCap
  }

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    let ev = block[enterpriseValue]
    ck_multiply(ev, block[arr], block[.column(multiple)], block.count)
    if !isDirect {
      ck_floor_at_zero(
        block[marketCap], ev, block[netCash], block[exchangeRate], Rounding.tolerance, block.count)
    }
    if let price {
      shares.setPrice(price, marketCap: marketCap, perShare: perShare, in: block)
    }
  }

  static let sharePrice = Parameter.number(
    "sharePrice", .money, .positive, example: "36 USD",
    help: "Share price at the start; the multiple starts at the one it implies.")

  static let parameters = [sharePrice]
}

/// The multiple at the start: stated, or implied by the share price path by path.
enum StartingMultiple {
  /// M at the start; reports what is missing or contradictory.
  static func level(
    arr: Number, shares: ShareCount, netCash: Number, exchangeRate: Number,
    reportingCurrency: String, in company: inout CompanyBuilder
  ) -> Number {
    let stated = company.optional(Multiple.initial)
    let price = company.optional(Equity.sharePrice, in: reportingCurrency)
    switch (stated, price) {
    case (let stated?, nil):
      let equity = company.model.derive(stated, arr, netCash) { multiple, arr, netCash in
        Rounding.settled(multiple * arr + netCash, scale: multiple * arr)
      }
      if let equity = company.model.value(of: equity), equity <= 0 {
        company.refuse(
          Cash.debt, "leaves an equity of \(equity.shortText) at the start; above 0 was expected")
      }
      company.model.check(
        equity, .positive, cause: "\(company.name): debt exceeds the whole value at the start")
      return stated
    case (nil, let price?):
      if let part = company.scope(RecurringRevenue.value) {
        company.model.warn(
          company.fullName(RecurringRevenue.value.key),
          "is that of a part (\(part)), while sharePrice values the whole company; the multiple is "
            + "of the part")
      }
      let cap = shares.marketCap(at: price, in: &company.model)
      let value = company.model.derive(cap, exchangeRate, netCash) { cap, rate, netCash in
        Rounding.settled(cap / rate - netCash, scale: cap / rate)
      }
      if let value = company.model.value(of: value), value <= 0 {
        company.refuse(
          Equity.sharePrice,
          "implies an enterprise value of \(value.shortText): market cap plus debt must exceed cash"
        )
      }
      company.model.check(
        value, .positive,
        cause: "\(company.name): the share price implies an enterprise value of 0 or less")
      return company.model.derive(value, arr) { $0 / $1 }
    case (_?, _?):
      company.refuse(
        Multiple.initial, "contradicts sharePrice, which implies the multiple: give one of them")
    case (nil, nil):
      company.refuse(Equity.sharePrice, "missing: give sharePrice or multiple.initial")
    }
    return company.model.constant(1)
  }
}
