/// A number of each path, exactly, with the path's place in the run.
package struct KeptValues: Sendable {
  /// What one block held, or a run of blocks that was read from bytes.
  private struct Piece: Sendable {
    let first: Int
    let values: [Double]
    var places: Range<Int> { first..<first + values.count }
  }

  /// Ascending by place once joined with others.
  private var pieces: [Piece] = []

  package init() {}

  /// - Parameter first: Place of the first path in the run.
  package mutating func append(_ values: [Double], from first: Int) {
    if !values.isEmpty { pieces.append(Piece(first: first, values: values)) }
  }

  private var sorted: [Piece] { pieces.sorted { $0.first < $1.first } }

  private var places: PathRanges {
    var places = PathRanges()
    for piece in sorted { places.insert(piece.places) }
    return places
  }

  /// In the order of the run; NaN for paths that are not here.
  ///
  /// - Parameter count: Paths of the run.
  package func values(count: Int) -> [Double] {
    let pieces = sorted
    if let only = pieces.first, only.places == 0..<count { return only.values }
    return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      buffer.initialize(repeating: .nan)
      for piece in pieces where piece.places.upperBound <= count {
        _ = buffer[piece.places].update(fromContentsOf: piece.values)
      }
      initialized = count
    }
  }

  func requireDisjoint(_ other: KeptValues, _ what: String) throws(TallyError) {
    try places.requireDisjoint(other.places, what)
  }

  mutating func add(_ other: KeptValues) { pieces += other.pieces }

  func encode(to writer: inout ByteWriter) {
    places.encode(to: &writer)
    for piece in sorted { writer.write(contentsOf: piece.values) }
  }

  init(from reader: inout ByteReader) throws(TallyError) {
    let places = try PathRanges(from: &reader)
    for range in places.ranges {
      append(try reader.doubles(range.count), from: range.lowerBound)
    }
  }
}
