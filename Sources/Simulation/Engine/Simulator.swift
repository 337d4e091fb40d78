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

  /// Address space for histograms; the memory in use is about a tenth of it.
  private static let mostBytes = 16 << 30

  /// Simulates all paths of a run.
  ///
  /// - Throws: `RunError`; `CancellationError` where `progress` was cancelled.
  public func simulate(_ run: Run, progress: Progress? = nil) throws -> Summary {
    try simulate(run, BlockSchedule(run, blockSize: blockSize(for: run)), progress)
  }

  /// Replays the given paths of a run, exactly as they were in it, and summarises only those.
  ///
  /// - Parameter paths: Numbers within the run's paths; repetitions count once.
  public func simulate(
    _ run: Run, where paths: some Sequence<Int>, progress: Progress? = nil
  ) throws -> Summary {
    try simulate(run, BlockSchedule(run, blockSize: blockSize(for: run), only: paths), progress)
  }

  private func simulate(
    _ run: Run, _ schedule: BlockSchedule, _ progress: Progress?
  ) throws -> Summary {
    let samples = model.series.count * model.dates.count * min(workers, schedule.blocks.count)
    let bytes = samples * BitHistogramLayout.cells * MemoryLayout<UInt32>.size
    guard bytes <= Self.mostBytes else { throw RunError.tooMuchToRecord(bytes: bytes) }
    let team = Team(model, run, schedule, blockSize: blockSize(for: run))
    let blocks = order(Array(schedule.blocks.indices))
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
    let recorders = Worker.merge(finished.withLock { $0 })
    return summary(of: run, recorders, paths: schedule.paths)
  }

  private func summary(of run: Run, _ recorders: [Recorder], paths: Int) -> Summary {
    var parts = SummaryParts(paths: paths)
    for recorder in recorders { recorder.contribute(to: &parts) }
    parts.addDoubts(isReplay: paths < run.paths.count)
    return Summary(
      paths: run.paths, seed: run.seed, series: Catalog(parts.series),
      outcomes: Catalog(parts.outcomes), warnings: parts.warnings, failures: parts.failures,
      rolledForward: model.rolledForward)
  }

  /// Where the time of a run goes, on one worker, in the order of the model.
  public func profile(_ run: Run) throws -> [ComponentTime] {
    let size = blockSize(for: run)
    let schedule = try BlockSchedule(run, blockSize: size)
    let worker = Team(model, run, schedule, blockSize: size).makeWorker()
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
  private let cancelled = Atomic<Bool>(false)

  public init() {}

  /// Paths finished so far.
  public var done: Int { finished.load(ordering: .relaxed) }
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
  /// Lets each worker finish its block and then ends the run.
  public func cancel() { cancelled.store(true, ordering: .relaxed) }

  func add(_ paths: Int) { finished.add(paths, ordering: .relaxed) }
}
