import Statistics

/// A condition whose quantity has been found: asked of every path of a block.
struct PathTest: Sendable {
  /// What is compared with the level.
  enum Operand: Sendable {
    case series(Column, Condition.Moment)
    case outcome(OutcomeFormula)
  }

  let condition: Condition
  let operand: Operand
  /// The same as the condition's, of the column as it is kept.
  private let isAbove: Bool
  private let level: Double
  /// What a value must pass: the level, and what rounding may have moved it by.
  private let limit: Double

  init(_ condition: Condition, _ operand: Operand, telling: Telling) {
    self.condition = condition
    self.operand = operand
    isAbove = (condition.relation == .above) != (telling == .shortfall)
    level = telling.inverse(condition.level)
    limit = isAbove ? Rounding.above(level) : Rounding.below(level)
  }

  /// The column of the series that is asked about; nil for an outcome.
  var column: Column? { if case .series(let column, _) = operand { column } else { nil } }

  /// Whether a path passes by an outcome that may come after the horizon, where all that is known is that
  /// it exceeds a bound; nil where that does not decide.
  func holds(_ value: Double, beyond bound: Double) -> Bool? {
    // A bound that rounding puts below the level decides like the level itself.
    value == .infinity && bound < Rounding.below(level) ? nil : holds(value)
  }

  /// Whether a value of the column passes; one that is no number does not.
  @inline(__always)
  func holds(_ value: Double) -> Bool { isAbove ? value > limit : value < limit }
}

/// A value that was seen, and the column that it is compared with.
struct ObservedSeries: Sendable {
  let observation: Observation
  let series: Model.Series
}
