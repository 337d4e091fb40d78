import Statistics

/// Which paths to simulate, with which seed.
public struct Run: Sendable, Equatable {
  /// Numbers of the paths. The lower bound is a multiple of 512, so that sums are rounded in the same
  /// groups as in a run that starts at 0.
  public let paths: Range<Int>
  public let seed: UInt64

  /// No run ends beyond.
  public static let mostPaths = RunTally.mostPaths

  public init(paths: Range<Int>, seed: UInt64) {
    self.paths = paths
    self.seed = seed
  }
}
