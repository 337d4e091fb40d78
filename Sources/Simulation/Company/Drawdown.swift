import CKernels

/// The running peak of a value and the deepest fall from it, as the pair (worst, its peak).
struct Drawdown: Component {
  let name: String
  let worst: Column
  let worstPeak: Column
  /// Value over running peak: one minus the drawdown; nil where no series asks for it.
  let ratio: Column?
  private let peak: Column
  private let value: Column

  init(of value: Column, recordsSeries: Bool, in company: inout CompanyBuilder) {
    name = company.fullName("drawdown")
    self.value = value
    peak = company.model.column()
    worst = company.model.column()
    worstPeak = company.model.column()
    ratio = recordsSeries ? company.model.column() : nil
  }

  func start(_ block: Block) {
    for column in [peak, worst, worstPeak] { block.fill(column, with: .column(value)) }
    if let ratio { ck_divide(block[ratio], block[value], block[peak], block.count) }
  }

  func advance(_ block: Block, to step: Int) {
    ck_drawdown(block[peak], block[worst], block[worstPeak], block[value], block.count)
    if let ratio { ck_divide(block[ratio], block[value], block[peak], block.count) }
  }
}
