#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How a cell shows a number. The cell itself holds all digits.
enum NumberFormat: Hashable, Sendable {
  case whole, percent, finePercent
  /// As many decimals.
  case decimals(Int)
  /// In thousands to the power of this: `2.31B`, as the other reports write it.
  case scaled(Int)
  case powerOfTen

  /// Of numbers in a unit, by a size that is usual among them.
  init(unit: String, of values: some Sequence<Double?>) {
    let sizes = values.lazy.compactMap(\.self).map(\.magnitude)
      .filter { $0 > 0 && $0.isFinite }.sorted()
    let size = sizes.isEmpty ? 0 : sizes[sizes.count / 2]
    switch unit {
    case "share", "probability": self = size > 0 && size < 0.02 ? .finePercent : .percent
    case "count", "":
      let areWhole = size < 1e6 && sizes.allSatisfy { $0 == $0.rounded() }
      self = areWhole ? .whole : Self.plain(size)
    default: self = Self.plain(size)
    }
  }

  private static func plain(_ size: Double) -> Self {
    switch size {
    case 0: .whole
    case ..<1e-6: .powerOfTen
    case ..<0.1: .decimals(5)
    case ..<10: .decimals(3)
    case ..<1e3: .decimals(1)
    case ..<1e6: .whole
    case ..<1e9: .scaled(2)
    case ..<1e12: .scaled(3)
    case ..<1e16: .scaled(4)
    default: .powerOfTen
    }
  }

  /// In the language of Excel, whose commas at the end divide by a thousand each.
  var code: String {
    switch self {
    case .whole: "#,##0"
    case .percent: "0.0%"
    case .finePercent: "0.00%"
    case .decimals(let count): "#,##0." + String(repeating: "0", count: count)
    case .scaled(let power):
      "#,##0.00" + String(repeating: ",", count: power) + suffix(power)
    case .powerOfTen: "0.00E+00"
    }
  }

  /// The same for an axis, with no more decimals than numbers in such steps need.
  func axisCode(step: Double) -> String {
    func decimals(_ step: Double) -> String {
      let count =
        step > 0 && step.isFinite ? min(6, max(0, Int((-log10(step) - 1e-9).rounded(.up)))) : 0
      return count == 0 ? "" : "." + String(repeating: "0", count: count)
    }
    return switch self {
    case .percent, .finePercent: "0\(decimals(100 * step))%"
    case .scaled(let power):
      "#,##0\(decimals(step / pow(1e3, Double(power))))" + String(repeating: ",", count: power)
        + suffix(power)
    case .whole, .decimals: "#,##0" + decimals(step)
    case .powerOfTen: code
    }
  }

  private func suffix(_ power: Int) -> String { "\"\(["", "k", "M", "B", "T"][min(power, 4)])\"" }

  static let date = "yyyy-mm-dd"
}
