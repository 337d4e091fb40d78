import CKernels

/// Costs below the gross margin: fixed, variable, research, and training runs.
struct OperatingCosts {
  static let fixed = Parameter.number(
    "costs.fixed.amount", .money, .nonNegative, fallback: 0, shorthand: true, example: "45M USD",
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
    "costs.trainingRuns.growth", .change, .aboveMinusOne, fallback: 0, example: "60%",
    help: "Change of the cost from one run to the next.")

  static let parameters = [
    fixed, fixedGrowth, variable, research, researchGrowth, cadence, runCost, runGrowth,
  ]
}
