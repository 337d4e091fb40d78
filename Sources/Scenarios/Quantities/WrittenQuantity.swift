import Simulation

/// A number as people write it, before its key says what it means: `1.7B CNY`, `-22.76%`,
/// `8 months`.
struct WrittenQuantity: Sendable, Equatable {
  enum Unit: Sendable, Equatable {
    case none
    case percent
    case percentPer(Period)
    case logPer(Period)
    case times
    case time(Period)
    case per(Period)
    case currency(String)
    /// Of a company.
    case shares
  }

  /// Sign and decimals without separators.
  let digits: String
  /// Power of ten of the exponent, suffix and per cent sign together.
  let exponent: Int
  let unit: Unit
  /// Whether `k`, `M`, `B` or `T` follows the number.
  let hasSuffix: Bool

  /// The number with suffix and per cent sign, ±∞ where it is too large. Decimal up to here, so
  /// that `22.76%` is the double nearest to 0.2276.
  var number: Double { Double("\(digits)e\(exponent)") ?? .nan }

  func with(unit: Unit, exponent: Int) -> WrittenQuantity {
    WrittenQuantity(digits: digits, exponent: exponent, unit: unit, hasSuffix: hasSuffix)
  }

  /// What a plain number may mean in per cent: `50%` for 0.5, and for 50.
  var asPercent: String { (abs(number) < 3 ? 100 * number : number).shortText + "%" }

  /// Whether this is a plain number, without suffix and unit.
  var isBare: Bool { unit == .none && !hasSuffix }
}

/// A unit of time in a file.
enum Period: String, Sendable, CaseIterable {
  case year, quarter, month, week, day

  /// In a year, as durations and rates count them (steps of a grid count weekdays instead).
  var perYear: Double {
    switch self {
    case .year: 1
    case .quarter: 4
    case .month: 12
    case .week: 52
    case .day: 365
    }
  }

  /// `month` or `months`.
  init?(word: some StringProtocol) {
    guard let period = Self.allCases.first(where: { word == $0.rawValue || word == $0.plural })
    else { return nil }
    self = period
  }

  var plural: String { rawValue + "s" }
}

/// Why a text is no quantity.
enum QuantityError: Error, Sendable, Equatable {
  case notANumber
  case notFinite
  case unknownUnit(String, offset: Int)
  case currencyFirst(corrected: String)
}
