/// A text in the making, in UTF-8, for files of many numbers: appending to a `String` takes twice as long.
package struct TextBuffer: TextOutputStream {
  package private(set) var bytes: [UInt8] = []

  /// - Parameter capacity: Bytes that are expected.
  package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func append(_ byte: UInt8) { bytes.append(byte) }

  package mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// What numbers of the standard library write their digits to, where a stream has it; else they make a
  /// string of them.
  package mutating func _writeASCII(_ digits: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: digits)
  }

  package static func += (buffer: inout TextBuffer, text: String) { buffer.write(text) }
}
