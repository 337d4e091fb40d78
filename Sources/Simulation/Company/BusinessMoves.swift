import CKernels
import Statistics

/// What events do to the business of a company in a step, behind what the step has earned: it shows on the
/// step's date and is earned from there on, whatever the step.
///
/// What follows from the levels is then computed anew, in blocks of which any path is hit.
struct BusinessMoves: Component, Part {
  let name: String
  let phase = Phase.moves
  private let usage: Usage
  private let usageMove: LevelMove?
  private let listPrice: ListPrice?
  private let unitCost: MovedLog?
  private let margin: MarginPath?
  private let amounts: [MovedAmount]
  private let followed: Followed
  private let lists: [PathList]
  private let arr: RecurringRevenue
  private let revenue: Revenue
  private let grossMargin: GrossMargin?
  private let cash: Cash?

  /// Nil where no event moves anything of it.
  init?(in company: Subject) {
    let followed = Followed(in: company)
    let lists = Self.lists(in: company) + followed.lists
    if lists.isEmpty { return nil }
    self.lists = lists
    self.followed = followed
    let (margin, listPrice) = (company.part(GrossMargin.self), company.part(ListPrice.self))
    name = company.fullName("business events")
    arr = company[RecurringRevenue.self]
    revenue = company[Revenue.self]
    cash = company.part(Cash.self)
    usage = company[Usage.self]
    usageMove = company.move("usage")
    self.listPrice = listPrice
    grossMargin = margin
    unitCost = Self.unitCost(in: company)
    self.margin = margin?.path
    amounts = company.movedAmounts
    company.model.append(self)
  }

  /// The paths that are hit, of each level that events move.
  private static func lists(in company: Subject) -> [PathList] {
    let margin = company.part(GrossMargin.self)?.path?.move
    let price = company.part(ListPrice.self)?.move
    let moves = [
      company.move("usage"), company[Usage.self].capacity?.move, price,
      unitCost(in: company)?.move, margin,
    ].compactMap(\.self)
    return moves.map(\.paths) + company.movedAmounts.map(\.move.paths)
  }

  private static func unitCost(in company: Subject) -> MovedLog? {
    guard let log = company.part(GrossMargin.self)?.logUnitCost else { return nil }
    return MovedLog(log, "costs.unitCost", in: company)
  }

  func advance(_ block: Block, to step: Int) {
    guard lists.contains(where: { block[$0].count > 0 }) else { return }
    followed.move(usage.log, listPrice, in: block)
    listPrice?.moveByEvents(usage.log, in: block)
    usageMove?.moveLog(usage.log, in: block)
    if let capacity = usage.capacity {
      capacity.move?.moveLog(capacity.log, in: block)
      capacity.serve(usage.log, in: block)
    }
    if let unitCost { unitCost.move.moveLog(unitCost.log, in: block) }
    margin?.moveByEvents(block)
    for amount in amounts { amount.move(in: block) }
    arr.restate(block)
    revenue.restate(block)
    grossMargin?.restate(block)
    grossMargin?.goOn(from: usage.served, in: block)
    cash?.restate(block)
  }
}

/// What of a business follows factors that events move.
private struct Followed: Sendable {
  private let usage, listPrice, unitCost: [Loading]
  private let logUnitCost: Column?

  init(in company: Subject) {
    func moved(_ parameter: Parameter) -> [Loading] {
      company.loadings(parameter).filter { $0.paths != nil }
    }
    usage = moved(Usage.follows)
    listPrice = moved(ListPrice.follows)
    logUnitCost = company.part(GrossMargin.self)?.logUnitCost
    unitCost = logUnitCost == nil ? [] : moved(GrossMargin.follows)
  }

  var lists: [PathList] { (usage + listPrice + unitCost).compactMap(\.paths) }

  func move(_ logUsage: Column, _ price: ListPrice?, in block: Block) {
    price?.follow(listPrice, logUsage, in: block)
    let logs = block[logUsage]
    for loading in usage { loading.forEachMoved(in: block) { logs[$0] += $1 } }
    guard let logUnitCost else { return }
    let costs = block[logUnitCost]
    for loading in unitCost { loading.forEachMoved(in: block) { costs[$0] += $1 } }
  }
}

/// A logarithm, and what events do to what it is of.
private struct MovedLog {
  let log: Column
  let move: LevelMove

  /// Nil where no event moves it.
  init?(_ log: Column, _ level: String, in company: Subject) {
    guard let move = company.move(level) else { return nil }
    self.log = log
    self.move = move
  }
}
