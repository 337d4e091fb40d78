import CKernels

/// Shares that a market cap is divided by; those issued where it is 0, or where nothing dilutes.
struct DilutedShares: Component {
  let name: String
  let phase = Phase.outputs
  private let marketCap: Column
  private let price: Column
  private let issued: Number
  private let hasOptions: Bool
  private let output: Column

  /// - Parameter price: The share price.
  static func column(at price: Column, _ equity: Equity, in company: Subject) -> Column {
    let shares = DilutedShares(at: price, equity, in: company)
    company.model.append(shares)
    return shares.output
  }

  private init(at price: Column, _ equity: Equity, in company: Subject) {
    let shares = company[ShareCount.self]
    name = company.fullName("shares")
    marketCap = equity.marketCap
    self.price = price
    (issued, hasOptions) = (shares.issued, shares.hasOptions)
    output = company.model.column()
  }

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    guard hasOptions else { return block.fill(output, with: issued) }
    ck_quotient_or(
      block[output], block[marketCap], block[price], block[issued], block.count)
  }
}

/// What a share is worth at the start, where no price is kept.
struct PriceAtStart: Component {
  let name: String
  let phase = Phase.outputs
  private let marketCap: Column
  private let shares: Number
  private let output: Column

  static func column(in company: Subject) -> Column {
    let price = PriceAtStart(in: company)
    company.model.append(price)
    return price.output
  }

  private init(in company: Subject) {
    name = company.fullName("share price at the start")
    marketCap = company[Equity.self].marketCap
    shares = company[ShareCount.self].issuedAtStart
    output = company.model.column()
  }

  func start(_ block: Block) {
    let (cap, shares, price) = (block[marketCap], block[shares], block[output])
    for path in 0..<block.capacity { price[path] = cap[path] / shares[path] }
  }
}
