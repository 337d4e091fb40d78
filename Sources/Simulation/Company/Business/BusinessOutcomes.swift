import CKernels

/// What a path's business leaves behind: how long its first cash lasts, when it breaks even, how much it
/// burns. Only what is asked is kept.
struct BusinessOutcomes: Component {
  let name: String
  /// The step at which the cash of the start is used up, ∞ where it is not.
  let runway: Column?
  /// The step at which EBITDA is first 0 or more, ∞ where it never is.
  let breakEven: Column?
  let burn: Column?
  private let cash: Cash
  private let ebitda: Column
  private let zero: Number

  init(
    of business: Business, outcomes: Set<String>, in company: inout CompanyBuilder
  ) {
    func column(for outcome: CompanyOutcome) -> Column? {
      outcomes.contains(outcome.name) ? company.model.column() : nil
    }
    name = company.fullName("business")
    runway = column(for: .runway)
    breakEven = column(for: .breakEven)
    burn = column(for: .cumulativeBurn)
    cash = business.cash
    ebitda = business.ebitda
    zero = company.model.constant(0)
  }

  func start(_ block: Block) {
    for column in [runway, breakEven].compactMap(\.self) {
      block.values(of: column).update(repeating: .infinity)
    }
    if let burn { block.values(of: burn).update(repeating: 0) }
    noteBreakEven(block, at: 0)
  }

  func advance(_ block: Block, to step: Int) {
    if let runway, let unaided = cash.unaided {
      // Not at the start: who has no cash then has used up none.
      ck_first_used_up(
        block[runway], block[unaided.cash], block[unaided.flow], Double(step), block.count)
    }
    noteBreakEven(block, at: step)
    if let burn { ck_add_shortfall(block[burn], block[cash.flow], block.count) }
  }

  private func noteBreakEven(_ block: Block, at step: Int) {
    guard let breakEven else { return }
    ck_first_reach(block[breakEven], block[ebitda], block[zero], Double(step), block.count)
  }
}
