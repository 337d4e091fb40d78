/// Reads what a `ByteWriter` wrote. Every length is held against the bytes that are left before anything
/// is made of it.
package struct ByteReader {
  private let bytes: [UInt8]
  private var position: Int

  package init(_ bytes: [UInt8], from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  package var left: Int { bytes.count - position }

  package mutating func integer<Integer: FixedWidthInteger & BitwiseCopyable>(
    _: Integer.Type = Integer.self
  ) throws(TallyError) -> Integer {
    let size = MemoryLayout<Integer>.size
    guard size <= left else { throw .damaged("it ends early") }
    defer { position += size }
    return bytes.withUnsafeBytes {
      Integer(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Integer.self))
    }
  }

  /// A number of paths.
  package mutating func count() throws(TallyError) -> Int {
    let count = try integer(UInt64.self)
    guard count <= RunTally.mostPaths else { throw .damaged("more paths than there can be") }
    return Int(count)
  }

  /// How many elements follow.
  ///
  /// - Parameter size: Bytes that each has at least, above 0.
  package mutating func length(of size: Int) throws(TallyError) -> Int {
    let length = try integer(UInt64.self)
    guard length <= left / size else { throw .damaged("a length exceeds what is left") }
    return Int(length)
  }

  mutating func double() throws(TallyError) -> Double { Double(bitPattern: try integer()) }

  /// Passes over some bytes.
  package mutating func skip(_ length: Int) throws(TallyError) {
    guard length <= left else { throw .damaged("it ends early") }
    position += length
  }

  mutating func finite() throws(TallyError) -> Double {
    let value = try double()
    guard value.isFinite else { throw .damaged("a number is not finite") }
    return value
  }

  mutating func flag() throws(TallyError) -> Bool {
    let flag = try integer(UInt8.self)
    guard flag <= 1 else { throw .damaged("a flag is neither 0 nor 1") }
    return flag == 1
  }

  package mutating func text() throws(TallyError) -> String {
    let length = try length(of: 1)
    guard let text = String(validating: bytes[position..<position + length], as: UTF8.self) else {
      throw .damaged("a name is no text")
    }
    position += length
    return text
  }

  mutating func doubles(_ count: Int) throws(TallyError) -> [Double] {
    guard count <= left / 8 else { throw .damaged("it ends early") }
    var values: [Double] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try double()) }
    return values
  }

  mutating func counts() throws(TallyError) -> [Int] {
    let length = try length(of: 8)
    var counts: [Int] = []
    for _ in 0..<length { counts.append(try count()) }
    return counts
  }

  mutating func tallies<Element: Tally>(
    _: Element.Type = Element.self
  ) throws(TallyError) -> [Element] {
    // Each has at least a name, or counts.
    let length = try length(of: 8)
    var tallies: [Element] = []
    for _ in 0..<length { tallies.append(try Element(from: &self)) }
    return tallies
  }

  mutating func tally<Element: Tally>(
    _: Element.Type = Element.self
  ) throws(TallyError) -> Element? {
    try flag() ? try Element(from: &self) : nil
  }
}
