/// What a scenario states for one parameter.
public struct Assumption: Sendable {
  public enum Law: Sendable {
    case value(Double)
    case distribution(any Distribution)
  }
  /// In the unit of the parameter's kind; money in `currency`.
  public let law: Law
  /// Of a kind `money`; nil means the company's own.
  public let currency: String?
  /// The date for which a source states it.
  public let asOf: CalendarDate?

  public init(_ law: Law, currency: String? = nil, asOf: CalendarDate? = nil) {
    self.law = law
    self.currency = currency
    self.asOf = asOf
  }

  public init(_ value: Double) { self.init(.value(value)) }
}

/// Everything that a scenario states about one company, by the declared keys.
public struct Assumptions: Sendable {
  /// By `Parameter.key`; keys of a list carry its index: `shares.options.0.strike`.
  public var numbers: [String: Assumption] = [:]
  public var choices: [String: String] = [:]

  public init() {}

  /// Whether any key of a section is stated.
  func has(section: String) -> Bool {
    numbers.keys.contains { $0 == section || $0.hasPrefix(section + ".") }
      || choices.keys.contains { $0.hasPrefix(section + ".") }
  }
}

/// A model as a scenario defines it: names, numbers and laws, not yet columns.
public struct ModelDefinition: Sendable {
  public enum Measure: String, Sendable, CaseIterable { case realWorld, riskAdjusted }

  public struct Company: Sendable {
    public let name: String
    public let currency: String
    public let assumptions: Assumptions

    public init(name: String, currency: String, assumptions: Assumptions) {
      self.name = name
      self.currency = currency
      self.assumptions = assumptions
    }
  }

  public var grid: TimeGrid
  /// Of market caps and share prices.
  public var currency: String
  /// Units of the reporting currency for one unit of another.
  public var exchangeRates: [String: Assumption]
  public var measure: Measure
  public var companies: [Company]
  /// Names of the series to keep, without the company.
  public var record: [String]
  /// Levels in percent, ascending.
  public var percentiles: [Double]

  public init(
    grid: TimeGrid, currency: String, exchangeRates: [String: Assumption] = [:],
    measure: Measure = .realWorld, companies: [Company], record: [String], percentiles: [Double]
  ) {
    self.grid = grid
    self.currency = currency
    self.exchangeRates = exchangeRates
    self.measure = measure
    self.companies = companies
    self.record = record
    self.percentiles = percentiles
  }
}

/// A contradiction that only the whole model shows.
public struct ModelError: Error, Sendable, Equatable {
  /// Full name of the key at fault: `zhipu.multiple.initial`.
  public let key: String
  public let text: String

  public init(key: String, text: String) {
    self.key = key
    self.text = text
  }
}

/// Every contradiction of a model.
public struct ModelErrors: Error, Sendable {
  public let errors: [ModelError]
}
