import Simulation
import Statistics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Simulations that many machines share, each with some of the paths, and the folder in which they put what they
/// have found.
///
/// Draws are addresses and sums are integers, so that what is merged has the same bytes as what one machine
/// simulates.
///
///     let run = Run(paths: 0..<scenario.paths, seed: scenario.seed)
///     let shards = try ShardSet([.summary(of: model, run)], count: 8, in: "shards")
///     try shards.fill(3, workers: 4)                                     // on each machine another number
///     let summary = try Simulator(model, on: shards.merged(workers: 4)).simulate(run)
///
/// A model with groups needs two rounds: the first merging throws `ShardError.secondRound`; fill all shards again
/// then, and merge again.
public struct ShardSet: Sendable {
  public let folder: String
  /// Of the simulations, how they are cut, the program and its libraries.
  public let identity: UInt64
  public let layout: ShardLayout
  let simulations: [Identified]

  /// Each simulation once.
  struct Identified: Sendable {
    let request: SimulationRequest
    let model: UInt64

    init(_ request: SimulationRequest) {
      (self.request, model) = (request, request.model.identity)
    }

    func isSame(as other: Identified) -> Bool {
      model == other.model && request.run == other.request.run && request.kept == other.request.kept
    }
  }

  /// - Parameters:
  ///   - requests: All that will be asked for. Equal ones are simulated once.
  ///   - count: How many shards, from 1 to one for each 512 paths of all simulations.
  ///   - folder: Shared by all machines. It is made when the first shard is filled.
  ///   - name: Tells sets of the same simulations apart, which do not share shards then.
  /// - Throws: `ShardError.tooMany`.
  public init(
    _ requests: [SimulationRequest], count: Int, in folder: String, name: String = ""
  ) throws(ShardError) {
    simulations = requests.map(Identified.init).reduce(into: []) { distinct, one in
      if !distinct.contains(where: one.isSame) { distinct.append(one) }
    }
    layout = ShardLayout(simulations.map(\.request.run.paths), shards: count)
    guard count <= layout.most else { throw .tooMany(count, most: layout.most) }
    self.folder = folder
    var hash = FowlerNollVo()
    let content =
      [name, Platform.fingerprint, "\(RunTally.version)", "\(count)"]
      + simulations.map { "\($0.model) \($0.request.run) \($0.request.kept.name)" }
    hash.add(content.joined(separator: "\n").utf8)
    identity = hash.value
  }

  public var count: Int { layout.shards }

  /// Whether groups are replayed in a second round.
  public var hasSecondRound: Bool { simulations.contains { $0.request.hasGroups } }

  // MARK: One shard

  /// Simulates what a shard has and puts it into the folder; in the second round also what it has of the groups.
  /// What is there and sound is left as it is.
  ///
  /// Several may fill one shard at once: all have the same bytes, and one of them stays. A file that is there and
  /// is none of this set is moved aside, not removed.
  ///
  /// - Parameters:
  ///   - index: From 0.
  ///   - workers: Threads, at least 1; no result depends on it.
  /// - Returns: Whether anything was missing.
  /// - Throws: `ShardError`, `RunError`; `CancellationError` where `progress` was cancelled.
  @discardableResult
  public func fill(_ index: Int, workers: Int, progress: Progress? = nil) throws -> Bool {
    try requireShard(index)
    let wanted = try rounds().filter { try problem(of: index, in: $0) != nil }
    for round in wanted {
      progress?.plan(
        paths: (progress?.expected ?? 0)
          + round.layout.parts(of: index).reduce(0) { $0 + $1.paths.count })
    }
    for round in wanted { try write(index, of: round, Workers(workers), progress) }
    return !wanted.isEmpty
  }

  private func write(
    _ index: Int, of round: Round, _ workers: Workers, _ progress: Progress?
  ) throws {
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
      throw ShardError.cannot("make", folder)
    }
    let path = path(of: index, in: round)
    var file = try NewFile(at: path)
    try ShardFile.write(
      identity(of: index, in: round), round.layout.parts(of: index), to: &file
    ) { part in
      try workers.tally(
        of: round.requests[part.simulation], part: part.paths, progress: progress)
    }
    if try problem(of: index, in: round) == nil { return }
    let other = try keepAside(path)
    if try problem(of: index, in: round) == nil {
      // Somebody has filled it meanwhile, and has kept what was there before.
      if let other { unlink(other) }
      return
    }
    try file.place()
  }

  /// Gives what is there, and is about to be replaced, a second name.
  private func keepAside(_ path: String) throws(ShardError) -> String? {
    for number in 1..<1_000 {
      let other = "\(path).unsound-\(number)"
      // Replaces nothing.
      if link(path, other) == 0 { return other }
      if errno == ENOENT { return nil }
      guard errno == EEXIST else { throw .cannot("move", path) }
    }
    throw .cannot("move", path, EEXIST)
  }

  // MARK: All shards

  /// What is not there, or does not count.
  public struct Missing: Sendable {
    public let index: Int
    /// Nil where there is no file; else what is wrong with it.
    public let problem: ShardError?
  }

  /// Shards that are still to be filled, in the round that is on; reads every file as a whole.
  ///
  /// - Throws: `ShardError` where the folder cannot be read.
  public func missing() throws(ShardError) -> [Missing] {
    let rounds = try rounds()
    var missing: [Missing] = []
    for index in 0..<count {
      for round in rounds {
        guard let problem = try problem(of: index, in: round) else { continue }
        missing.append(Missing(index: index, problem: problem.unsound))
        break
      }
    }
    return missing
  }

  /// What tells the merged shards in place of simulating.
  ///
  /// It throws `ShardError` where a shard is missing, or a second round is needed.
  ///
  /// - Parameter workers: Threads for what is simulated here all the same, such as sample paths.
  public func merged(workers: Int) -> Engine { Engine(workers: workers, MergedShards(self)) }

  /// All shards of a round, read as a whole.
  func all(of round: Round) throws(ShardError) -> WholeRound {
    var (files, missing, unsound): ([ShardFile], [Int], [ShardError]) = ([], [], [])
    for index in 0..<count {
      do throws(ShardError) {
        files.append(try file(index, in: round))
      } catch {
        guard error.isOfFile else { throw error }
        missing.append(index)
        if let problem = error.unsound { unsound.append(problem) }
      }
    }
    guard missing.isEmpty else { throw .missing(missing, unsound: unsound, of: count) }
    return WholeRound(round: round, files: files)
  }

  // MARK: Files

  private func requireShard(_ index: Int) throws(ShardError) {
    guard (0..<count).contains(index) else { throw .noSuchShard(index, of: count) }
  }

  private func identity(of index: Int, in round: Round) -> ShardFile.Identity {
    ShardFile.Identity(plan: identity, round: round.number, index: index)
  }

  private func path(of index: Int, in round: Round) -> String {
    "\(folder)/\(identity(of: index, in: round).name)"
  }

  private func file(_ index: Int, in round: Round) throws(ShardError) -> ShardFile {
    try ShardFile(
      path(of: index, in: round), expecting: identity(of: index, in: round),
      round.layout.parts(of: index))
  }

  /// Why a shard does not count; nil where it does.
  private func problem(of index: Int, in round: Round) throws(ShardError) -> ShardError? {
    do throws(ShardError) {
      _ = try file(index, in: round)
      return nil
    } catch {
      guard error.isOfFile else { throw error }
      return error
    }
  }
}

extension ShardError {
  /// Whether it says that a shard is not there, or is none.
  fileprivate var isOfFile: Bool {
    switch self {
    case .unsound, .system(_, _, ENOENT): true
    default: false
    }
  }

  /// Itself, where a file is there.
  fileprivate var unsound: ShardError? { if case .unsound = self { self } else { nil } }
}
