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

  /// Of each metric of an experiment, from the paths of one run: ranges and chance alike.
  ///
  /// - Parameters:
  ///   - isRank: Whether a bar is a rank correlation; else it spans the metric among the paths with the
  ///     lowest and the highest values of a driver.
  ///   - tail: The share of the paths at either end.
  /// - Throws: As the experiment's draws.
  static func all(
    of experiment: Experiment, _ scenario: Scenario, isRank: Bool = false, tail: Double = 0.1,
    progress: Progress? = nil
  ) throws -> [DrivenMetric] {
    let (values, drawn) = try experiment.draws(progress: progress)
    let factors = drawn.map { (name: $0.name, values: $0.values) }
    let stated = scenario.told(experiment.drivers, tail: tail)
    let names = Set(stated.map(\.name))
    // What is drawn once and is no range of the file, as the way from the date of ARR to the start, is
    // chance, too.
    let chance = drawn.filter { !names.contains($0.name) }.map {
      MetricTornado.Driver(
        name: $0.name, of: $0.subject, kind: $0.kind == .driver ? .shock : $0.kind, ends: nil)
    }
    return zip(experiment.metrics, values).map { metric, values in
      let bars =
        isRank
        ? Tornado.rankCorrelation(factors, with: values.map { metric.factor * $0 })
        : Tornado.conditional(
          factors, of: values, metric.statistic, tail: tail, scale: metric.factor)
      return DrivenMetric(bars: bars, drivers: stated + chance)
    }
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
        name: driver.name, of: driver.subject, words: words(of: driver.name), kind: .driver,
        ends: (ends[0], ends[1]),
        values: (values[0], values[1]))
    }
  }

  /// What drives the first thing that is worth asking of each company, for the page of a run. It takes
  /// some of the run's first paths: the largest drivers are the same with all.
  ///
  /// - Parameters:
  ///   - record: Of the run.
  ///   - progress: Whose cancelling ends it.
  /// - Returns: Nothing where there are too few paths or none came through: a page without is no less true.
  func mainDrivers(workers: Int, record: RunRecord, progress: Progress) -> [MetricTornado] {
    let few = min(paths, max(2_000, 20_000 / max(1, definition.companies.count)))
    // A tenth of fewer paths says little.
    guard few >= 500, let sample = try? setting("paths", to: "\(few)") else { return [] }
    let wanted = definition.companies.map { company in
      mainMetrics(of: company.name).filter { (try? sample.metrics([$0])) != nil }.prefix(2)
    }
    let metrics = wanted.flatMap(\.self)
    guard !metrics.isEmpty,
      let experiment = try? Experiment(sample, metrics: metrics, workers: workers),
      let driven = try? DrivenMetric.all(of: experiment, sample, progress: progress),
      experiment.hasSoundPath
    else { return [] }
    let heading = WhatIfHeading(description, paths: few, seed: seed, record: record)
    let all = zip(experiment.metrics, driven).map { metric, driven in
      MetricTornado(
        heading, metric: metric.description, tornado: driven.bars, drivers: driven.drivers)
    }
    // Where most paths are worth nothing, the median is 0 whatever is drawn.
    var next = 0
    return wanted.compactMap { metrics in
      let told = all[next..<next + metrics.count]
      next += metrics.count
      return told.first(where: \.isTelling) ?? told.first
    }
  }
}
