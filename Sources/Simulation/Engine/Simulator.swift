import Statistics

/// Simulates a model, and tells what came of it.
public struct Simulator: Sendable {
  let model: Model
  private let source: any TallySource
  /// For what is simulated here in any case.
  let workers: Workers

  /// - Parameter workers: Threads, at least 1; no result depends on it.
  public init(_ model: Model, workers: Int) { self.init(model, on: Engine(workers: workers)) }

  /// - Parameter engine: What simulates. Traces and replays of single paths are made here, whatever it is.
  public init(_ model: Model, on engine: Engine) {
    (self.model, source) = (model, engine.source)
    workers = Workers(engine.workers)
  }

  init(
    _ model: Model, workers: Int, blockSize: Int?,
    order: @escaping @Sendable ([Int]) -> [Int] = { $0 }
  ) {
    self.model = model
    self.workers = Workers(workers, blockSize: blockSize, order: order)
    source = self.workers
  }

  /// Simulates all paths of a run, then replays those of each group that the model asks for.
  ///
  /// - Throws: `RunError`; `CancellationError` where `progress` was cancelled.
  public func simulate(_ run: Run, progress: Progress? = nil) throws -> Summary {
    try summary(of: run, TallyReading(tally(.summary, of: run, progress), model), progress)
  }

  /// The same, with what the model measures of every path: 8 bytes each, 16 for a moment.
  public func simulateKeepingValues(
    _ run: Run, progress: Progress? = nil
  ) throws -> (summary: Summary, values: PathValues) {
    let reading = try TallyReading(tally(.summaryAndValues, of: run, progress), model)
    return (try summary(of: run, reading, progress), reading.values)
  }

  /// What the model measures of every path of a run, and nothing else: no bands, no answers.
  ///
  /// - Throws: `RunError`; `CancellationError` where `progress` was cancelled.
  public func values(of run: Run, progress: Progress? = nil) throws -> PathValues {
    try PathValues(tally(.values, of: run, progress), of: model)
  }

  private func tally(
    _ kept: SimulationRequest.Kept, of run: Run, _ progress: Progress?
  ) throws -> RunTally {
    try source.tally(of: SimulationRequest(model, run, kept), progress: progress)
  }

  private func summary(
    of run: Run, _ reading: TallyReading, _ progress: Progress?
  ) throws -> Summary {
    var parts = reading.parts
    // Nobody has no bands.
    let replays = reading.members.enumerated().map { place, members in
      members.paths.isEmpty ? nil : SimulationRequest(model, run, .group(place, members))
    }
    if !replays.isEmpty { try source.expect { replays.compactMap(\.self) } }
    for (group, request) in zip(model.groups, replays) {
      let tally = try request.map { try source.tally(of: $0, progress: progress) }
      let replay = tally.map { SummaryParts(of: $0, model, .group) } ?? SummaryParts(paths: 0)
      parts.warnings += replay.warnings.map { "\(group.stated.name): \($0)" }
      parts.groups.append(
        GroupSummary(group.stated, paths: replay.paths, replay, all: parts))
    }
    return parts.summary(of: run, model)
  }

  // MARK: Some paths

  /// Replays the given paths of a run, exactly as they were in it, and summarises only those.
  ///
  /// - Parameter paths: Numbers within the run's paths; repetitions count once.
  public func simulate(
    _ run: Run, where paths: some Sequence<Int>, progress: Progress? = nil
  ) throws -> Summary {
    let tally = try workers.replay(paths, of: run, model, progress: progress)
    return SummaryParts(of: tally, model, .replay).summary(of: run, model)
  }

  /// Mostly a hundred paths are wanted, and all of a block are computed.
  private static let tracedBlock = 128

  /// Every series, driver and outcome of some paths of a run, what happens on them and why they failed, with
  /// the draws of every step where the model is traced.
  ///
  /// - Parameter paths: Numbers within the run's paths; repetitions count once.
  public func trajectories(of run: Run, paths: some Sequence<Int>) throws -> Trajectories {
    let paths = Set(paths).sorted()
    guard !paths.isEmpty else { throw RunError.noPaths }
    let size = Self.tracedBlock
    let schedule = try BlockSchedule(run, blockSize: size, only: paths)
    let recorder = TraceRecorder(model, paths: paths, blockSize: size)
    let worker = Worker(
      model, seed: run.seed, blockSize: size,
      [FailureRecorder(of: model, blockSize: size), recorder], log: recorder.log)
    for block in schedule.blocks { worker.advance(block) }
    return recorder.trajectories
  }

  /// Where the time of a run goes, on one worker, in the order of the model.
  public func profile(_ run: Run) throws -> [ComponentTime] {
    let stopwatch = Stopwatch()
    let team = try workers.team(.summary(of: model, run))
    let worker = team.makeWorker(timedBy: stopwatch).worker
    for block in team.schedule.blocks { worker.advance(block) }
    return stopwatch.times
  }
}
