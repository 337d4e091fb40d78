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
  static func blockSize(paths: Int, workers: Int) -> Int { paths < 8_192 * workers ? 512 : 2_048 }

  private func blockSize(for run: Run) -> Int {
    fixedBlockSize ?? Self.blockSize(paths: run.paths.count, workers: workers)
  }

  private func team(
    _ run: Run, _ schedule: BlockSchedule, _ purpose: Team.Purpose, keepsValues: Bool = false
  ) throws(RunError) -> Team {
    let refusal = RunPlan.refusal(
      model, paths: schedule.paths, blocks: schedule.blocks.count, workers: workers,
      isRanked: purpose == .run, keepsValues: keepsValues)
    if let refusal { throw refusal }
    return Team(
      model, run, schedule, blockSize: blockSize(for: run), purpose, keepsValues: keepsValues)
  }

  /// Simulates all paths of a run, then replays those of each group that the model asks for.
  ///
  /// - Throws: `RunError`; `CancellationError` where `progress` was cancelled.
  public func simulate(_ run: Run, progress: Progress? = nil) throws -> Summary {
    try simulate(run, keepingValues: false, progress).summary
  }

  /// The same, with what the model measures of every path: 8 bytes each, 16 for a moment.
  public func simulateKeepingValues(
    _ run: Run, progress: Progress? = nil
  ) throws -> (summary: Summary, values: PathValues) {
    try simulate(run, keepingValues: true, progress)
  }

  private func simulate(
    _ run: Run, keepingValues: Bool, _ progress: Progress?
  ) throws -> (summary: Summary, values: PathValues) {
    let schedule = try BlockSchedule(run, blockSize: blockSize(for: run))
    let team = try team(run, schedule, .run, keepsValues: keepingValues)
    var parts = try parts(of: run, schedule, team, progress)
    for (group, members) in zip(model.groups, team.groups) {
      // Nobody has no bands.
      let replay =
        members.paths.isEmpty
        ? SummaryParts(paths: 0)
        : try replay(run, members.paths, .group, edge: members.edge, progress)
      parts.warnings += replay.warnings.map { "\(group.stated.name): \($0)" }
      parts.groups.append(
        GroupSummary(group.stated, paths: members.paths.count, replay, all: parts))
    }
    return (parts.summary(of: run, model), team.values(parts.failures))
  }

  /// What the model measures of every path of a run, and nothing else: no bands, no answers.
  ///
  /// - Throws: `RunError`; `CancellationError` where `progress` was cancelled.
  public func values(of run: Run, progress: Progress? = nil) throws -> PathValues {
    let schedule = try BlockSchedule(run, blockSize: blockSize(for: run))
    let team = try team(run, schedule, .values, keepsValues: true)
    return try team.values(parts(of: run, schedule, team, progress).failures)
  }

  /// Replays the given paths of a run, exactly as they were in it, and summarises only those.
  ///
  /// - Parameter paths: Numbers within the run's paths; repetitions count once.
  public func simulate(
    _ run: Run, where paths: some Sequence<Int>, progress: Progress? = nil
  ) throws -> Summary {
    try replay(run, paths, .replay, progress).summary(of: run, model)
  }

  /// - Parameter edge: Of the worst paths by an outcome, those nearest to where they end.
  private func replay(
    _ run: Run, _ paths: some Sequence<Int>, _ purpose: Team.Purpose, edge: [Int] = [],
    _ progress: Progress?
  ) throws -> SummaryParts {
    let schedule = try BlockSchedule(run, blockSize: blockSize(for: run), only: paths)
    var team = try team(run, schedule, purpose)
    if !edge.isEmpty {
      let plan = try BlockSchedule(run, blockSize: blockSize(for: run), only: edge)
      team.edge = GroupEdge(plan, share: Double(schedule.paths) / Double(run.paths.count))
    }
    return try parts(of: run, schedule, team, progress)
  }

  /// Every series, driver and outcome of some paths of a run, with the draws of every step where the
  /// model is traced.
  ///
  /// - Parameter paths: Numbers within the run's paths; repetitions count once.
  public func trajectories(of run: Run, paths: some Sequence<Int>) throws -> Trajectories {
    let paths = Set(paths).sorted()
    guard !paths.isEmpty else { throw RunError.noPaths }
    let schedule = try BlockSchedule(run, blockSize: Block.groupSize, only: paths)
    let recorder = TraceRecorder(model, paths: paths, blockSize: Block.groupSize)
    let worker = Worker(
      model, seed: run.seed, blockSize: Block.groupSize,
      [FailureRecorder(of: model, blockSize: Block.groupSize), recorder])
    for block in schedule.blocks { worker.advance(block) }
    return recorder.trajectories
  }

  private func parts(
    of run: Run, _ schedule: BlockSchedule, _ team: Team, _ progress: Progress?
  ) throws -> SummaryParts {
    let blocks = order(Array(schedule.blocks.indices))
    progress?.expect(schedule.paths)
    let next = Atomic<Int>(0)
    let finished = Mutex<[Worker]>([])
    DispatchQueue.concurrentPerform(iterations: min(workers, max(blocks.count, 1))) { _ in
      let worker = team.makeWorker()
      while case let turn = next.add(1, ordering: .relaxed).oldValue, turn < blocks.count {
        if progress?.isCancelled == true { break }
        let block = schedule.blocks[blocks[turn]]
        worker.advance(block)
        progress?.add(block.recorded)
      }
      finished.withLock { $0.append(worker) }
    }
    if progress?.isCancelled == true { throw CancellationError() }
    var parts = SummaryParts(paths: schedule.paths)
    for recorder in Worker.merge(finished.withLock { $0 }) { recorder.contribute(to: &parts) }
    if team.purpose != .values { parts.addDoubts(team.purpose, of: model) }
    return parts
  }

  /// Where the time of a run goes, on one worker, in the order of the model.
  public func profile(_ run: Run) throws -> [ComponentTime] {
    let schedule = try BlockSchedule(run, blockSize: blockSize(for: run))
    let worker = try team(run, schedule, .run).makeWorker()
    for block in schedule.blocks { worker.advanceTimed(block) }
    return worker.times
  }
}

/// Time that one component or recorder took.
public struct ComponentTime: Sendable {
  public let name: String
  public internal(set) var seconds: Double

  public init(name: String, seconds: Double) {
    self.name = name
    self.seconds = seconds
  }
}

/// Counts finished paths while a run goes on, and can end it early. Shared between threads.
public final class Progress: Sendable {
  private let finished = Atomic<Int>(0)
  private let planned = Atomic<Int>(0)
  private let begun = Atomic<Int>(0)
  private let cancelled = Atomic<Bool>(false)

  public init() {}

  /// Paths finished so far.
  public var done: Int { finished.load(ordering: .relaxed) }
  /// Paths that are known to be wanted; replays of groups come on top when they begin.
  public var expected: Int {
    max(planned.load(ordering: .relaxed), begun.load(ordering: .relaxed))
  }
  /// Says how many paths several runs will have together.
  public func plan(paths: Int) { planned.store(paths, ordering: .relaxed) }
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
  /// Lets each worker finish its block and then ends the run.
  public func cancel() { cancelled.store(true, ordering: .relaxed) }

  func expect(_ paths: Int) { begun.add(paths, ordering: .relaxed) }
  func add(_ paths: Int) { finished.add(paths, ordering: .relaxed) }
}
