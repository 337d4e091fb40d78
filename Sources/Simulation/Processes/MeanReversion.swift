import CKernels

/// The exact transition of dx = κ(x̄ - x)dt + η dW over one step, and of its integral.
///
/// With κ → 0 (an infinite half-life) every factor tends to that of a random walk; series keep the
/// digits that differences of near-equal numbers would lose.
///
/// Reference: Glasserman (2004), §3.3. Verified: `MeanReversionTests`.
struct MeanReversion {
  /// κ in 1/years.
  let speed: Double
  /// Length of the step in years.
  let step: Double

  init(halfLife: Double, step: Double) {
    self.init(speed: 0.693147180559945309 / halfLife, step: step)
  }

  init(speed: Double, step: Double) {
    self.speed = speed
    self.step = step
  }

  private var x: Double { speed * step }

  /// e^(-κΔ): what is left of a deviation.
  var decay: Double { exp(-x) }

  /// 1 - e^(-κΔ): what has gone of it.
  var decayed: Double { -expm1(-x) }

  /// B = (1 - e^(-κΔ)) / κ: integral over the step of a deviation of 1.
  var integral: Double { speed == 0 ? step : -expm1(-x) / speed }

  /// √((1 - e^(-2κΔ)) / 2κ): standard deviation of the step's noise for η = 1.
  var noise: Double { (speed == 0 ? step : -expm1(-2 * x) / (2 * speed)).squareRoot() }

  /// (Δ - B) / κ: integral over the step of what drifts in after its start.
  var lateIntegral: Double {
    if x > 0.05 { return (step - integral) / speed }
    // Σ (-x)^k / (k + 2)!
    return step * step
      * (1 / 2 - x * (1 / 6 - x * (1 / 24 - x * (1 / 120 - x * (1 / 720 - x / 5_040)))))
  }

  /// [Δ - 2B + (1 - e^(-2κΔ)) / 2κ] / κ²: variance of the integrated noise for η = 1.
  var integratedVariance: Double {
    if x > 0.05 { return (step - 2 * integral + noise * noise) / (speed * speed) }
    // Σ (-x)^k (2^(k+2) - 2) / (k + 3)!
    return step * step * step
      * (1 / 3 - x * (1 / 4 - x * (7 / 60 - x * (1 / 24 - x * (31 / 2_520 - x / 320)))))
  }
}
