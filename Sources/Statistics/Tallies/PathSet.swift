/// Which paths of a run pass a test: a bit each, in words of 64 of which only those with a bit are kept.
package struct PathSet: Sendable, Equatable {
  private var words: [Int: UInt64] = [:]

  package init() {}

  /// - Parameter path: Its place in the run.
  package mutating func insert(_ path: Int) { words[path / 64, default: 0] |= 1 << (path % 64) }

  package var count: Int { words.values.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Ascending.
  package var members: [Int] {
    words.sorted { $0.key < $1.key }.flatMap { place, word in
      (0..<64).filter { word >> $0 & 1 == 1 }.map { 64 * place + $0 }
    }
  }

  func requireDisjoint(_ other: PathSet, _ what: String) throws(TallyError) {
    for (place, word) in other.words {
      guard let both = words[place].map({ $0 & word }), both != 0 else { continue }
      throw .doesNotFit("\(what): both have path \(64 * place + both.trailingZeroBitCount)")
    }
  }

  mutating func add(_ other: PathSet) { words.merge(other.words, uniquingKeysWith: |) }

  func encode(to writer: inout ByteWriter) {
    writer.write(count: words.count)
    for (place, word) in words.sorted(by: { $0.key < $1.key }) {
      writer.write(count: place)
      writer.write(word)
    }
  }

  init(from reader: inout ByteReader) throws(TallyError) {
    let length = try reader.length(of: 16)
    var last = -1
    for _ in 0..<length {
      let (place, word) = (try reader.count(), try reader.integer(UInt64.self))
      guard place > last, place < RunTally.mostPaths / 64, word != 0 else {
        throw .damaged("paths of a set are out of order")
      }
      words[place] = word
      last = place
    }
  }
}
