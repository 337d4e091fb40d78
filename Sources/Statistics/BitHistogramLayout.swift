/// Cells of a histogram over the bits of a double.
///
/// A double's exponent and the top seven bits of its mantissa number its bin: 128 bins per octave,
/// each at most 0.8 % wide, found without a logarithm. 64 octaves have a cell for each bin on either
/// side of zero; at their ends lie one cell for values below the range (with zero) and one for values
/// above (with infinity and NaN). Cells ascend in value from the most negative to the most positive.
///
/// Public, as is what recorders ask of it, since only that is inlined into another module.
public struct BitHistogramLayout: Sendable, Equatable {
  public static let octaves = 64
  public static let magnitudes = octaves * 128
  public static let cells = 2 * magnitudes + 4
  /// The cells with 0 of either sign.
  static let zeros = magnitudes + 1...magnitudes + 2

  /// Bits >> 45 of the lower edge of the smallest bin.
  public let lowestKey: Int64

  /// Centred on a value, or on one where that is 0.
  package init(centre: Double) {
    let exponent = centre == 0 || !centre.isFinite ? 0 : Int64(centre.exponent)
    // Kept within the doubles that are normal.
    lowestKey = (min(max(exponent, -900), 900) - Int64(Self.octaves / 2) + 1023) << 7
  }

  /// The cell that a value falls into.
  public func cell(of value: Double) -> Int {
    let bits = value.bitPattern
    let magnitude = Int64(bits & 0x7FFF_FFFF_FFFF_FFFF) >> 45 - (lowestKey - 1)
    let clamped = min(max(magnitude, 0), Int64(Self.magnitudes) + 1)
    return Int(bits >> 63 == 0 ? clamped : ~clamped) + Self.magnitudes + 2
  }

  /// Whether a value falls into one of the end cells, which it shares with values of other bins.
  public func isOutOfRange(_ value: Double) -> Bool {
    let place = cell(of: abs(value)) - (Self.magnitudes + 2)
    return place == 0 || place == Self.magnitudes + 1
  }

  /// Of a bin out of the layout's range, whether it lies between the range and zero, in the cells of zeros;
  /// nil for others, and for bins of no finite value.
  func isSmall(outlier bin: BitBin) -> Bool? {
    let key = Int64(abs(bin.number)) - 1
    if (0..<lowestKey).contains(key) { return true }
    let most = Int64(Double.greatestFiniteMagnitude.bitPattern >> 45)
    return (lowestKey + Int64(Self.magnitudes)...most).contains(key) ? false : nil
  }

  /// The bin of a cell that is no end cell.
  func bin(of cell: Int) -> BitBin {
    let place = cell - (Self.magnitudes + 2)
    return place < 0
      ? BitBin(number: -(Int(lowestKey) + ~place)) : BitBin(number: Int(lowestKey) + place)
  }
}

/// One of all bins over the bits of finite doubles: 128 per octave whatever the size, mirrored for
/// negative values, with a bin of its own for 0. Below 2⁻¹⁰²², where doubles lose digits, bins are 2⁻¹⁰²⁹
/// wide.
package struct BitBin: Sendable, Hashable, Comparable {
  /// Ascending in value; 0 for zeros of either sign.
  let number: Int

  init(number: Int) { self.number = number }

  /// - Parameter value: Finite.
  package init(of value: Double) {
    let magnitude = Int(value.magnitude.bitPattern >> 45) + 1
    number = value == 0 ? 0 : value < 0 ? -magnitude : magnitude
  }

  /// What values of the bin lie between; ∞ above those of the greatest doubles.
  var edges: (low: Double, high: Double) {
    guard number != 0 else { return (0, 0) }
    let low = Double(bitPattern: UInt64(abs(number) - 1) << 45)
    let high = Double(bitPattern: UInt64(abs(number)) << 45)
    return number < 0 ? (-high, -low) : (low, high)
  }

  /// Finite; 0 for zeros.
  var width: Double {
    let (low, high) = edges
    // The greatest doubles' bin has the width of the one below.
    return (high - low).isFinite ? high - low : BitBin(number: abs(number) - 1).width
  }

  package static func < (first: BitBin, second: BitBin) -> Bool { first.number < second.number }
}
