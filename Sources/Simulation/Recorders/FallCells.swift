import CKernels
import Statistics

/// Of each path of a block, how many steps two prices have fallen by how much each.
///
/// A step is of one of five classes for each price: a fall of no more than 5 %, of more than 5, 10, 20 %, or
/// none where there is no return. So one count a step holds all that is told of two prices.
struct FallCells {
  /// Of a path, 25 cells and room up to a whole line of a cache.
  static let stride = 32
  private static let classes = 5

  private let cells: UnsafeMutablePointer<UInt16>
  private let capacity: Int

  init(blockSize: Int) {
    capacity = blockSize
    cells = .allocate(capacity: blockSize * Self.stride)
  }

  func deallocate() { cells.deallocate() }

  func clear() { cells.update(repeating: 0, count: capacity * Self.stride) }

  /// Counts one step of every path.
  func count(_ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>) {
    ck_count_falls(cells, first, second, Int32(capacity))
  }

  /// Of a path, on how many steps each has fallen by more than a part.
  ///
  /// - Parameter fall: Place in `DependenceTally.falls`.
  func counts(_ path: Int, beyond fall: Int) -> FallSums.Counts {
    let own = cells + path &* Self.stride
    var (first, second, both, steps): (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for row in 0..<4 {
      for column in 0..<4 {
        let count = UInt64(own[row &* Self.classes &+ column])
        steps &+= count
        first &+= row > fall ? count : 0
        second &+= column > fall ? count : 0
        both &+= row > fall && column > fall ? count : 0
      }
    }
    return FallSums.Counts(first: first, second: second, both: both, steps: steps)
  }
}
