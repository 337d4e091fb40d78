import Statistics

/// Where the quantities of a model are found on a path.
struct Directory {
  private let steps: Int
  private let dates: [String]
  private let factors: [Factor]
  /// By identity.
  private let series: [String: Model.Series]
  private let outcomes: [String: Model.Outcome]
  private let events: [TrackedEvent]
  private let regimes: [TrackedRegime]
  /// What is told of them, in the order of the file.
  private let happenings: [Model.Outcome]

  init(
    _ series: [Model.Series], _ outcomes: [Model.Outcome], _ factors: [Factor],
    _ events: [TrackedEvent], _ regimes: [TrackedRegime], on grid: TimeGrid, dates: [String]
  ) {
    (self.events, self.regimes) = (events, regimes)
    happenings =
      events.flatMap { $0.outcomes(on: grid) } + regimes.flatMap { $0.outcomes(on: grid) }
    steps = grid.steps
    self.dates = dates
    self.factors = factors
    self.series = Dictionary(uniqueKeysWithValues: series.map { ($0.quantity.identity, $0) })
    self.outcomes = Dictionary(uniqueKeysWithValues: outcomes.map { ($0.quantity.name, $0) })
  }

  /// - Throws: `ModelErrors` for what a company has not; the reader of a scenario refuses that before.
  func test(_ condition: Condition) throws -> PathTest {
    PathTest(condition: condition, node: try node(condition.test))
  }

  private func node(_ test: Condition.Test) throws -> PathTest.Node {
    switch test {
    case .comparison(let comparison): .comparison(try self.comparison(comparison))
    case .pair(let pair): .pair(try self.pair(pair))
    case .not(let test): .not(try node(test))
    case .all(let tests): .all(try tests.map(node))
    case .any(let tests): .any(try tests.map(node))
    case .state(let name, let place, let moment): try state(name, place, moment)
    case .happened(let happening, let limit):
      .time(try time(of: happening), by: limit.steps(of: steps), isStrict: limit.isStrict)
    }
  }

  private func comparison(_ comparison: Comparison) throws -> PathComparison {
    switch comparison.moment {
    case .at(let step)?, .until(let step)?:
      let series = try series(comparison.quantity, at: step)
      let moment = comparison.moment ?? .at(step)
      return PathComparison(comparison, .series(series.column, moment), telling: series.telling)
    case .now?: throw Self.error(comparison.quantity.name, "is asked without a date")
    case nil:
      let formula = try outcome(comparison.quantity).formula
      return PathComparison(comparison, .outcome(formula), telling: formula.telling)
    }
  }

  private func pair(_ pair: PairComparison) throws -> PathPair {
    switch pair.moment {
    case .at(let step)?, .until(let step)?:
      let (first, second) = (try series(pair.first, at: step), try series(pair.second, at: step))
      return PathPair(
        pair, .series(first.column, second.column, pair.moment ?? .at(step)),
        telling: (first.telling, second.telling))
    case .now?: throw Self.error(pair.first.name, "is asked without a date")
    case nil:
      let (first, second) = (try outcome(pair.first).formula, try outcome(pair.second).formula)
      return PathPair(pair, .outcomes(first, second), telling: (first.telling, second.telling))
    }
  }

  private func state(
    _ name: String, _ place: Int, _ moment: Condition.StateMoment
  ) throws -> PathTest.Node {
    guard let regime = regimes.first(where: { $0.name == name }),
      regime.states.indices.contains(place)
    else { throw Self.error(name, "is no regime") }
    switch moment {
    case .at(let time):
      guard let column = regime.stateAt[time] else {
        throw Self.error(name, "is not kept at \(time) steps")
      }
      return .state(column, place: place)
    case .until(let limit):
      return .time(
        regime.states[place].firstIn, by: limit.steps(of: steps), isStrict: limit.isStrict)
    case .now: throw Self.error(name, "is asked without a date")
    }
  }

  private func time(of happening: Happening) throws -> Column {
    switch happening {
    case .event(let name):
      guard let event = events.first(where: { $0.times.name == name }) else {
        throw Self.error(name, "is no event")
      }
      return event.times.first
    case .eventCase(let event, let name):
      let full = "\(event).\(name)"
      guard let found = events.flatMap(\.cases).first(where: { $0.name == full }) else {
        throw Self.error(full, "is no case of an event")
      }
      return found.first
    case .outcome(let quantity):
      // A date is kept as it is told, in one column.
      return try outcome(quantity).formula.inputs.0
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
    case .happening(let name):
      guard let told = happenings.first(where: { $0.quantity.name == name }) else {
        throw Self.error(name, Self.isNothing)
      }
      return MeasuredQuantity(
        name: name, unit: told.quantity.unit, telling: .plain, source: .outcome(told.formula))
    case .condition(let condition):
      return MeasuredQuantity(
        name: condition.text, unit: "", telling: .plain, source: .condition(try test(condition)))
    case .factor(let name, let isDriver):
      let named = factors.first {
        $0.name == name && (isDriver == nil || isDriver == ($0.kind == .driver))
      }
      guard let factor = named else {
        throw Self.error(name, Self.isNothing)
      }
      return MeasuredQuantity(name: name, unit: "", telling: .plain, source: .factor(factor))
    }
  }

  private func series(_ quantity: Quantity, at step: Int) throws -> Model.Series {
    guard (0...steps).contains(step) else {
      throw Self.error(quantity.name, "has no step \(step)")
    }
    guard let series = series[quantity.identity] else {
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

extension Condition.Limit {
  /// In steps after the start; the horizon where an event is decided, which nobody asks of a whole path.
  fileprivate func steps(of horizon: Int) -> Double {
    if case .by(let steps, _) = self { steps } else { Double(horizon) }
  }

  fileprivate var isStrict: Bool { if case .by(_, let isStrict) = self { isStrict } else { false } }
}
