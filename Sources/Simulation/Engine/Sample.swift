import CGSL
import CKernels
import Statistics

/// Histograms and moments of one column at a number of dates, fed block by block.
final class Sample {
  let layout: BitHistogramLayout
  private let cells: UnsafeMutablePointer<UInt32>
  private var moments: [Moments]
  private var failed: [BitHistogram.FailedCells]
  private var unusual: [Int]
  private let scratch: UnsafeMutablePointer<Double>

  init(dates: Int, centre: Double, blockSize: Int) {
    precondition(BitHistogramLayout.cells == CK_CELLS)
    layout = BitHistogramLayout(centre: centre)
    moments = Array(repeating: Moments(centre: centre), count: dates)
    failed = Array(repeating: BitHistogram.FailedCells(), count: dates)
    unusual = Array(repeating: 0, count: dates)
    // Zeroed by the system when touched: most cells of most dates never are.
    let size = dates * BitHistogramLayout.cells
    cells = calloc(size, 4).bindMemory(to: UInt32.self, capacity: size)
    scratch = .allocate(capacity: blockSize)
  }

  deinit {
    free(cells)
    scratch.deallocate()
  }

  /// Adds the recorded paths of a block: group by group of 512, in a fixed order within each.
  func add(_ column: Column, of block: Block, at date: Int) {
    let values = block.recorded(column, scratch: scratch)
    var start = 0
    for count in block.groups {
      add(UnsafeBufferPointer(rebasing: values[start..<start + count]), at: date)
      start += count
    }
  }

  private func add(_ group: UnsafeBufferPointer<Double>, at date: Int) {
    let centre = moments[date].centre
    var sums = ck_record(
      cells + date &* BitHistogramLayout.cells, layout.lowestKey, centre, group.baseAddress,
      Int32(truncatingIfNeeded: group.count))
    var count = group.count
    if !sums.sum.isFinite || !sums.squares.isFinite {
      count = tallyUnusual(group, at: date, &sums)
    } else if sums.unusual > 0 {
      // A share price of 0 is no rarity, and is resolved.
      let zeros = group.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
      unusual[date] += Int(sums.unusual) - zeros
    }
    moments[date].add(
      count: count, sum: sums.sum, squares: sums.squares, minimum: sums.minimum,
      maximum: sums.maximum)
  }

  /// Values that are not finite are counted apart, and the moments taken of the others.
  private func tallyUnusual(
    _ group: UnsafeBufferPointer<Double>, at date: Int, _ sums: inout ck_moments
  ) -> Int {
    let centre = moments[date].centre
    sums = ck_moments(sum: 0, squares: 0, minimum: .infinity, maximum: -.infinity, unusual: 0)
    var finite = 0
    for value in group {
      guard value.isFinite else {
        if value.sign == .minus {
          failed[date].negative += 1
        } else {
          failed[date].positive += 1
        }
        continue
      }
      finite += 1
      sums.sum += value - centre
      sums.squares += (value - centre) * (value - centre)
      sums.minimum = min(sums.minimum, value)
      sums.maximum = max(sums.maximum, value)
      if value != 0, layout.isOutOfRange(value) { unusual[date] += 1 }
    }
    return finite
  }

  func merge(_ other: Sample) {
    for date in moments.indices {
      moments[date].merge(other.moments[date])
      failed[date].negative += other.failed[date].negative
      failed[date].positive += other.failed[date].positive
      unusual[date] += other.unusual[date]
      let mine = cells + date * BitHistogramLayout.cells
      let its = other.cells + date * BitHistogramLayout.cells
      for range in other.touchedCells(at: date) {
        for cell in range { mine[cell] += its[cell] }
      }
    }
  }

  /// The cells that may hold counts; reading the others would only make the system give them memory.
  private func touchedCells(at date: Int) -> [Range<Int>] {
    var (least, greatest) = (moments[date].minimum, moments[date].maximum)
    // The extremes do not say which zeros there are, and each has a cell.
    if least == 0 { least = -0.0 }
    if greatest == 0 { greatest = 0.0 }
    let last = BitHistogramLayout.cells - 1
    guard least <= greatest else { return [0..<1, last..<last + 1] }
    let (low, high) = (layout.cell(of: least), layout.cell(of: greatest))
    // The outermost cells hold what is not finite.
    return [0..<min(1, low), low..<high + 1, max(last, high + 1)..<last + 1]
  }

  /// The counts of a date.
  func histogram(at date: Int) -> BitHistogram {
    BitHistogram(
      layout: layout,
      counts: UnsafeBufferPointer(
        start: cells + date * BitHistogramLayout.cells, count: BitHistogramLayout.cells),
      minimum: moments[date].minimum, maximum: moments[date].maximum)
  }

  /// Finite values of a date.
  func count(at date: Int) -> Int { moments[date].count }
  /// Values of a date that are not finite.
  func failed(at date: Int) -> BitHistogram.FailedCells { failed[date] }

  /// - Parameters:
  ///   - reading: How the values are told.
  ///   - exact: All values of the sample, for percentiles without the histogram's bins.
  ///   - isPictured: Whether the counts are kept for a picture.
  func summary(
    at date: Int, levels: [Double], reading: Reading = .plain, ranks table: inout RankTable,
    exact: UnsafeBufferPointer<Double>? = nil, isPictured: Bool = false
  ) -> SampleSummary {
    let ranks = table.ranks(levels: reading.levels(levels), count: moments[date].count)
    let histogram = histogram(at: date)
    let percentiles =
      exact.map { histogram.percentiles(ranks, failed: failed[date], of: $0) }
      ?? histogram.percentiles(ranks, failed: failed[date])
    let summary = summary(at: date, percentiles)
      .with(
        isPictured
          ? histogram.bins(mayBeLogarithmic: reading != .shortfall, failed: failed[date]) : nil)
    return reading.of(summary, levels: levels)
  }

  /// The same with percentiles found otherwise.
  func summary(at date: Int, _ percentiles: [Statistics.Percentile]) -> SampleSummary {
    let failed = failed[date]
    return SampleSummary(
      moments[date], failed: Int(failed.negative + failed.positive), outOfRange: unusual[date],
      percentiles: percentiles)
  }
}
