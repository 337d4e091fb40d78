/// Which paths to simulate, with which seed.
public struct Run: Sendable, Equatable {
  /// Numbers of the paths. The lower bound is a multiple of 512, so that sums are rounded in the same
  /// groups as in a run that starts at 0.
  public let paths: Range<Int>
  public let seed: UInt64

  /// Path numbers are part of a draw's address, and counts are 32 bits wide.
  public static let mostPaths = 4_000_000_000

  public init(paths: Range<Int>, seed: UInt64) {
    self.paths = paths
    self.seed = seed
  }
}
