import Reports
import Scenarios
import Simulation
import Statistics

/// What each event does to what is worth asking anyway: a run less the same run in which it never happens,
/// over all paths and over those on which it happens.
struct EventEffects {
  private let scenario: Scenario
  /// The file as it is, asked the same and how likely each event is.
  private let stated: Experiment?
  /// Without each event.
  private let without: [(event: String, experiment: Experiment)]

  /// - Throws: `Diagnostics`.
  init(of scenario: Scenario, on engine: Engine) throws {
    self.scenario = scenario
    let events = scenario.eventsWithEffects
    let asked = scenario.standardMetrics.filter { (try? scenario.metrics([$0])) != nil }
    guard !events.isEmpty, !asked.isEmpty else {
      (stated, without) = (nil, [])
      return
    }
    stated = try Experiment(
      scenario, metrics: asked + events.map { "P(\($0))" }, on: engine, areAsked: false)
    without = try events.map { event in
      let experiment = try Experiment(
        scenario.supposing(.event(event, .never)), metrics: asked, on: engine, areAsked: false)
      return (event, experiment)
    }
  }

  private var experiments: [Experiment] { [stated].compactMap(\.self) + without.map(\.experiment) }

  /// Of all runs.
  var paths: Int { experiments.count * scenario.paths }

  func simulations() throws -> [SimulationRequest] {
    try experiments.map { try $0.simulation(recording: []) }
  }

  /// - Throws: As a run.
  func told(progress: Progress) throws -> [EventEffect] {
    guard let stated else { return [] }
    let sample = try stated.sample(recording: [], progress: progress)
    return try without.map { event, experiment in
      let supposed = try experiment.sample(recording: [], progress: progress)
      let own = stated.metrics.firstIndex { $0.description.name == "P(\(event))" }
      let happened = own.map { sample.values[$0] } ?? []
      let paths = happened.indices.filter { happened[$0] == 1 }
      return EventEffect(
        event,
        share: Proportion(
          hits: paths.count, of: happened.count { !$0.isNaN },
          isKnown: scenario.definition.events.contains { $0.name == event && $0.isCertain }),
        differences: experiment.metrics.indices.map { index in
          let metric = experiment.metrics[index]
          func estimate(_ sample: Experiment.Sample) -> PathEstimate {
            metric.estimate(of: paths.map { sample.values[index][$0] })
          }
          return .init(
            metric.description,
            all: sample.estimates[index].difference(from: supposed.estimates[index]),
            happened: paths.isEmpty
              ? nil : estimate(sample).difference(from: estimate(supposed)))
        })
    }
  }
}

extension Scenario {
  /// Events that may do something: not those without effects that no other event asks about.
  fileprivate var eventsWithEffects: [String] {
    let asked = Set(definition.events.flatMap { $0.when?.test.events ?? [] })
    return definition.events.filter { event in
      event.then != nil || event.otherwise != nil || asked.contains(event.name)
    }.map(\.name)
  }
}
