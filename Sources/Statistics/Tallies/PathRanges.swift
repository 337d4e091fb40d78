/// Places of paths in a run, as ranges: which of them something has seen.
package struct PathRanges: Sendable, Equatable {
  /// Ascending; none touches the next.
  package private(set) var ranges: [Range<Int>] = []

  package init() {}

  package var count: Int { ranges.reduce(0) { $0 + $1.count } }

  func contains(_ range: Range<Int>) -> Bool {
    ranges.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
  }

  /// - Parameter range: Of places that are not there yet.
  package mutating func insert(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    var place = ranges.index(forOneFrom: range.lowerBound) { $0.lowerBound }
    precondition(
      (place == 0 || ranges[place - 1].upperBound <= range.lowerBound)
        && (place == ranges.count || range.upperBound <= ranges[place].lowerBound),
      "two blocks have the same paths")
    if place > 0, ranges[place - 1].upperBound == range.lowerBound {
      ranges[place - 1] = ranges[place - 1].lowerBound..<range.upperBound
      place -= 1
    } else {
      ranges.insert(range, at: place)
    }
    if place + 1 < ranges.count, ranges[place].upperBound == ranges[place + 1].lowerBound {
      ranges[place] = ranges[place].lowerBound..<ranges[place + 1].upperBound
      ranges.remove(at: place + 1)
    }
  }

  func requireDisjoint(_ other: PathRanges, _ what: String) throws(TallyError) {
    let all = all(with: other)
    for (first, second) in zip(all, all.dropFirst()) where first.upperBound > second.lowerBound {
      throw .doesNotFit("\(what): both have path \(second.lowerBound)")
    }
  }

  /// Takes over the places of others, of which none is here.
  mutating func add(_ other: PathRanges) {
    let all = all(with: other)
    ranges = []
    ranges.reserveCapacity(all.count)
    for range in all { insert(range) }
  }

  private func all(with other: PathRanges) -> [Range<Int>] {
    (ranges + other.ranges).sorted { $0.lowerBound < $1.lowerBound }
  }

  func encode(to writer: inout ByteWriter) {
    writer.write(count: ranges.count)
    for range in ranges {
      writer.write(count: range.lowerBound)
      writer.write(count: range.upperBound)
    }
  }

  init(from reader: inout ByteReader) throws(TallyError) {
    let length = try reader.length(of: 16)
    for _ in 0..<length {
      let (first, end) = (try reader.count(), try reader.count())
      guard first < end, ranges.last.map({ $0.upperBound < first }) ?? true else {
        throw .damaged("ranges of paths are out of order")
      }
      ranges.append(first..<end)
    }
  }
}

extension Array {
  /// Where an element from a place on belongs among others, ascending: looked for from the end, since blocks
  /// come in order but for tests.
  func index(forOneFrom first: Int, _ firstPlace: (Element) -> Int) -> Int {
    var index = count
    while index > 0, firstPlace(self[index - 1]) > first { index -= 1 }
    return index
  }
}
