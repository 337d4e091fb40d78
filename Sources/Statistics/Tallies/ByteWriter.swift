/// Bytes in the making: little-endian integers, doubles by their bits, lengths before what they count.
package struct ByteWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write<Integer: FixedWidthInteger>(_ integer: Integer) {
    withUnsafeBytes(of: integer.littleEndian) { bytes.append(contentsOf: $0) }
  }

  package mutating func write(raw: [UInt8]) { bytes += raw }

  /// - Parameter count: Of paths, or a length; not negative.
  package mutating func write(count: Int) { write(UInt64(count)) }

  mutating func write(_ value: Double) { write(value.bitPattern) }

  mutating func write(_ flag: Bool) { write(flag ? 1 : 0 as UInt8) }

  package mutating func write(_ text: String) {
    write(count: text.utf8.count)
    write(raw: Array(text.utf8))
  }

  mutating func write(contentsOf values: some Collection<Double>) {
    for value in values { write(value) }
  }

  mutating func write(counts: [Int]) {
    write(count: counts.count)
    for count in counts { write(count: count) }
  }

  mutating func write(_ tallies: [some Tally]) {
    write(count: tallies.count)
    for tally in tallies { tally.encode(to: &self) }
  }

  mutating func write(_ tally: (some Tally)?) {
    write(tally != nil)
    tally?.encode(to: &self)
  }
}
