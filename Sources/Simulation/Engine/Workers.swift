import Dispatch
import Statistics
import Synchronization

/// Threads of this process that simulate: the only file that knows Dispatch.
///
/// Paths are cut into blocks, which workers take from a counter; every worker advances its block through all
/// steps in its own memory and feeds its own recorders. Draws are addresses and sums are integers, so a tally has
/// the same bytes for any number of workers and any order of blocks.
package struct Workers: TallySource {
  let count: Int
  /// Paths of a block, where a test fixes them.
  private let fixedBlockSize: Int?
  /// The order in which blocks are handed out; tests permute it.
  private let order: @Sendable ([Int]) -> [Int]

  /// - Parameter count: Threads, at least 1.
  package init(_ count: Int) { self.init(count, blockSize: nil) }

  init(
    _ count: Int, blockSize: Int?, order: @escaping @Sendable ([Int]) -> [Int] = { $0 }
  ) {
    precondition(count >= 1 && (blockSize ?? 512) >= 512)
    precondition((blockSize ?? 512) % Block.groupSize == 0)
    self.count = count
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
      ? Self.threads(blocks: blocks, workers: count) : min(count, max(blocks, 1))
  }

  func blockSize(for paths: Range<Int>) -> Int {
    fixedBlockSize ?? Self.blockSize(paths: paths.count, workers: count)
  }

  /// What is simulated here is asked for when it is wanted.
  package func expect(_ requests: () throws -> [SimulationRequest]) {}

  package func tally(of request: SimulationRequest, progress: Progress?) throws -> RunTally {
    try tally(team(request), progress)
  }

  /// The same of a part of the paths, to be kept: the merged tallies of parts equal that of the whole.
  ///
  /// - Parameter part: From a multiple of 512 on.
  package func tally(
    of request: SimulationRequest, part: Range<Int>, progress: Progress? = nil
  ) throws -> RunTally {
    let tally = try tally(team(request, part: part), progress)
    tally.identify(as: request.model.identity)
    return tally
  }

  /// - Parameter paths: Those that are recorded, instead of all.
  func replay(
    _ paths: some Sequence<Int>, of run: Run, _ model: Model, progress: Progress?
  ) throws -> RunTally {
    let size = blockSize(for: run.paths)
    let schedule = try BlockSchedule(run, blockSize: size, only: paths)
    return try tally(
      team(model, run, schedule, blockSize: size, .replay, keepsValues: false), progress)
  }

  func team(_ request: SimulationRequest, part: Range<Int>? = nil) throws -> Team {
    let (model, run) = (request.model, request.run)
    let size = blockSize(for: part ?? run.paths)
    func schedule(only paths: [Int]?) throws -> BlockSchedule {
      try paths.map { try BlockSchedule(run, part: part, blockSize: size, only: $0) }
        ?? BlockSchedule(run, part: part, blockSize: size)
    }
    let members: GroupMembers? =
      if case .group(_, let members) = request.kept { members } else { nil }
    var team = try team(
      model, run, schedule(only: members?.paths), blockSize: size, request.purpose,
      keepsValues: request.keepsValues)
    if let edge = members?.edge, !edge.isEmpty { team.edge = try schedule(only: edge) }
    return team
  }

  private func team(
    _ model: Model, _ run: Run, _ schedule: BlockSchedule, blockSize: Int,
    _ purpose: RecorderSet.Purpose, keepsValues: Bool
  ) throws(RunError) -> Team {
    let refusal = RunPlan.refusal(
      model, paths: schedule.paths, threads: threads(blocks: schedule.blocks.count),
      isRanked: purpose == .run, keepsValues: keepsValues)
    if let refusal { throw refusal }
    return Team(
      model: model, run: run, schedule: schedule, blockSize: blockSize, purpose: purpose,
      keepsValues: keepsValues)
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
}
