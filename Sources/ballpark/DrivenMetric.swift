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
}

/// The paths of one run, with all that was drawn on them, ranges and chance alike.
struct DrivenRun {
  private let metrics: [Metric]
  private let values: [[Double]]
  private let factors: [(name: String, values: [Double])]
  private let drivers: [MetricTornado.Driver]
  private let tail: Double

  /// - Parameter tail: The share of the paths at either end.
  /// - Throws: As the experiment's draws.
  init(
    _ experiment: Experiment, of scenario: Scenario, tail: Double = 0.1, progress: Progress? = nil
  ) throws {
    let (values, drawn) = try experiment.draws(progress: progress)
    let stated = scenario.told(experiment.drivers, tail: tail)
    let names = Set(stated.map(\.name))
    // What is drawn once and is no range of the file, as the way from the date of ARR to the start, is
    // chance, too.
    let chance = drawn.filter { !names.contains($0.name) }.map {
      MetricTornado.Driver(
        name: $0.name, of: $0.subject, kind: .init($0.kind == .driver ? .shock : $0.kind), ends: nil
      )
    }
    metrics = experiment.metrics
    self.values = values
    factors = drawn.map { (name: $0.name, values: $0.values) }
    drivers = stated + chance
    self.tail = tail
  }

  /// - Parameters:
  ///   - index: Place of the metric among the experiment's.
  ///   - isRank: Whether a bar is a rank correlation; else it spans the metric among the paths with the
  ///     lowest and the highest values of a driver.
  func metric(_ index: Int, isRank: Bool = false) -> DrivenMetric {
    let metric = metrics[index]
    let bars =
      isRank
      ? Tornado.rankCorrelation(factors, with: values[index].map { metric.factor * $0 })
      : Tornado.conditional(
        factors, of: values[index], metric.statistic, tail: tail, scale: metric.factor)
    return DrivenMetric(bars: bars, drivers: drivers)
  }
}

extension Scenario {
  /// Whether anything happens by chance, or on a date.
  var hasHappenings: Bool { !definition.events.isEmpty || !definition.regimes.isEmpty }

  /// Ranges of the file, with their ends as it would state them.
  func told(_ drivers: [Model.StatedDriver], tail: Double) -> [MetricTornado.Driver] {
    drivers.map { driver in
      let values = [tail, 1 - tail].map(driver.distribution.quantile)
      let ends = values.map {
        number(at: driver.name)?.shortText($0) ?? Figure($0, error: 0, unit: "").text
      }
      return MetricTornado.Driver(
        name: driver.name, of: driver.subject, words: words(of: driver.name), kind: .driver,
        ends: (ends[0], ends[1]), values: (values[0], values[1]))
    }
  }

  /// What drives the first thing that is worth asking of each company and basket, for the page of a run. It takes
  /// some of the run's first paths: the largest drivers are the same with all.
  ///
  /// - Parameters:
  ///   - record: Of the run.
  ///   - progress: Whose cancelling ends it.
  /// - Returns: Nothing where there are too few paths or none came through: a page without is no less true.
  func mainDrivers(workers: Int, record: RunRecord, progress: Progress) -> [MetricTornado] {
    let few = min(paths, max(2_000, 20_000 / max(1, definition.owners.count)))
    // A tenth of fewer paths says little.
    guard few >= 500, let sample = try? setting("paths", to: "\(few)") else { return [] }
    let metrics = definition.owners.map { owner in
      mainMetrics(of: owner).filter { (try? sample.metrics([$0])) != nil }
    }
    let all = metrics.flatMap(\.self)
    guard !all.isEmpty,
      let experiment = try? Experiment(sample, metrics: all, workers: workers),
      let run = try? DrivenRun(experiment, of: sample, progress: progress), experiment.hasSoundPath
    else { return [] }
    let heading = WhatIfHeading(description, paths: few, seed: seed, record: record)
    let told = experiment.metrics.indices.lazy.map { index in
      let driven = run.metric(index)
      return MetricTornado(
        heading, metric: experiment.metrics[index].description, tornado: driven.bars,
        drivers: driven.drivers, hasHappenings: hasHappenings)
    }
    return definition.owners.compactMap { owner in
      let own = experiment.metrics.indices.filter {
        experiment.metrics[$0].description.quantity?.subject == owner.name
      }
      return own.lazy.map { told[$0] }.first(where: \.isTelling) ?? own.first.map { told[$0] }
    }
  }
}
