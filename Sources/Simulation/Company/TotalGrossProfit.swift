import CKernels

/// The gross profit of ARR's revenue and of all lines beside it, in a year at the pace of the date: made
/// only where somebody asks for a margin.
struct TotalGrossProfit: Component, Part {
  let name: String
  let phase = Phase.outputs
  let level: Column
  private let first: Column
  private let others: [Number]
  private let none: Number
  private let one: Number

  init?(in company: Subject) {
    let model = company.model
    guard let margin = company.part(GrossMargin.self) else { return nil }
    name = company.fullName("gross profit of all lines")
    first = margin.profit
    (none, one) = (model.constant(0), model.constant(1))
    others = company[Revenue.self].lineProfits
    level = others.isEmpty ? first : model.column()
    if !others.isEmpty { model.append(self) }
  }

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    block.addUp(level, none, one, first, others)
  }
}
