import CKernels

/// The growth rate μ of usage, a log rate per year, mean-reverting.
///
/// It moves after everything that reads μ at the start of the step (usage, the multiple), with the
/// shocks that usage has drawn for both.
struct Growth: Component {
  let name: String
  /// μ.
  let rate: Column
  /// The step's standard normals of W₁; only drawn where growth has noise.
  let shocks: Column
  let initial: Number
  let longRun: Number
  let halfLife: Number
  /// η of each step.
  let volatility: Number
  /// Whether η can be above 0.
  let isNoisy: Bool
  private let source: Source
  private let toLongRun: Number
  private let decay: Number
  private let noise: Number

  init(in company: inout CompanyBuilder) {
    let dt = company.model.stepLength
    name = company.fullName("growth")
    source = company.source("growth")
    rate = company.model.column()
    shocks = company.model.column()
    let isExact = company.choice(Usage.integration) == "exact"
    initial = company.logRate(Usage.initial) ?? company.model.constant(0)
    longRun = company.logRate(Usage.longRun) ?? initial
    halfLife = company.optional(Usage.halfLife) ?? company.model.constant(.infinity)
    if company.has(Usage.longRun), !company.has(Usage.halfLife) {
      company.warnUnused(Usage.longRun, without: Usage.halfLife)
    }
    volatility = FadingVolatility.number(
      company.fullName(Usage.growthVolatility.key),
      initial: company.number(Usage.growthVolatility), longRun: company.model.constant(0),
      halfLife: company.optional(Usage.growthVolatilityHalfLife),
      within: isExact ? .rootMeanSquare : .start, in: &company.model)
    isNoisy = company.model.value(of: volatility) != 0

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

  func drawShocks(_ block: Block, at step: Int) {
    if isNoisy { block.drawNormals(source, at: step, into: shocks) }
  }

  func advance(_ block: Block, to step: Int) {
    // Without noise the coefficient is 0 and the shocks' column holds zeros.
    ck_mean_revert(
      block[rate], block[shocks], block[toLongRun], block[decay], block[noise], block.count)
  }
}
