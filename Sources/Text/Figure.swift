import Statistics

/// A number as a reader sees it: digits stop where its sampling error starts.
///
/// The last digit printed is the leading digit of the error: 2314.6 ± 20 prints as `2310`, and
/// 1,623,400,000 ± 17,000,000 as `1.62B`. Five digits at most; never an exponent. Shares and
/// probabilities print as percentages. From 10,000 on, the suffixes k, M, B and T stand for 10³,
/// 10⁶, 10⁹ and 10¹².
///
/// Verified: table of values and errors, including the edges of rounding.
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
    guard let digits else { return value < 0 ? "<-999999T" : ">999999T" }
    guard Digits.place(of: error) != nil else { return "~" + digits.trimmed.text + percent }
    return (error == 0 ? digits.trimmed : digits).text + percent
  }

  /// The error with one digit, in the scale of the number: `0.02B` beside `1.62B`.
  package var errorText: String {
    guard value.isFinite, let digits, Digits.place(of: error) != nil,
      let own = Digits(error, lastPlace: digits.lastPlace, scale: digits.scale)
    else { return "–" }
    if error == 0 { return "0" + percent }
    return (own.count == 0 ? "<" + own.with(count: 1).text : own.text) + percent
  }

  private var percent: String { isPercentage ? " %" : "" }

  /// Nil where the number is too large to write.
  private var digits: Digits? {
    guard let leading = Digits.place(of: value) else { return nil }
    guard let noise = Digits.place(of: error) else { return Digits(value, lastPlace: leading) }
    return Digits(value, lastPlace: max(noise, leading - 4))
  }
}

/// A decimal number, count × 10^lastPlace, to be written in units of 10^scale.
private struct Digits {
  /// Places of digits run from 10⁻⁶ to 10¹⁷.
  static let lowest = -6
  private static let powers = [
    1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5,
    1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  ]
  private static let suffixes = [0: "", 3: "k", 6: "M", 9: "B", 12: "T"]

  let count: Int
  let lastPlace: Int
  let scale: Int

  private init(count: Int, lastPlace: Int, scale: Int) {
    self.count = count
    self.lastPlace = lastPlace
    self.scale = scale
  }

  /// Rounds to the last place, half away from zero; nil if that makes too many digits.
  init?(_ value: Double, lastPlace: Int, scale: Int? = nil) {
    let power = Self.powers[lastPlace - Self.lowest]
    let rounded = (value / power).rounded()
    guard abs(rounded) < 1e15 else { return nil }
    // Chosen after rounding, so that 999,960 becomes 1.00M, not 1000k.
    let size = abs(rounded) * power * (1 + 1e-12)
    let suffix = size < 1e4 ? 0 : size < 1e6 ? 3 : size < 1e9 ? 6 : size < 1e12 ? 9 : 12
    self.init(count: Int(rounded), lastPlace: lastPlace, scale: scale ?? suffix)
  }

  func with(count: Int) -> Digits { Digits(count: count, lastPlace: lastPlace, scale: scale) }

  /// The place of the leading digit; the lowest place for zero; nil if it is beyond the table.
  static func place(of value: Double) -> Int? {
    guard abs(value) < 1e18 else { return nil }
    return (powers.lastIndex { $0 <= abs(value) } ?? 0) + lowest
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
    // Below all places there is nothing to tell from 0.
    if count == 0, lastPlace == Self.lowest { return "0" }
    let decimals = max(0, scale - lastPlace)
    var digits = String(count.magnitude)
    if count != 0, lastPlace > scale {
      digits += String(repeating: "0", count: lastPlace - scale)
    }
    if decimals > 0 {
      digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return (count < 0 ? "-" : "") + digits + (Self.suffixes[scale] ?? "")
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
