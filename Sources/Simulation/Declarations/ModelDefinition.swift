import Statistics

/// A model as a scenario defines it: names, numbers and laws, not yet columns.
public struct ModelDefinition: Sendable {
  public enum Measure: String, Sendable, CaseIterable { case realWorld, riskAdjusted }

  public struct Company: Sendable {
    /// A key of a company by its full name, `zhipu.growth.initial`; the key `value` of a section is the
    /// section itself, `zhipu.arr`; so is that of an exchange rate, `fx.CNY`.
    package static func fullName(_ key: String, of company: String) -> String {
      if key == "value" { return company }
      return company + "." + ownName(key)
    }

    /// The same without the company.
    static func ownName(_ key: String) -> String {
      if let name = numbersBeforeSections[key] { return name }
      return key.hasSuffix(".value") ? String(key.dropLast(".value".count)) : key
    }

    /// Keys of sections that were one number before: they keep its name, and so its draws.
    private static let numbersBeforeSections = [
      "multiple.volatility.initial": "multiple.volatility"
    ]

    public let name: String
    public let currency: String
    public var assumptions: Assumptions

    public init(name: String, currency: String, assumptions: Assumptions) {
      self.name = name
      self.currency = currency
      self.assumptions = assumptions
    }
  }

  /// Two names and what ties them: a rank correlation of drivers, or a correlation of shocks; above
  /// -1 and below 1.
  public struct Correlation: Sendable, Equatable {
    public let first: String
    public let second: String
    public let value: Double

    public init(_ first: String, _ second: String, _ value: Double) {
      self.first = first
      self.second = second
      self.value = value
    }
  }

  public var grid: TimeGrid
  /// Of market caps and share prices.
  public var currency: String
  /// What companies share, by key: `riskFreeRate`; `fx.CNY` where the rate is constant on a path.
  public var world = Assumptions()
  public var measure = Measure.realWorld
  public var companies: [Company] = []
  /// In the order of the file, on which nothing depends; exchange rates that move are among them.
  public var factors: [FactorDefinition] = []
  /// In the order of the file, in which they are told.
  public var baskets: [BasketDefinition] = []
  public var regimes: [Regime] = []
  public var events: [EventDefinition] = []
  /// Between drivers, in the order of the file.
  public var correlations: [Correlation] = []
  /// Between the shocks of processes, `zhipu.growth`.
  public var shockCorrelations: [Correlation] = []
  public var held = HeldDraws()
  /// The series to keep, of every company.
  public var record: [Quantity] = []
  /// The outcomes to keep, of every company; what is asked of others is kept, too.
  public var outcomes: [Quantity] = []
  /// Levels in percent, ascending.
  public var percentiles: [Double] = []
  public var questions: [Condition] = []
  public var observations: [Observation] = []
  public var groups: [PathGroup] = []
  /// What is kept of every path, for `Simulator.values(of:)`.
  public var measured: [PathQuantity] = []
  /// Whether a share price that is recorded is split into what moved it.
  public var attributesPrices = true

  public init(grid: TimeGrid, currency: String) {
    self.grid = grid
    self.currency = currency
  }
}

extension ModelDefinition {
  /// What is asked of whole paths.
  private var conditions: [Condition] {
    questions
      + groups.compactMap {
        if case .condition(let condition) = $0.members { condition } else { nil }
      }
      + measured.compactMap { if case .condition(let condition) = $0 { condition } else { nil } }
  }

  /// Name of the shocks of a company's or a factor's volatility that is itself uncertain: `acme.volatility`.
  static func volatility(of owner: String) -> String { "\(owner).volatility" }

  /// What all events do, in the order of the file.
  package var effects: [Effect] {
    let consequences =
      events.flatMap { [$0.then, $0.otherwise].compactMap(\.self) }
      + regimes.flatMap { $0.onEntering.sorted { $0.key < $1.key }.map(\.value) }
    return consequences.flatMap(\.effects)
  }

  /// The times, in steps, at which it is asked in which state a regime is; each once.
  func timesAsked(of regime: String) -> [Double] {
    let asked = conditions.flatMap(\.test.timedRegimes).filter { $0.regime == regime }
    return Set(asked.map(\.time)).sorted()
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

/// What a model's author hardly means: a key that nothing uses, a date between two of the grid.
package struct ModelWarning: Sendable, Equatable {
  /// Full name of the key.
  package let key: String
  package let text: String
}

/// Every contradiction of a model.
public struct ModelErrors: Error, Sendable {
  public let errors: [ModelError]
}
