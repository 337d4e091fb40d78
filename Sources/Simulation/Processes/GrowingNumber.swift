import CKernels

/// A number that is multiplied by a factor in every step: an amount that grows, a discount.
struct GrowingNumber: Component {
  let name: String
  let phase = Phase.amounts
  private let initial: Number
  private let factor: Number
  private let moved: Moved?
  private let output: Number

  /// What events do to it.
  struct Moved: Sendable {
    let by: LevelMove
    /// What the number is of the level: -1 for a cost that is taken off, a margin for a profit.
    let part: Number
  }

  /// initial · factorᵏ at step k: the initial number itself where the factor is 1 and nothing moves it.
  static func number(
    _ name: String, initial: Number, factor: Number, moved: Moved? = nil, in model: Compiler
  ) -> Number {
    if model.value(of: factor) == 1, moved == nil { return initial }
    let growing = GrowingNumber(name, initial, factor, moved, in: model)
    model.append(growing)
    return growing.output
  }

  private init(
    _ name: String, _ initial: Number, _ factor: Number, _ moved: Moved?, in model: Compiler
  ) {
    self.name = name
    self.initial = initial
    self.factor = factor
    self.moved = moved
    output = model.moving(perPath: initial.isColumn || factor.isColumn || moved != nil)
  }

  func start(_ block: Block) {
    let (from, to) = (block[initial], block.storage(of: output))
    for place in to.indices { to[place] = from[place] }
  }

  func advance(_ block: Block, to step: Int) {
    let storage = block.storage(of: output)
    ck_multiply(storage.baseAddress, storage.baseAddress, block[factor], Int32(storage.count))
    guard let moved else { return }
    let part = block[moved.part]
    moved.by.forEach(in: block) { path, map in
      storage[path] = map.factor * storage[path] + map.addend * part[path]
      // A part that is 0 says nothing of the whole.
      return part[path] == 0 ? 0 : storage[path] / part[path]
    }
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
    let dt = model.stepLength
    let initial = model.derive(amount, part) { $1 * $0 }
    let factor = model.derive(rate) { exp(log1p($0) * dt) }
    return GrowingNumber.number(
      fullName(name), initial: initial, factor: factor,
      moved: move(level).map { GrowingNumber.Moved(by: $0, part: part) }, in: model)
  }

  /// (1 + rate)^Δ - 1: what an effective annual rate adds in a step.
  func interest(_ rate: Number) -> Number {
    let dt = model.stepLength
    return model.derive(rate) { expm1(log1p($0) * dt) }
  }
}
