import Statistics

/// A comparison of two quantities that have been found.
struct PathPair: Sendable {
  enum Operands: Sendable {
    case series(Column, Column, Comparison.Moment)
    case outcomes(OutcomeFormula, OutcomeFormula)
  }

  let operands: Operands
  private let isAbove: Bool
  private let tellings: (Telling, Telling)

  init(_ pair: PairComparison, _ operands: Operands, telling tellings: (Telling, Telling)) {
    isAbove = pair.relation == .above
    (self.operands, self.tellings) = (operands, tellings)
  }

  /// The columns of the series that are compared; none of outcomes.
  var columns: [Column] {
    if case .series(let first, let second, _) = operands { [first, second] } else { [] }
  }

  /// Whether two values pass, as they are kept: what rounding may make of equal ones does not.
  @inline(__always)
  func holds(_ first: Double, _ second: Double) -> Bool {
    let (first, second) = (tellings.0.of(first), tellings.1.of(second))
    guard isAbove ? first > second : first < second else { return false }
    return !Rounding.areEqual(first, second)
  }

  /// An outcome on a path, or what it exceeds where it may come after the horizon.
  struct Known {
    let value: Double
    /// Nil where the value is known.
    let bound: Double?
  }

  /// Whether two outcomes pass; nil where the horizon does not decide.
  func holds(_ first: Known, _ second: Known) -> Bool? {
    switch (first.bound, second.bound) {
    case (nil, nil): return holds(first.value, second.value)
    case (let bound?, nil):
      // It is larger where what it exceeds is no less.
      return bound < Rounding.below(second.value) ? nil : isAbove
    case (nil, let bound?): return bound < Rounding.below(first.value) ? nil : !isAbove
    case (_?, _?): return nil
    }
  }

  /// Sets 1 for each pair of values that passes, else 0.
  func answer(
    _ answers: UnsafeMutableBufferPointer<Double>, _ first: UnsafePointer<Double>,
    _ second: UnsafePointer<Double>
  ) {
    for path in answers.indices { answers[path] = holds(first[path], second[path]) ? 1 : 0 }
  }
}

extension OutcomeFormula {
  /// On a path of a block at its horizon.
  func known(_ path: Int, in block: Block) -> PathPair.Known {
    let (a, b) = (block[inputs.0][path], block[inputs.1][path])
    let value = value(a, b)
    return PathPair.Known(value: value, bound: value == .infinity ? bound?(a, b) : nil)
  }
}
