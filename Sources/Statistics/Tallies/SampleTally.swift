#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The distribution of one quantity at a number of dates: counts of a histogram over the bits of a
/// double, moments, and the values of the first paths.
package final class SampleTally: Tally {
  /// Of the quantity.
  package let name: String
  package let layout: BitHistogramLayout
  package let centre: Double
  /// By date, then by cell of the layout, for whoever counts. The end cells also count what is not
  /// finite; nothing is read from them.
  package let cells: UnsafeMutablePointer<UInt32>
  private var moments: [Moments]
  /// Values of each date that are not finite.
  private var failed: [Int]
  /// Finite values that the end cells, and those of zero, share with others, by their own bins.
  private var outliers: [[BitBin: Int]]
  /// Of the run's first paths, what tells which values repeat.
  private let first: FirstValues

  /// Paths whose values are kept at each date.
  package static let firstPaths = FirstValues.paths
  /// What they take at each date, where they come in pieces.
  package static let bytesOfFirst = FirstValues.bytesPerDate
  /// Address space of a date.
  package static let bytesPerDate = 4 * BitHistogramLayout.cells + bytesOfFirst

  private init(
    _ name: String, dates: Int, centre: Double, _ room: UnsafeMutableRawPointer,
    _ first: FirstValues
  ) {
    self.name = name
    self.centre = centre
    layout = BitHistogramLayout(centre: centre)
    moments = Array(repeating: Moments(centre: centre), count: dates)
    failed = Array(repeating: 0, count: dates)
    outliers = Array(repeating: [:], count: dates)
    cells = room.bindMemory(to: UInt32.self, capacity: dates * BitHistogramLayout.cells)
    self.first = first
  }

  /// Zeroed by the system when touched, as most cells of most dates never are. Memory of the heap would be
  /// zeroed at once, if it has been used before.
  private static func room(dates: Int) -> UnsafeMutableRawPointer? {
    let size = max(1, dates) * BitHistogramLayout.cells * 4
    let room = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    return room == MAP_FAILED ? nil : room
  }

  /// - Parameter centre: About which the values lie.
  package convenience init(_ name: String, dates: Int, centre: Double) {
    guard let room = Self.room(dates: dates) else {
      preconditionFailure("no address space is left for \(dates) dates of \(name)")
    }
    self.init(name, dates: dates, centre: centre, room, FirstValues(dates: dates))
  }

  deinit { munmap(cells, max(1, dates) * BitHistogramLayout.cells * 4) }

  // MARK: What is added

  /// Of the first paths: keeps their values.
  ///
  /// - Parameter place: Of the first value in the run.
  package func keepFirst(_ values: UnsafeBufferPointer<Double>, from place: Int, at date: Int) {
    first.keep(values, from: place, at: date)
  }

  /// Adds a group by its sums, where `Moments.Home` holds them.
  package func add(
    count: Int, sum: Double, squares: Double, minimum: Double, maximum: Double, at date: Int
  ) {
    moments[date].add(
      count: count, sum: sum, squares: squares, minimum: minimum, maximum: maximum)
  }

  /// Adds a value to the moments by itself.
  package func add(_ value: Double, at date: Int) { moments[date].add(value) }

  /// Counts a finite value that is out of the layout's range, and not 0.
  package func addOutlier(_ value: Double, at date: Int) {
    outliers[date][BitBin(of: value), default: 0] += 1
  }

  package func addFailed(_ count: Int, at date: Int) { failed[date] += count }

  // MARK: Merging

  package func requireFit(_ other: SampleTally) throws(TallyError) {
    try TallyError.requireEqual(name, other.name, "names of samples")
    try TallyError.requireEqual(dates, other.dates, "dates of \(name)")
    try TallyError.requireEqual(centre, other.centre, "centre of \(name)")
    try first.requireDisjoint(other.first, "first paths of \(name)")
    for (mine, its) in zip(moments, other.moments)
    where mine.count + its.count > RunTally.mostPaths {
      throw .doesNotFit("more paths of \(name) than can be counted")
    }
  }

  package func add(_ other: SampleTally) {
    for date in moments.indices {
      let (mine, its) = (cells(at: date), other.cells(at: date))
      for cell in other.touchedCells(at: date) { mine[cell] += its[cell] }
      moments[date].add(other.moments[date])
      failed[date] += other.failed[date]
      outliers[date].merge(other.outliers[date], uniquingKeysWith: +)
    }
    first.add(other.first)
  }

  private func cells(at date: Int) -> UnsafeMutablePointer<UInt32> {
    cells + date * BitHistogramLayout.cells
  }

  /// The cells that may hold finite values of their own; reading the others would only make the system
  /// give them memory.
  private func touchedCells(at date: Int) -> Range<Int> {
    let (least, greatest) = (moments[date].minimum, moments[date].maximum)
    guard least <= greatest else { return 0..<0 }
    // The extremes do not say which zeros there are, and each has a cell.
    let from = max(1, layout.cell(of: least == 0 ? -0.0 : least))
    let to = min(BitHistogramLayout.cells - 2, layout.cell(of: greatest == 0 ? 0.0 : greatest))
    return from..<max(from, to + 1)
  }

  // MARK: Reading

  package var dates: Int { moments.count }
  /// Finite values of a date.
  package func count(at date: Int) -> Int { moments[date].count }
  package func moments(at date: Int) -> Moments { moments[date] }
  /// Values of a date that are not finite.
  package func failed(at date: Int) -> Int { failed[date] }

  /// The counts of a date.
  package func histogram(at date: Int) -> BitHistogram {
    let (minimum, maximum) = (moments[date].minimum, moments[date].maximum)
    return BitHistogram(
      layout: layout,
      counts: UnsafeBufferPointer(start: cells(at: date), count: BitHistogramLayout.cells),
      outliers: outliers[date], minimum: minimum, maximum: maximum,
      // Of a constant there is nothing to see.
      repeats: minimum < maximum ? first.repeats(at: date) : RepeatedValues())
  }
}

extension SampleTally {
  package func encode(to writer: inout ByteWriter) {
    writer.write(name)
    writer.write(centre)
    writer.write(count: dates)
    for date in 0..<dates {
      moments[date].encode(to: &writer)
      writer.write(count: failed[date])
      writer.write(count: outliers[date].count)
      for (bin, count) in outliers[date].sorted(by: { $0.key < $1.key }) {
        writer.write(Int32(bin.number))
        writer.write(count: count)
      }
      CellCounts(cells(at: date), in: touchedCells(at: date)).encode(to: &writer)
    }
    first.encode(to: &writer)
  }

  package convenience init(from reader: inout ByteReader) throws(TallyError) {
    let (name, centre) = (try reader.text(), try reader.finite())
    // Each date has at least its moments, and three lengths and counts.
    let dates = try reader.length(of: 120)
    guard let room = Self.room(dates: dates) else {
      throw .damaged("it has more dates than there is memory for")
    }
    let first = FirstValues(dates: dates)
    self.init(name, dates: dates, centre: centre, room, first)
    for date in 0..<dates { try read(date, from: &reader) }
    try first.read(from: &reader)
  }

  private func read(_ date: Int, from reader: inout ByteReader) throws(TallyError) {
    moments[date] = try Moments(centre: centre, from: &reader)
    failed[date] = try reader.count()
    // Beside the cells' own values, those of zero and of the end cells.
    var (beyond, small) = (0, 0)
    let length = try reader.length(of: 12)
    for _ in 0..<length {
      let bin = BitBin(number: Int(try reader.integer(Int32.self)))
      let count = try reader.count()
      guard let isSmall = layout.isSmall(outlier: bin), outliers[date][bin] == nil, count > 0
      else { throw .damaged("a value out of range is none") }
      outliers[date][bin] = count
      if isSmall { small += count } else { beyond += count }
    }
    let touched = touchedCells(at: date)
    let counted = try CellCounts.read(into: cells(at: date), in: touched, from: &reader)
    let zeros = BitHistogramLayout.zeros.reduce(0) {
      $0 + (touched.contains($1) ? Int(cells(at: date)[$1]) : 0)
    }
    guard counted + beyond == moments[date].count, small <= zeros else {
      throw .damaged("counts of \(name) do not add up")
    }
    // Who looks for a rank finds it in the bins, and the extremes in the outermost.
    let (histogram, count) = (histogram(at: date), moments[date].count)
    let extremes = count > 0 ? [moments[date].minimum, moments[date].maximum] : []
    let ends = [histogram.bins.first, histogram.bins.last].compactMap { $0?.bin }
    guard histogram.count == count, ends == extremes.map(BitBin.init(of:)) else {
      throw .damaged("bins of \(name) are not those of its values")
    }
  }
}
