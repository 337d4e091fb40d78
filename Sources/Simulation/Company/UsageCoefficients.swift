import CKernels

/// What the transition of ln Q over a step multiplies: Δ ln Q = drift + reach · μ + growthNoise · z₁
/// + ownNoise · z₂, where z₁ moves growth as well.
///
/// The covariance of growth's noise and the step's noise of ln Q gives the factor on z₁; what is left
/// of the variance is z₂'s. Both are quadratic forms in η and σ with coefficients of κ and Δ alone.
struct UsageCoefficients {
  let drift: Number
  let reach: Number
  let ownNoise: Number?
  let growthNoise: Number?

  init(_ growth: Growth, listPrice: ListPrice?, in company: inout CompanyBuilder) {
    let dt = company.model.stepLength
    let isExact = company.choice(Usage.integration) == "exact"
    let volatility = FadingVolatility.number(
      company.fullName(Usage.volatility.key), initial: company.number(Usage.volatility),
      longRun: company.number(Usage.volatilityLongRun),
      halfLife: company.optional(Usage.volatilityHalfLife),
      within: isExact ? .rootMeanSquare : .start, in: &company.model)
    if company.has(Usage.volatilityLongRun), !company.has(Usage.volatilityHalfLife) {
      company.warnUnused(Usage.volatilityLongRun, without: Usage.volatilityHalfLife)
    }
    // Growth without noise has no shocks to share.
    let correlation =
      growth.isNoisy ? company.number(Usage.correlation) : company.model.constant(0)
    let uncorrelated = company.model.value(of: correlation) == 0
    let isQuiet = company.model.value(of: volatility) == 0

    // The stated growth of ARR includes the list price's drift; usage grows by what is left.
    let priceEffect = listPrice?.effectOfDriftOnARR ?? company.model.constant(0)
    let own = company.model.derive(
      volatility, company.riskPremium(Usage.usagePremium), priceEffect
    ) { -($0 * $0 / 2 + $1 * $0 + $2) * dt }

    guard isExact else {
      reach = company.model.constant(dt)
      drift = own
      growthNoise =
        uncorrelated
        ? nil : company.model.derive(volatility, correlation) { $0 * $1 * dt.squareRoot() }
      ownNoise =
        isQuiet
        ? nil
        : company.model.derive(volatility, correlation) {
          $0 * ((1 - $1 * $1) * dt).squareRoot()
        }
      return
    }
    reach = company.model.derive(growth.halfLife) { MeanReversion(halfLife: $0, step: dt).integral }
    // μ̄(Δ - B) - λη(Δ - B)/κ, the second by its limit for κ → 0.
    let drawn = company.model.derive(
      growth.longRun, growth.halfLife, company.riskPremium(Usage.growthPremium), growth.volatility
    ) { longRun, halfLife, premium, eta in
      let process = MeanReversion(halfLife: halfLife, step: dt)
      return longRun * process.speed * process.lateIntegral - premium * eta * process.lateIntegral
    }
    drift = company.model.derive(own, drawn) { $0 + $1 }
    growthNoise =
      growth.isNoisy
      ? company.model.derive(growth.volatility, volatility, correlation, growth.halfLife) {
        eta, sigma, rho, halfLife in
        let process = MeanReversion(halfLife: halfLife, step: dt)
        return process.integral / process.noise * (eta * process.integral / 2 + rho * sigma)
      } : nil
    ownNoise =
      isQuiet && !growth.isNoisy
      ? nil
      : company.model.derive(growth.volatility, volatility, correlation, growth.halfLife) {
        eta, sigma, rho, halfLife in
        let process = MeanReversion(halfLife: halfLife, step: dt)
        let shared = process.integral / process.noise * (eta * process.integral / 2 + rho * sigma)
        let variance =
          sigma * sigma * dt + eta * eta * process.integratedVariance
          + 2 * rho * sigma * eta * process.lateIntegral
        return max(0, variance - shared * shared).squareRoot()
      }
  }
}

extension CompanyBuilder {
  /// A rate of the file, effective annual, as the model's log rate.
  mutating func logRate(_ parameter: Parameter) -> Number? {
    optional(parameter).map { rate in model.derive(rate) { log1p($0) } }
  }

  /// A market price of risk; 0 under the real-world measure.
  mutating func riskPremium(_ parameter: Parameter) -> Number {
    let premium = number(parameter)
    return model.measure == .riskAdjusted ? premium : model.constant(0)
  }

  mutating func warnUnused(_ parameter: Parameter, without needed: Parameter) {
    model.warn(
      "\(fullName(parameter.key)) is not used: it needs \(fullName(needed.key))")
  }
}
