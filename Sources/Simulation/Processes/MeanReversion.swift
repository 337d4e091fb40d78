import CKernels

/// The exact transition of dx = κ(x̄ - x)dt + η dW over one step, and of its integral.
///
/// With κ → 0 (an infinite half-life) every factor tends to that of a random walk; series keep the
/// digits that differences of near-equal numbers would lose.
///
/// Reference: Glasserman (2004), §3.3. Verified: `MeanReversionTests`.
struct MeanReversion {
  /// κ in 1/years.
  let speed: Lanes
  /// Length of the step in years.
  let step: Double

  init(halfLife: Lanes, step: Double) {
    self.init(speed: 0.693147180559945309 / halfLife, step: step)
  }

  init(speed: Lanes, step: Double) {
    self.speed = speed
    self.step = step
  }

  private var x: Lanes { speed * step }
  private var isStill: SIMDMask<Lanes.MaskStorage> { speed .== 0 }
  /// Where differences lose digits, and series are taken.
  private var isSlow: SIMDMask<Lanes.MaskStorage> { x .<= 0.05 }

  /// e^(-κΔ): what is left of a deviation.
  var decay: Lanes { exp(-x) }

  /// 1 - e^(-κΔ): what has gone of it.
  var decayed: Lanes { -expm1(-x) }

  /// B = (1 - e^(-κΔ)) / κ: integral over the step of a deviation of 1.
  var integral: Lanes { (-expm1(-x) / speed).replacing(with: step, where: isStill) }

  /// √((1 - e^(-2κΔ)) / 2κ): standard deviation of the step's noise for η = 1.
  var noise: Lanes {
    (-expm1(-2 * x) / (2 * speed)).replacing(with: step, where: isStill).squareRoot()
  }

  /// (Δ - B) / κ: integral over the step of what drifts in after its start.
  var lateIntegral: Lanes {
    let series = step * step * Self.sum(Self.lateTerms, at: x)
    return ((step - integral) / speed).replacing(with: series, where: isSlow)
  }

  /// [Δ - 2B + (1 - e^(-2κΔ)) / 2κ] / κ²: variance of the integrated noise for η = 1.
  var integratedVariance: Lanes {
    let series = step * step * step * Self.sum(Self.varianceTerms, at: x)
    let exact = (step - 2 * integral + noise * noise) / (speed * speed)
    return exact.replacing(with: series, where: isSlow)
  }

  /// Of Σ (-x)^k / (k + 2)!, the last term first.
  private static let lateTerms: [Double] = [
    1 / 5_040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2,
  ]
  /// Of Σ (-x)^k (2^(k+2) - 2) / (k + 3)!.
  private static let varianceTerms: [Double] = [
    1 / 320, 31 / 2_520, 1 / 24, 7 / 60, 1 / 4, 1 / 3,
  ]

  private static func sum(_ terms: [Double], at x: Lanes) -> Lanes {
    terms.reduce(Lanes()) { $1 - x * $0 }
  }
}
