/// The hash FNV-1a, 64 bits: of a source's name, whose draws it addresses, and of files, to tell that
/// they are as they were. It protects against chance, not against intent.
package struct FowlerNollVo: Sendable {
  package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  package init() {}

  package mutating func add(_ bytes: some Sequence<UInt8>) {
    value = bytes.reduce(value) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// With the name of the hash: `fnv1a64:cbf29ce484222325`.
  package var text: String { Self.text(of: value) }

  package static func text(of value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return "fnv1a64:" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension FowlerNollVo {
  /// The same for what is in memory, without a call for each byte.
  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var hash = value
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    value = hash
  }
}
