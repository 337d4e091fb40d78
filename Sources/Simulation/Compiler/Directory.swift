import Statistics

/// Where the quantities of a model are found on a path.
struct Directory {
  private let steps: Int
  private let dates: [String]
  private let factors: [Factor]
  private let series: [String: Model.Series]
  private let outcomes: [String: Model.Outcome]

  init(
    _ series: [Model.Series], _ outcomes: [Model.Outcome], _ factors: [Factor], on grid: TimeGrid,
    dates: [String]
  ) {
    steps = grid.steps
    self.dates = dates
    self.factors = factors
    self.series = Dictionary(uniqueKeysWithValues: series.map { ($0.quantity.name, $0) })
    self.outcomes = Dictionary(uniqueKeysWithValues: outcomes.map { ($0.quantity.name, $0) })
  }

  /// - Throws: `ModelErrors` for what a company has not; the reader of a scenario refuses that before.
  func test(_ condition: Condition) throws -> PathTest {
    switch condition.moment {
    case .at(let step)?, .until(let step)?:
      let series = try series(condition.quantity, at: step)
      let moment = condition.moment ?? .at(step)
      return PathTest(condition, .series(series.column, moment), telling: series.telling)
    case nil:
      let formula = try outcome(condition.quantity).formula
      return PathTest(condition, .outcome(formula), telling: formula.telling)
    }
  }

  func group(_ stated: PathGroup) throws -> Model.Group {
    switch stated.members {
    case .condition(let condition):
      return Model.Group(stated: stated, test: try test(condition))
    case .worst(let share, let quantity):
      guard share > 0, share < 1 else { throw Self.error(stated.name, "is no share of the paths") }
      guard try outcome(quantity).quantity.worst != nil else {
        throw Self.error(quantity.name, "has no worst end")
      }
      return Model.Group(stated: stated, test: nil)
    }
  }

  func observed(_ observation: Observation) throws -> ObservedSeries {
    let series = try series(observation.series, at: observation.step)
    return ObservedSeries(observation: observation, series: series)
  }

  func measured(_ quantity: PathQuantity) throws -> MeasuredQuantity {
    switch quantity {
    case .series(let quantity, let step):
      let series = try series(quantity, at: step)
      return MeasuredQuantity(
        name: "\(quantity.name)@\(dates[step])", unit: quantity.unit, telling: series.telling,
        source: .series(series.column, step: step))
    case .outcome(let quantity):
      let formula = try outcome(quantity).formula
      return MeasuredQuantity(
        name: quantity.name, unit: quantity.unit, telling: formula.telling,
        source: .outcome(formula))
    case .condition(let condition):
      return MeasuredQuantity(
        name: condition.text, unit: "", telling: .plain, source: .condition(try test(condition)))
    case .factor(let name):
      guard let factor = factors.first(where: { $0.name == name }) else {
        throw Self.error(name, Self.isNothing)
      }
      return MeasuredQuantity(name: name, unit: "", telling: .plain, source: .factor(factor))
    }
  }

  private func series(_ quantity: Quantity, at step: Int) throws -> Model.Series {
    guard (0...steps).contains(step) else {
      throw Self.error(quantity.name, "has no step \(step)")
    }
    guard let series = series[quantity.name] else {
      throw Self.error(quantity.name, Self.isNothing)
    }
    return series
  }

  private func outcome(_ quantity: Quantity) throws -> Model.Outcome {
    guard let outcome = outcomes[quantity.name] else {
      throw Self.error(quantity.name, Self.isNothing)
    }
    return outcome
  }

  private static let isNothing = "is nothing that can be read of a path"

  private static func error(_ key: String, _ text: String) -> ModelErrors {
    ModelErrors(errors: [ModelError(key: key, text: text)])
  }
}
