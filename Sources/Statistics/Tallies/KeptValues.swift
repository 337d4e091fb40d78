/// A number of each path, exactly, with the path's place in the run.
package struct KeptValues: Sendable {
  /// What one block held, or a run of blocks that was read from bytes.
  struct Piece: Sendable {
    let first: Int
    let values: [Double]
    var places: Range<Int> { first..<first + values.count }
  }

  /// Ascending by place.
  private(set) var pieces: [Piece] = []

  package init() {}

  /// - Parameter first: Place of the first path in the run.
  package mutating func append(_ values: [Double], from first: Int) {
    guard !values.isEmpty else { return }
    let place = pieces.index(forOneFrom: first) { $0.first }
    pieces.insert(Piece(first: first, values: values), at: place)
  }

  var places: PathRanges {
    var places = PathRanges()
    for piece in pieces { places.insert(piece.places) }
    return places
  }

  /// - Parameter body: Takes the place of a path and its value, in the order of the run.
  package func forEachPath(_ body: (_ place: Int, _ value: Double) -> Void) {
    for piece in pieces {
      for (place, value) in zip(piece.places, piece.values) { body(place, value) }
    }
  }

  /// In the order of the run; NaN for paths that are not here.
  ///
  /// - Parameters:
  ///   - count: Paths of the run, which has all that are here.
  ///   - told: How a value is told.
  package func values(count: Int, _ told: (Double) -> Double = { $0 }) -> [Double] {
    var values = [Double](repeating: .nan, count: count)
    for piece in pieces {
      precondition(piece.places.upperBound <= count, "a value is of a path beyond the run")
      for (place, value) in zip(piece.places, piece.values) { values[place] = told(value) }
    }
    return values
  }

  func requireDisjoint(_ other: KeptValues, _ what: String) throws(TallyError) {
    try places.requireDisjoint(other.places, what)
  }

  mutating func add(_ other: KeptValues) {
    pieces = (pieces + other.pieces).sorted { $0.first < $1.first }
  }

  /// Whether a sample has counted these values at its only date, and no others, as far as its bins tell.
  func areThose(of sample: SampleTally) -> Bool {
    var cells = [UInt32](repeating: 0, count: BitHistogramLayout.cells)
    var outliers: [BitBin: Int] = [:]
    var (failed, minimum, maximum) = (0, Double.infinity, -Double.infinity)
    for value in pieces.lazy.flatMap(\.values) {
      guard value.isFinite else {
        failed += 1
        continue
      }
      cells[sample.layout.cell(of: value)] += 1
      if value != 0, sample.layout.isOutOfRange(value) {
        outliers[BitBin(of: value), default: 0] += 1
      }
      (minimum, maximum) = (min(minimum, value), max(maximum, value))
    }
    let histogram = cells.withUnsafeBufferPointer {
      BitHistogram(
        layout: sample.layout, counts: $0, outliers: outliers, minimum: minimum, maximum: maximum)
    }
    let counted = sample.histogram(at: 0)
    return failed == sample.failed(at: 0) && minimum == counted.minimum
      && maximum == counted.maximum && histogram.bins == counted.bins
  }

  func encode(to writer: inout ByteWriter) {
    places.encode(to: &writer)
    for piece in pieces { writer.write(contentsOf: piece.values) }
  }

  init(from reader: inout ByteReader) throws(TallyError) {
    let places = try PathRanges(from: &reader)
    for range in places.ranges {
      append(try reader.doubles(range.count), from: range.lowerBound)
    }
  }
}
