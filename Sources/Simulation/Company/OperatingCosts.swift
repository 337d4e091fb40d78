import CKernels
import Statistics

/// EBITDA in a year at the pace of a date: gross profit less fixed and variable costs, research and
/// training runs.
///
/// What a step earns follows from `pace` at its start and from `pace(endOf:)` at its end, which differ
/// where a number jumps on a date, and from what training runs spend in it, which is known exactly.
///
/// Verified: `BusinessTests`, against a spreadsheet; `JumpingPaceTests`: the same for any step.
struct OperatingCosts: Component, Part {
  let name: String
  let phase = Phase.costs
  let ebitda: Column
  /// EBITDA before training runs.
  let pace: Column
  let training: TrainingRuns?
  private let revenue: Revenue
  private let grossMargin: GrossMargin
  /// Part of revenue, with a minus.
  private let variable: DatedNumber
  /// What does not depend on the path's revenue: costs with a minus, profits of other lines.
  private let others: [Number]
  /// Of the end of a step, before what jumps there; nil where nothing does.
  private let until: (dates: Set<Int>, revenue: Column, grossProfit: Column, pace: Column)?
  private let none: Number
  private let one: Number

  init?(in company: Subject) {
    let model = company.model
    guard let grossMargin = company.part(GrossMargin.self) else { return nil }
    let revenue = company[Revenue.self]
    name = company.fullName("ebitda")
    (none, one) = (model.constant(0), model.constant(1))
    (self.revenue, self.grossMargin) = (revenue, grossMargin)
    variable = model.derive(company.dated(Self.variable), []) { share, _, _, _ in -share }
    let jumps = model.jumps(of: revenue.conversion)
      .union(model.jumps(of: variable))
    until =
      jumps.isEmpty
      ? nil
      : (jumps, model.column(), model.column(), model.column())
    var others = revenue.lineProfits
    for (amount, growth) in [(Self.fixed, Self.fixedGrowth), (Self.research, Self.researchGrowth)] {
      if company.has(growth), !company.has(amount), company.move(amount.section) == nil {
        company.warnUnused(growth, without: amount)
      }
      guard company.has(amount) || company.move(amount.section) != nil else { continue }
      let (cost, rate) = (company.number(amount), company.number(growth))
      others.append(
        company.growing(
          cost, by: rate, part: model.constant(-1), name: amount.key, level: amount.section))
    }
    self.others = others
    pace = model.column()
    training = TrainingRuns(in: company)
    ebitda = training == nil ? pace : model.column()
    model.append(self)
  }

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    set(pace, .onDate, revenue: revenue.level, grossProfit: grossMargin.profit, in: block)
    if let training {
      block.addUp(ebitda, none, one, pace, [training.pace], tolerance: Rounding.tolerance)
    }
    if let until, until.dates.contains(step) {
      revenue.set(until.revenue, .untilDate, in: block)
      grossMargin.set(until.grossProfit, .untilDate, in: block)
      set(
        until.pace, .untilDate, revenue: until.revenue, grossProfit: until.grossProfit, in: block)
    }
  }

  /// The pace with which a step ends.
  func pace(endOf step: Int) -> Column {
    until.flatMap { $0.dates.contains(step) ? $0.pace : nil } ?? pace
  }

  private func set(
    _ output: Column, _ side: DatedNumber.Side, revenue: Column, grossProfit: Column,
    in block: Block
  ) {
    block.addUp(
      output, .column(grossProfit), variable[side], revenue, others,
      tolerance: Rounding.tolerance)
  }

  static let fixed = Parameter.number(
    "costs.fixed.amount", .money, .nonNegative, fallback: 0, shorthand: true,
    alsoKnownAs: [
      "burn", "burn rate", "opex", "fixed costs", "overhead", "headcount", "salaries", "payroll",
    ],
    example: "35M USD",
    help: "Operating cost in a year that does not depend on revenue, at the start.")
  static let fixedGrowth = Parameter.number(
    "costs.fixed.growth", .rate, .aboveMinusOne, fallback: 0, example: "10%",
    help: "Its growth in a year.")
  static let variable = Parameter.number(
    "costs.variable", .share, .nonNegative, fallback: 0, use: .date,
    alsoKnownAs: ["marketing", "variable costs", "sales and marketing"],
    example: "25%",
    help: "Operating cost as a share of revenue.")
  static let research = Parameter.number(
    "costs.research.amount", .money, .nonNegative, fallback: 0, shorthand: true,
    alsoKnownAs: ["r&d", "rnd", "development"],
    example: "15M USD",
    help: "Research in a year, at the start.")
  static let researchGrowth = Parameter.number(
    "costs.research.growth", .rate, .aboveMinusOne, fallback: 0, example: "20%",
    help: "Its growth in a year.")
  static let cadence = Parameter.number(
    "costs.trainingRuns.cadence", .duration, .positive, need: .withSection, example: "8 months",
    help: "Time from one training run to the next; the first begins at the start.")
  static let runCost = Parameter.number(
    "costs.trainingRuns.cost", .money, .nonNegative, need: .withSection, example: "4M USD",
    help: "Cost of the first run, spent evenly until the next.")
  static let runGrowth = Parameter.number(
    "costs.trainingRuns.growth", .change, .aboveMinusOne, fallback: 0, example: "30%",
    help: "Change of the cost from one run to the next.")

  static let offers = [
    Offer(
      .series(
        "ebitda", .ownCurrency, words: "EBITDA", needs: ["costs"], signed: true, worst: .below,
        picture: .business, help: "Revenue less all costs in a year at the pace of the date.")
    ) { (costs: OperatingCosts, company) in
      .column(costs.ebitda, scale: company[RecurringRevenue.self].level)
    },
    Offer(
      .series(
        "ebitdaMargin", .margin, words: "EBITDA margin", needs: ["costs"], worst: .below,
        picture: .business,
        help: "EBITDA over revenue.")
    ) { (costs: OperatingCosts, company) in
      .column(company.ratio(costs.ebitda, company[Revenue.self].level, "EBITDA margin"))
    },
    Offer(
      .outcome(
        "finalEbitdaMargin", .margin, words: "final EBITDA margin", needs: ["costs"],
        worst: .below, help: "EBITDA over revenue at the horizon.")
    ) { (costs: OperatingCosts, company) in
      .formula(.quotient(costs.ebitda, company[Revenue.self].level))
    },
  ]

  static let levels = [
    MovableLevel(
      "costs.fixed", .money, .nonNegative, needs: ["costs"],
      help: "Operating cost in a year that does not depend on revenue."),
    MovableLevel("costs.research", .money, .nonNegative, needs: ["costs"], help: "Research in a year."),
  ]

  static let parameters = [
    fixed, fixedGrowth, variable, research, researchGrowth, cadence, runCost, runGrowth,
  ]
}
