import Simulation
import Text

/// Numbers of each kind as a file writes them.
extension Kind {
  /// What a number of this kind is in.
  package var unit: String {
    switch self {
    case .money: "a currency"
    case .count, .coefficient: "a plain number"
    case .share, .probability: "a part of 1"
    case .rate: "% a year"
    case .change: "%"
    case .volatility: "% per root year"
    case .duration: "years to days"
    case .frequency: "events a year"
    case .multiple, .factor: "times"
    case .elasticity: "% for 1 %"
    case .logChange: "log, or %"
    }
  }

  package var meaning: String {
    switch self {
    case .money: "An amount; without a currency in that of the company."
    case .count: "A number of things: shares, options."
    case .share: "A part of a whole, 0 to 1."
    case .probability: "How often something happens, 0 to 1."
    case .rate: "Growth or decline in a year, effective: 140 % makes 2.4 of 1."
    case .change: "A change, once and simple: -10 % makes 0.9 of 1."
    case .volatility: "Standard deviation of log changes in a year."
    case .duration: "A time."
    case .frequency: "How often something happens in a year."
    case .multiple: "A valuation multiple."
    case .factor: "A ratio of two like quantities."
    case .elasticity: "Per cent of quantity for one per cent of price."
    case .logChange: "A change of a logarithm: -4 % is -0.04."
    case .coefficient: "A loading, a correlation, a premium."
    }
  }

  /// With its article: `a change of a logarithm`.
  package var phrase: String { expectation.what }

  /// What follows a text of plain numbers of this kind, where their unit is not obvious.
  package var plainUnit: String {
    switch self {
    case .share, .probability, .rate, .change, .volatility, .logChange: ", where 0.1 is 10 %"
    case .duration: ", in years"
    case .frequency: ", per year"
    case .money, .count, .multiple, .factor, .elasticity, .coefficient: ""
    }
  }

  /// A quantity of this kind, such as `8 months`.
  package var example: String { expectation.example ?? "" }

  /// A value in the kind's notation with five digits at most, such as the reader would read: `1.7B CNY`,
  /// `8.25 months`, `-22.76%`.
  ///
  /// - Parameters:
  ///   - value: In the kind's unit.
  ///   - digits: Writes a number; five digits where nothing else is said.
  package func text(
    _ value: Double, currency: String? = nil, digits: (Double) -> String = Kind.digits
  ) -> String {
    guard value.isFinite else { return value.isNaN ? "not defined" : "infinite" }
    switch self {
    case .money: return digits(value) + (currency.map { " " + $0 } ?? "")
    case .count, .elasticity, .coefficient: return digits(value)
    case .share, .probability, .rate, .change, .volatility, .logChange:
      return digits(100 * value) + "%"
    case .multiple:
      let digits = digits(value)
      // The reader knows no `12kx`.
      return digits + (digits.last?.isNumber == true ? "x" : " times")
    case .factor: return digits(value) + " times"
    case .frequency: return digits(value) + "/year"
    case .duration:
      let period = Self.period(of: value)
      let number = digits(value * period.perYear)
      return "\(number) \(number == "1" ? period.rawValue : period.plural)"
    }
  }

  /// Years from two on or for whole ones, months below, days below one month.
  private static func period(of years: Double) -> Period {
    let size = abs(years)
    if size >= 2 || size == 0 || size == 1 { return .year }
    return size * 12 > 1 - 1e-9 ? .month : .day
  }

  package static func digits(_ value: Double) -> String {
    Figure(value, error: 0, unit: "").text
  }
}
