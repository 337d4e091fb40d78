/// How the paths of some simulations are shared out: all of them in a row, in groups of 512 that are summed as
/// one, cut into pieces of equal length.
///
/// One simulation is cut into ranges of its paths. Of many, as a sweep has them, a shard gets some whole ones and
/// a range of the first and of the last.
public struct ShardLayout: Sendable, Equatable {
  /// Paths of one simulation that one shard has.
  public struct Part: Sendable, Equatable {
    /// Its place among the simulations.
    public let simulation: Int
    /// Starts at a multiple of 512.
    public let paths: Range<Int>
  }

  /// Paths of each simulation.
  let paths: [Range<Int>]
  /// At least 1, and no more than there are groups.
  public let shards: Int

  static let groupSize = 512

  /// - Parameter paths: Of each simulation; from a multiple of 512 on.
  init(_ paths: [Range<Int>], shards: Int) {
    precondition(shards >= 1)
    (self.paths, self.shards) = (paths, shards)
  }

  /// More shards would leave some without a path.
  var most: Int { paths.reduce(0) { $0 + Self.groups(of: $1) } }

  private static func groups(of paths: Range<Int>) -> Int {
    (paths.count + groupSize - 1) / groupSize
  }

  /// What a shard has, in the order of the simulations; the parts of all shards are all paths.
  public func parts(of shard: Int) -> [Part] {
    let all = most
    func place(_ shard: Int) -> Int {
      // Their product may exceed an integer.
      let (high, low) = all.multipliedFullWidth(by: shard)
      return shards.dividingFullWidth((high, low)).quotient
    }
    let wanted = place(shard)..<place(shard + 1)
    var parts: [Part] = []
    var first = 0
    for (simulation, paths) in paths.enumerated() {
      let groups = first..<first + Self.groups(of: paths)
      first = groups.upperBound
      let own = groups.clamped(to: wanted)
      guard !own.isEmpty else { continue }
      let start = paths.lowerBound + (own.lowerBound - groups.lowerBound) * Self.groupSize
      let end = paths.lowerBound + (own.upperBound - groups.lowerBound) * Self.groupSize
      parts.append(Part(simulation: simulation, paths: start..<min(end, paths.upperBound)))
    }
    return parts
  }
}
