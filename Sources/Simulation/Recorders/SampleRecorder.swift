import CKernels
import Statistics

/// Takes one column at a number of dates into histograms and moments, block by block.
final class SampleRecorder {
  let tally: SampleTally
  private let cells: UnsafeMutablePointer<UInt32>
  private let lowestKey: Int64
  private let home: Moments.Home
  private let scratch: UnsafeMutablePointer<Double>

  init(_ tally: SampleTally, blockSize: Int) {
    precondition(BitHistogramLayout.cells == CK_CELLS)
    self.tally = tally
    cells = tally.cells
    lowestKey = tally.layout.lowestKey
    home = Moments.Home(centre: tally.centre)
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  /// Adds the recorded paths of a block: group by group of 512, in a fixed order within each.
  func add(_ column: Column, of block: Block, at date: Int) {
    let values = block.recorded(column, scratch: scratch)
    if block.ordinal < SampleTally.firstPaths {
      tally.keepFirst(values, from: block.ordinal, at: date)
    }
    var start = 0
    for count in block.groups {
      add(UnsafeBufferPointer(rebasing: values[start..<start + count]), at: date)
      start += count
    }
  }

  /// Adds, of the recorded paths of a block, those that are flagged, or those that are not, in the same
  /// groups; the others fail in this sample.
  func add(
    _ values: UnsafeBufferPointer<Double>, where flags: UnsafePointer<Bool>, are wanted: Bool,
    of block: Block
  ) {
    if block.ordinal < SampleTally.firstPaths {
      let first = values.prefix(SampleTally.firstPaths).enumerated().map {
        flags[$0] == wanted ? $1 : .nan
      }
      first.withUnsafeBufferPointer { tally.keepFirst($0, from: block.ordinal, at: 0) }
    }
    var start = 0
    for count in block.groups {
      var kept = 0
      for path in start..<start + count {
        // Written over where it is not wanted, without a branch.
        scratch[kept] = values[path]
        kept &+= flags[path] == wanted ? 1 : 0
      }
      add(UnsafeBufferPointer(start: scratch, count: kept), failed: count - kept)
      start += count
    }
  }

  /// Adds what some paths of a group have; so many others fail in this sample.
  func add(_ group: UnsafeBufferPointer<Double>, failed: Int) {
    if !group.isEmpty { add(group, at: 0) }
    if failed > 0 { tally.addFailed(failed, at: 0) }
  }

  private func add(_ group: UnsafeBufferPointer<Double>, at date: Int) {
    let sums = ck_record(
      cells + date &* BitHistogramLayout.cells, lowestKey, home.centre,
      group.baseAddress, Int32(truncatingIfNeeded: group.count))
    if sums.unusual == 0 {
      add(group, count: group.count, sums, at: date)
    } else {
      addUnusual(group, at: date, sums)
    }
  }

  /// The same of a group with zeros, with values outside of the layout's range, or with some that are not
  /// finite.
  private func addUnusual(
    _ group: UnsafeBufferPointer<Double>, at date: Int, _ sums: ck_moments
  ) {
    let ends = ck_ends_of(group.baseAddress, Int32(truncatingIfNeeded: group.count))
    let finite = Int(ends.numbers)
    if Int(sums.unusual) > Int(ends.zeros) + group.count - finite {
      for value in group where value.isFinite && value != 0 && tally.layout.isOutOfRange(value) {
        tally.addOutlier(value, at: date)
      }
    }
    tally.addFailed(group.count - finite, at: date)
    guard finite > 0 else { return }
    add(
      group, count: finite,
      finite == group.count ? sums : Self.sums(of: group, about: home.centre), at: date)
  }

  /// By its sums where they hold all digits, else value by value.
  private func add(
    _ group: UnsafeBufferPointer<Double>, count: Int, _ sums: ck_moments, at date: Int
  ) {
    if home.holds(sums) {
      tally.add(count: count, sums, at: date)
    } else {
      for value in group where value.isFinite { tally.add(value, at: date) }
    }
  }

  /// As the kernel takes them, of the values that are finite.
  private static func sums(
    of group: UnsafeBufferPointer<Double>, about centre: Double
  ) -> ck_moments {
    var sums = ck_moments(sum: 0, squares: 0, minimum: .infinity, maximum: -.infinity, unusual: 0)
    for value in group where value.isFinite {
      sums.sum += value - centre
      sums.squares += (value - centre) * (value - centre)
      sums.minimum = min(sums.minimum, value)
      sums.maximum = max(sums.maximum, value)
    }
    return sums
  }
}

extension Moments.Home {
  @inline(__always)
  fileprivate func holds(_ sums: ck_moments) -> Bool {
    holds(sum: sums.sum, squares: sums.squares, minimum: sums.minimum, maximum: sums.maximum)
  }
}

extension SampleTally {
  fileprivate func add(count: Int, _ sums: ck_moments, at date: Int) {
    add(
      count: count, sum: sums.sum, squares: sums.squares, minimum: sums.minimum,
      maximum: sums.maximum, at: date)
  }
}
