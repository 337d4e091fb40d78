import Reports
import Scenarios
import Sensitivity
import Simulation
import Statistics
import Synchronization
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One sweep from its plan to its files.
struct SweepRun {
  private let plan: SweepPlan
  private let whatIf: WhatIf
  private let output: OutputOptions
  private let folder: String?
  /// Where points of an interrupted sweep are, so that what was in the folder stays.
  private let unfinished: OutputFolder?
  private let experiment: Experiment
  private let keys: [SweptKey]
  private let points: [[String]]

  private typealias Row = Sweep<[String]>.Row

  /// Finds what is wrong with any point before the first is simulated.
  init(
    _ plan: SweepPlan, _ whatIf: WhatIf, _ output: OutputOptions, _ folder: String?
  ) throws {
    self.plan = plan
    self.whatIf = whatIf
    self.output = output
    self.folder = folder
    unfinished = try folder.map { try OutputFolder(Self.unfinished($0), for: .sweep) }
    experiment = try whatIf.experiment(plan.metrics)
    try experiment.prepare(plan.assignments)
    keys = plan.keys.enumerated().map { index, key in
      whatIf.swept(key, plan.points.map { $0[index] })
    }
    points = plan.points.map { $0.map(\.text) }
  }

  private static func unfinished(_ folder: String) -> String { folder + "-unfinished" }

  /// - Parameters:
  ///   - isResumed: Whether to go on where an earlier sweep was interrupted.
  ///   - isOnly: Whether there must be one then: of several sweeps some may not have begun.
  func run(resuming isResumed: Bool, isOnly: Bool) throws {
    let earlier = isResumed ? try earlier(isOnly: isOnly) : nil
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
    try experiment.requireSoundPaths()
    try whatIf.finish(
      report(rows, base), doubts: experiment.warnings, output, in: folder)
    if isResumed { try unfinished?.remove() }
  }

  private var metrics: [MetricDescription] { experiment.metrics.map(\.description) }

  private func report(_ rows: [Row], _ base: [IntervalEstimate]) -> SweepReport {
    SweepReport(
      whatIf.heading(experiment), keys: keys, metrics: metrics,
      sweep: Sweep(base: base, rows: rows), planned: points.count, name: plan.name)
  }

  /// What an interrupted sweep has found, or a whole one of the same points.
  private func earlier(isOnly: Bool) throws -> Sweep<[String]>? {
    guard let folder else { return nil }
    let possible: [String] = [Self.unfinished(folder), folder]
    let heading = whatIf.heading(experiment)
    let places = possible.filter { access($0, F_OK) == 0 }
    var problem: ResumeError?
    for place in places {
      do throws(ResumeError) {
        return try SweepReport.finishedRows(
          in: place, of: heading, keys: keys, metrics: metrics, points: points)
      } catch {
        problem = problem ?? error
      }
    }
    guard isOnly else { return nil }
    if let problem { throw problem }
    throw CommandError("there is no interrupted sweep for \(folder) to go on with")
  }

  /// Writes what there is when something ends the sweep, and says how to go on.
  private func keep(_ rows: [Row], _ base: [IntervalEstimate]?) throws {
    guard let folder, let base, !rows.isEmpty else { return }
    let place = Self.unfinished(folder)
    do {
      _ = try report(rows, base).write(to: place, pictures: Pictures(areWanted: false))
    } catch {
      // What ended the sweep is told in any case.
      return StandardStream.say("ballpark: \(error)")
    }
    let kept = "\(rows.count) of \(points.count) points are in \(place)"
    guard let signal = whatIf.watch.endedBy else { return StandardStream.say("ballpark: " + kept) }
    throw Interruption(
      signal: signal, left: kept + "; the same command with --resume goes on from there")
  }
}

/// Points that have been finished; shared with what shows it.
private final class DoneCount: Sendable {
  private let count: Atomic<Int>

  init(_ count: Int) { self.count = Atomic(count) }

  var value: Int { count.load(ordering: .relaxed) }
  func increase() { count.add(1, ordering: .relaxed) }
}
