import Statistics

extension Model {
  /// A number of the history of a share price, and where the same of the first steps of a path is.
  struct Past: Sendable {
    /// Of the company.
    let quantity: Quantity
    let value: Double
    /// Dates of the history's first price and its last, and returns between them.
    let first: CalendarDate
    let last: CalendarDate
    let steps: Int
    let column: Column
    let formula: OutcomeFormula
  }
}
