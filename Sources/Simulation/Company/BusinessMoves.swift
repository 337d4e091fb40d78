import CKernels

/// What events do to the business of a company in a step, behind what the step has earned: it shows on the
/// step's date and is earned from there on, whatever the step.
///
/// What follows from the levels is then computed anew, in blocks of which any path is hit.
struct BusinessMoves: Component, Part {
  let name: String
  let phase = Phase.moves
  private let logUsage: Column
  private let usage: LevelMove?
  private let listPrice: ListPrice?
  private let unitCost: MovedLog?
  private let margin: MarginPath?
  private let amounts: [MovedAmount]
  private let lists: [PathList]
  private let arr: RecurringRevenue
  private let revenue: Revenue
  private let grossMargin: GrossMargin?
  private let cash: Cash?

  /// Nil where no event moves anything of it.
  init?(in company: Subject) {
    let grossMargin = company.part(GrossMargin.self)
    let listPrice = company.part(ListPrice.self)
    name = company.fullName("business events")
    arr = company[RecurringRevenue.self]
    revenue = company[Revenue.self]
    cash = company.part(Cash.self)
    logUsage = company[Usage.self].log
    usage = company.move("usage")
    self.listPrice = listPrice?.move == nil ? nil : listPrice
    self.grossMargin = grossMargin
    unitCost = grossMargin?.logUnitCost.flatMap { MovedLog($0, "costs.unitCost", in: company) }
    margin = grossMargin?.path?.move == nil ? nil : grossMargin?.path
    amounts = company.movedAmounts
    let moves = [usage, listPrice?.move, unitCost?.move, margin?.move].compactMap(\.self)
    lists = moves.map(\.paths) + amounts.map(\.move.paths)
    if lists.isEmpty { return nil }
    company.model.append(self)
  }

  func advance(_ block: Block, to step: Int) {
    guard lists.contains(where: { block[$0].count > 0 }) else { return }
    listPrice?.moveByEvents(logUsage, in: block)
    usage?.moveLog(logUsage, in: block)
    if let unitCost { unitCost.move.moveLog(unitCost.log, in: block) }
    margin?.moveByEvents(block)
    for amount in amounts { amount.move(in: block) }
    arr.restate(block)
    revenue.restate(block)
    grossMargin?.restate(block)
    cash?.restate(block)
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

/// A part of an amount that grows, and what events do to the amount.
struct MovedAmount: Sendable {
  let amount: Number
  /// -1 for a cost that is taken off, a margin for a profit.
  let part: Number
  let move: LevelMove

  fileprivate func move(in block: Block) {
    let (values, part) = (block.storage(of: amount), block[part])
    move.forEach(in: block) { path, map in
      values[path] = map.factor * values[path] + map.addend * part[path]
      // A part that is 0 says nothing of the whole.
      return part[path] == 0 ? 0 : values[path] / part[path]
    }
  }
}
