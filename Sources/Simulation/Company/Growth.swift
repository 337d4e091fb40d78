import CKernels

/// The growth rate μ of usage, a log rate per year, mean-reverting.
///
/// It moves after everything that reads μ at the start of the step (usage, the multiple), with the
/// shocks that usage has drawn for both.
struct Growth: Component {
  let name: String
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

  init(in company: inout CompanyBuilder) {
    let dt = company.model.stepLength
    name = company.fullName("growth")
    rate = company.model.column()
    let isExact = company.choice(Usage.integration) == "exact"
    initial = company.logRate(Usage.initial) ?? company.model.constant(0)
    // Without a half-life growth is a random walk, and the multiple's long run, too, is about where it
    // starts.
    let isFading = company.has(Usage.halfLife)
    longRun = (isFading ? company.logRate(Usage.longRun) : nil) ?? initial
    halfLife = company.optional(Usage.halfLife) ?? company.model.constant(.infinity)
    if company.has(Usage.longRun), !isFading {
      company.warnUnused(Usage.longRun, without: Usage.halfLife)
    }
    volatility = FadingVolatility.number(
      company.fullName(Usage.growthVolatility.key),
      initial: company.number(Usage.growthVolatility), longRun: company.model.constant(0),
      halfLife: company.optional(Usage.growthVolatilityHalfLife),
      within: isExact ? .rootMeanSquare : .start, in: &company.model)
    let isQuiet = company.model.value(of: volatility) == 0
    shock = isQuiet ? nil : company.model.shock(name, into: company.model.column())
    shocks = shock?.column ?? company.model.zeros

    decay = company.model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).decay }
    var noise = QuadraticForm(name + " noise", x: volatility)
    noise.linearX = company.model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).noise }
    self.noise = company.model.form(noise)

    let drawn = company.model.derive(longRun, decay) { $0 * (1 - $1) }
    let premium = company.riskPremium(Usage.growthPremium)
    guard company.model.value(of: premium) != 0 else {
      toLongRun = drawn
      return
    }
    // μ̄ - λη/κ in place of μ̄; times (1 - e^-κΔ) this is finite for κ → 0.
    var shifted = QuadraticForm(name + " long run", x: volatility)
    shifted.constant = drawn
    shifted.linearX = company.model.derive(premium, halfLife) {
      -$0 * MeanReversion(halfLife: $1, step: dt).integral
    }
    toLongRun = company.model.form(shifted)
  }

  func start(_ block: Block) { block.fill(rate, with: initial) }

  func advance(_ block: Block, to step: Int) {
    ck_mean_revert(
      block[rate], block[shocks], block[toLongRun], block[decay], block[noise], block.count)
  }
}
