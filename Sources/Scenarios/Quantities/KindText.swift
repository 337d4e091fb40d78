import Reports
import Simulation

/// Numbers of each kind as a file writes them.
extension Kind {
  /// What a number of this kind is in.
  package var unit: String {
    switch self {
    case .money: "currency"
    case .count: "things"
    case .share, .probability: "part of 1"
    case .rate: "per year, effective"
    case .change: "once"
    case .volatility: "of logs, per root year"
    case .duration: "time"
    case .frequency: "events per year"
    case .multiple, .factor: "times"
    case .elasticity: "% for 1 %"
    case .logChange: "of logs"
    case .coefficient: "plain"
    }
  }

  /// As part of a sentence: `change of a logarithm`.
  package var words: String {
    String(expectation.what.drop { $0 != " " }.dropFirst())
  }

  /// A quantity of this kind, such as `8 months`.
  package var example: String { expectation.example ?? "" }

  /// A value in the kind's notation with five digits at most, such as the reader would read: `1.7B CNY`,
  /// `8.25 months`, `-22.76%`.
  ///
  /// - Parameter value: In the kind's unit.
  package func text(_ value: Double, currency: String? = nil) -> String {
    guard value.isFinite else { return value.isNaN ? "not defined" : "infinite" }
    switch self {
    case .money: return Self.digits(value) + (currency.map { " " + $0 } ?? "")
    case .count, .elasticity, .coefficient: return Self.digits(value)
    case .share, .probability, .rate, .change, .volatility, .logChange:
      return Self.digits(100 * value) + "%"
    case .multiple: return Self.digits(value) + "x"
    case .factor: return Self.digits(value) + " times"
    case .frequency: return Self.digits(value) + "/year"
    case .duration:
      let period = Self.period(of: value)
      let number = Self.digits(value * period.perYear)
      return "\(number) \(number == "1" ? period.rawValue : period.plural)"
    }
  }

  /// Years from two on or for whole ones, months below, days below one month.
  private static func period(of years: Double) -> Period {
    let size = abs(years)
    if size >= 2 || size == 0 || size == 1 { return .year }
    return size * 12 > 1 - 1e-9 ? .month : .day
  }

  private static func digits(_ value: Double) -> String {
    Figure(value, error: 0, unit: "").text
  }
}
