/// A sum of numbers of any size, of squares of any double among them, that does not depend on the order of
/// its terms.
///
/// Each term is added exactly to one of many integers, by its exponent: a number of 2¹⁰⁰⁰ and one of
/// 2⁻¹⁰⁰⁰ are both kept. It takes a hundred times as long as `FixedPointSum`, which is for values near one
/// size.
///
/// Verified: `WideSumTests`.
struct WideSum: Sendable, Equatable {
  /// In units of 2^(32 · key - 60): 93 bits for a term, 34 for ten thousand million terms.
  private var parts: [Int: Int128] = [:]

  /// - Parameter term: Finite.
  mutating func add(_ term: Double) {
    guard term != 0 else { return }
    add(term < 0 ? -term.significand : term.significand, exponent: Int(term.exponent))
  }

  /// Adds the square of a number, to nearest.
  ///
  /// - Parameter term: Finite.
  mutating func addSquare(of term: Double) {
    guard term != 0 else { return }
    add(term.significand * term.significand, exponent: 2 * Int(term.exponent))
  }

  /// - Parameter significand: Of a magnitude below 4.
  private mutating func add(_ significand: Double, exponent: Int) {
    let key = exponent >> 5
    let shift = exponent & 31
    parts[key, default: 0] += Int128(Int64(significand * 0x1p60)) << Int128(shift)
  }

  mutating func add(_ other: WideSum) {
    parts.merge(other.parts, uniquingKeysWith: +)
  }

  /// The sum times a power of two, so that it need not be a double itself.
  func value(times exponent: Int) -> Double {
    parts.sorted { $0.key > $1.key }.reduce(0) {
      $0 + Double($1.value, times: 32 * $1.key - 60 + exponent)
    }
  }
}

extension WideSum {
  /// Keys of all doubles and of their squares.
  private static let keys = -68...63

  func encode(to writer: inout ByteWriter) {
    writer.write(count: parts.count)
    for (key, part) in parts.sorted(by: { $0.key < $1.key }) {
      writer.write(Int8(key))
      writer.write(part)
    }
  }

  /// - Parameter count: Terms of the sum, each of which has at most 93 bits.
  init(count: Int, from reader: inout ByteReader) throws(TallyError) {
    let length = try reader.length(of: 17)
    for _ in 0..<length {
      let (key, part) = (Int(try reader.integer(Int8.self)), try reader.integer(Int128.self))
      guard Self.keys.contains(key), parts[key] == nil,
        part.magnitude <= UInt128(count) << 93
      else { throw .damaged("parts of a sum are out of range") }
      parts[key] = part
    }
  }
}
