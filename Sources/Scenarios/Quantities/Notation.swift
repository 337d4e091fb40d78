import Simulation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What each kind looks like in a file.
extension Kind {
  var expectation: Expectation {
    switch self {
    case .money: Expectation("an amount of money", example: "1.7B CNY")
    case .count: Expectation("a number", example: "445.84M")
    case .share: Expectation("a share", example: "12%")
    case .probability: Expectation("a probability", example: "35%")
    case .rate: Expectation("a rate", example: "40%")
    case .change: Expectation("a change", example: "-10%")
    case .volatility: Expectation("a volatility", example: "35%")
    case .duration: Expectation("a duration", example: "8 months")
    case .frequency: Expectation("a frequency", example: "1.5/year")
    case .multiple: Expectation("a multiple", example: "12x")
    case .factor: Expectation("a factor", example: "12 times")
    case .elasticity: Expectation("an elasticity", example: "-1.1")
    case .logChange: Expectation("a change of a logarithm", example: "-4%")
    case .coefficient: Expectation("a coefficient", example: "0.6")
    }
  }

  /// The number that a quantity states for this kind, in the kind's unit; nil where the quantity is
  /// of another kind.
  ///
  /// A bare number counts where the kind has one natural unit. Rates, changes and volatilities say
  /// `%` and times say their unit, because 0.4 and 40 % are too easily confused; but 0 is 0.
  func number(of quantity: WrittenQuantity) -> Double? {
    let number = quantity.number
    switch (self, quantity.unit) {
    case (.money, .none), (.money, .currency), (.count, .none), (.count, .shares): return number
    case (.share, .percent), (.probability, .percent), (.logChange, .percent): return number
    case (.rate, .percent), (.change, .percent), (.volatility, .percent): return number
    case (.volatility, .percentPer(.year)): return number
    case (.multiple, .times), (.factor, .times): return number
    case (.rate, .percentPer(let period)): return Self.compounded(number, times: period.perYear)
    case (.rate, .logPer(let period)): return expm1(number * period.perYear)
    case (.duration, .time(let period)): return number / period.perYear
    case (.frequency, .per(let period)): return number * period.perYear
    case (.share, .none), (.probability, .none), (.logChange, .none), (.multiple, .none),
      (.factor, .none), (.elasticity, .none), (.coefficient, .none):
      return quantity.isBare ? number : nil
    case (.rate, .none), (.change, .none), (.volatility, .none), (.duration, .none),
      (.frequency, .none):
      return number == 0 ? 0 : nil
    default: return nil
    }
  }

  /// Whether a number with this unit or suffix is of the kind.
  func takes(unit: String) -> Bool {
    guard case .success(let quantity) = QuantityText.quantity("1" + unit) else { return false }
    return number(of: quantity) != nil
  }

  /// (1 + rate)^times - 1. A loss of everything or more stays what it is: an even power would make
  /// a gain of it, where the domain must refuse it.
  private static func compounded(_ rate: Double, times: Double) -> Double {
    rate > -1 && times != 1 ? expm1(times * log1p(rate)) : rate
  }

  /// What the ends of `low to high` must be, beyond the domain.
  var rangeEnds: String {
    switch self {
    case .rate, .change: "above -100 %"
    case .share, .probability: "above 0 and below 1"
    case .elasticity: "below 0"
    default: "above 0"
    }
  }
}

extension WrittenQuantity {
  /// How a diagnostic calls a quantity of the wrong kind.
  var found: String {
    switch unit {
    case .none: "a plain number"
    case .percent: "a share"
    case .percentPer, .logPer: "a rate"
    case .times: "a multiple"
    case .time: "a duration"
    case .per: "a frequency"
    case .currency: "an amount of money"
    case .shares: "a number of shares"
    }
  }

  var currency: String? {
    if case .currency(let code) = unit { code } else { nil }
  }
}
