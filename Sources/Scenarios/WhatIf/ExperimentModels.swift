import Simulation
import Statistics

// What is simulated for each question, so that it can be known before anybody does it.

extension Experiment {
  /// The same on threads of this process, of which there is at least one.
  ///
  /// - Throws: `Diagnostics`.
  public convenience init(
    _ scenario: Scenario, metrics: [String], workers: Int, holding held: HeldNumbers = .none,
    areAsked: Bool = true
  ) throws {
    try self.init(
      scenario, metrics: metrics, on: Engine(workers: workers), holding: held, areAsked: areAsked)
  }

  /// What `estimates(at:)` simulates.
  ///
  /// - Throws: `Diagnostics`.
  public func simulation(at point: [Assignment]) throws -> SimulationRequest {
    let (compiled, held) = try model(at: point)
    return .values(of: compiled.model.holding(held), run)
  }

  /// What `estimates(holding:)` simulates.
  public func simulation(holding values: [String: Double]) -> SimulationRequest {
    .values(of: file.model.holding(values), run)
  }

  /// What `estimates(supposing:)` simulates.
  ///
  /// - Throws: `Diagnostics`.
  public func simulation(supposing supposition: Supposition) throws -> SimulationRequest {
    .values(of: try supposed(supposition).model, run)
  }

  /// What `sample(recording:)` simulates.
  ///
  /// - Throws: `Diagnostics`.
  public func simulation(recording quantities: [Quantity]) throws -> SimulationRequest {
    .summaryAndValues(of: try recorded(quantities).model, run)
  }

  /// What `draws` simulates.
  ///
  /// - Throws: `Diagnostics`.
  public func simulationOfDraws() throws -> SimulationRequest {
    .values(of: try traced().model, run)
  }

  func supposed(_ supposition: Supposition) throws -> Compiled {
    try Self.compile(scenario.supposing(supposition), texts, holding: held)
  }

  func recorded(_ quantities: [Quantity]) throws -> Compiled {
    try Self.compile(scenario, texts, recording: quantities, holding: held)
  }

  /// A model that measures the metrics and all that is drawn, with what that is.
  func traced() throws -> (model: Model, drawn: [(name: String, subject: String, kind: Shift.Kind)])
  {
    let quantities = metrics.map(\.quantity)
    let drawn = try scenario.compile(measuring: quantities, tracing: true).drawn
    let factors = drawn.map { PathQuantity.factor($0.name, isDriver: $0.kind == .driver) }
    return (try scenario.compile(measuring: quantities + factors, tracing: true), drawn)
  }
}
