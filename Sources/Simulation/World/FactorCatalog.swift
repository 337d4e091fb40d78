import Statistics

/// The keys of a factor: the same for all forms, but in other units. An exchange rate is stated as a `value`.
public enum FactorCatalog {
  static let of = Parameter.choice(
    "of", FactorDefinition.Form.stated.map(\.rawValue),
    help: "What moves: the logarithm of a factor that is above 0, or its level, of any sign.")

  /// Those of one form.
  struct Keys: Sendable {
    let initial, longRun, halfLife, drift: Parameter
    let volatility: VolatilityKeys

    init(_ form: FactorDefinition.Form) {
      let (isLog, isRate) = (form != .level, form == .rate)
      let (kind, domain): (Kind, Domain) = isLog ? (.factor, .positive) : (.coefficient, .any)
      initial =
        isRate
        ? World.rateAtStart
        : .number(
          "initial", kind, domain, fallback: isLog ? 1 : 0, example: isLog ? "1" : "7 to 10",
          help: "Value at the start.")
      longRun = .number(
        "longRun", kind, domain, use: .step,
        example: isRate ? "1.05 to 1.25" : isLog ? "0.6 times to 1.4 times" : "-1 to 4",
        help: "What it reverts to, a median; needs a half-life. Default: where it starts.")
      halfLife = .number(
        "halfLife", .duration, .positive, example: "1 year",
        help:
          "Time in which half of the distance to the long run is gone. Without it: a random walk.")
      drift =
        isRate
        ? .number(
          "drift", .rate, .aboveMinusOne, fallback: 0, use: .step, contradicts: halfLife.key,
          example: "-2% to 1%",
          help: "Mean change in a year: the mean of the rate is its value times (1 + drift)^t.")
        : isLog
          ? .number(
            "drift", .rate, .aboveMinusOne, fallback: 0, use: .step, example: "-60% to -20%",
            help: "Median change in a year, beside reversion.")
          : .number(
            "drift", .coefficient, .any, fallback: 0, use: .step, example: "-1",
            help: "What a year adds, beside reversion.")
      // A range of a number that cannot be below 0 is no range of a coefficient.
      let spread: Kind = isLog ? .volatility : .factor
      volatility = VolatilityKeys(
        "volatility", spread,
        help: isLog
          ? "Volatility, at the start where it fades."
          : "Standard deviation of a year's change, at the start where it fades.",
        example: isRate ? "3% to 6%" : isLog ? "80%" : "3",
        longRun: isRate ? "4%" : isLog ? "60%" : "2", longRunFallback: 0)
    }
  }

  /// What events can move of one: its value, which goes on from there.
  public static func level(of form: FactorDefinition.Form) -> MovableLevel {
    switch form {
    case .log: MovableLevel("", .factor, .positive, help: "The value of a factor.")
    case .level: MovableLevel("", .coefficient, .any, help: "The value of a factor.")
    case .rate: MovableLevel("", .factor, .positive, help: "An exchange rate.")
    }
  }

  /// In the order of a file.
  public static func parameters(of form: FactorDefinition.Form) -> [Parameter] {
    let keys = Keys(form)
    return (form == .rate ? [] : [of]) + [
      keys.initial, keys.longRun, keys.halfLife, keys.drift,
    ] + keys.volatility.all
  }
}
