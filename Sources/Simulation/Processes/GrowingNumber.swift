import CKernels

/// A number that is multiplied by a factor in every step: an amount that grows, a discount.
struct GrowingNumber: Component {
  let name: String
  let phase = Phase.numbers
  private let initial: Number
  private let factor: Number
  private let output: Number

  /// initial · factorᵏ at step k: the initial number itself where the factor is 1.
  static func number(
    _ name: String, initial: Number, factor: Number, in model: Compiler
  ) -> Number {
    if model.value(of: factor) == 1 { return initial }
    let growing = GrowingNumber(name, initial, factor, in: model)
    model.append(growing)
    return growing.output
  }

  private init(
    _ name: String, _ initial: Number, _ factor: Number, in model: Compiler
  ) {
    self.name = name
    self.initial = initial
    self.factor = factor
    output = model.moving(perPath: initial.isColumn || factor.isColumn)
  }

  func start(_ block: Block) {
    let (from, to) = (block[initial], block.storage(of: output))
    for place in to.indices { to[place] = from[place] }
  }

  func advance(_ block: Block, to step: Int) {
    let storage = block.storage(of: output)
    ck_multiply(storage.baseAddress, storage.baseAddress, block[factor], Int32(storage.count))
  }
}

extension Subject {
  /// An amount that grows by an effective annual rate, with a sign: costs are taken off.
  func growing(
    _ amount: Number, by rate: Number, sign: Double = 1, name: String
  ) -> Number {
    let dt = model.stepLength
    let initial = model.derive(amount) { sign * $0 }
    let factor = model.derive(rate) { exp(log1p($0) * dt) }
    return GrowingNumber.number(fullName(name), initial: initial, factor: factor, in: model)
  }

  /// (1 + rate)^Δ - 1: what an effective annual rate adds in a step.
  func interest(_ rate: Number) -> Number {
    let dt = model.stepLength
    return model.derive(rate) { expm1(log1p($0) * dt) }
  }
}
