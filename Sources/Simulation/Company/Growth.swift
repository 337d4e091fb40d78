import CKernels

/// The growth rate μ of usage, a log rate per year: it reverts to a long run, or without a half-life walks
/// at random.
///
/// It moves after all that reads μ as it was at the start of the step, usage and the multiple, by shocks
/// that usage has drawn for both.
struct Growth: Component, Part {
  let name: String
  let phase = Phase.growth
  /// μ.
  let rate: Column
  /// The standard normals of W₁, for usage and then for growth itself; nil without noise.
  let shock: Shock?
  let initial: Number
  let longRun: Number
  let halfLife: Number
  /// η of each step.
  let volatility: Number
  private let shocks: Column
  private let toLongRun: Number
  private let decay: Number
  private let noise: Number

  static let processes = ["growth"]

  init(in company: Subject) {
    let model = company.model
    let dt = model.stepLength
    name = company.fullName("growth")
    rate = model.column()
    let isExact = company.choice(Usage.integration) == "exact"
    initial = company.logRate(Usage.initial) ?? model.constant(0)
    // Without a half-life growth is a random walk, and the multiple's long run, too, is about where it
    // starts.
    let isFading = company.has(Usage.halfLife)
    longRun = (isFading ? company.logRate(Usage.longRun) : nil) ?? initial
    halfLife = company.optional(Usage.halfLife) ?? model.constant(.infinity)
    if company.has(Usage.longRun), !isFading {
      company.warnUnused(Usage.longRun, without: Usage.halfLife)
    }
    volatility = FadingVolatility.number(
      company.fullName(Usage.growthVolatility.key),
      initial: company.number(Usage.growthVolatility), longRun: model.constant(0),
      halfLife: company.optional(Usage.growthVolatilityHalfLife),
      within: isExact ? .rootMeanSquare : .start, in: model)
    let isQuiet = model.value(of: volatility) == 0
    shock = isQuiet ? nil : model.shock(name, into: model.column())
    shocks = shock?.column ?? model.zeros

    decay = model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).decay }
    var noise = QuadraticForm(name + " noise", x: volatility)
    noise.linearX = model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).noise }
    self.noise = model.form(noise)

    toLongRun = Self.toLongRun(
      longRun, decay: decay, volatility: volatility, halfLife: halfLife, in: company)
    model.append(self)
  }

  /// What a step adds of the long run, less the price of the risk of growth: μ̄ - λη/κ stands in place of
  /// μ̄, and times (1 - e^-κΔ) that is finite for κ → 0.
  private static func toLongRun(
    _ longRun: Number, decay: Number, volatility: Number, halfLife: Number, in company: Subject
  ) -> Number {
    let model = company.model
    let dt = model.stepLength
    let drawn = model.product(longRun, model.derive(decay) { 1 - $0 })
    let premium = company.riskPremium(Usage.growthPremium)
    if model.value(of: premium) == 0 { return drawn }
    var shifted = QuadraticForm(company.fullName("growth long run"), x: volatility)
    shifted.constant = drawn
    shifted.linearX = model.derive(premium, halfLife) {
      -$0 * MeanReversion(halfLife: $1, step: dt).integral
    }
    return model.form(shifted)
  }

  func start(_ block: Block) { block.fill(rate, with: initial) }

  func advance(_ block: Block, to step: Int) {
    ck_mean_revert(
      block[rate], block[shocks], block[toLongRun], block[decay], block[noise], block.count)
  }
}
