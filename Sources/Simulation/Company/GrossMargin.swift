import CKernels
import Statistics

/// The gross profit of ARR's revenue in a year: at a constant margin, at a margin with a path of its own,
/// or what the cost of usage leaves.
///
/// With a falling unit cost C, 1 at the start, the cost of revenue is (1 - m₀) · revenue₀ · C · Q: the
/// list price does not enter it, and the margin is 1 - (1 - m₀) C / P.
///
/// Verified: `BusinessTests`, against a spreadsheet.
struct GrossMargin: Component, Part {
  let name: String
  let phase = Phase.costs
  /// In a year at the pace of the date.
  let profit: Column
  private let arr: Column
  private let conversion: DatedNumber
  private let scratch: Column
  private let law: Law
  /// Usage as the next step's learning starts from it; nil where nothing is learned.
  private let usageBefore: Column?

  private enum Law: Sendable {
    /// Conversion times margin.
    case constant(DatedNumber)
    case path(MarginPath)
    /// ln of unit cost and of usage, and the cost of revenue at the start with a minus.
    case unitCost(Column, usage: Column, atStart: DatedNumber)
  }

  /// Nil where the scenario states no costs.
  init?(in company: Subject) {
    let model = company.model
    guard company.has(section: "costs") else { return nil }
    let (arr, usage) = (company[RecurringRevenue.self], company[Usage.self])
    let conversion = company[Revenue.self].conversion
    name = company.fullName("grossProfit")
    profit = model.column()
    self.arr = arr.level
    self.conversion = conversion
    scratch = model.scratch
    let initial = company.optional(Self.initial) ?? model.constant(0)
    if !company.has(Self.initial) {
      company.refuse(Self.initial, "missing: costs need a gross margin, such as 60%")
    }
    let path = [Self.longRun, Self.halfLife, Self.volatility].first { company.has($0) }
    let unitCost =
      [Self.drift, Self.learning, Self.experience].first { company.has($0) }
      ?? (company.has(section: Self.follows.key) ? Self.follows : nil)
    if let path, let unitCost {
      company.refuse(
        unitCost,
        "contradicts \(company.fullName(path.key)): a margin has a path of its own, or follows from "
          + "unit cost")
    }
    let move = company.move("costs.grossMargin")
    if unitCost != nil {
      if move != nil {
        company.refuse(
          Self.initial,
          "follows from unit cost and list price, so that no event can move it: move costs.unitCost"
        )
      }
      let (logCost, before) = UnitCost.columns(usage: usage, in: company)
      usageBefore = before
      let atStart = model.derive(conversion, [initial, arr.atStart]) {
        part, margin, arr, _ in
        -(1 - margin) * part * arr
      }
      law = .unitCost(logCost, usage: usage.served, atStart: atStart)
    } else if path != nil || move != nil {
      usageBefore = nil
      law = .path(MarginPath(initial: initial, in: company))
    } else {
      usageBefore = nil
      law = .constant(
        model.derive(conversion, [initial]) { part, margin, _, _ in margin * part })
    }
    model.append(self)
  }

  func start(_ block: Block) { restate(block) }

  func advance(_ block: Block, to step: Int) { restate(block) }

  /// What follows from ARR and the margin as they are.
  func restate(_ block: Block) { set(profit, .onDate, in: block) }

  /// Learning goes on from usage as events have left it.
  func goOn(from logUsage: Column, in block: Block) {
    if let usageBefore { ck_exp(block[usageBefore], block[logUsage], block.count) }
  }

  /// Sets a column to the gross profit in a year at the pace of the block's date.
  func set(_ output: Column, _ side: DatedNumber.Side, in block: Block) {
    let (profit, arr) = (block[output], block[arr])
    switch law {
    case .constant(let share): ck_multiply(profit, arr, block[share[side]], block.count)
    case .path(let margin):
      ck_multiply(profit, arr, block[.column(margin.level)], block.count)
      ck_multiply(profit, profit, block[conversion[side]], block.count)
    case .unitCost(let logCost, let logUsage, let atStart):
      // What it costs, with a minus, and what is earned.
      ck_exp_of_sum_times(
        profit, block[logCost], block[logUsage], block[atStart[side]], block.count)
      block.fill(scratch, with: .column(output))
      ck_add_product(profit, block[conversion[side]], arr, block.count)
      ck_settle(profit, block[scratch], Rounding.tolerance, block.count)
    }
  }

  /// A margin with a path of its own.
  var path: MarginPath? { if case .path(let path) = law { path } else { nil } }

  /// ln of the unit cost from which the margin follows.
  var logUnitCost: Column? { if case .unitCost(let log, _, _) = law { log } else { nil } }

  static let initial = Parameter.number(
    "costs.grossMargin.initial", .share, .belowOne, need: .withSection, shorthand: true,
    alsoKnownAs: ["margin", "gross profit", "cogs"],
    example: "60%",
    help: "Gross margin of the revenue from ARR at the start.")
  static let longRun = Parameter.number(
    "costs.grossMargin.longRun", .share, .openUnit, use: .step, example: "70% to 80%",
    help: "Margin that it goes to (its log odds do); needs a half-life.")
  static let halfLife = Parameter.number(
    "costs.grossMargin.halfLife", .duration, .positive, example: "2 years",
    help: "Time in which half of the distance to the long run is gone. Without it: a random walk.")
  static let volatility = Parameter.number(
    "costs.grossMargin.volatility", .volatility, .nonNegative, fallback: 0, use: .step,
    example: "15%",
    help: "Volatility of the margin's log odds.")
  static let drift = Parameter.number(
    "costs.unitCost.drift", .rate, .aboveMinusOne, contradicts: longRun.key,
    example: "-40% to -10%",
    help:
      "Change of the cost of a unit of usage in a year; margin follows from price and unit cost.")
  static let learning = Parameter.number(
    "costs.unitCost.learning", .share, .unit, contradicts: longRun.key, example: "15%",
    help: "Fall of the unit cost for each doubling of all usage so far (Wright's law).")
  static let experience = Parameter.number(
    "costs.unitCost.experience", .duration, .positive, contradicts: longRun.key, example: "1 year",
    help: "Usage before the start, as time at the pace of the start.")

  static let follows = Parameter.loadings(
    "costs.unitCost.follows", contradicts: longRun.key, example: "{sector: 0.2}",
    help: "Factors that the cost of a unit of usage follows.")

  static let grossMargin = Quantity.series(
    "grossMargin", .margin, needs: ["costs"], worst: .below, picture: .business,
    help: "Gross profit over revenue.")

  static let offers = [
    Offer(grossMargin) { (profit: TotalGrossProfit, company) in
      .column(company.ratio(profit.level, company[Revenue.self].level, "gross margin"))
    },
    Offer(
      .outcome(
        "finalGrossMargin", .margin, needs: ["costs"], worst: .below,
        help: "Gross margin at the horizon.")
    ) { (profit: TotalGrossProfit, company) in
      .formula(.quotient(profit.level, company[Revenue.self].level))
    },
  ]

  static let levels = [
    MovableLevel(
      "costs.grossMargin", .share, .openUnit, needs: ["costs"],
      help:
        "Gross margin of the revenue from ARR; it goes at most nine tenths of the way to 0 % or 100 %."
    ),
    MovableLevel(
      "costs.unitCost", .factor, .positive, needs: ["costs.unitCost"],
      help: "Cost of a unit of usage, 1 at the start."),
  ]

  static let processes = ["grossMargin"]

  static let parameters = [
    initial, longRun, halfLife, volatility, drift, learning, experience, follows,
  ]
}
