/// Every value of an outcome, in the order of the run's paths, shared by the workers.
///
/// Unchecked: each path's place is written once, by the worker that has its block, and read after
/// all workers have ended.
final class ExactValues: @unchecked Sendable {
  /// Outcomes of a run are kept exactly within this many bytes, else in a histogram.
  private static let budget = 8 << 20

  /// Whether the values of some outcomes of a whole run are kept.
  static func fits(paths: Int, outcomes: Int) -> Bool { 8 * paths * outcomes <= budget }

  let values: UnsafeMutableBufferPointer<Double>

  init(count: Int) {
    values = .allocate(capacity: count)
    values.initialize(repeating: .nan)
  }

  deinit { values.deallocate() }

  func keep(_ value: Double, at ordinal: Int) { values[ordinal] = value }

  /// Takes over the recorded values of a block.
  func keep(_ recorded: UnsafeBufferPointer<Double>, of block: Block) {
    guard let source = recorded.baseAddress, let target = values.baseAddress else { return }
    (target + block.ordinal).update(from: source, count: recorded.count)
  }
}
