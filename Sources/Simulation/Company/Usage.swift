struct Usage {
  static let basis = Parameter.choice(
    "growth.of", ["arr", "usage"],
    help: "What the stated growth is of: ARR, list price included, or usage alone.")
  static let initial = Parameter.number(
    "growth.initial", .rate, .aboveMinusOne, fallback: 0, help: "Growth in a year at the start.")
  static let longRun = Parameter.number(
    "growth.longRun", .rate, .aboveMinusOne,
    help: "Growth that it fades to; needs a half-life. Default: the initial growth.")
  static let halfLife = Parameter.number(
    "growth.halfLife", .duration, .positive,
    help: "Time in which half of the distance to the long run is gone. Without it: a random walk.")
  static let growthVolatility = Parameter.number(
    "growth.volatility.initial", .volatility, .nonNegative, fallback: 0, shorthand: true,
    help: "Standard deviation of the growth rate's shocks, in log rate per root year.")
  static let growthVolatilityHalfLife = Parameter.number(
    "growth.volatility.halfLife", .duration, .positive,
    help: "Time in which that volatility halves. Without it: constant.")
  static let integration = Parameter.choice(
    "growth.integration", ["exact", "startOfStep"],
    help: "How growth moves usage within a step: exactly, or at its value when the step starts.")
  static let volatility = Parameter.number(
    "usage.volatility.initial", .volatility, .nonNegative, fallback: 0, shorthand: true,
    help: "Volatility of usage around its growth, at the start.")
  static let volatilityLongRun = Parameter.number(
    "usage.volatility.longRun", .volatility, .nonNegative, fallback: 0,
    help: "Volatility that it fades to; needs a half-life.")
  static let volatilityHalfLife = Parameter.number(
    "usage.volatility.halfLife", .duration, .positive,
    help: "Time in which half of that distance is gone. Without it: constant.")
  static let correlation = Parameter.number(
    "usage.growthCorrelation", .coefficient, .correlation, fallback: 0,
    help: "Correlation between the shocks of usage and of growth.")
  static let usagePremium = Parameter.number(
    "riskPremium.usage", .coefficient, .any, fallback: 0,
    help: "Market price of the risk of usage shocks; acts under `measure: riskAdjusted`.")
  static let growthPremium = Parameter.number(
    "riskPremium.growth", .coefficient, .any, fallback: 0,
    help: "Market price of the risk of growth shocks; acts under `measure: riskAdjusted`.")

  static let parameters = [
    basis, initial, longRun, halfLife, growthVolatility, growthVolatilityHalfLife, integration,
    volatility, volatilityLongRun, volatilityHalfLife, correlation, usagePremium, growthPremium,
  ]
}
