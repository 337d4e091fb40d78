import CKernels

/// A volatility that fades from `initial` to `longRun`: σ_t = σ̄ + (σ₀ - σ̄)e^(-kt).
///
/// The component keeps the deviation from the long run; the volatility of a step follows from it.
struct FadingVolatility: Component {
  /// What a step uses: the root mean square over it, or the value when it starts.
  enum Within: Sendable { case rootMeanSquare, start }

  let name: String
  let phase = Phase.numbers
  private let initialDeviation: Number
  private let deviation: Number
  private let decay: Number

  /// The volatility of each step; constant where no half-life is stated.
  static func number(
    _ name: String, initial: Number, longRun: Number, halfLife: Number?, within: Within,
    in model: Compiler
  ) -> Number {
    guard let halfLife else { return initial }
    let dt = model.stepLength
    let volatility = FadingVolatility(name, initial, longRun, halfLife, in: model)
    model.append(volatility)
    var form = QuadraticForm(name, x: longRun, y: volatility.deviation)
    switch within {
    case .start:
      form.linearX = model.constant(1)
      form.linearY = form.linearX
    case .rootMeanSquare:
      form.squareX = model.constant(1)
      form.product = model.derive(halfLife) {
        2 * MeanReversion(halfLife: $0, step: dt).integral / dt
      }
      form.squareY = model.derive(halfLife) {
        let noise = MeanReversion(halfLife: $0, step: dt).noise
        return noise * noise / dt
      }
      form.isRoot = true
    }
    return model.form(form)
  }

  /// What multiplies the shock of each step where it moves what reverts: the root of
  /// ∫σ²(s) e^(-2κ(Δ-s)) ds.
  ///
  /// - Parameter reversion: Half-life of that; infinite for a random walk.
  static func noise(
    _ name: String, initial: Number, longRun: Number, halfLife: Number, of reversion: Number,
    in model: Compiler
  ) -> Number {
    let dt = model.stepLength
    let volatility = FadingVolatility(name, initial, longRun, halfLife, in: model)
    model.append(volatility)
    /// ∫ of what fades at a times the speed k of the volatility.
    func faded(_ times: Double, _ factor: Double) -> Number {
      model.derive(halfLife, reversion) {
        let forgotten = 2 * MeanReversion(halfLife: $1, step: dt).speed
        let speed = times * MeanReversion(halfLife: $0, step: dt).speed - forgotten
        return factor * exp(-forgotten * dt) * MeanReversion(speed: speed, step: dt).integral
      }
    }
    var form = QuadraticForm(name, x: longRun, y: volatility.deviation)
    form.squareX = faded(0, 1)
    form.product = faded(1, 2)
    form.squareY = faded(2, 1)
    form.isRoot = true
    return model.form(form)
  }

  private init(
    _ name: String, _ initial: Number, _ longRun: Number, _ halfLife: Number,
    in model: Compiler
  ) {
    let dt = model.stepLength
    self.name = name
    initialDeviation = model.derive(initial, longRun) { $0 - $1 }
    decay = model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).decay }
    deviation = model.moving(perPath: initialDeviation.isColumn || decay.isColumn)
  }

  func start(_ block: Block) {
    let (from, to) = (block[initialDeviation], block.storage(of: deviation))
    for place in to.indices { to[place] = from[place] }
  }

  func advance(_ block: Block, to step: Int) {
    // The first step starts at the initial volatility.
    guard step > 1 else { return }
    let storage = block.storage(of: deviation)
    ck_multiply(storage.baseAddress, storage.baseAddress, block[decay], Int32(storage.count))
  }
}
