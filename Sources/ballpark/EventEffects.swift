import Reports
import Scenarios
import Simulation
import Statistics

extension Scenario {
  /// How many runs `effects` takes.
  var runsOfEffects: Int { told.isEmpty ? 0 : told.count + 1 }

  /// Events that may do something: not those without effects that no other event asks about.
  private var told: [String] {
    let asked = Set(definition.events.flatMap { $0.when?.test.events ?? [] })
    return definition.events.filter { event in
      event.then != nil || event.otherwise != nil || asked.contains(event.name)
    }.map(\.name)
  }

  /// What each event does to what is worth asking anyway: a run less the same run in which it never happens,
  /// over all paths and over those on which it happens.
  ///
  /// - Throws: As a run.
  func effects(workers: Int, progress: Progress) throws -> [EventEffect] {
    let events = told
    let asked = standardMetrics.filter { (try? metrics([$0])) != nil }
    guard !events.isEmpty, !asked.isEmpty else { return [] }
    let base = try Experiment(
      self, metrics: asked + events.map { "P(\($0))" }, workers: workers, areAsked: false)
    let stated = try base.sample(recording: [], progress: progress)
    return try events.map { event in
      let without = try Experiment(
        supposing(.event(event, .never)), metrics: asked, workers: workers, areAsked: false)
      let supposed = try without.sample(recording: [], progress: progress)
      let own = base.metrics.firstIndex { $0.description.name == "P(\(event))" }
      let happened = own.map { stated.values[$0] } ?? []
      let paths = happened.indices.filter { happened[$0] == 1 }
      return EventEffect(
        event,
        share: Proportion(
          hits: paths.count, of: happened.count { !$0.isNaN },
          isKnown: definition.events.contains { $0.name == event && $0.isCertain }),
        differences: without.metrics.indices.map { index in
          let metric = without.metrics[index]
          func estimate(_ sample: Experiment.Sample) -> PathEstimate {
            metric.estimate(of: paths.map { sample.values[index][$0] })
          }
          return .init(
            metric.description,
            all: stated.estimates[index].difference(from: supposed.estimates[index]),
            happened: paths.isEmpty ? nil : estimate(stated).difference(from: estimate(supposed)))
        })
    }
  }
}
