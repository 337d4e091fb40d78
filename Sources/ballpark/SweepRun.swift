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
  private let folder: OutputFolder?
  private let experiment: Experiment
  private let keys: [SweptKey]
  private let points: [[String]]
  /// Of the points.
  private let checksum: String

  private typealias Row = Sweep<[String]>.Row

  /// Finds what is wrong with any point before the first is simulated.
  init(
    _ plan: SweepPlan, _ whatIf: WhatIf, _ output: OutputOptions, _ folder: OutputFolder?
  ) throws {
    self.plan = plan
    self.whatIf = whatIf
    self.output = output
    self.folder = folder
    experiment = try whatIf.experiment(plan.metrics)
    try experiment.prepare(plan.assignments)
    keys = plan.keys.enumerated().map { index, key in
      whatIf.swept(key, plan.points.map { $0[index] })
    }
    points = plan.points.map { $0.map(\.text) }
    var hash = FowlerNollVo()
    hash.add(CSVTable.text(points).utf8)
    checksum = hash.text
  }

  /// - Parameters:
  ///   - isResumed: Whether to go on where an earlier sweep was interrupted.
  ///   - isOnly: Whether there must be one then: of several sweeps some may not have begun.
  func run(resuming isResumed: Bool, isOnly: Bool) throws {
    let earlier = isResumed ? try earlier(isOnly: isOnly) : nil
    let unfinished = folder.map { UnfinishedSweep(of: $0) }
    var rows = earlier?.rows ?? []
    do {
      let base = rows.count < points.count ? try simulate(&rows, unfinished) : earlier?.base ?? []
      try finish(report(rows, base), unfinished)
    } catch let error as Interruption {
      throw error
    } catch {
      try tellKept(unfinished?.end())
      throw error
    }
  }

  /// Looks at the points that are not there yet, and keeps each as soon as it is.
  ///
  /// - Returns: The file as it is.
  private func simulate(
    _ rows: inout [Row], _ unfinished: UnfinishedSweep?
  ) throws -> [IntervalEstimate] {
    let done = DoneCount(rows.count)
    let label: @Sendable () -> String = { [planned = points.count] in
      "\(done.value) of \(planned) points  "
    }
    return try whatIf.watch.during(label: label) {
      let progress = whatIf.watch.progress
      let left = points.count - rows.count
      try whatIf.engine.expect(paths: whatIf.scenario.paths * (left + 1), progress: progress) {
        try ([[]] + plan.assignments).map(experiment.simulation(at:))
      }
      let base = try experiment.estimates(at: [], progress: progress)
      let assignments = Dictionary(
        zip(points, plan.assignments), uniquingKeysWith: { first, _ in first })
      let isResumed = !rows.isEmpty
      var isKept = unfinished != nil
      _ = try Sweep(points, base: base, finished: rows) { point in
        try experiment.estimates(at: assignments[point] ?? [], progress: progress)
      } each: { row in
        rows.append(row)
        done.increase()
        // Where no path came through yet there is nothing to go on from.
        guard isKept, experiment.hasSoundPath else { return }
        do {
          try unfinished?.keep(report(rows, base.map(\.estimate)))
        } catch {
          // The sweep itself may come to its end all the same.
          isKept = false
          StandardStream.say("ballpark: no more points are kept: \(error)")
        }
      }
      // Points are kept only where some path came through.
      if !isResumed { try experiment.requireSoundPaths() }
      return base.map(\.estimate)
    }
  }

  /// Once the whole sweep is in its folder, its points need no other, also after a signal.
  private func finish(_ whole: SweepReport, _ unfinished: UnfinishedSweep?) throws {
    func end() { tell(unfinished?.end(whole: whole).notes ?? []) }
    do {
      try whatIf.finish(whole, doubts: experiment.warnings, output, in: folder)
      end()
    } catch let error as Interruption {
      end()
      throw error
    }
  }

  private var metrics: [MetricDescription] { experiment.metrics.map(\.description) }

  private func report(_ rows: [Row], _ base: [IntervalEstimate]) -> SweepReport {
    SweepReport(
      whatIf.heading(experiment), keys: keys, metrics: metrics,
      sweep: Sweep(base: base, rows: rows), planned: points.count, name: plan.name, plan: checksum)
  }

  /// What an interrupted sweep has found, or a whole one of the same points: the one with the most.
  private func earlier(isOnly: Bool) throws -> Sweep<[String]>? {
    guard let folder else { return nil }
    let heading = whatIf.heading(experiment)
    var most: Sweep<[String]>?
    var problem: ResumeError?
    for place in UnfinishedSweep.folders(of: folder) + [folder.path]
    where access(place, F_OK) == 0 {
      do throws(ResumeError) {
        let sweep = try SweepReport.finishedRows(
          in: place, of: heading, keys: keys, metrics: metrics, points: points)
        if sweep.rows.count > most?.rows.count ?? -1 { most = sweep }
      } catch {
        problem = problem ?? error
      }
    }
    if most == nil, isOnly {
      throw problem
        ?? CommandError("there is no interrupted sweep for \(folder.path) to go on with")
    }
    return most
  }

  // MARK: What is kept

  /// Says where the points are when something has ended the sweep, and how to go on.
  private func tellKept(_ end: UnfinishedSweep.End?) throws {
    tell(end?.notes ?? [])
    guard let end, let folder = end.folder else { return }
    let kept =
      (end.hasMore ? "more than these " : "")
      + "\(end.points) of \(points.count) points are in \(folder)"
    guard let signal = Watch.endedBy else { return StandardStream.say("ballpark: " + kept) }
    throw Interruption(
      signal: signal, left: kept + "; the same command with --resume goes on from there")
  }

  private func tell(_ notes: [String]) {
    for note in notes { StandardStream.say("ballpark: \(note)") }
  }
}

/// Points that have been finished; shared with what shows it.
private final class DoneCount: Sendable {
  private let count: Atomic<Int>

  init(_ count: Int) { self.count = Atomic(count) }

  var value: Int { count.load(ordering: .relaxed) }
  func increase() { count.add(1, ordering: .relaxed) }
}
