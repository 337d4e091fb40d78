import CKernels

/// Returns of the share price that are taken for given, one a step, on every path.
///
/// At the end of the step, S' = S(1 + r) with S the price of the date before. What the market cap needs for that
/// is a factor of its own, as that of a change of the share price: ln f fades with the multiple's half-life, or
/// stays without one. Raises of the step have been priced before it. A company that has been bought, or is worth
/// nothing to its holders, stays what it is.
///
/// Verified: `StressTests`, against products by hand.
struct ReplayedReturns: Component {
  let name: String
  let phase = Phase.equity
  private let equity: Equity
  private let moved: PriceMove
  /// On the date before.
  private let before: Column
  /// 1 up to a takeover; nil where there is none.
  private let listed: Column?

  init(of equity: Equity, _ moved: PriceMove, in company: Subject) {
    name = company.fullName("replay")
    (self.equity, self.moved) = (equity, moved)
    before = company.model.column()
    listed = company.part(Takeover.self)?.isListed
  }

  func start(_ block: Block) { keepPrice(block, at: 0) }

  func advance(_ block: Block, to step: Int) {
    if let change = moved.returns[step] { move(block, by: change) }
    keepPrice(block, at: step)
  }

  /// Where the next step needs it.
  private func keepPrice(_ block: Block, at step: Int) {
    guard moved.returns[step + 1] != nil, let price = equity.price else { return }
    block.fill(before, with: .column(price))
  }

  private func move(_ block: Block, by change: Double) {
    guard let price = equity.price.map({ block[$0] }) else { return }
    let (before, cap, value) = (block[before], block[equity.marketCap], block[equity.value])
    let (logs, factors) = (block[moved.log], block[moved.factor])
    let (shares, listed) = (equity.shares, listed.map { block[$0] })
    let part = shares.part.map { block[$0] }
    for path in 0..<block.capacity {
      guard listed?[path] != 0, price[path] > 0, before[path] > 0 else { continue }
      let replayed = before[path] * (1 + change)
      let needed = shares.marketCap(atPrice: replayed, path: path, in: block)
      let factor = needed / cap[path]
      logs[path] += CKernels.log(factor)
      factors[path] *= factor
      cap[path] = needed
      price[path] = replayed
      if value != price, value != cap { value[path] = needed * (part?[path] ?? 1) }
    }
  }
}
