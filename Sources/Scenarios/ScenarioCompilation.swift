import Simulation
import Statistics

extension Scenario {
  /// Turns the definition into a model that can be simulated.
  ///
  /// - Parameters:
  ///   - strict: Whether every warning is an error.
  ///   - auditing: Whether every series is recorded and the draws of every step can be read, for
  ///     `Simulator.trajectories`. The paths are the same.
  ///   - keepingOutcomes: Whether every path's outcomes, and what happens on it, are measured, for
  ///     `Simulator.simulateKeepingValues`.
  /// - Throws: `Diagnostics`: the contradictions that only the whole model shows, each at the key in
  ///   the file that it is about, among the warnings.
  public func compile(
    strict: Bool = false, auditing: Bool = false, keepingOutcomes: Bool = false
  ) throws -> Model {
    var definition = definition
    if auditing {
      definition.record = CompanyCatalog.series + BasketCatalog.series + definition.factorSeries
      definition.record += definition.listingSeries
    }
    if keepingOutcomes {
      definition.measured =
        definition.keptOutcomes.map { .outcome($0) } + definition.happenings
    }
    let model = try compiled(definition, tracing: auditing)
    let warnings = strict ? warnings(of: model) : []
    guard warnings.isEmpty else { throw Diagnostics(all: warnings.map(\.asError)) }
    return model
  }

  /// The model of nothing but some numbers of each path, for `Simulator.values(of:)`: nothing else is kept,
  /// and no column is made for it. The paths are the same.
  ///
  /// - Parameters:
  ///   - series: Declared ones, of which bands are kept as well.
  ///   - tracing: Whether the sums of shocks and jumps can be measured.
  /// - Throws: `Diagnostics`, as above.
  public func compile(
    measuring quantities: [PathQuantity], recording series: [Quantity] = [], tracing: Bool = false
  ) throws -> Model {
    var definition = definition
    (definition.record, definition.outcomes) = (series, [])
    (definition.questions, definition.observations, definition.groups) = ([], [], [])
    definition.measured = quantities
    definition.attributesPrices = false
    return try compiled(definition, tracing: tracing)
  }

  private func compiled(_ definition: ModelDefinition, tracing: Bool) throws -> Model {
    do {
      return try Model(definition, tracing: tracing)
    } catch let errors as ModelErrors {
      throw diagnostics(errors.errors)
    }
  }

  /// What the file may say but hardly means, in the order of the file: what its reader noticed and,
  /// with a model, what only the whole shows.
  public func warnings(of model: Model? = nil) -> [Diagnostic] {
    let doubts = (model?.warnings ?? []).map { warning in
      Finding(
        place: place(of: warning.key), cause: .modelDoubt(key: warning.key, text: warning.text))
    }
    let rolls = (model?.rollForwards ?? []).filter(\.isFar).map { roll in
      Finding(place: place(of: roll.name), cause: .farRollForward(roll))
    }
    return reader.sources.diagnostics(reader.findings + doubts + rolls)
  }

  func diagnostics(_ errors: [ModelError]) -> Diagnostics {
    Diagnostics(
      all: reader.sources.diagnostics(
        reader.findings
          + errors.map { error in
            Finding(place: place(of: error.key), cause: .model(key: error.key, text: error.text))
          }))
  }

  /// Where a full name stands, or else the nearest section around it.
  private func place(of key: String) -> Place {
    var words = key.split(separator: ".")
    while !words.isEmpty {
      if let place = reader.places[words.joined(separator: ".")] { return place }
      words.removeLast()
    }
    return ScenarioReader.start
  }
}
