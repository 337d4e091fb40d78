// Outcomes that several parts have.

extension OutcomeFormula {
  /// What a column is at the horizon.
  static func value(_ column: Column, scale: Column? = nil, in model: Compiler) -> Self {
    OutcomeFormula(inputs: (column, model.zeros), scale: scale) { value, _ in value }
  }

  /// A part of revenue; of no revenue there is no margin: 0, as in the series.
  static func quotient(_ part: Column, _ whole: Column) -> Self {
    OutcomeFormula(inputs: (part, whole)) { $1 == 0 ? 0 : $0 / $1 }
  }

  /// The step at which something happens.
  ///
  /// - Parameter mayBeOpen: Whether it may be ∞, where it has not happened by the horizon.
  static func step(_ column: Column, mayBeOpen: Bool = false, in model: Compiler) -> Self {
    let steps = Double(model.grid.steps)
    let bound: Value = { step, _ in min(step, steps) }
    return OutcomeFormula(
      inputs: (column, model.zeros), bound: mayBeOpen ? bound : nil, centre: steps
    ) { step, _ in step }
  }

  /// The years between two steps, of which the later may be ∞.
  static func time(from first: Column, to last: Column, in model: Compiler) -> Self {
    let (steps, dt) = (Double(model.grid.steps), model.stepLength)
    let bound: Value = { (min($0, steps) - $1) * dt }
    return OutcomeFormula(inputs: (last, first), bound: bound, centre: steps * dt) {
      ($0 - $1) * dt
    }
  }

  /// The years from the start to a step, which may be ∞.
  static func time(_ column: Column, in model: Compiler) -> Self {
    time(from: model.zeros, to: column, in: model)
  }
}
