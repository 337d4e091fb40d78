import ArgumentParser
import Reports
import Scenarios
import Sensitivity
import Simulation
import Statistics

/// The search for the smallest shock that gets a number where somebody fears it.
struct SmallestShockSearch {
  let whatIf: WhatIf
  let target: MetricTarget
  let over: [String]

  func answer(_ output: OutputOptions, in folder: OutputFolder?) throws {
    let scenario = whatIf.scenario
    let experiment = try whatIf.experiment([target.metric.description.name])
    let beliefs = try scenario.beliefs(experiment.drivers, over: over)
    guard !beliefs.beliefs.isEmpty else {
      throw CommandError("the file has no ranges, so that there is nothing to believe otherwise")
    }
    try whatIf.watch.interruptible {
      let progress = whatIf.watch.progress
      let (estimate, shock, checked) = try whatIf.watch.during {
        // About so many: slopes at two or three points, and the rays between.
        progress.plan(paths: (20 + 2 * beliefs.beliefs.count) * scenario.paths)
        let drawn = try experiment.draws(progress: progress)
        let estimate = target.metric.estimate(of: drawn.values[0])
        let shock = try SmallestShock(
          target.value, towards: beliefs.pulls(estimate.influences, drawn.factors)
        ) { point in
          try experiment.estimates(holding: beliefs.values(of: point), progress: progress)[0]
        }
        return (estimate.estimate, shock, try check(shock, beliefs, progress))
      }
      try experiment.requireSoundPaths()
      let told = report(estimate, shock, checked, beliefs, experiment)
      try whatIf.finish(told, doubts: experiment.warnings, output, in: folder)
      if !shock.isReached, whatIf.watch.afterwards == nil {
        whatIf.watch.afterwards = ExitCode(Failure.noAnswer.rawValue)
      }
    }
  }

  /// The same with other draws, on which the search has not looked.
  private func check(
    _ shock: SmallestShock, _ beliefs: HeldScores, _ progress: Progress
  ) throws -> (output: IntervalEstimate, seed: UInt64)? {
    guard shock.output.value.isFinite else { return nil }
    let seed = whatIf.scenario.seed &+ 1
    let other = try Experiment(
      whatIf.scenario.setting("seed", to: "\(seed)"), metrics: [target.metric.description.name],
      on: whatIf.engine, areAsked: false)
    let values = beliefs.values(of: shock.point)
    return (try other.estimates(holding: values, progress: progress)[0].estimate, seed)
  }

  private func report(
    _ drawn: IntervalEstimate, _ shock: SmallestShock,
    _ check: (output: IntervalEstimate, seed: UInt64)?,
    _ beliefs: HeldScores, _ experiment: Experiment
  ) -> SmallestShockReport {
    let scores = beliefs.scores(of: shock.point)
    return SmallestShockReport(
      whatIf.heading(experiment), metric: target.metric.description, target: target.value,
      text: target.text, drawn: drawn, start: shock.start, output: shock.output,
      isReached: shock.isReached,
      check: check, distance: shock.distance, runs: shock.runs,
      beliefs: zip(beliefs.beliefs, scores).map { belief, score in
        let number = whatIf.scenario.number(at: belief.name)
        func text(_ value: Double) -> String { number?.shortText(value) ?? "\(value)" }
        let (median, value) = (belief.value(atScore: 0), belief.value(atScore: score))
        return .init(
          name: belief.name, median: text(median), value: text(value), medianValue: median,
          shocked: value, score: score, percentile: Tails(score: score).lower)
      })
  }
}
