import Statistics

/// A condition whose names are columns: asked of every path of a block.
struct PathTest: Sendable {
  enum Quantity: Sendable {
    case series(Column, Condition.Moment)
    case outcome(OutcomeFormula)
  }

  let condition: Condition
  /// Full name of what is asked about.
  let name: String
  let unit: String
  let quantity: Quantity
  /// The same as the condition's, of the column as it is kept.
  private let isAbove: Bool
  private let level: Double

  init(
    _ condition: Condition, _ quantity: Quantity, name: String, unit: String, reading: Reading
  ) {
    self.condition = condition
    self.quantity = quantity
    self.name = name
    self.unit = unit
    isAbove = (condition.relation == .above) != (reading == .shortfall)
    level = reading.inverse(condition.level)
  }

  /// Whether a value of the column passes; one that is no number does not.
  @inline(__always)
  func holds(_ value: Double) -> Bool { isAbove ? value > level : value < level }
}

/// A value that was seen, and the column that it is compared with.
struct ObservedSeries: Sendable {
  let observation: Observation
  let series: Model.Series
}

/// Turns the names that a scenario asks about into columns.
struct Names {
  let steps: Int
  let series: [Model.Series]
  let outcomes: [Model.Outcome]

  /// - Throws: `ModelErrors` for a name that is none; the reader of a scenario refuses those before.
  func test(_ condition: Condition) throws -> PathTest {
    switch condition.quantity {
    case .series(let name, let moment):
      let series = try found(name, in: series, by: \.name)
      switch moment {
      case .at(let step), .until(let step): try check(step, of: name)
      }
      return PathTest(
        condition, .series(series.column, moment), name: name, unit: series.unit,
        reading: series.reading)
    case .outcome(let name):
      let outcome = try found(name, in: outcomes, by: \.name)
      return PathTest(
        condition, .outcome(outcome.formula), name: name, unit: outcome.kind.unit.words,
        reading: outcome.formula.reading)
    }
  }

  func test(of group: PathGroup) throws -> PathTest? {
    switch group.members {
    case .condition(let condition): return try test(condition)
    case .worst(let share, let outcome):
      guard share > 0, share < 1 else {
        throw ModelErrors(errors: [ModelError(key: group.name, text: "is no share of the paths")])
      }
      guard try found(outcome, in: outcomes, by: \.name).kind.worst != nil else {
        throw ModelErrors(errors: [ModelError(key: outcome, text: "has no worst end")])
      }
      return nil
    }
  }

  func series(_ observation: Observation) throws -> ObservedSeries {
    try check(observation.step, of: observation.series)
    return try ObservedSeries(
      observation: observation, series: found(observation.series, in: series, by: \.name))
  }

  private func check(_ step: Int, of name: String) throws {
    guard (0...steps).contains(step) else {
      throw ModelErrors(errors: [ModelError(key: name, text: "has no step \(step)")])
    }
  }

  private func found<Element>(
    _ name: String, in elements: [Element], by path: KeyPath<Element, String>
  ) throws -> Element {
    guard let element = elements.first(where: { $0[keyPath: path] == name }) else {
      throw ModelErrors(errors: [ModelError(key: name, text: "is no series or outcome")])
    }
    return element
  }
}

extension ModelDefinition {
  /// Names without the company, by company, of what questions, observations and groups are about.
  var asked: (series: [String: Set<String>], outcomes: [String: Set<String>]) {
    var series: [String: Set<String>] = [:]
    var outcomes: [String: Set<String>] = [:]
    func note(_ name: String, in names: inout [String: Set<String>]) {
      names[name.company, default: []].insert(name.afterCompany)
    }
    let groups = self.groups.compactMap { group -> Condition? in
      switch group.members {
      case .condition(let condition): return condition
      case .worst(_, let outcome):
        note(outcome, in: &outcomes)
        return nil
      }
    }
    for condition in questions + groups {
      switch condition.quantity {
      case .series(let name, _): note(name, in: &series)
      case .outcome(let name): note(name, in: &outcomes)
      }
    }
    for observation in observations { note(observation.series, in: &series) }
    return (series, outcomes)
  }
}

extension String {
  /// `zhipu` of `zhipu.sharePrice`.
  var company: String { String(prefix { $0 != "." }) }
  /// `sharePrice` of `zhipu.sharePrice`.
  var afterCompany: String { String(drop { $0 != "." }.dropFirst()) }
}
