import CKernels

/// The gross margin of ARR's revenue: constant, a path of its own, or what price and unit cost leave.
struct GrossMargin {
  static let initial = Parameter.number(
    "costs.grossMargin.initial", .share, .belowOne, need: .withSection, shorthand: true,
    example: "60%",
    help: "Gross margin of the revenue from ARR at the start.")
  static let longRun = Parameter.number(
    "costs.grossMargin.longRun", .share, .openUnit, scheduled: true, example: "70% to 80%",
    help: "Margin that it goes to (its log odds do); needs a half-life.")
  static let halfLife = Parameter.number(
    "costs.grossMargin.halfLife", .duration, .positive, example: "2 years",
    help: "Time in which half of the distance to the long run is gone. Without it: a random walk.")
  static let volatility = Parameter.number(
    "costs.grossMargin.volatility", .volatility, .nonNegative, fallback: 0, scheduled: true,
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

  static let parameters = [initial, longRun, halfLife, volatility, drift, learning, experience]
}
