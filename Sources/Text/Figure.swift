import Statistics

/// A number as a reader sees it: digits stop where its sampling error starts.
///
/// The last digit printed is the leading digit of the error: 2314.6 ± 20 prints as `2310`, and
/// 1,623,400,000 ± 17,000,000 as `1.62B`. Five digits at most, and one at least: only 0 prints as 0,
/// however large its error is. Shares and probabilities print as percentages.
///
/// From 10,000 on, the suffixes k, M, B and T stand for 10³, 10⁶, 10⁹ and 10¹². Below 10⁻⁸ and from
/// 10¹⁸ on, numbers have a power of ten: `3.3e-12`. A scenario file reads all of them.
///
/// A small number that rounding has left of a sum is for whoever takes the sum to tell from 0: nothing
/// here knows what was subtracted.
///
/// Verified: table of values and errors, including the edges of rounding; numbers of all sizes read back.
package struct Figure: Sendable {
  private let value: Double
  private let error: Double
  private let isPercentage: Bool

  /// - Parameter error: Half the width of a sampling interval, or a standard error, in the unit of
  ///   `value`; 0 for a number that is known exactly; not finite where it is unknown.
  package init(_ value: Double, error: Double, unit: String) {
    isPercentage = unit == "share" || unit == "probability"
    self.value = isPercentage ? 100 * value : value
    self.error = isPercentage ? 100 * error : error
  }

  package init(_ percentile: Percentile, unit: String) {
    let halfWidth = (percentile.interval.high - percentile.interval.low) / 2
    self.init(percentile.value, error: halfWidth, unit: unit)
  }

  package init(_ estimate: Estimate, unit: String) {
    self.init(estimate.value, error: estimate.error, unit: unit)
  }

  /// The number: `–` where it is none, `~` before one digit where the error is unknown.
  package var text: String {
    guard value.isFinite else { return "–" }
    guard error.isFinite else { return "~" + digits.trimmed.text + percent }
    return (error == 0 ? digits.trimmed : digits).text + percent
  }

  /// The error with one digit, in the scale of the number: `0.02B` beside `1.62B`; in its own where it is
  /// the larger one.
  package var errorText: String {
    guard value.isFinite, error.isFinite else { return "–" }
    guard let noise = Digits.place(of: error) else { return "0" + percent }
    let digits = digits
    let isLarger = value == 0 || noise > digits.lastPlace
    let own = Digits(
      error, lastPlace: max(noise, digits.lastPlace), scale: isLarger ? nil : digits.scale)
    return (own.count == 0 ? "<" + own.with(count: 1).text : own.text) + percent
  }

  private var percent: String { isPercentage ? " %" : "" }

  private var digits: Digits {
    let noise = Digits.place(of: error)
    guard let leading = Digits.place(of: value) else {
      // 0 with as many decimals as its error has.
      return Digits(0, lastPlace: error.isFinite ? noise ?? 0 : 0)
    }
    guard error.isFinite else { return Digits(value, lastPlace: leading) }
    return Digits(value, lastPlace: min(leading, max(noise ?? leading - 4, leading - 4)))
  }
}

/// A decimal number, count × 10^lastPlace, to be written in units of 10^scale.
private struct Digits {
  /// 10^n for all n of doubles, the smallest first.
  private static let powers = (lowest...308).compactMap { Double("1e\($0)") }
  private static let lowest = -323
  private static let suffixes = [0: "", 3: "k", 6: "M", 9: "B", 12: "T"]

  let count: Int
  let lastPlace: Int
  let scale: Int

  private init(count: Int, lastPlace: Int, scale: Int) {
    self.count = count
    self.lastPlace = lastPlace
    self.scale = scale
  }

  /// Rounds to the last place, half away from zero.
  ///
  /// - Parameters:
  ///   - value: Finite.
  ///   - lastPlace: At most fifteen places below the leading digit.
  init(_ value: Double, lastPlace: Int, scale: Int? = nil) {
    let lastPlace = max(Self.lowest, lastPlace)
    let power = Self.powers[lastPlace - Self.lowest]
    let count = Int((value / power).rounded())
    // Chosen after rounding, so that 999,960 becomes 1.00M, not 1000k.
    let leading = String(count.magnitude).count - 1 + lastPlace
    self.init(
      count: count, lastPlace: lastPlace, scale: scale ?? (count == 0 ? 0 : Self.scale(leading)))
  }

  /// - Parameter leading: The place of the leading digit.
  private static func scale(_ leading: Int) -> Int {
    switch leading {
    case -8..<4: 0
    case 4..<6: 3
    case 6..<9: 6
    case 9..<12: 9
    case 12..<18: 12
    default: leading
    }
  }

  func with(count: Int) -> Digits { Digits(count: count, lastPlace: lastPlace, scale: scale) }

  /// The place of the leading digit; nil where there is none.
  static func place(of value: Double) -> Int? {
    guard value != 0, value.isFinite else { return nil }
    let size = abs(value)
    var place = min(308, max(lowest, Int(Double(size.exponent) * 0.30103)))
    while place < 308, powers[place + 1 - lowest] <= size { place += 1 }
    while place > lowest, powers[place - lowest] > size { place -= 1 }
    return place
  }

  /// Without zeros at the end of the fraction.
  var trimmed: Digits {
    var (count, lastPlace) = (count, lastPlace)
    while lastPlace < scale, count.isMultiple(of: 10) {
      (count, lastPlace) = (count / 10, lastPlace + 1)
    }
    return Digits(count: count, lastPlace: lastPlace, scale: scale)
  }

  var text: String {
    let decimals = max(0, scale - lastPlace)
    // Nobody reads that many zeros.
    if count == 0, decimals > 6 { return "0" }
    var digits = String(count.magnitude)
    if count != 0, lastPlace > scale {
      digits += String(repeating: "0", count: lastPlace - scale)
    }
    if decimals > 0 {
      digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return (count < 0 ? "-" : "") + digits + (Self.suffixes[scale] ?? "e\(scale)")
  }
}

/// A whole number with its thousands apart: `100,000`.
package func grouped(_ number: Int) -> String {
  var text = String(number.magnitude)
  var place = text.count - 3
  while place > 0 {
    text.insert(",", at: text.index(text.startIndex, offsetBy: place))
    place -= 3
  }
  return (number < 0 ? "-" : "") + text
}
