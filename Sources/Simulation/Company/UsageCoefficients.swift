import CKernels

/// What the transition of ln Q over a step multiplies: Δ ln Q = drift + reach · μ + growthNoise · z₁
/// + ownNoise · z₂, where z₁ moves growth as well.
///
/// The covariance of growth's noise and the step's noise of ln Q gives the factor on z₁; what is left
/// of the variance is z₂'s. Both are forms in η and σ with coefficients of κ, ρ and Δ alone.
struct UsageCoefficients {
  let drift: Number
  let reach: Number
  /// Nil where usage has no noise of its own.
  let ownNoise: Number?
  /// Nil where growth's shocks do not reach usage within the step.
  let growthNoise: Number?
  /// Whether usage has no volatility beside what growth gives it.
  let isQuiet: Bool

  init(_ growth: Growth, listPrice: ListPrice?, in company: Subject) {
    let model = company.model
    let isExact = company.choice(Usage.integration) == "exact"
    let volatility = Self.volatility(isExact: isExact, in: company)
    let isNoisy = growth.shock != nil
    // Growth without noise has no shocks to share.
    let correlation =
      isNoisy ? model.shockCorrelation(growth.name, company.fullName("usage")) : 0
    let transition = UsageTransition(
      growth: growth, volatility: volatility, correlation: correlation,
      name: company.fullName("usage"))
    isQuiet = model.value(of: volatility) == 0
    drift = transition.drift(isExact: isExact, listPrice: listPrice, in: company)
    if isExact {
      let (halfLife, dt) = (growth.halfLife, model.stepLength)
      reach = model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).integral }
      growthNoise = isNoisy ? transition.exactGrowthNoise(in: model) : nil
      ownNoise = isQuiet && !isNoisy ? nil : transition.exactOwnNoise(in: model)
    } else {
      reach = model.constant(model.stepLength)
      growthNoise =
        correlation == 0 ? nil : transition.noise(times: correlation, in: model)
      let left = (1 - correlation * correlation).squareRoot()
      ownNoise = isQuiet ? nil : transition.noise(times: left, in: model)
    }
  }

  private static func volatility(isExact: Bool, in company: Subject) -> Number {
    if company.has(Usage.volatilityLongRun), !company.has(Usage.volatilityHalfLife) {
      company.warnUnused(Usage.volatilityLongRun, without: Usage.volatilityHalfLife)
    }
    let initial = company.number(Usage.volatility)
    let longRun = company.number(Usage.volatilityLongRun)
    return FadingVolatility.number(
      company.fullName("usage.volatility"), initial: initial, longRun: longRun,
      halfLife: company.optional(Usage.volatilityHalfLife),
      within: isExact ? .rootMeanSquare : .start, in: company.model)
  }
}

/// The forms in growth's volatility η (X) and usage's σ (Y).
private struct UsageTransition {
  let growth: Growth
  let volatility: Number
  let correlation: Double
  let name: String

  /// -σ²Δ/2, the risk premia, the list price's drift, and in the exact scheme what drifts in from the
  /// long run.
  func drift(isExact: Bool, listPrice: ListPrice?, in company: Subject) -> Number {
    let model = company.model
    let dt = model.stepLength
    // The stated growth of ARR includes the list price's drift; usage grows by what is left.
    let priceEffect = listPrice?.effectOfDriftOnARR ?? model.constant(0)
    var form = QuadraticForm(name + " drift", x: growth.volatility, y: volatility)
    form.squareY = model.constant(-dt / 2)
    let usagePremium = company.riskPremium(Usage.usagePremium)
    form.linearY = model.product(usagePremium, -dt)
    guard isExact else {
      form.constant = model.product(priceEffect, -dt)
      return model.form(form)
    }
    let speed = model.derive(growth.halfLife) { MeanReversion(halfLife: $0, step: dt).speed }
    let late = model.derive(growth.halfLife) { MeanReversion(halfLife: $0, step: dt).lateIntegral }
    form.constant = model.difference(
      model.product(model.product(growth.longRun, speed), late), model.product(priceEffect, dt))
    let growthPremium = company.riskPremium(Usage.growthPremium)
    form.linearX = model.derive(growthPremium, growth.halfLife) {
      -$0 * MeanReversion(halfLife: $1, step: dt).lateIntegral
    }
    return model.form(form)
  }

  /// Cov(growth's noise, ln Q's) over growth's standard deviation: η B²/2u + σ ρB/u.
  func exactGrowthNoise(in model: Compiler) -> Number {
    let (dt, correlation) = (model.stepLength, correlation)
    var form = QuadraticForm(name + " growth noise", x: growth.volatility, y: volatility)
    form.linearX = model.derive(growth.halfLife) {
      let process = MeanReversion(halfLife: $0, step: dt)
      return process.integral * process.integral / (2 * process.noise)
    }
    guard correlation != 0 else { return model.form(form) }
    form.linearY = model.derive(growth.halfLife) {
      let process = MeanReversion(halfLife: $0, step: dt)
      return correlation * process.integral / process.noise
    }
    return model.form(form)
  }

  /// The root of Var(ln Q's noise) less the square of the above.
  func exactOwnNoise(in model: Compiler) -> Number {
    let (dt, correlation) = (model.stepLength, correlation)
    var form = QuadraticForm(name + " own noise", x: growth.volatility, y: volatility)
    form.isRoot = true
    form.squareX = model.derive(growth.halfLife) {
      let process = MeanReversion(halfLife: $0, step: dt)
      let shared = process.integral * process.integral / (2 * process.noise)
      return process.integratedVariance - shared * shared
    }
    guard correlation != 0 else {
      form.squareY = model.constant(dt)
      return model.form(form)
    }
    form.product = model.derive(growth.halfLife) {
      let process = MeanReversion(halfLife: $0, step: dt)
      let (b, u) = (process.integral, process.noise)
      return 2 * correlation * (process.lateIntegral - b * b * b / (2 * u * u))
    }
    form.squareY = model.derive(growth.halfLife) {
      let process = MeanReversion(halfLife: $0, step: dt)
      let shared = correlation * process.integral / process.noise
      return dt - shared * shared
    }
    return model.form(form)
  }

  /// σ√Δ times a factor.
  func noise(times factor: Double, in model: Compiler) -> Number {
    var form = QuadraticForm(name + " noise", x: volatility)
    form.linearX = model.constant(factor * model.stepLength.squareRoot())
    return model.form(form)
  }
}

extension Subject {
  /// A rate of the file, effective annual, as the model's log rate.
  func logRate(_ parameter: Parameter) -> Number? {
    optional(parameter).map { model.logarithm(ofOnePlus: $0) }
  }

  /// A market price of risk; 0 under the real-world measure.
  func riskPremium(_ parameter: Parameter) -> Number {
    let premium = number(parameter)
    return model.measure == .riskAdjusted ? premium : model.constant(0)
  }

  func warnUnused(_ parameter: Parameter, without needed: Parameter) {
    model.warn(
      fullName(parameter.key), "is not used, because it needs \(fullName(needed.key))")
  }
}
