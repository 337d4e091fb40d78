import CKernels
import Statistics

/// How one price has moved in the last step, on each path of a block.
struct PriceSteps {
  private let name: PricedName
  private let blockSize: Int
  /// Of the date before.
  private let before: UnsafeMutablePointer<Double>
  private let wasListed: UnsafeMutablePointer<Double>
  let start: UnsafeMutablePointer<Double>
  /// Price over that of the date before; NaN where there is no return.
  let ratios: UnsafeMutablePointer<Double>
  /// By how much it has fallen: see `FallCells`.
  let falls: UnsafeMutablePointer<Double>

  /// What a price over that of the date before must lie below to have fallen by more than a part.
  private static let limits = {
    let limits = DependenceTally.falls.map { Rounding.below(1 - $0) }
    return ck_falls(first: limits[0], second: limits[1], third: limits[2])
  }()

  init(_ name: PricedName, blockSize: Int) {
    self.name = name
    self.blockSize = blockSize
    before = .allocate(capacity: blockSize)
    wasListed = .allocate(capacity: blockSize)
    start = .allocate(capacity: blockSize)
    ratios = .allocate(capacity: blockSize)
    falls = .allocate(capacity: blockSize)
  }

  func deallocate() {
    for memory in [before, wasListed, start, ratios, falls] { memory.deallocate() }
  }

  func open(_ block: Block) {
    let prices = block[name.series.column]
    before.update(from: prices, count: blockSize)
    start.update(from: prices, count: blockSize)
    wasListed.update(repeating: 1, count: blockSize)
  }

  /// Sees a date. Who has been bought, or is worth nothing, has no return any more; the step in which that comes
  /// is one, by whatever it brings.
  func advance(_ block: Block) {
    ck_price_step(
      ratios, falls, before, block[name.series.column], wasListed, Self.limits, Int32(blockSize))
    if let isListed = name.isListed {
      wasListed.update(from: block[isListed], count: blockSize)
    }
  }

  /// The price at the horizon over that at the start; NaN where there is none.
  func whole(_ path: Int) -> Double {
    let ratio = before[path] / start[path]
    return start[path] > 0 && ratio.isFinite ? ratio : .nan
  }
}
