import CKernels
import Statistics

/// How one price has moved in the last step, on each path of a block.
struct PriceSteps {
  private let name: PricedName
  private let blockSize: Int
  /// Of the date before.
  private let before: UnsafeMutablePointer<Double>
  private let wasListed: UnsafeMutablePointer<Double>
  /// One of each path; where nobody can be bought, eight that stand for all.
  private let listings: Int
  let start: UnsafeMutablePointer<Double>
  /// Price over that of the date before; NaN where there is no return.
  let ratios: UnsafeMutablePointer<Double>
  /// What it adds to the counts of its falls: see `FallCounts`.
  let falls: UnsafeMutablePointer<UInt64>

  /// What a price over that of the date before must lie below to have fallen by more than a part.
  private static let limits = {
    let limits = DependenceTally.falls.map { Rounding.below(1 - $0) }
    return ck_falls(first: limits[0], second: limits[1], third: limits[2])
  }()

  init(_ name: PricedName, blockSize: Int) {
    self.name = name
    self.blockSize = blockSize
    before = .allocate(capacity: blockSize)
    listings = name.isListed == nil ? 8 : blockSize
    wasListed = .allocate(capacity: listings)
    start = .allocate(capacity: blockSize)
    ratios = .allocate(capacity: blockSize)
    falls = .allocate(capacity: blockSize)
  }

  func deallocate() {
    for memory in [before, wasListed, start, ratios] { memory.deallocate() }
    falls.deallocate()
  }

  func open(_ block: Block) {
    let prices = block[name.series.column]
    before.update(from: prices, count: blockSize)
    start.update(from: prices, count: blockSize)
    wasListed.update(repeating: 1, count: listings)
  }

  /// Sees a date. Who has been bought, or is worth nothing, has no return any more; the step in which that comes
  /// is one, by whatever it brings.
  ///
  /// - Parameter keepsRatios: Whether somebody reads these.
  func advance(_ block: Block, keepsRatios: Bool) {
    let listed = ck_number(p: wasListed, mask: name.isListed == nil ? 0 : ~0)
    ck_price_step(
      keepsRatios ? ratios : nil, falls, before, block[name.series.column], listed, Self.limits,
      Int32(blockSize))
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
