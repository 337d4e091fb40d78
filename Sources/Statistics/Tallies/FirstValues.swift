import CGSL

/// Which values of a sample repeat at each date, as the first paths of a run show.
///
/// The first paths mostly come together. Where they come in pieces, from several blocks of a replay or
/// several parts of it, their values are kept until all are there.
final class FirstValues {
  /// How many paths.
  static let paths = 512
  static let bytesPerDate = 8 * paths

  private let dates: Int
  /// Places that have come.
  private var filled = PathRanges()
  /// Of each date, once all have come.
  private var repeats: [RepeatedValues] = []
  /// By date, then by place; nil where none have come, or all. Zeroed by the system when touched.
  private var pieces: UnsafeMutablePointer<Double>?

  init(dates: Int) { self.dates = dates }

  deinit { free(pieces) }

  private var areAllThere: Bool { filled.ranges == [0..<Self.paths] }

  /// - Parameter place: Of the first value in the run.
  func keep(_ values: UnsafeBufferPointer<Double>, from place: Int, at date: Int) {
    let places = place..<min(place + values.count, Self.paths)
    guard !places.isEmpty else { return }
    if places.count == Self.paths {
      if repeats.isEmpty { repeats = Array(repeating: RepeatedValues(), count: dates) }
      repeats[date] = RepeatedValues(in: UnsafeBufferPointer(rebasing: values[..<Self.paths]))
    } else {
      fill(places, at: date, with: values)
    }
    // Each block comes once for each date.
    if !filled.contains(places) { filled.insert(places) }
  }

  private func fill(
    _ places: Range<Int>, at date: Int, with values: UnsafeBufferPointer<Double>
  ) {
    guard let source = values.baseAddress, let pieces = pieces ?? makePieces() else {
      preconditionFailure("no address space is left for the first paths")
    }
    (pieces + date * Self.paths + places.lowerBound).update(from: source, count: places.count)
  }

  private func makePieces() -> UnsafeMutablePointer<Double>? {
    pieces = calloc(max(1, dates) * Self.paths, 8)?
      .bindMemory(to: Double.self, capacity: dates * Self.paths)
    return pieces
  }

  private func piece(_ places: Range<Int>, at date: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(
      start: pieces.map { $0 + date * Self.paths + places.lowerBound }, count: places.count)
  }

  func requireDisjoint(_ other: FirstValues, _ what: String) throws(TallyError) {
    try filled.requireDisjoint(other.filled, what)
  }

  func add(_ other: FirstValues) {
    if other.areAllThere { repeats = (0..<dates).map(other.repeats(at:)) }
    for places in other.filled.ranges where places.count < Self.paths {
      for date in 0..<dates { fill(places, at: date, with: other.piece(places, at: date)) }
    }
    filled.add(other.filled)
  }

  func repeats(at date: Int) -> RepeatedValues {
    if !repeats.isEmpty { return repeats[date] }
    // All workers' places together leave no gap; those of a part of a run may.
    let pieces = filled.ranges.map { piece($0, at: date) }
    guard pieces.count > 1 else { return pieces.first.map(RepeatedValues.init) ?? RepeatedValues() }
    return Array(pieces.joined()).withUnsafeBufferPointer(RepeatedValues.init)
  }
}

extension FirstValues {
  /// What tells which values repeat, once all are there; else the values.
  func encode(to writer: inout ByteWriter) {
    filled.encode(to: &writer)
    for date in 0..<dates {
      if areAllThere {
        repeats(at: date).encode(to: &writer)
      } else {
        for places in filled.ranges { writer.write(contentsOf: piece(places, at: date)) }
      }
    }
  }

  /// Fills what is empty.
  func read(from reader: inout ByteReader) throws(TallyError) {
    filled = try PathRanges(from: &reader)
    guard filled.ranges.last.map({ $0.upperBound <= Self.paths }) ?? true else {
      throw .damaged("more first paths than there are")
    }
    if areAllThere {
      for _ in 0..<dates { repeats.append(try RepeatedValues(from: &reader)) }
      return
    }
    guard filled.ranges.isEmpty || makePieces() != nil else {
      throw .damaged("it has more dates than there is memory for")
    }
    for date in 0..<dates {
      for places in filled.ranges {
        let values = try reader.doubles(places.count)
        values.withUnsafeBufferPointer { fill(places, at: date, with: $0) }
      }
    }
  }
}
