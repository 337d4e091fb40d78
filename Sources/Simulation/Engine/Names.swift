import Statistics

/// Turns the names that a scenario asks about into columns.
struct Names {
  let steps: Int
  let series: [Model.Series]
  let outcomes: [Model.Outcome]
  let factors: [Factor]
  let dates: [String]

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
        condition, .outcome(outcome.formula), name: name, unit: outcome.unit,
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

  func measured(_ quantity: PathQuantity) throws -> MeasuredQuantity {
    switch quantity {
    case .series(let name, let step):
      try check(step, of: name)
      let series = try found(name, in: series, by: \.name)
      return MeasuredQuantity(
        name: "\(name)@\(dates[step])", unit: series.unit, reading: series.reading,
        source: .series(series.column, step: step))
    case .outcome(let name):
      let outcome = try found(name, in: outcomes, by: \.name)
      return MeasuredQuantity(
        name: name, unit: outcome.unit, reading: outcome.formula.reading,
        source: .outcome(outcome.formula))
    case .condition(let condition):
      return try MeasuredQuantity(
        name: condition.text, unit: "", reading: .plain, source: .condition(test(condition)))
    case .factor(let name):
      return try MeasuredQuantity(
        name: name, unit: "", reading: .plain,
        source: .factor(found(name, in: factors, by: \.name)))
    }
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
      throw ModelErrors(errors: [
        ModelError(key: name, text: "is nothing that can be read of a path")
      ])
    }
    return element
  }
}

extension ModelDefinition {
  /// Full names of the outcomes that a run keeps: those that are stated, and those asked about.
  package var keptOutcomes: [String] {
    let asked = asked.outcomes
    return companies.flatMap { company in
      CompanyOutcome.allCases.filter { outcome in
        has(outcome, of: company)
          && (outcomes.contains(outcome.name)
            || asked[company.name]?.contains(outcome.name) == true)
      }.map { "\(company.name).\($0.name)" }
    }
  }

  /// Whether what a company states is enough for an outcome.
  private func has(_ outcome: CompanyOutcome, of company: Company) -> Bool {
    let needs = outcome.needs
    return (measure == .riskAdjusted || !outcome.isRiskAdjusted)
      && (needs.isEmpty || needs.contains { company.assumptions.has(section: $0) })
  }

  /// Of a company's books.
  func currency(of company: String) -> String {
    companies.first { $0.name == company }?.currency ?? currency
  }

  /// Names without the company, by company, of all that is asked about.
  var asked: (series: [String: Set<String>], outcomes: [String: Set<String>]) {
    var series: [String: Set<String>] = [:]
    var outcomes: [String: Set<String>] = [:]
    func note(_ name: String, in names: inout [String: Set<String>]) {
      names[name.company, default: []].insert(name.afterCompany)
    }
    func note(_ condition: Condition) {
      switch condition.quantity {
      case .series(let name, _): note(name, in: &series)
      case .outcome(let name): note(name, in: &outcomes)
      }
    }
    for question in questions { note(question) }
    for group in groups {
      switch group.members {
      case .condition(let condition): note(condition)
      case .worst(_, let outcome): note(outcome, in: &outcomes)
      }
    }
    for quantity in measured {
      switch quantity {
      case .series(let name, _): note(name, in: &series)
      case .outcome(let name): note(name, in: &outcomes)
      case .condition(let condition): note(condition)
      case .factor: break
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
