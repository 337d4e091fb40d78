/// What a scenario states for one parameter.
public struct Assumption: Sendable {
  public indirect enum Law: Sendable {
    case value(Double)
    case distribution(any Distribution)
    /// One law after the other, ascending in date; none of them a schedule.
    case schedule([ScheduledLaw])
    /// One law for each state of a regime, in the order of its states; none of them a schedule, nor by
    /// regime.
    case regime(String, [Law])
    /// A number that follows a series.
    case along(Along)
  }
  /// In the unit of the parameter's kind; money in `currency`.
  public let law: Law
  /// Of a kind `money`; nil means the company's own.
  public let currency: String?
  /// The date for which a source states it.
  public let asOf: CalendarDate?
  /// The part of the company that it covers; nil for the whole.
  public let scope: String?

  public init(
    _ law: Law, currency: String? = nil, asOf: CalendarDate? = nil, scope: String? = nil
  ) {
    self.law = law
    self.currency = currency
    self.asOf = asOf
    self.scope = scope
  }

  public init(_ value: Double) { self.init(.value(value)) }
}

extension Assumption.Law {
  /// What is drawn, a number being the distribution of one value; nil for a number that is one of several.
  package var only: (any Distribution)? {
    switch self {
    case .value(let value): Discrete(value)
    case .distribution(let distribution): distribution
    case .schedule, .regime, .along: nil
    }
  }

  /// The value that half of the draws lie below. No number for one of several.
  public var median: Double { only?.quantile(0.5) ?? .nan }

  var mean: Double { only?.mean ?? .nan }

  /// E[e^x]; nil where it is infinite.
  var meanOfExponential: Double? { only?.meanOfExponential() }
}

/// A law that holds from a date on, until the next of its schedule.
public struct ScheduledLaw: Sendable {
  public let from: CalendarDate
  public let law: Assumption.Law

  public init(from: CalendarDate, _ law: Assumption.Law) {
    self.from = from
    self.law = law
  }
}

/// Everything that a scenario states about one company, by the declared keys.
public struct Assumptions: Sendable {
  /// By `Parameter.key`; keys of a list carry its index: `shares.options.0.strike`.
  public var numbers: [String: Assumption] = [:]
  public var choices: [String: String] = [:]
  public var dates: [String: CalendarDate] = [:]
  /// What parts wait for.
  public var conditions: [String: Condition] = [:]
  /// What the items of a list are called, in the order of the file: places from 0, or names of the author's
  /// own.
  public var items: [String: [String]] = [:]
  /// What series were before the start, by their own names: ascending in date, above 0.
  public var histories: [String: [PastValue]] = [:]

  public init() {}

  /// What the items of a list are called; places, as far as there are keys of them, where nobody says.
  func items(of list: String) -> [String] {
    if let names = items[list] { return names }
    let count = (0...).first { !has(section: "\(list).\($0)") } ?? 0
    return (0..<count).map(String.init)
  }

  /// Whether any key of a section is stated.
  func has(section: String) -> Bool {
    numbers.keys.contains { $0 == section || $0.hasPrefix(section + ".") }
      || choices.keys.contains { $0.hasPrefix(section + ".") }
      || dates.keys.contains { $0.hasPrefix(section + ".") }
  }
}

extension Assumption.Law {
  /// Names of the regimes that it depends on.
  package var regimes: Set<String> {
    switch self {
    case .value, .distribution, .along: []
    case .schedule(let laws): laws.reduce(into: []) { $0.formUnion($1.law.regimes) }
    case .regime(let name, let laws): laws.reduce(into: [name]) { $0.formUnion($1.regimes) }
    }
  }
}
