/// The hash FNV-1a, 64 bits: of a source's name, whose draws it addresses, and of a scenario's files.
package struct FowlerNollVo: Sendable {
  package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  package init() {}

  package mutating func add(_ bytes: some Sequence<UInt8>) {
    value = bytes.reduce(value) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
