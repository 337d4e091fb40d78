/// A sum that does not depend on the order of its terms: 128-bit integers of a fixed unit.
///
/// Floating-point addition rounds differently in every order; workers finish in any order. Each
/// group of 512 paths is summed in a fixed order, rounded once to the unit and added as an integer.
package struct FixedPointSum: Sendable, Equatable {
  /// The unit is 2 to this power.
  package let unitExponent: Int
  private var total: Int128 = 0
  /// Terms that did not fit; they are counted and not added.
  package private(set) var overflows = 0

  package init(unitExponent: Int) { self.unitExponent = unitExponent }

  /// - Parameter term: Finite, or counted as an overflow.
  package mutating func add(_ term: Double) {
    guard let fixed = Self.fixed(term, unitExponent) else {
      overflows += 1
      return
    }
    add(fixed)
  }

  /// - Parameter other: In the same unit.
  mutating func add(_ other: FixedPointSum) {
    precondition(unitExponent == other.unitExponent, "sums in two units")
    overflows += other.overflows
    add(other.total)
  }

  private mutating func add(_ fixed: Int128) {
    let (sum, overflow) = total.addingReportingOverflow(fixed)
    if overflow { overflows += 1 } else { total = sum }
  }

  /// The sum, rounded to a double.
  package var value: Double { Double(total, times: unitExponent) }

  /// `x` in whole units, to nearest; nil where it is not finite or beyond 2^126 units.
  private static func fixed(_ x: Double, _ unitExponent: Int) -> Int128? {
    guard x.isFinite else { return nil }
    guard x != 0 else { return 0 }
    let shift = Int(x.exponent) - 52 - unitExponent
    guard shift < 74 else { return nil }
    if shift <= 0 {
      return Int128(Int64(Double(sign: .plus, exponent: -unitExponent, significand: x).rounded()))
    }
    let magnitude = Int128(x.significandBitPattern | 1 << 52) << Int128(shift)
    return x < 0 ? -magnitude : magnitude
  }
}

extension FixedPointSum {
  func encode(to writer: inout ByteWriter) {
    writer.write(total)
    writer.write(count: overflows)
  }

  init(unitExponent: Int, from reader: inout ByteReader) throws(TallyError) {
    self.unitExponent = unitExponent
    total = try reader.integer()
    overflows = try reader.count()
  }
}

extension Double {
  /// An integer times a power of two, rounded once.
  init(_ integer: Int128, times exponent: Int) {
    // The leading 64 bits; a last bit that stands for all those below keeps the rounding to one.
    let magnitude = integer.magnitude
    let shift = max(0, 64 - magnitude.leadingZeroBitCount)
    var leading = UInt64(magnitude >> UInt128(shift))
    if UInt128(leading) << UInt128(shift) != magnitude { leading |= 1 }
    self.init(
      sign: integer < 0 ? .minus : .plus, exponent: exponent + shift,
      significand: Double(leading))
  }
}
