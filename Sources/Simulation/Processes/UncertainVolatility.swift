import CGSL
import CKernels

/// A volatility that is itself uncertain: its square, the variance v, reverts to a long run and has noise of its
/// own, dv = κ(θ - v)dt + ξ√v dW (Cox, Ingersoll & Ross 1985; Heston 1993).
///
/// A step takes v on by the quadratic-exponential scheme of Andersen, with the mean and the variance of the exact
/// law, from one standard normal. What moves by √v has √((v + v')/2) in the step; where its shocks go with those of
/// the volatility, their part in it is ∫√v dW as v itself says it, (v' - v - κ∫(θ - v)dt)/ξ.
///
/// Reference: Andersen (2008), §3.2 and §4.2, γ₁ = γ₂ = 1/2. Verified: `UncertainVolatilityTests`,
/// `WhatCanHappenTests`.
struct UncertainVolatility: Component {
  let name: String
  let phase = Phase.numbers
  /// v on each date.
  let variance: Column
  /// What multiplies the shock of a step.
  let noise: Number
  /// What is added beside that; nil where the shocks are independent of its own.
  let beside: Column?
  private let before: Column
  private let near: HitList
  private let shock: Shock
  private let initial: Number
  private let law: Law
  private let form: FormEvaluation
  private let leverage: Leverage?

  /// v' has the mean θ(1 - e) + e v, and the variance s² = s²θ(1 - e)(2 e v + θ(1 - e)) with s the spread.
  private struct Law: Sendable {
    let decay, pulled, ofStart, ofVariance: Number
  }

  /// a + b v + c v' - ρ noise z: what the part of the shocks that is the volatility's own really comes to, less
  /// what it comes to by the noise.
  private struct Leverage: Sendable {
    let constant, ofBefore, ofVariance, minusCorrelation: Number
    let scratch: Column
  }

  /// - Parameters:
  ///   - owner: Name of what moves by it.
  ///   - correlated: The process that does.
  ///   - initial: Volatilities, at the start and in the long run.
  ///   - spread: Standard deviation of the variance in the long run, as a part of its mean.
  ///   - reversion: Half-life of what moves by it.
  init(
    of owner: String, moving process: String, initial: Number, longRun: Number, halfLife: Number,
    spread: Number, reversion: Number, in model: Compiler
  ) {
    let dt = model.stepLength
    name = ModelDefinition.volatility(of: owner)
    (variance, before, near) = (model.column(), model.column(), HitList(in: model))
    shock = model.shock(name, into: model.column())
    self.initial = model.derive(initial) { $0 * $0 }
    let decay = model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).decay }
    let pulled = model.derive(longRun, halfLife) {
      $0 * $0 * MeanReversion(halfLife: $1, step: dt).decayed
    }
    law = Law(
      decay: decay, pulled: pulled, ofStart: model.derive(pulled, spread) { $0 * $0 * $1 * $1 },
      ofVariance: model.derive(pulled, decay, spread) { 2 * $0 * $1 * $2 * $2 })
    let column = model.column()
    noise = .moving(column)
    form = FormEvaluation(
      form: Self.noise(name, variance, before, reversion, in: model), output: noise,
      none: model.constant(0))
    let correlation = model.shockCorrelation(name, process)
    leverage =
      correlation == 0
      ? nil
      : Self.leverage(
        correlation, longRun: longRun, halfLife: halfLife, spread: spread, reversion: reversion,
        in: model)
    beside = leverage == nil ? nil : model.column()
    model.append(self)
  }

  /// √(u²(v + v')/2), u the noise of what moves for a volatility of 1.
  private static func noise(
    _ name: String, _ variance: Column, _ before: Column, _ reversion: Number, in model: Compiler
  ) -> QuadraticForm {
    let dt = model.stepLength
    let half = model.derive(reversion) {
      let noise = MeanReversion(halfLife: $0, step: dt).noise
      return noise * noise / 2
    }
    var form = QuadraticForm(name, x: .moving(before), y: .moving(variance))
    (form.linearX, form.linearY, form.isRoot) = (half, half, true)
    return form
  }

  private static func leverage(
    _ correlation: Double, longRun: Number, halfLife: Number, spread: Number, reversion: Number,
    in model: Compiler
  ) -> Leverage {
    let dt = model.stepLength
    // ρ u/(√Δ ξ).
    let scale = model.derive(longRun, halfLife, spread, reversion) {
      let speed = MeanReversion(halfLife: $1, step: dt).speed
      let noise = MeanReversion(halfLife: $3, step: dt).noise
      return correlation * noise / (dt.squareRoot() * $2 * $0 * (2 * speed).squareRoot())
    }
    func coefficient(_ sign: Double) -> Number {
      model.derive(scale, halfLife) {
        $0 * (sign + MeanReversion(halfLife: $1, step: dt).speed * dt / 2)
      }
    }
    return Leverage(
      constant: model.derive(scale, longRun, halfLife) {
        -$0 * $1 * $1 * MeanReversion(halfLife: $2, step: dt).speed * dt
      },
      ofBefore: coefficient(-1), ofVariance: coefficient(1),
      minusCorrelation: model.constant(-correlation), scratch: model.scratch)
  }

  func start(_ block: Block) {
    block.fill(variance, with: initial)
    block.fill(before, with: initial)
  }

  func advance(_ block: Block, to step: Int) {
    shock.draw(block, at: step)
    let (v, before, z) = (block[variance], block[before], block[shock.column])
    var stated = ck_variance(
      decay: block[law.decay], pulled: block[law.pulled], start: block[law.ofStart],
      slope: block[law.ofVariance])
    let list = block[near]
    let count = ck_move_variance(list.paths, v, before, z, &stated, block.count)
    for place in 0..<Int(count) {
      let path = list.path(place)
      v[path] = stated.near(before[path], z[path], path)
    }
    form.advance(block, to: step)
    guard let leverage, let beside else { return }
    let (output, product) = (block[beside], block[leverage.scratch])
    ck_affine(output, block[leverage.constant], block[leverage.ofBefore], before, block.count)
    ck_add_product(output, block[leverage.ofVariance], v, block.count)
    ck_multiply(product, z, block[noise], block.count)
    ck_add_product(output, block[leverage.minusCorrelation], product, block.count)
  }
}

extension ck_variance {
  /// v' where v lies so near 0 that the law has an atom there: an exponential beside it.
  fileprivate func near(_ v: Double, _ z: Double, _ path: Int) -> Double {
    let mean = pulled[path] + decay[path] * v
    let ratio = (start[path] + slope[path] * v) / (mean * mean)
    // P(v' > x) = (1 - p) e^(-(1 - p)x/mean), 1 - p = 2/(ratio + 1).
    let rest = 2 / (ratio + 1)
    let above = gsl_cdf_ugaussian_Q(z)
    return above < rest ? CKernels.log(rest / above) * mean / rest : 0
  }
}
