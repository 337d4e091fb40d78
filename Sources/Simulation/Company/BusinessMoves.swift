import CKernels

/// What events do to the business of a company in a step, behind what the step has earned: it shows on the
/// step's date and is earned from there on, whatever the step.
///
/// What follows from the levels is then computed anew, in blocks of which any path is hit.
struct BusinessMoves: Component, Part {
  let name: String
  let phase = Phase.moves
  private let usage: (log: Column, move: LevelMove)?
  private let logUsage: Column
  private let listPrice: ListPrice?
  private let unitCost: (log: Column, move: LevelMove)?
  private let margin: MarginPath?
  private let amounts: [MovedAmount]
  private let lists: [PathList]
  private let arr: RecurringRevenue
  private let revenue: Revenue
  private let grossMargin: GrossMargin?
  private let cash: Cash?

  /// Nil where no event moves anything of it.
  init?(in company: Subject) {
    name = company.fullName("business events")
    arr = company[RecurringRevenue.self]
    revenue = company[Revenue.self]
    grossMargin = company.part(GrossMargin.self)
    cash = company.part(Cash.self)
    logUsage = company[Usage.self].log
    let logUsage = logUsage
    usage = company.move("usage").map { (logUsage, $0) }
    listPrice = company.part(ListPrice.self).flatMap { $0.move == nil ? nil : $0 }
    unitCost = grossMargin?.logUnitCost.flatMap { log in
      company.move("costs.unitCost").map { (log, $0) }
    }
    margin = grossMargin?.path.flatMap { $0.move == nil ? nil : $0 }
    amounts = company.movedAmounts
    let moves =
      [usage?.move, listPrice?.move, unitCost?.move, margin?.move] + amounts.map(\.move)
    lists = moves.compactMap { $0?.paths }
    guard !lists.isEmpty else { return nil }
    company.model.append(self)
  }

  func advance(_ block: Block, to step: Int) {
    guard lists.contains(where: { block[$0].count > 0 }) else { return }
    listPrice?.moveByEvents(logUsage, in: block)
    if let usage { usage.move.moveLog(usage.log, in: block) }
    if let unitCost { unitCost.move.moveLog(unitCost.log, in: block) }
    margin?.moveByEvents(block)
    for amount in amounts { amount.move(in: block) }
    arr.restate(block)
    revenue.restate(block)
    grossMargin?.restate(block)
    cash?.restate(block)
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
