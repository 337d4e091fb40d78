import CKernels
import Statistics

/// Of each path of a block, on how many steps two prices have fallen by more than each part, and both.
///
/// A word holds four counts: of each fall of `DependenceTally.falls`, and last of the steps. What a step adds to
/// them is such a word, too, so that a step counts all that is told of two prices by three sums.
struct FallCounts {
  /// Of a path.
  static let bytes = 3 * MemoryLayout<UInt64>.stride
  private static let bits = 16

  /// Of the first, the second and both, on steps on which both have a return.
  private let words: UnsafeMutablePointer<UInt64>
  private let capacity: Int

  init(blockSize: Int) {
    capacity = blockSize
    words = .allocate(capacity: 3 * blockSize)
  }

  func deallocate() { words.deallocate() }

  func clear() { words.update(repeating: 0, count: 3 * capacity) }

  /// Counts one step of every path.
  ///
  /// - Parameters:
  ///   - first: The falls of `PriceSteps`.
  func count(_ first: UnsafePointer<UInt64>, _ second: UnsafePointer<UInt64>) {
    ck_count_falls(
      words, words + capacity, words + 2 * capacity, first, second, Int32(capacity))
  }

  /// Of a path, on how many steps each has fallen by more than a part.
  ///
  /// - Parameter fall: Place in `DependenceTally.falls`.
  func counts(_ path: Int, beyond fall: Int) -> FallSums.Counts {
    func count(_ row: Int, _ place: Int) -> UInt64 {
      words[row &* capacity &+ path] >> UInt64(Self.bits &* place) & 0xFFFF
    }
    return FallSums.Counts(
      first: count(0, fall), second: count(1, fall), both: count(2, fall), steps: count(2, 3))
  }
}
