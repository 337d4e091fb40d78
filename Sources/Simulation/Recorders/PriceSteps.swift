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
  let classes: UnsafeMutablePointer<UInt8>

  /// What a price over that of the date before must lie below to have fallen by more than a part.
  private static let limits = DependenceTally.falls.map { Rounding.below(1 - $0) }

  init(_ name: PricedName, blockSize: Int) {
    self.name = name
    self.blockSize = blockSize
    before = .allocate(capacity: blockSize)
    wasListed = .allocate(capacity: blockSize)
    start = .allocate(capacity: blockSize)
    ratios = .allocate(capacity: blockSize)
    classes = .allocate(capacity: blockSize)
  }

  func deallocate() {
    for memory in [before, wasListed, start, ratios] { memory.deallocate() }
    classes.deallocate()
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
    let prices = block[name.series.column]
    let (first, second, third) = (Self.limits[0], Self.limits[1], Self.limits[2])
    for path in 0..<blockSize {
      let (price, last) = (prices[path], before[path])
      let isReturn = last > 0 && price >= 0 && price < .infinity && wasListed[path] != 0
      let ratio = price / last
      let falls: UInt8 =
        (ratio < first ? 1 : 0) &+ (ratio < second ? 1 : 0) &+ (ratio < third ? 1 : 0)
      ratios[path] = isReturn ? ratio : .nan
      classes[path] = isReturn ? falls : FallCells.none
      before[path] = price
    }
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
