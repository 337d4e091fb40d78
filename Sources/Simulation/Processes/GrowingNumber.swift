import CKernels

/// A number that is multiplied by a factor in every step: an amount that grows, a discount.
struct GrowingNumber: Component {
  let name: String
  let phase = Phase.numbers
  private let initial: Number
  private let factor: Number
  private let output: Number

  /// initial · factorᵏ at step k: the initial number itself where the factor is 1 and nothing else moves it.
  ///
  /// - Parameter isMoved: Whether somebody moves it on some paths, so that each has its own.
  static func number(
    _ name: String, initial: Number, factor: Number, isMoved: Bool = false, in model: Compiler
  ) -> Number {
    if model.value(of: factor) == 1, !isMoved { return initial }
    let growing = GrowingNumber(name, initial, factor, isMoved, in: model)
    model.append(growing)
    return growing.output
  }

  private init(
    _ name: String, _ initial: Number, _ factor: Number, _ isMoved: Bool, in model: Compiler
  ) {
    self.name = name
    self.initial = initial
    self.factor = factor
    output = model.moving(perPath: initial.isColumn || factor.isColumn || isMoved)
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
  /// A part of an amount that grows by an effective annual rate.
  ///
  /// - Parameters:
  ///   - part: -1 for costs, which are taken off; a margin for a profit.
  ///   - level: What events move, by its own name.
  func growing(
    _ amount: Number, by rate: Number, part: Number, name: String, level: String
  ) -> Number {
    let initial = model.derive(amount, part) { $1 * $0 }
    let factor = model.growthFactor(rate)
    let move = move(level)
    let amount = GrowingNumber.number(
      fullName(name), initial: initial, factor: factor, isMoved: move != nil, in: model)
    if let move { movedAmounts.append(MovedAmount(amount: amount, part: part, move: move)) }
    return amount
  }

  /// (1 + rate)^Δ - 1: what an effective annual rate adds in a step.
  func interest(_ rate: Number) -> Number {
    let kernel: Derived.Kernel = { ck_expm1($0, $1[0].p, $2) }
    return model.deriveAnew([model.logGrowth(rate)], kernel: kernel) { log, _, _, _ in expm1(log) }
  }
}

extension Compiler {
  /// (1 + rate)^Δ: what an effective annual rate makes of an amount in a step, also in one in which a regime
  /// moves the rate.
  func growthFactor(_ rate: Number) -> Number {
    let kernel: Derived.Kernel = { ck_exp($0, $1[0].p, $2) }
    return deriveAnew([logGrowth(rate)], kernel: kernel) { log, _, _, _ in exp(log) }
  }

  /// ln(1 + rate)·Δ: of the states of a regime their mean, by the time in each.
  fileprivate func logGrowth(_ rate: Number) -> Number {
    product(logarithm(ofOnePlus: rate), stepLength)
  }
}
