import Statistics

extension Model {
  /// A number of the history of a share price, and where the same of the first steps of a path is.
  struct Past: Sendable {
    let returns: PastReturns
    let statistic: Turbulence.Statistic
    /// Of the company.
    let quantity: Quantity
    let column: Column
    let formula: OutcomeFormula

    var value: Double { returns.value(of: statistic) }
  }
}

extension Subject {
  /// What is held against the history of its share price.
  func pasts(in definition: ModelDefinition) -> [Model.Past] {
    guard let window = part(Turbulence.self)?.window,
      let company = definition.companies.first(where: { $0.name == name })
    else { return [] }
    return window.columns.map { statistic, column in
      Model.Past(
        returns: window.past, statistic: statistic,
        quantity: definition.quantity(statistic.quantity, of: company), column: column,
        formula: .value(column, in: model))
    }
  }
}
