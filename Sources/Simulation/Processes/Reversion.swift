import CKernels

/// The step of a process that reverts to a long run, or walks at random where its half-life is infinite:
/// x' = a (1 - e^(-κΔ)) + x e^(-κΔ) + σ√((1 - e^(-2κΔ)) / 2κ) z.
///
/// Reference: Glasserman (2004), §3.3. Verified: `MeanReversionTests`, `BusinessTests`.
struct Reversion: Sendable {
  /// e^(-κΔ).
  let decay: Number
  private let noise: (factor: Number, shock: Shock)?
  /// Of a volatility that is itself uncertain.
  let uncertain: UncertainVolatility?

  /// - Parameter name: Of the process, and so of its shocks; without volatility it has none.
  init(_ name: String, halfLife: Number, volatility: Number, in model: Compiler) {
    let dt = model.stepLength
    decay = model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).decay }
    uncertain = nil
    guard model.value(of: volatility) != 0 else {
      noise = nil
      return
    }
    let perUnit = model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).noise }
    let factor = model.product(volatility, perUnit, .rootMeanSquare)
    noise = (factor, model.shock(name, into: model.scratch))
  }

  /// - Parameter noise: What multiplies the shock of each step.
  init(_ name: String, halfLife: Number, noise: Number, in model: Compiler) {
    self.init(name, halfLife: halfLife, noise: noise, of: nil, in: model)
  }

  init(
    _ name: String, halfLife: Number, uncertain volatility: UncertainVolatility, in model: Compiler
  ) {
    self.init(name, halfLife: halfLife, noise: volatility.noise, of: volatility, in: model)
  }

  private init(
    _ name: String, halfLife: Number, noise: Number, of volatility: UncertainVolatility?,
    in model: Compiler
  ) {
    let dt = model.stepLength
    uncertain = volatility
    decay = model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).decay }
    self.noise = (noise, model.shock(name, into: model.scratch))
  }

  /// Takes half the variance of a step off a logarithm, so that its noise leaves the mean of e^x as it is.
  ///
  /// - Parameters:
  ///   - minusHalf: A number that is -1/2.
  ///   - scratch: A column for one call.
  func keepMean(of column: Column, _ minusHalf: Number, _ scratch: Column, in block: Block) {
    guard let (factor, _) = noise else { return }
    block.fill(scratch, with: factor)
    ck_multiply(block[scratch], block[scratch], block[factor], block.count)
    ck_add_product(block[column], block[minusHalf], block[scratch], block.count)
  }

  /// - Parameter longRun: a (1 - e^(-κΔ)).
  func move(_ column: Column, towards longRun: Number, in block: Block, at step: Int) {
    let values = block[column]
    guard let (factor, shock) = noise else {
      return ck_affine(values, block[longRun], block[decay], values, block.count)
    }
    shock.draw(block, at: step)
    ck_mean_revert(
      values, block[shock.column], block[longRun], block[decay], block[factor], block.count)
    if let beside = uncertain?.beside { ck_add(values, block[.column(beside)], block.count) }
  }
}
