import CGSL
import CKernels
import Statistics

/// Histograms and moments of one column at a number of dates, fed block by block.
final class Sample {
  let layout: BitHistogramLayout
  private let cells: UnsafeMutablePointer<UInt32>
  private var moments: [Moments]
  private let home: Moments.Home
  /// Values of each date that are not finite.
  private var failed: [Int]
  /// Finite values that the end cells share with others, by their own bins.
  private var outliers: [[BitBin: Int]]
  /// Of the first paths, the values at each date; they tell which repeat.
  private let first: UnsafeMutablePointer<Double>
  /// Which of their places have been filled here.
  private var filled: [Range<Int>] = []
  private let scratch: UnsafeMutablePointer<Double>
  /// Of a group of the worst paths: its members nearest to its end, and its share of all paths.
  var edge: (sample: Sample, share: Double)?

  /// Paths whose values are kept at each date.
  private static let firstPaths = 512
  /// What they take at each date, one page of memory.
  static let bytesOfFirst = 8 * firstPaths
  /// Address space of a date.
  static let bytesPerDate = 4 * BitHistogramLayout.cells + bytesOfFirst

  init(dates: Int, centre: Double, blockSize: Int) {
    precondition(BitHistogramLayout.cells == CK_CELLS)
    layout = BitHistogramLayout(centre: centre)
    moments = Array(repeating: Moments(centre: centre), count: dates)
    home = Moments.Home(centre: centre)
    failed = Array(repeating: 0, count: dates)
    outliers = Array(repeating: [:], count: dates)
    // Zeroed by the system when touched: most cells of most dates never are, and the first paths are
    // those of one worker.
    let size = dates * BitHistogramLayout.cells
    cells = calloc(size, 4).bindMemory(to: UInt32.self, capacity: size)
    first = calloc(dates * Self.firstPaths, 8)
      .bindMemory(to: Double.self, capacity: dates * Self.firstPaths)
    scratch = .allocate(capacity: blockSize)
  }

  deinit {
    free(cells)
    free(first)
    scratch.deallocate()
  }

  /// Adds the recorded paths of a block: group by group of 512, in a fixed order within each.
  func add(_ column: Column, of block: Block, at date: Int) {
    let values = block.recorded(column, scratch: scratch)
    if block.ordinal < Self.firstPaths { keepFirst(values, from: block.ordinal, at: date) }
    var start = 0
    for count in block.groups {
      add(UnsafeBufferPointer(rebasing: values[start..<start + count]), at: date)
      start += count
    }
  }

  private func keepFirst(_ values: UnsafeBufferPointer<Double>, from ordinal: Int, at date: Int) {
    let places = ordinal..<min(ordinal + values.count, Self.firstPaths)
    guard let source = values.baseAddress, !places.isEmpty else { return }
    (first + date * Self.firstPaths + ordinal).update(from: source, count: places.count)
    if filled.last != places { filled.append(places) }
  }

  private func add(_ group: UnsafeBufferPointer<Double>, at date: Int) {
    let sums = ck_record(
      cells + date &* BitHistogramLayout.cells, layout.lowestKey, home.centre,
      group.baseAddress, Int32(truncatingIfNeeded: group.count))
    guard sums.unusual == 0, home.holds(sums) else {
      return addUnusual(group, at: date, sums)
    }
    moments[date].add(count: group.count, sums)
  }

  /// The same of a group with zeros, with values outside of the layout's range, or with some that are not
  /// finite.
  private func addUnusual(
    _ group: UnsafeBufferPointer<Double>, at date: Int, _ sums: ck_moments
  ) {
    var (sums, finite) = (sums, 0)
    for value in group where value.isFinite {
      finite += 1
      if value != 0, layout.isOutOfRange(value) {
        outliers[date][BitBin(of: value), default: 0] += 1
      }
    }
    failed[date] += group.count - finite
    if finite < group.count { sums = Self.sums(of: group, about: home.centre) }
    if home.holds(sums) {
      moments[date].add(count: finite, sums)
    } else {
      for value in group where value.isFinite { moments[date].add(value) }
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

  func merge(_ other: Sample) {
    for date in moments.indices {
      let mine = cells + date * BitHistogramLayout.cells
      let its = other.cells + date * BitHistogramLayout.cells
      for range in other.touchedCells(at: date) {
        for cell in range { mine[cell] += its[cell] }
      }
      moments[date].merge(other.moments[date])
      failed[date] += other.failed[date]
      outliers[date].merge(other.outliers[date], uniquingKeysWith: +)
      for places in other.filled {
        let place = date * Self.firstPaths + places.lowerBound
        (first + place).update(from: other.first + place, count: places.count)
      }
    }
    filled += other.filled
  }

  /// The cells that may hold finite values; reading the others would only make the system give them
  /// memory.
  private func touchedCells(at date: Int) -> [Range<Int>] {
    guard moments[date].minimum <= moments[date].maximum else { return [] }
    // The extremes do not say which zeros there are, and each has a cell.
    let least = moments[date].minimum == 0 ? -0.0 : moments[date].minimum
    let greatest = moments[date].maximum == 0 ? 0.0 : moments[date].maximum
    return [layout.cell(of: least)..<layout.cell(of: greatest) + 1]
  }

  /// The counts of a date.
  func histogram(at date: Int) -> BitHistogram {
    let (minimum, maximum) = (moments[date].minimum, moments[date].maximum)
    // Once all workers' places are merged, they leave no gap, as each path has an ordinal of its own.
    let places = filled.reduce(0) { $0 + $1.count }
    precondition(places <= Self.firstPaths, "two blocks have the same ordinals")
    // Of a constant there is nothing to see.
    let kept = UnsafeBufferPointer(
      start: first + date * Self.firstPaths, count: minimum < maximum ? places : 0)
    return BitHistogram(
      layout: layout,
      counts: UnsafeBufferPointer(
        start: cells + date * BitHistogramLayout.cells, count: BitHistogramLayout.cells),
      outliers: outliers[date], minimum: minimum, maximum: maximum,
      repeats: RepeatedValues(in: kept))
  }

  /// Finite values of a date.
  func count(at date: Int) -> Int { moments[date].count }

  /// - Parameters:
  ///   - telling: How the values are told.
  ///   - exact: All values of the sample, for percentiles without the histogram's bins.
  ///   - isPictured: Whether the counts are kept for a picture.
  func summary(
    at date: Int, levels: [Double], telling: Telling = .plain, ranks table: inout RankTable,
    exact: UnsafeBufferPointer<Double>? = nil, isPictured: Bool = false
  ) -> SampleSummary {
    let histogram = histogram(at: date)
    let ranks = histogram.widened(
      table.ranks(levels: telling.levels(levels), count: moments[date].count),
      by: edgeError(at: date))
    let percentiles =
      exact.map { histogram.percentiles(ranks, of: $0) } ?? histogram.percentiles(ranks)
    let summary = summary(at: date, percentiles)
      .with(isPictured ? histogram.picture(mayBeLogarithmic: telling != .shortfall) : nil)
    return telling.of(summary, levels: levels)
  }

  /// The same with percentiles found otherwise.
  func summary(at date: Int, _ percentiles: [Statistics.Percentile]) -> SampleSummary {
    SampleSummary(
      moments[date], failed: failed[date], percentiles: percentiles, edge: edgeError(at: date))
  }

  private func edgeError(at date: Int) -> EdgeError? {
    edge.map {
      EdgeError(
        edge: $0.sample.histogram(at: date), $0.sample.moments[date], share: $0.share)
    }
  }
}

extension Moments.Home {
  @inline(__always)
  fileprivate func holds(_ sums: ck_moments) -> Bool {
    holds(sum: sums.sum, squares: sums.squares, minimum: sums.minimum, maximum: sums.maximum)
  }
}

extension Moments {
  fileprivate mutating func add(count: Int, _ sums: ck_moments) {
    add(
      count: count, sum: sums.sum, squares: sums.squares, minimum: sums.minimum,
      maximum: sums.maximum)
  }
}
