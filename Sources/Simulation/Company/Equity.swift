import CKernels
import Statistics

/// From the multiple to the share price: EV = M · ARR, market cap = max(EV + cash - debt, 0) in the
/// reporting currency, share price = market cap / diluted shares.
struct Equity: Component, Part {
  let name: String
  let phase = Phase.equity
  let marketCap: Column
  /// What drawdowns are taken of: the share price, or the market cap where the two move together; of it what
  /// belongs to the shares of the start where only events sell new ones.
  let value: Column
  let enterpriseValue: Column
  let price: Column?
  private let moved: PriceMove?
  let shares: ShareCount
  private let arr: Column
  private let multiple: Column
  let netCash: Number
  let exchangeRate: Number
  private let perShare: Number
  /// Whether the market cap is the enterprise value: nothing to add, nothing to convert.
  private let isDirect: Bool

  init(in company: Subject) {
    let model = company.model
    let (multiple, shares) = (company[Multiple.self], company[ShareCount.self])
    name = company.fullName("equity")
    self.shares = shares
    arr = company[RecurringRevenue.self].level
    self.multiple = multiple.level
    netCash =
      company.part(Financing.self).map { Number.moving($0.netCash) }
      ?? company[OpeningBalance.self].net
    exchangeRate = company.exchangeRate
    perShare = model.derive(shares.issuedAtStart) { 1 / $0 }
    moved = company.part(PriceMove.self)
    let takeover = company.part(Takeover.self)
    isDirect =
      model.value(of: netCash) == 0 && model.value(of: exchangeRate) == 1 && moved == nil
      && takeover == nil
    enterpriseValue = model.column()
    marketCap = isDirect ? enterpriseValue : model.column()
    // With a constant number of shares the market cap moves as the price does.
    let isApart = shares.hasOptions || shares.isMoving
    let isTold = [Self.sharePrice, Self.dilutedShares].contains(where: company.isAsked)
    price = isTold || isApart || moved?.returns.isEmpty == false ? model.column() : nil
    value =
      shares.part != nil && !shares.hasOptions
      ? model.column() : isApart ? price ?? marketCap : marketCap
    model.append(self)
    if let takeover { model.append(PricesOfTakeover(takeover, self, in: company)) }
    if let moved, !moved.returns.isEmpty {
      model.append(ReplayedReturns(of: self, moved, in: company))
    }
    model.requireFinite(marketCap, name: company.fullName(Self.marketCap.ownName))
  }

  /// The share price for one of `value`; nil where that is the share price.
  var priceOfValue: Number? { value == price ? nil : perShare }

  /// With the premiums of other listings; all else goes by the price at home.
  private func wholeMarketCap(in company: Subject) -> Column {
    company.part(Listings.self)?.marketCap ?? marketCap
  }

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    let ev = block[enterpriseValue]
    ck_multiply(ev, block[arr], block[.column(multiple)], block.count)
    if !isDirect {
      ck_floor_at_zero(
        block[marketCap], ev, block[netCash], block[exchangeRate], Rounding.tolerance, block.count)
    }
    if let moved {
      ck_multiply(
        block[marketCap], block[marketCap], block[.moving(moved.factor)], block.count)
    }
    if value != price, value != marketCap { shares.set(value, toPartOf: marketCap, in: block) }
    if let price {
      shares.setPrice(price, marketCap: marketCap, perShare: perShare, in: block)
    }
  }

  static let marketCap = Quantity.series(
    "marketCap", .reportingCurrency, standard: true, worst: .below, family: .market,
    role: .marketCap,
    help: "Enterprise value + cash - debt, not below 0; with what other listings add to it.")
  static let dilutedShares = Quantity.series(
    "shares", .shares, worst: .above, family: .market,
    help: "Diluted shares: market cap over share price.")
  static let sharePrice = Quantity.series(
    "sharePrice", .reportingCurrency, standard: true, worst: .below, family: .market,
    role: .sharePrice,
    picture: .worth, help: "Market cap over diluted shares.")

  static let offers = [
    Offer(
      .series(
        "enterpriseValue", .ownCurrency, worst: .below, family: .market,
        help: "ARR times the multiple.")
    ) { (equity: Equity, _) in .column(equity.enterpriseValue) },
    Offer(marketCap) { (equity: Equity, company) in .column(equity.wholeMarketCap(in: company)) },
    Offer(dilutedShares) { (equity: Equity, company) in
      equity.price.map { .column(DilutedShares.column(at: $0, equity, in: company)) }
    },
    Offer(sharePrice) { (equity: Equity, _) in equity.price.map { .column($0) } },
    Offer(
      .outcome(
        "finalRevenueMultiple", .multiple, worst: .below,
        help: "Market cap over revenue at the horizon; 0 where there is no revenue.")
    ) { (equity: Equity, company) in
      let revenue = company.product(
        company[Revenue.self].level, company.exchangeRate, "revenue as reported")
      return .formula(.quotient(equity.wholeMarketCap(in: company), revenue))
    },
  ]

  static let sharePriceAtStart = Parameter.number(
    "sharePrice", .money, .positive, role: .sharePrice, example: "36 USD",
    help: "Share price at the start; the multiple starts at the one it implies.")

  static let levels = [
    MovableLevel(
      "sharePrice", .money, .positive, [.change],
      help:
        """
        The share price, by a factor of its own on the market cap that fades with the multiple's \
        half-life; without one it stays.
        """)
  ]

  static let parameters = [sharePriceAtStart]
}

extension Subject {
  /// What a holder has of it: of a company its share price.
  var held: HeldValue { heldValue ?? HeldValue(column: self[Equity.self].value, phase: .equity) }
}
