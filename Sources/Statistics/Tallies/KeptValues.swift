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
    // Blocks come in order but for tests.
    var place = pieces.count
    while place > 0, pieces[place - 1].first > first { place -= 1 }
    pieces.insert(Piece(first: first, values: values), at: place)
  }

  private var places: PathRanges {
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
  ///   - count: Paths of the run.
  ///   - told: How a value is told.
  package func values(count: Int, _ told: (Double) -> Double = { $0 }) -> [Double] {
    var values = [Double](repeating: .nan, count: count)
    for piece in pieces where piece.places.upperBound <= count {
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
