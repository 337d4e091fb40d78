// A tally as bytes: how it begins, its version, its length, the tally itself and a checksum of all that.
// Integers are little-endian.

extension RunTally {
  /// Of the layout of the bytes; to be raised with every change of it.
  package static let version: UInt32 = 7

  /// The line end tells of a transfer that changes line ends.
  private static let beginning = Array("BPTALLY\n".utf8)
  private static let checksum = 8

  /// The same for equal tallies.
  package var bytes: [UInt8] {
    var body = ByteWriter()
    encode(to: &body)
    var writer = ByteWriter()
    writer.write(raw: Self.beginning)
    writer.write(Self.version)
    writer.write(count: body.bytes.count)
    writer.write(raw: body.bytes)
    writer.write(Self.hash(writer.bytes[...]))
    return writer.bytes
  }

  /// Reads `bytes`.
  ///
  /// - Throws: `TallyError` for bytes of anything else, of another version, or that were changed.
  package convenience init(bytes: [UInt8]) throws(TallyError) {
    guard bytes.starts(with: Self.beginning) else { throw .notATally }
    var reader = ByteReader(bytes, from: Self.beginning.count)
    let version = try reader.integer(UInt32.self)
    guard version == Self.version else { throw .otherVersion(version) }
    let length = try reader.integer(UInt64.self)
    guard reader.left >= Self.checksum, length == reader.left - Self.checksum else {
      throw .damaged("its length is not what it says")
    }
    let end = bytes.count - Self.checksum
    var last = ByteReader(bytes, from: end)
    guard try last.integer() == Self.hash(bytes[..<end]) else {
      throw .damaged("its checksum is another")
    }
    try self.init(from: &reader)
    guard reader.left == Self.checksum else { throw .damaged("it goes on after its end") }
  }

  /// Against chance, not against intent.
  private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash = FowlerNollVo()
    bytes.withUnsafeBytes { hash.add($0) }
    return hash.value
  }
}
