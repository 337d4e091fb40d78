import Statistics

/// Something outside the companies that moves by itself and that parts of any of them may follow: a sector, a
/// peer's multiple, a gap in capability, a price at the frontier. An exchange rate that moves is one as well,
/// by which amounts are converted.
public struct FactorDefinition: Sendable {
  /// What of it moves.
  public enum Form: String, Sendable, CaseIterable {
    /// It is above 0, and its logarithm moves.
    case log
    /// It moves itself, and may have any sign.
    case level
    /// It is what a unit of a currency is worth: as `log`, but that its drift is the mean.
    case rate

    /// Those that a factor of a file may have.
    public static let stated = [log, level]
  }

  /// One word, `sector`; of an exchange rate `fx.CNY`.
  public let name: String
  public let form: Form
  /// By the keys of `FactorCatalog`.
  public let assumptions: Assumptions

  public init(name: String, form: Form, assumptions: Assumptions) {
    self.name = name
    self.form = form
    self.assumptions = assumptions
  }

  /// Its values on every date.
  public var quantity: Quantity {
    if form == .rate {
      return .series(
        name, .level, words: name, standard: true, help: Self.exchangeRate.help)
    }
    let start = assumptions.numbers["initial"]?.law
    var isIndex = form == .log
    if case .value(1)? = start {} else if start != nil { isIndex = false }
    return .series(
      name, isIndex ? .index : .level, words: name, standard: true, signed: form == .level,
      help: "A factor that companies may follow.")
  }
}

extension FactorDefinition {
  /// Of each currency, below this key: `fx.CNY`.
  package static let exchangeRate = Parameter.number(
    "fx", .factor, .positive, example: "1.10",
    help: "Units of the reporting currency for one unit of another.")

  /// What the exchange rate of a currency is called.
  public static func name(ofRate currency: String) -> String { "\(exchangeRate.key).\(currency)" }
}

extension ModelDefinition {
  /// The series of factors, in the order of the file.
  package var factorSeries: [Quantity] { factors.map(\.quantity) }
}
