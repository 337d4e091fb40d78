/// A quantity of each path, and where in the columns it is.
struct MeasuredQuantity: Sendable {
  enum Source: Sendable {
    case series(Column, step: Int)
    case outcome(OutcomeFormula)
    case condition(PathTest)
    case factor(Factor)
  }

  let name: String
  let unit: String
  /// How the values are told.
  let telling: Telling
  let source: Source
}
