import Reports
import Scenarios
import Sensitivity
import Simulation
import Statistics
import Text

/// The bars of a metric, and what is known of the drivers behind them.
struct DrivenMetric {
  let bars: Tornado
  let drivers: [MetricTornado.Driver]

  init(bars: Tornado, drivers: [MetricTornado.Driver]) {
    self.bars = bars
    self.drivers = drivers
  }

  /// From the paths of one run: ranges and chance alike.
  ///
  /// - Parameters:
  ///   - metric: Place among the experiment's.
  ///   - isRank: Whether a bar is a rank correlation; else it spans the metric among the paths with the
  ///     lowest and the highest values of a driver.
  ///   - tail: The share of the paths at either end.
  /// - Throws: As the experiment's draws.
  init(
    _ experiment: Experiment, metric index: Int = 0, of scenario: Scenario, isRank: Bool = false, tail: Double = 0.1,
    progress: Progress? = nil
  ) throws {
    let (values, drawn) = try experiment.draws(of: index, progress: progress)
    let factors = drawn.map { (name: $0.name, values: $0.values) }
    let metric = experiment.metrics[index]
    bars =
      isRank
      ? Tornado.rankCorrelation(factors, with: values.map { metric.factor * $0 })
      : Tornado.conditional(
        factors, of: values, metric.statistic, tail: tail, scale: metric.factor)
    let stated = scenario.told(experiment.drivers, tail: tail)
    // What is drawn once and is no range of the file, as the way from the date of ARR to the start, is
    // chance, too.
    let chance = drawn.filter { factor in !stated.contains { $0.name == factor.name } }.map {
      MetricTornado.Driver(
        name: $0.name, of: $0.subject, kind: $0.kind == .driver ? .shock : $0.kind, ends: nil)
    }
    drivers = stated + chance
  }
}

extension Scenario {
  /// Ranges of the file, with their ends as it would state them.
  func told(_ drivers: [Model.StatedDriver], tail: Double) -> [MetricTornado.Driver] {
    drivers.map { driver in
      let values = [tail, 1 - tail].map(driver.distribution.quantile)
      let ends = values.map {
        number(at: driver.name)?.shortText($0) ?? Figure($0, error: 0, unit: "").text
      }
      return MetricTornado.Driver(
        name: driver.name, of: driver.subject, kind: .driver, ends: (ends[0], ends[1]),
        values: (values[0], values[1]))
    }
  }

  /// What drives the first thing that is worth asking of each company, for the page of a run. It takes
  /// some of the run's first paths: the largest drivers are the same with all.
  ///
  /// - Parameter record: Of the run.
  /// - Returns: Nothing where there are too few paths, or none came through.
  func mainDrivers(workers: Int, record: RunRecord) -> [MetricTornado] {
    let few = min(paths, 20_000)
    // A tenth of fewer paths says little.
    guard few >= 500, let sample = try? setting("paths", to: "\(few)") else { return [] }
    return definition.companies.compactMap { company in
      let first = standardMetrics.first { text in
        text.hasPrefix(company.name + ".") && (try? sample.metrics([text])) != nil
      }
      guard let first,
        let experiment = try? Experiment(sample, metrics: [first], workers: workers),
        let tornado = try? DrivenMetric(experiment, of: sample), experiment.hasSoundPath
      else { return nil }
      return MetricTornado(
        WhatIfHeading(description, paths: few, seed: seed, record: record),
        metric: experiment.metrics[0].description, tornado: tornado.bars, drivers: tornado.drivers)
    }
  }
}
