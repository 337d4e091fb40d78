import Statistics

/// The blocks of a run: where each starts and which of its paths are recorded.
struct BlockSchedule: Sendable {
  struct BlockPlan: Sendable {
    /// Number of the first path.
    let first: Int
    let selection: Block.Selection
    /// Recorded paths of the run in earlier blocks.
    let ordinal: Int
    /// Recorded paths of this block.
    let recorded: Int

    /// Places of the recorded paths among all that are.
    var places: Range<Int> { ordinal..<ordinal + recorded }

    /// Of those, how many each group of 512 has, without the groups that have none.
    var groups: [Int] {
      switch selection {
      case .first(let count):
        return stride(from: 0, to: count, by: Block.groupSize).map {
          min(Block.groupSize, count - $0)
        }
      case .places(let places):
        let groups = Dictionary(grouping: places) { Int($0) / Block.groupSize }
        return groups.sorted { $0.key < $1.key }.map(\.value.count)
      }
    }
  }

  let blocks: [BlockPlan]
  /// Recorded paths in all, those of other parts included.
  let paths: Int

  /// All paths of a run, or those of a part of it.
  ///
  /// - Parameter part: Starts at a multiple of 512, as a run does.
  init(_ run: Run, part: Range<Int>? = nil, blockSize: Int) throws {
    try run.validate()
    let part = try Self.part(part, of: run)
    blocks = stride(from: part.lowerBound, to: part.upperBound, by: blockSize).map {
      let count = min(blockSize, part.upperBound - $0)
      return BlockPlan(
        first: $0, selection: .first(count), ordinal: $0 - run.paths.lowerBound, recorded: count)
    }
    paths = run.paths.count
  }

  /// Some paths of a run, or of a part of it: the blocks that hold them, and in those only them.
  init(
    _ run: Run, part: Range<Int>? = nil, blockSize: Int, only wanted: some Sequence<Int>
  ) throws {
    try run.validate()
    let part = try Self.part(part, of: run)
    let wanted = Set(wanted).sorted()
    if let outside = wanted.first(where: { !run.paths.contains($0) }) {
      throw RunError.noSuchPath(outside, in: run.paths)
    }
    var blocks: [BlockPlan] = []
    var start = wanted.firstIndex { $0 >= part.lowerBound } ?? wanted.count
    let last = wanted.firstIndex { $0 >= part.upperBound } ?? wanted.count
    while start < last {
      let first = part.lowerBound + (wanted[start] - part.lowerBound) / blockSize * blockSize
      let end = wanted[start..<last].firstIndex { $0 >= first + blockSize } ?? last
      let places = wanted[start..<end].map { Int32($0 - first) }
      blocks.append(
        BlockPlan(
          first: first, selection: .places(places), ordinal: start, recorded: places.count))
      start = end
    }
    self.blocks = blocks
    paths = wanted.count
  }

  private static func part(_ part: Range<Int>?, of run: Run) throws(RunError) -> Range<Int> {
    guard let part else { return run.paths }
    try Run(paths: part, seed: run.seed).validate()
    let isWithin =
      run.paths.lowerBound <= part.lowerBound && part.upperBound <= run.paths.upperBound
    guard isWithin else {
      let outside = run.paths.contains(part.lowerBound) ? part.upperBound - 1 : part.lowerBound
      throw .noSuchPath(outside, in: run.paths)
    }
    return part
  }
}

extension Run {
  /// - Throws: `RunError` for paths that no run can have.
  func validate() throws(RunError) {
    guard paths.lowerBound >= 0, paths.lowerBound % Block.groupSize == 0 else {
      throw .misalignedStart(paths.lowerBound)
    }
    guard !paths.isEmpty else { throw .noPaths }
    guard paths.upperBound <= Self.mostPaths else { throw .tooManyPaths(paths.upperBound) }
  }
}

/// Why a run cannot be.
public enum RunError: Error, Sendable, Equatable, CustomStringConvertible {
  case noPaths
  case misalignedStart(Int)
  case tooManyPaths(Int)
  case noSuchPath(Int, in: Range<Int>)
  /// Histograms of all series, dates and workers, and outcomes of every path where they are wanted, in
  /// bytes of address space.
  case tooMuchToKeep(bytes: Int)
  /// Told by whoever asks for numbers of the paths: no path has any.
  case everyPathFailed(FailureLedger)

  public var description: String {
    switch self {
    case .noPaths: "a run needs at least one path"
    case .misalignedStart(let start):
      "a run starts at a multiple of 512 paths, 0 or above, so that its sums add up; not at \(start)"
    case .tooManyPaths(let end): "a run ends at path \(Run.mostPaths) at most, not \(end)"
    case .noSuchPath(let path, let paths):
      "path \(path) is not among \(paths.lowerBound) to \(paths.upperBound - 1)"
    case .tooMuchToKeep(let bytes):
      "what is kept of the paths would take \(bytes >> 30) GiB; record fewer series, take a longer "
        + "step or fewer workers, and where outcomes of every path are wanted or ranked, fewer paths"
    case .everyPathFailed(let failures):
      "every path failed, so that there is nothing to tell:"
        + failures.causes.map { "\n  \($0.paths): \($0.text)" }.joined()
    }
  }
}
