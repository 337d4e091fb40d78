#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a shard is not written, or shards are not merged; what is in the folder is as it was.
public enum ShardError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There are not enough paths for so many.
  case tooMany(Int, most: Int)
  case noSuchShard(Int, of: Int)
  /// A file is no shard of this plan, or not whole.
  case unsound(file: String, reason: String)
  /// Numbers of shards that are not there, with what is wrong with those that are there and do not count.
  case missing([Int], unsound: [ShardError], of: Int)
  /// Groups of the worst paths are known now, and wait for being replayed.
  case secondRound(groups: Int, shards: Int)
  /// What is asked for is not in the plan.
  case notPlanned
  /// The system's reason, from `errno`.
  case system(action: String, path: String, code: Int32)

  /// Whether the same may come to an end when it is tried again: a disk may have room then, and shards may be
  /// there.
  public var isWorthRetrying: Bool {
    switch self {
    case .tooMany, .noSuchShard, .unsound, .notPlanned: false
    case .missing(_, let unsound, _): unsound.isEmpty
    case .secondRound: true
    case .system(_, _, let code):
      // Rights and kinds of files do not change by themselves.
      ![EACCES, EPERM, EROFS, EEXIST, EISDIR, ENOTDIR, ELOOP, ENAMETOOLONG].contains(code)
    }
  }

  public var description: String {
    switch self {
    case .tooMany(let count, let most):
      "\(count) shards are too many: \(most) at most were expected, so that each has 512 paths"
    case .noSuchShard(let index, let count):
      "there is no shard \(index): the plan has shards 0 to \(count - 1)"
    case .unsound(let file, let reason): "\(file): \(reason)"
    case .missing(let shards, let unsound, let count):
      (["\(shards.count) of \(count) shards are missing: \(IndexList(shards))"]
        + unsound.map { "  \($0)" }).joined(separator: "\n")
    case .secondRound(let groups, let shards):
      "who belongs to \(groups == 1 ? "the group" : "the \(groups) groups") is known now; run all \(shards) "
        + "shards once more, and merge again"
    case .notPlanned: "the shards are of another simulation"
    case .system(let action, let path, let code):
      "cannot \(action) \(path): \(String(cString: strerror(code)))"
    }
  }

  static func cannot(_ action: String, _ path: String, _ code: Int32 = errno) -> ShardError {
    .system(action: action, path: path, code: code)
  }
}

/// Numbers as schedulers take them: `3,7-9`.
public struct IndexList: Sendable, CustomStringConvertible {
  private let ranges: [ClosedRange<Int>]

  /// - Parameter numbers: Ascending.
  public init(_ numbers: [Int]) {
    ranges = numbers.reduce(into: []) { ranges, number in
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
  }

  public var description: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}
