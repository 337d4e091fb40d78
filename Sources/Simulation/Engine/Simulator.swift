import Dispatch
import Statistics
import Synchronization

/// Runs a model on any number of workers: the only file that knows Dispatch.
///
/// Paths are cut into blocks, which workers take from a counter; every worker advances its block
/// through all steps in its own memory and feeds its own recorders. Draws are addresses and sums are
/// integers, so the summary has the same bytes for any number of workers and any order of blocks.
public struct Simulator: Sendable {
  private let model: Model
  private let workers: Int
  /// Paths of a block, where a test fixes them.
  private let fixedBlockSize: Int?
  /// The order in which blocks are handed out; tests permute it.
  private let order: @Sendable ([Int]) -> [Int]

  /// - Parameter workers: Threads, at least 1.
  public init(_ model: Model, workers: Int) { self.init(model, workers: workers, blockSize: nil) }

  init(
    _ model: Model, workers: Int, blockSize: Int?,
    order: @escaping @Sendable ([Int]) -> [Int] = { $0 }
  ) {
    precondition(workers >= 1 && (blockSize ?? 512) >= 512)
    precondition((blockSize ?? 512) % Block.groupSize == 0)
    self.model = model
    self.workers = workers
    fixedBlockSize = blockSize
    self.order = order
  }

  /// Large blocks touch each date's histogram less often; small ones leave work for every worker of a
  /// short run. No result depends on it.
  static func blockSize(paths: Int, workers: Int) -> Int {
    switch paths / workers {
    case ..<8_192: 512
    case ..<65_536: 2_048
    default: 4_096
    }
  }

  /// A worker for each three blocks: with fewer it takes longer to touch histograms of its own, and to
  /// merge them, than it saves. Measured for Zhipu on two free cores, two workers answer earlier than one
  /// from five blocks on.
  static func threads(blocks: Int, workers: Int) -> Int { min(workers, max(blocks / 3, 1)) }

  /// Where a test fixes the blocks, every worker gets some, so that there is something to merge.
  private func threads(blocks: Int) -> Int {
    fixedBlockSize == nil
      ? Self.threads(blocks: blocks, workers: workers) : min(workers, max(blocks, 1))
  }

  private func blockSize(for run: Run) -> Int {
    fixedBlockSize ?? Self.blockSize(paths: run.paths.count, workers: workers)
  }

  /// Simulates all paths of a run, then replays those of each group that the model asks for.
  ///
  /// - Throws: `RunError`; `CancellationError` where `progress` was cancelled.
  public func simulate(_ run: Run, progress: Progress? = nil) throws -> Summary {
    try summary(of: run, TallyReading(whole(run, nil, progress), model), progress)
  }

  /// The same, with what the model measures of every path: 8 bytes each, 16 for a moment.
  public func simulateKeepingValues(
    _ run: Run, progress: Progress? = nil
  ) throws -> (summary: Summary, values: PathValues) {
    let reading = try TallyReading(whole(run, nil, keepsValues: true, progress), model)
    return (try summary(of: run, reading, progress), reading.values)
  }

  /// The summary of a run whose tally has been merged from parts.
  ///
  /// - Throws: `TallyError` for the tally of another model, or where paths are missing; `RunError` where no
  ///   such run would be; else as `simulate`.
  package func summary(of tally: RunTally, progress: Progress? = nil) throws -> Summary {
    let run = Run(paths: tally.paths, seed: tally.seed)
    let keepsValues = !tally.values.isEmpty
    try run.validate()
    try refuse(.run, paths: run.paths.count, threads: 1, keepsValues: keepsValues)
    let expected = RecorderSet(
      of: model, run, wanted: run.paths.count, .run, keepsValues: keepsValues,
      blockSize: Block.groupSize
    ).tally
    expected.identify(as: model.identity)
    try expected.requireFit(tally)
    try tally.requireComplete()
    return try summary(of: run, TallyReading(tally, model), progress)
  }

  private func summary(
    of run: Run, _ reading: TallyReading, _ progress: Progress?
  ) throws -> Summary {
    var parts = reading.parts
    for (group, members) in zip(model.groups, reading.members) {
      // Nobody has no bands.
      let replay =
        members.paths.isEmpty
        ? SummaryParts(paths: 0)
        : try SummaryParts(of: replay(members, of: run, nil, progress), model, .group)
      parts.warnings += replay.warnings.map { "\(group.stated.name): \($0)" }
      parts.groups.append(
        GroupSummary(group.stated, paths: members.paths.count, replay, all: parts))
    }
    return parts.summary(of: run, model)
  }

  /// What the model measures of every path of a run, and nothing else: no bands, no answers.
  ///
  /// - Throws: `RunError`; `CancellationError` where `progress` was cancelled.
  public func values(of run: Run, progress: Progress? = nil) throws -> PathValues {
    let schedule = try BlockSchedule(run, blockSize: blockSize(for: run))
    return try PathValues(
      tally(team(run, schedule, .values, keepsValues: true), progress), of: model)
  }

  /// Replays the given paths of a run, exactly as they were in it, and summarises only those.
  ///
  /// - Parameter paths: Numbers within the run's paths; repetitions count once.
  public func simulate(
    _ run: Run, where paths: some Sequence<Int>, progress: Progress? = nil
  ) throws -> Summary {
    let schedule = try BlockSchedule(run, blockSize: blockSize(for: run), only: paths)
    let tally = try tally(team(run, schedule, .replay), progress)
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

  // MARK: Tallies

  /// What a run yields, before anything is told of it, to be kept.
  ///
  /// - Parameter part: Of the run's paths, those that are simulated, from a multiple of 512 on. The merged
  ///   tallies of parts equal that of the whole.
  package func tally(
    of run: Run, part: Range<Int>? = nil, keepingValues: Bool = false, progress: Progress? = nil
  ) throws -> RunTally {
    try identified(whole(run, part, keepsValues: keepingValues, progress))
  }

  /// The same of a group's paths, replayed exactly as they were in the run.
  func tally(
    of run: Run, group: GroupMembers, part: Range<Int>? = nil, progress: Progress? = nil
  ) throws -> RunTally {
    try identified(replay(group, of: run, part, progress))
  }

  private func identified(_ tally: RunTally) -> RunTally {
    tally.identify(as: model.identity)
    return tally
  }

  private func whole(
    _ run: Run, _ part: Range<Int>?, keepsValues: Bool = false, _ progress: Progress?
  ) throws -> RunTally {
    let schedule = try BlockSchedule(run, part: part, blockSize: blockSize(for: run))
    return try tally(team(run, schedule, .run, keepsValues: keepsValues), progress)
  }

  private func replay(
    _ group: GroupMembers, of run: Run, _ part: Range<Int>?, _ progress: Progress?
  ) throws -> RunTally {
    let size = blockSize(for: run)
    var team = try team(
      run, BlockSchedule(run, part: part, blockSize: size, only: group.paths), .group)
    if !group.edge.isEmpty {
      team.edge = try BlockSchedule(run, part: part, blockSize: size, only: group.edge)
    }
    return try tally(team, progress)
  }

  private func team(
    _ run: Run, _ schedule: BlockSchedule, _ purpose: RecorderSet.Purpose,
    keepsValues: Bool = false
  ) throws(RunError) -> Team {
    try refuse(
      purpose, paths: schedule.paths, threads: threads(blocks: schedule.blocks.count),
      keepsValues: keepsValues)
    return Team(
      model: model, run: run, schedule: schedule, blockSize: blockSize(for: run),
      purpose: purpose, keepsValues: keepsValues)
  }

  private func refuse(
    _ purpose: RecorderSet.Purpose, paths: Int, threads: Int, keepsValues: Bool
  ) throws(RunError) {
    let refusal = RunPlan.refusal(
      model, paths: paths, threads: threads, isRanked: purpose == .run, keepsValues: keepsValues)
    if let refusal { throw refusal }
  }

  private func tally(_ team: Team, _ progress: Progress?) throws -> RunTally {
    let plans = team.schedule.blocks
    let blocks = order(Array(plans.indices))
    progress?.expect(plans.reduce(0) { $0 + $1.recorded })
    let next = Atomic<Int>(0)
    let finished = Mutex<[RunTally]>([])
    DispatchQueue.concurrentPerform(iterations: threads(blocks: blocks.count)) { _ in
      let (worker, tally) = team.makeWorker()
      while case let turn = next.add(1, ordering: .relaxed).oldValue, turn < blocks.count {
        if progress?.isCancelled == true { break }
        let plan = plans[blocks[turn]]
        worker.advance(plan)
        progress?.add(plan.recorded)
      }
      finished.withLock { $0.append(tally) }
    }
    if progress?.isCancelled == true { throw CancellationError() }
    let tallies = finished.withLock { $0 }
    for other in tallies.dropFirst() { try tallies[0].merge(other) }
    return tallies[0]
  }

  /// Where the time of a run goes, on one worker, in the order of the model.
  public func profile(_ run: Run) throws -> [ComponentTime] {
    let schedule = try BlockSchedule(run, blockSize: blockSize(for: run))
    let stopwatch = Stopwatch()
    let worker = try team(run, schedule, .run).makeWorker(timedBy: stopwatch).worker
    for block in schedule.blocks { worker.advance(block) }
    return stopwatch.times
  }
}
