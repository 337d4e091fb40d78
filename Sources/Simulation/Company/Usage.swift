import CKernels

/// What customers consume, 1 at the start, and its growth μ, which fades and wanders.
///
/// dμ = κ(μ̄ - μ)dt + η dW₁, d ln Q = (μ - σ²/2)dt + σ dW₂ + ε d ln P, corr(W₁, W₂) = ρ; so μ is the
/// mean drift of Q. Both move by their joint exact transition, or, for comparison with the paper,
/// with μ, σ and η as they are when the step starts.
///
/// Reference: Schwartz & Moon (2000), equations 17 to 20. Verified: `SchwartzMoonTests`,
/// `GrowthTests`; weekly and daily bands agree (`RefinementTests`).
struct Usage: Component, Part {
  let name: String
  let phase = Phase.usage
  /// ln Q, of what customers want.
  let log: Column
  /// Of what they get.
  var served: Column { capacity?.served ?? log }
  let capacity: Capacity?
  /// ln P, zeros where the list price is constant.
  let logPrice: Column
  private let growth: Growth
  private let shock: Shock?
  private let drift: Number
  private let reach: Number
  private let ownNoise: Number?
  private let growthNoise: Number?
  private let priceResponse: (elasticity: Number, change: Column)?
  private let demandShift: Column?
  private let followed: [Loading]

  init(in company: Subject) {
    let model = company.model
    let growth = company[Growth.self]
    let listPrice = company.part(ListPrice.self)
    name = company.fullName("usage")
    log = model.column()
    logPrice = listPrice?.log ?? model.zeros
    self.growth = growth
    priceResponse = listPrice?.response
    demandShift = listPrice?.demandShift
    followed = company.loadings(Self.follows)
    capacity = company.part(Capacity.self)
    let coefficients = UsageCoefficients(growth, listPrice: listPrice, in: company)
    drift = coefficients.drift
    reach = coefficients.reach
    ownNoise = coefficients.ownNoise
    growthNoise = coefficients.growthNoise
    let scratch = model.scratch
    let growthName = growth.shock == nil ? nil : growth.name
    shock =
      ownNoise == nil
      ? nil
      : model.shock(
        name, into: scratch, apartFrom: growthName, isFelt: !coefficients.isQuiet)
    model.append(self)
  }

  func start(_ block: Block) {
    block.values(of: log).update(repeating: 0)
    capacity?.start(log, in: block)
  }

  func advance(_ block: Block, to step: Int) {
    let usage = block[log]
    if let shock, let ownNoise {
      shock.draw(block, at: step)
      ck_add_product(usage, block[ownNoise], block[shock.column], block.count)
    }
    if let shock = growth.shock {
      shock.draw(block, at: step)
      if let growthNoise {
        ck_add_product(usage, block[growthNoise], block[shock.column], block.count)
      }
    }
    ck_add_product(usage, block[reach], block[growth.rate], block.count)
    ck_add(usage, block[drift], block.count)
    if let (elasticity, change) = priceResponse {
      ck_add_product(usage, block[elasticity], block[change], block.count)
    }
    if let demandShift { ck_add(usage, block[.column(demandShift)], block.count) }
    for loading in followed { loading.add(to: log, in: block) }
    capacity?.advance(log, in: block)
  }

  static let basis = Parameter.choice(
    "growth.of", ["arr", "usage"],
    help: "What the stated growth is of: ARR, list price included, or usage alone.")
  static let initial = Parameter.number(
    "growth.initial", .rate, .aboveMinusOne, fallback: 0,
    alsoKnownAs: ["growth rate", "revenue growth", "arr growth", "cagr", "churn"],
    example: "40% to 120%",
    help: "Growth in a year at the start, net of churn.")
  static let longRun = Parameter.number(
    "growth.longRun", .rate, .aboveMinusOne, use: .step, example: "10%",
    help: "Growth that it fades to; needs a half-life. Default: the initial growth.")
  static let halfLife = Parameter.number(
    "growth.halfLife", .duration, .positive, example: "1 year",
    help: "Time in which half of the distance to the long run is gone. Without it: a random walk.")
  static let growthVolatility = Parameter.number(
    "growth.volatility.initial", .volatility, .nonNegative, fallback: 0, shorthand: true,
    example: "20%",
    help: "Standard deviation of the growth rate's shocks, in log rate per root year.")
  static let growthVolatilityHalfLife = Parameter.number(
    "growth.volatility.halfLife", .duration, .positive, example: "2 years",
    help: "Time in which that volatility halves. Without it: constant.")
  static let integration = Parameter.choice(
    "growth.integration", ["exact", "startOfStep"],
    help: "How growth moves usage within a step: exactly, or at its value when the step starts.")
  static let volatility = Parameter.number(
    "usage.volatility.initial", .volatility, .nonNegative, fallback: 0, shorthand: true,
    example: "25%",
    help: "Volatility of usage around its growth, at the start.")
  static let volatilityLongRun = Parameter.number(
    "usage.volatility.longRun", .volatility, .nonNegative, fallback: 0, example: "10%",
    help: "Volatility that it fades to; needs a half-life.")
  static let volatilityHalfLife = Parameter.number(
    "usage.volatility.halfLife", .duration, .positive, example: "18 months",
    help: "Time in which half of that distance is gone. Without it: constant.")
  static let follows = Parameter.loadings(
    "usage.follows", example: "{gap: -0.02}",
    help: "Factors that usage follows, each with the part of its logarithm's change that it takes.")
  static let usagePremium = Parameter.number(
    "riskPremium.usage", .coefficient, .any, fallback: 0, example: "0.2",
    help: "Market price of the risk of usage shocks; acts under `measure: riskAdjusted`.")
  static let growthPremium = Parameter.number(
    "riskPremium.growth", .coefficient, .any, fallback: 0, example: "0.1",
    help: "Market price of the risk of growth shocks; acts under `measure: riskAdjusted`.")

  static let offers = [
    Offer(.series("usage", .index, worst: .below, help: "What customers consume; 1 at the start."))
    {
      (usage: Usage, company) in .column(company.exponential(of: usage.served, "usage level"))
    }
  ]

  static let levels = [
    MovableLevel("usage", .factor, .positive, help: "What customers consume; 1 at the start.")
  ]

  static let processes = ["usage"]

  static let parameters = [
    basis, initial, longRun, halfLife, growthVolatility, growthVolatilityHalfLife, integration,
    volatility, volatilityLongRun, volatilityHalfLife, follows, usagePremium, growthPremium,
  ]
}
