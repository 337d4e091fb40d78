import CKernels
import Statistics

/// What a path's business leaves behind: how long its first cash lasts, when it breaks even, how much it
/// burns. Only what is asked is kept.
struct BusinessOutcomes: Component, Part {
  let name: String
  let phase = Phase.outputs
  /// The step at which the cash of the start is used up, ∞ where it is not.
  let runway: Column?
  /// The step at which EBITDA is first 0 or more, ∞ where it never is.
  let breakEven: Column?
  let burn: Column?
  private let cash: Cash
  private let ebitda: Column
  private let zero: Number

  init?(in company: Subject) {
    let model = company.model
    guard let cash = company.part(Cash.self) else { return nil }
    func column(for quantity: Quantity) -> Column? {
      company.isAsked(for: quantity) ? model.column() : nil
    }
    name = company.fullName("business")
    runway = column(for: Cash.runway)
    breakEven = column(for: Self.breakEven)
    burn = column(for: Self.cumulativeBurn)
    self.cash = cash
    ebitda = cash.costs.ebitda
    zero = model.constant(0)
    model.append(self)
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

extension BusinessOutcomes {
  static let breakEven = Quantity.outcome(
    "breakEven", .years, words: "time to break-even", needs: ["costs"], worst: .above,
    open: .init(before: "EBITDA of", after: "has not reached 0 by"),
    help: "Time until EBITDA is first 0 or more.")
  static let cumulativeBurn = Quantity.outcome(
    "cumulativeBurn", .ownCurrency, needs: ["costs"], worst: .above,
    help: """
      Cash that the business has used, summed over the steps in which it used any, before raises and \
      repayments.
      """)

  static let offers = [
    Offer(breakEven) { (outcomes: BusinessOutcomes, company) in
      outcomes.breakEven.map { .formula(.time($0, in: company.model)) }
    },
    Offer(cumulativeBurn) { (outcomes: BusinessOutcomes, company) in
      let scale = company[RecurringRevenue.self].level
      return outcomes.burn.map { .formula(.value($0, scale: scale, in: company.model)) }
    },
  ]
}
