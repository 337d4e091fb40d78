/// Which values of a sample repeat, as its first few hundred show.
///
/// Draws from a density are never equal, so equal values are atoms: shares that many companies have at
/// the date of their insolvency, whole numbers, dates. A bin's count does not say where in the bin an
/// atom lies, and where each of neighbouring bins has some, neither do the counts around it. Of 512 values
/// an atom with a hundredth of the paths is there twice with 97 % chance.
///
/// Verified: `RepeatedValuesTests`.
package struct RepeatedValues: Sendable, Equatable {
  /// Ascending; empty where no value repeats, so that a density costs nothing.
  private let sorted: [Double]

  /// Nothing is known to repeat.
  package init() { sorted = [] }

  /// - Parameter values: Some values of a sample. Zeros, which have a bin of their own, and those that are
  ///   not finite are left out.
  package init(in values: UnsafeBufferPointer<Double>) {
    sorted = Self.hasEqual(values) ? values.filter { $0.isFinite && $0 != 0 }.sorted() : []
  }

  /// By an open table of what their bits mix to: a sort would take ten times as long, for each date of each
  /// series.
  private static func hasEqual(_ values: UnsafeBufferPointer<Double>) -> Bool {
    // At most a quarter full, so that few values find their place taken.
    let places = Int.bitWidth - max(1, values.count - 1).leadingZeroBitCount + 2
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1 << places) { table in
      table.initialize(repeating: 0)
      for value in values where value.isFinite && value != 0 {
        let mixed = value.bitPattern &* 0x9E37_79B9_7F4A_7C15
        // 0 is a place that is free.
        let tag = UInt32(truncatingIfNeeded: mixed >> 12) | 1
        var place = Int(truncatingIfNeeded: mixed >> (64 - places))
        while table[place] != 0 {
          // Once in thousands of samples, two values mix to the same.
          if table[place] == tag, values.count(where: { $0 == value }) > 1 { return true }
          place = (place + 1) & (1 << places - 1)
        }
        table[place] = tag
      }
      return false
    }
  }

  /// Whether there is an atom between two values, or atoms at two or more values near them.
  ///
  /// 'Near' is within an eighth of their size, sixteen bins, and among the sixteen values of the sample
  /// nearest to either side. A single atom elsewhere says nothing of these.
  func suggestAtoms(near low: Double, _ high: Double) -> Bool {
    guard !sorted.isEmpty else { return false }
    let margin = max(abs(low), abs(high)) / 8
    let (from, to) = (first(atLeast: low), first(above: high))
    var atom: Double?
    for place in max(0, from - 16)..<max(0, min(sorted.count, to + 16) - 1) {
      let value = sorted[place]
      guard value == sorted[place + 1], low - margin <= value, value <= high + margin else {
        continue
      }
      if low <= value && value <= high || atom != nil && atom != value { return true }
      atom = value
    }
    return false
  }

  /// Of those between two values, the one that a share of them does not exceed: an atom, and no number
  /// between two. Nil where there are fewer than two.
  func value(at share: Double, from low: Double, to high: Double) -> Double? {
    let between = sorted[first(atLeast: low)..<first(above: high)]
    guard between.count > 1 else { return nil }
    let place = min(Int(share * Double(between.count)), between.count - 1)
    return between[between.startIndex + place]
  }

  private func first(atLeast value: Double) -> Int { place { $0 < value } }
  private func first(above value: Double) -> Int { place { $0 <= value } }

  /// How many of the ascending values pass a test that only the least pass.
  private func place(where isBelow: (Double) -> Bool) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if isBelow(sorted[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension RepeatedValues {
  func encode(to writer: inout ByteWriter) {
    writer.write(count: sorted.count)
    writer.write(contentsOf: sorted)
  }

  init(from reader: inout ByteReader) throws(TallyError) {
    sorted = try reader.doubles(try reader.length(of: 8))
    let isAscending = zip(sorted, sorted.dropFirst()).allSatisfy { $0 <= $1 }
    guard isAscending, sorted.allSatisfy({ $0.isFinite && $0 != 0 }) else {
      throw .damaged("values that repeat are out of order")
    }
  }
}
