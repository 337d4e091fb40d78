import Reports
import Scenarios
import Sensitivity
import Simulation
import Statistics
import Text

/// What drives a metric, from the paths of one run: ranges and chance alike.
struct OneRunTornado {
  let bars: Tornado
  let drivers: [TornadoReport.Driver]

  /// - Parameters:
  ///   - isRank: Whether a bar is a rank correlation; else it spans the metric among the paths with the
  ///     lowest and the highest values of a driver.
  ///   - tail: The share of the paths at either end.
  /// - Throws: As the experiment's draws.
  init(
    _ experiment: Experiment, of scenario: Scenario, isRank: Bool = false, tail: Double = 0.1,
    progress: Progress? = nil
  ) throws {
    let (values, drawn) = try experiment.draws(progress: progress)
    let factors = drawn.map { (name: $0.name, values: $0.values) }
    let metric = experiment.metrics[0]
    bars =
      isRank
      ? Tornado.rankCorrelation(factors, with: values.map { metric.factor * $0 })
      : Tornado.conditional(
        factors, of: values, metric.statistic, tail: tail, scale: metric.factor)
    let stated = scenario.told(experiment.drivers, tail: tail)
    // What is drawn once and is no range of the file, as the way from the date of ARR to the start, is
    // chance, too.
    let chance = drawn.filter { factor in !stated.contains { $0.name == factor.name } }.map {
      TornadoReport.Driver(
        name: $0.name, of: $0.subject, kind: $0.kind == .driver ? .shock : $0.kind, ends: nil)
    }
    drivers = stated + chance
  }
}

extension Scenario {
  /// Ranges of the file, with their ends as it would state them.
  func told(_ drivers: [Model.StatedDriver], tail: Double) -> [TornadoReport.Driver] {
    drivers.map { driver in
      let values = [tail, 1 - tail].map(driver.distribution.quantile)
      let ends = values.map {
        number(at: driver.name)?.shortText($0) ?? Figure($0, error: 0, unit: "").text
      }
      return TornadoReport.Driver(
        name: driver.name, of: driver.subject, words: words(of: driver.name), kind: .driver,
        ends: (ends[0], ends[1]),
        values: (values[0], values[1]))
    }
  }

  /// What drives the first thing that is worth asking of each company, for the page of a run. It takes
  /// some of the run's first paths: the largest drivers are the same with all.
  ///
  /// - Parameter record: Of the run.
  /// - Returns: Nothing where there are too few paths, or none came through.
  func mainDrivers(workers: Int, record: RunRecord) -> [TornadoReport] {
    let few = min(paths, 20_000)
    // A tenth of fewer paths says little.
    guard few >= 500, let sample = try? setting("paths", to: "\(few)") else { return [] }
    return definition.companies.compactMap { company in
      var first: TornadoReport?
      for metric in mainMetrics(of: company.name) {
        guard let told = sample.drivers(of: metric, workers: workers, record: record) else {
          continue
        }
        if told.isTelling { return told }
        first = first ?? told
      }
      return first
    }
  }

  /// Nil where there is no such metric, or no path came through.
  private func drivers(of metric: String, workers: Int, record: RunRecord) -> TornadoReport? {
    guard (try? metrics([metric])) != nil,
      let experiment = try? Experiment(self, metrics: [metric], workers: workers),
      let tornado = try? OneRunTornado(experiment, of: self), experiment.hasSoundPath
    else { return nil }
    return TornadoReport(
      WhatIfHeading(description, paths: paths, seed: seed, record: record),
      metric: experiment.metrics[0].description, tornado: tornado.bars, drivers: tornado.drivers)
  }
}
