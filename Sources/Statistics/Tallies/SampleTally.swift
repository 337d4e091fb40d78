import CGSL

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
  /// Of the run's first paths, the values at each date; they tell which repeat.
  private let first: UnsafeMutablePointer<Double>
  /// Which of their places have been filled here.
  private var filled = PathRanges()

  /// Paths whose values are kept at each date.
  package static let firstPaths = 512
  /// What they take at each date, one page of memory.
  package static let bytesOfFirst = 8 * firstPaths
  /// Address space of a date.
  package static let bytesPerDate = 4 * BitHistogramLayout.cells + bytesOfFirst

  private typealias Room = (cells: UnsafeMutableRawPointer, first: UnsafeMutableRawPointer)

  private init(_ name: String, dates: Int, centre: Double, _ room: Room) {
    self.name = name
    self.centre = centre
    layout = BitHistogramLayout(centre: centre)
    moments = Array(repeating: Moments(centre: centre), count: dates)
    failed = Array(repeating: 0, count: dates)
    outliers = Array(repeating: [:], count: dates)
    cells = room.cells.bindMemory(
      to: UInt32.self, capacity: dates * BitHistogramLayout.cells)
    first = room.first.bindMemory(to: Double.self, capacity: dates * Self.firstPaths)
  }

  /// Zeroed by the system when touched: most cells of most dates never are, and the first paths are those
  /// of one worker.
  private static func room(dates: Int) -> Room? {
    guard let cells = calloc(dates * BitHistogramLayout.cells, 4) else { return nil }
    guard let first = calloc(dates * firstPaths, 8) else {
      free(cells)
      return nil
    }
    return (cells, first)
  }

  /// - Parameter centre: About which the values lie.
  package convenience init(_ name: String, dates: Int, centre: Double) {
    guard let room = Self.room(dates: dates) else {
      preconditionFailure("no address space is left for \(dates) dates of \(name)")
    }
    self.init(name, dates: dates, centre: centre, room)
  }

  deinit {
    free(cells)
    free(first)
  }

  // MARK: What is added

  /// Of the first paths: keeps their values.
  ///
  /// - Parameter place: Of the first value in the run.
  package func keepFirst(_ values: UnsafeBufferPointer<Double>, from place: Int, at date: Int) {
    let places = place..<min(place + values.count, Self.firstPaths)
    guard let source = values.baseAddress, !places.isEmpty else { return }
    (first + date * Self.firstPaths + place).update(from: source, count: places.count)
    // Each block comes once for each date.
    if !filled.contains(places) { filled.insert(places) }
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
    try filled.requireDisjoint(other.filled, "first paths of \(name)")
    for (mine, its) in zip(moments, other.moments)
    where mine.count + its.count > ByteReader.mostPaths {
      throw .doesNotFit("more paths of \(name) than can be counted")
    }
  }

  package func add(_ other: SampleTally) {
    for date in moments.indices {
      let (mine, its) = (cells(at: date), other.cells(at: date))
      for cell in other.touchedCells(at: date) { mine[cell] += its[cell] }
      moments[date].join(other.moments[date])
      failed[date] += other.failed[date]
      outliers[date].merge(other.outliers[date], uniquingKeysWith: +)
      for places in other.filled.ranges {
        let place = date * Self.firstPaths + places.lowerBound
        (first + place).update(from: other.first + place, count: places.count)
      }
    }
    filled.add(other.filled)
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
      repeats: minimum < maximum ? repeats(at: date) : RepeatedValues())
  }

  private func repeats(at date: Int) -> RepeatedValues {
    let start = first + date * Self.firstPaths
    let pieces = filled.ranges.map {
      UnsafeBufferPointer(start: start + $0.lowerBound, count: $0.count)
    }
    // All workers' places together leave no gap; those of a part of a run may.
    guard pieces.count > 1 else { return pieces.first.map(RepeatedValues.init) ?? RepeatedValues() }
    return Array(pieces.joined()).withUnsafeBufferPointer(RepeatedValues.init)
  }
}

extension SampleTally {
  package func encode(to writer: inout ByteWriter) {
    writer.write(name)
    writer.write(centre)
    filled.encode(to: &writer)
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
      for places in filled.ranges {
        let place = date * Self.firstPaths + places.lowerBound
        writer.write(contentsOf: UnsafeBufferPointer(start: first + place, count: places.count))
      }
    }
  }

  package convenience init(from reader: inout ByteReader) throws(TallyError) {
    let (name, centre) = (try reader.text(), try reader.finite())
    let filled = try PathRanges(from: &reader)
    guard filled.ranges.last.map({ $0.upperBound <= Self.firstPaths }) ?? true else {
      throw .damaged("more first paths than there are")
    }
    // Each date has at least its moments, and three lengths and counts.
    let dates = try reader.length(of: 120)
    guard let room = Self.room(dates: dates) else {
      throw .damaged("it has more dates than there is memory for")
    }
    self.init(name, dates: dates, centre: centre, room)
    self.filled = filled
    for date in 0..<dates { try read(date, from: &reader) }
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
    for places in filled.ranges {
      let values = try reader.doubles(places.count)
      let place = date * Self.firstPaths + places.lowerBound
      (first + place).update(from: values, count: values.count)
    }
  }
}
