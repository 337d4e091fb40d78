import CKernels

/// What makes the discounted flows of a company the reporting currency, each on its date: of what comes in the middle
/// of a step the mean of the rates at both its ends.
struct FlowRates: Sendable {
  private let rate: Number
  /// At the end of the step before.
  private let before: Column
  private let middle: Column
  private let end: Column

  /// Nil where the company's currency is the reporting one. A rate that could move and does not is no other case, so
  /// that sums are rounded alike.
  init?(of company: Subject) {
    let model = company.model
    guard company.currency != company.world.currency else { return nil }
    rate = company.exchangeRate
    (before, middle, end) = (model.column(), model.column(), model.column())
  }

  /// Converts what there is at the start.
  func start(_ sum: UnsafeMutablePointer<Double>, in block: Block) {
    block.fill(before, with: rate)
    ck_multiply(sum, sum, block[rate], block.count)
  }

  /// The factors of a step's middle and end, with the rates in them.
  func factors(
    _ discountOfMiddle: Number, _ discountOfEnd: Number, in block: Block
  ) -> (middle: Number, end: Number) {
    let (rate, before) = (block[rate], block[before])
    let (ofMiddle, ofEnd) = (block[discountOfMiddle], block[discountOfEnd])
    let (middle, end) = (block[middle], block[end])
    for path in 0..<block.capacity {
      middle[path] = ofMiddle[path] * (before[path] + rate[path]) / 2
      end[path] = ofEnd[path] * rate[path]
      before[path] = rate[path]
    }
    return (.moving(self.middle), .moving(self.end))
  }
}
