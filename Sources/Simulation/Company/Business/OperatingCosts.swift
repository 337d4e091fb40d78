import CKernels

/// EBITDA in a year at the pace of a date: gross profit less fixed and variable costs, research and
/// training runs.
struct OperatingCosts: Component {
  let name: String
  let ebitda: Column
  private let grossProfit: Column
  private let revenue: Column
  /// Part of revenue, with a minus.
  private let variable: Number
  /// What does not depend on the path's revenue: costs with a minus, profits of other lines.
  private let others: [Number]

  init(revenue: Revenue, grossMargin: GrossMargin, in company: inout CompanyBuilder) {
    name = company.fullName("ebitda")
    ebitda = company.model.column()
    grossProfit = grossMargin.profit
    self.revenue = revenue.level
    let share = company.number(Self.variable)
    variable = company.model.level(company.model.derive(share) { -$0 })
    var others = revenue.lineProfits
    for (amount, growth) in [(Self.fixed, Self.fixedGrowth), (Self.research, Self.researchGrowth)] {
      if company.has(growth), !company.has(amount) { company.warnUnused(growth, without: amount) }
      guard company.has(amount) else { continue }
      let (cost, rate) = (company.number(amount), company.number(growth))
      others.append(company.growing(cost, by: rate, sign: -1, name: amount.key))
    }
    if let runs = TrainingRuns(in: &company) {
      company.model.append(runs)
      others.append(runs.pace)
    }
    self.others = others
  }

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    let ebitda = block[ebitda]
    ck_affine(
      ebitda, block[.column(grossProfit)], block[variable], block[revenue], block.count)
    for other in others { ck_add(ebitda, block[other], block.count) }
  }

  static let fixed = Parameter.number(
    "costs.fixed.amount", .money, .nonNegative, fallback: 0, shorthand: true, example: "35M USD",
    help: "Operating cost in a year that does not depend on revenue, at the start.")
  static let fixedGrowth = Parameter.number(
    "costs.fixed.growth", .rate, .aboveMinusOne, fallback: 0, example: "10%",
    help: "Its growth in a year.")
  static let variable = Parameter.number(
    "costs.variable", .share, .nonNegative, fallback: 0, scheduled: true, example: "25%",
    help: "Operating cost as a share of revenue.")
  static let research = Parameter.number(
    "costs.research.amount", .money, .nonNegative, fallback: 0, shorthand: true, example: "15M USD",
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

  static let parameters = [
    fixed, fixedGrowth, variable, research, researchGrowth, cadence, runCost, runGrowth,
  ]
}
