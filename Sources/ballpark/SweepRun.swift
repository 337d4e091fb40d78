import Reports
import Scenarios
import Sensitivity
import Simulation
import Statistics
import Synchronization
import Text

/// One sweep from its plan to its files.
struct SweepRun {
  private let plan: SweepPlan
  private let whatIf: WhatIf
  private let output: OutputOptions
  private let folder: String?
  private let experiment: Experiment
  private let resumes: Bool
  private let keys: [SweptKey]
  private let points: [[String]]

  private typealias Row = Sweep<[String]>.Row

  /// Finds what is wrong with any point before the first is simulated.
  init(
    _ plan: SweepPlan, _ whatIf: WhatIf, _ output: OutputOptions, _ folder: String?, resumes: Bool
  ) throws {
    self.plan = plan
    self.whatIf = whatIf
    self.output = output
    self.folder = folder
    self.resumes = resumes
    experiment = try whatIf.experiment(plan.metrics)
    try experiment.prepare(plan.assignments)
    keys = plan.keys.enumerated().map { index, key in
      whatIf.swept(key, plan.points.map { $0[index] })
    }
    points = plan.points.map { $0.map(\.text) }
  }

  func run() throws {
    let earlier = try earlier()
    var rows = earlier?.rows ?? []
    var base = earlier?.base
    let done = DoneCount(rows.count)
    let label: @Sendable () -> String = { [planned = points.count] in
      "\(done.value) of \(planned) points  "
    }
    do {
      try whatIf.watch.during(label: label) {
        guard rows.count < points.count else { return }
        let progress = whatIf.watch.progress
        let scenario = whatIf.scenario
        progress.plan(paths: progress.expected + scenario.paths * (points.count - rows.count + 1))
        let first = try experiment.estimates(at: [], progress: progress)
        base = first.map(\.estimate)
        let assignments = Dictionary(
          zip(points, plan.assignments), uniquingKeysWith: { first, _ in first })
        _ = try Sweep(points, base: first, finished: rows) { point in
          try experiment.estimates(at: assignments[point] ?? [], progress: progress)
        } each: { row in
          rows.append(row)
          done.increase()
        }
      }
    } catch {
      try keep(rows, base)
      throw error
    }
    guard let base else { return }
    try whatIf.finish(
      report(rows, base), doubts: experiment.warnings, output, in: folder)
  }

  private var metrics: [MetricDescription] { experiment.metrics.map(\.description) }

  private func report(_ rows: [Row], _ base: [IntervalEstimate]) -> SweepReport {
    SweepReport(
      whatIf.heading(experiment.warnings), keys: keys, metrics: metrics,
      sweep: Sweep(base: base, rows: rows), planned: points.count)
  }

  /// What an interrupted sweep has found.
  private func earlier() throws -> Sweep<[String]>? {
    guard resumes, let folder else { return nil }
    return try SweepReport.finishedRows(
      in: folder, of: whatIf.heading([]), keys: keys, metrics: metrics, points: points)
  }

  /// Writes what there is when something ends the sweep, and says how to go on.
  private func keep(_ rows: [Row], _ base: [IntervalEstimate]?) throws {
    guard let folder, let base, !rows.isEmpty else { return }
    _ = try report(rows, base).write(to: folder, pictures: Pictures(areWanted: false))
    let kept =
      "\(rows.count) of \(points.count) points are in \(folder); the same command with --resume goes on"
    guard let signal = whatIf.watch.endedBy else { return StandardStream.say("ballpark: " + kept) }
    throw Interruption(signal: signal, left: kept)
  }
}

/// Points that have been finished; shared with what shows it.
private final class DoneCount: Sendable {
  private let count: Atomic<Int>

  init(_ count: Int) { self.count = Atomic(count) }

  var value: Int { count.load(ordering: .relaxed) }
  func increase() { count.add(1, ordering: .relaxed) }
}
