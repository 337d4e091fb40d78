import CKernels
import Statistics

/// The purchase of the whole company by an event: a holder gets the share price of the date and a premium, and
/// that is the share price from then on.
///
/// It comes behind the financing of its date, and happens once, to a company that is solvent and worth
/// something to its holders. Market cap and shares stay with the price; the business goes on.
///
/// Verified: `TakeoverTests`, against a mixture of lognormals.
struct Takeover: Part {
  /// In steps, ∞ where there is none.
  let date: Column
  /// 1 up to it, 0 from then on.
  let isListed: Column
  /// ln(1 + premium) from it on, else 0.
  let log: Column
  /// Paths that have had one, in the order of its date.
  let paths: PathList
  let bids: Bids

  /// Nil where no event buys it.
  init?(in company: Subject) {
    guard let bids = company.bids else { return nil }
    let model = company.model
    self.bids = bids
    (date, isListed, log) = (model.column(), model.column(), model.column())
    paths = PathList(in: model)
  }

  func start(_ block: Block) {
    bids.start(block)
    block[paths].removeAll()
    block.values(of: date).update(repeating: .infinity)
    block.values(of: isListed).update(repeating: 1)
    block.values(of: log).update(repeating: 0)
  }

  static let offers = [
    Offer(
      .outcome(
        "takeover", .date, words: "date of takeover", effects: [Effect.Operation.buyOut.rawValue],
        worst: nil, levels: .byAnniversary, open: .init(after: "is not bought by"), role: .takeover,
        help: "Date on which the company is bought, if it is.")
    ) { (takeover: Takeover, company) in
      .formula(.step(takeover.date, mayBeOpen: true, in: company.model))
    }
  ]
}

/// What a holder got, in place of what the market would pay.
struct PricesOfTakeover: Component {
  let name: String
  let phase = Phase.equity
  private let takeover: Takeover
  private let equity: Equity
  /// 1, or 0 from insolvency on; nil where a company cannot be insolvent.
  private let solvent: Column?
  /// What stays, each with where that is kept.
  private let kept: [(column: Column, at: Column)]

  init(_ takeover: Takeover, _ equity: Equity, in company: Subject) {
    let model = company.model
    name = company.fullName("takeover")
    (self.takeover, self.equity) = (takeover, equity)
    solvent = company.part(Cash.self)?.solvent
    let columns = [equity.marketCap, equity.value, equity.price].compactMap(\.self)
    kept = columns.indices.filter { columns.firstIndex(of: columns[$0]) == $0 }
      .map { (columns[$0], model.column()) }
  }

  func start(_ block: Block) { takeover.start(block) }

  func advance(_ block: Block, to step: Int) {
    let (dates, cap) = (block[takeover.date], block[equity.marketCap])
    let (paths, solvent) = (block[takeover.paths], solvent.map { block[$0] })
    takeover.bids.take(block) { path, premium in
      guard dates[path] == .infinity, solvent?[path] != 0, cap[path] > 0 else { return }
      dates[path] = Double(step)
      block[takeover.isListed][path] = 0
      block[takeover.log][path] = CKernels.log(1 + premium)
      for (column, place) in kept { block[place][path] = block[column][path] * (1 + premium) }
      if let paid = equity.marketCap(ofPremium: premium, path, in: block) {
        for (column, place) in kept where column == equity.marketCap { block[place][path] = paid }
      }
      paths.append(path)
    }
    guard paths.count > 0 else { return }
    for (column, place) in kept {
      let (values, stays) = (block[column], block[place])
      paths.visit { values[$0] = stays[$0] }
    }
  }
}

extension Equity {
  /// What all shares cost at a premium over their price where there are options, which gain more than that.
  fileprivate func marketCap(ofPremium premium: Double, _ path: Int, in block: Block) -> Double? {
    guard let price, shares.hasOptions else { return nil }
    return shares.marketCap(atPrice: block[price][path] * (1 + premium), path: path, in: block)
  }
}
