import Statistics

/// Something that may happen on a path, once or repeatedly, and what follows from it.
public struct EventDefinition: Sendable {
  /// When it happens.
  public enum Trigger: Sendable {
    /// On each of these dates, ascending, each with the event's probability.
    case dates([CalendarDate])
    /// By a deadline: with the event's probability at a time of constant hazard, or, without a probability, on
    /// the first date that the condition allows.
    case deadline(CalendarDate)
    /// Each time a clock of this hazard rings; it may depend on dates and regimes.
    case frequency(Assumption.Law)
    /// After intervals in years, each drawn anew.
    case interval(Assumption.Law)
    /// On the first date that the condition allows.
    case condition
  }

  /// One word: `agent`.
  public let name: String
  public let trigger: Trigger
  /// Of `dates` and `deadline`.
  public let probability: Assumption.Law?
  /// Nothing happens up to here; nil for the start. Of an interval it may lie before the start.
  public let from: CalendarDate?
  /// What must hold for it to happen.
  public let when: Condition?
  /// Of a frequency: how occurrences bring about others; nil where they do not.
  public let clustering: EventClustering?
  /// In years: how long a condition's event waits until it may happen again; nil where it happens once.
  public let again: Assumption.Law?
  /// Nil for a definition, which changes nothing.
  public let then: Consequence?
  /// What happens where it does not, on the date or at the deadline.
  public let otherwise: Consequence?
  /// Nil where chance decides, as it is stated.
  public internal(set) var forcing: Forcing?

  public init(
    name: String, _ trigger: Trigger, probability: Assumption.Law? = nil,
    clustering: EventClustering? = nil, from: CalendarDate? = nil, when: Condition? = nil,
    again: Assumption.Law? = nil, then: Consequence? = nil, otherwise: Consequence? = nil
  ) {
    self.name = name
    self.trigger = trigger
    self.probability = probability
    self.clustering = clustering
    self.from = from
    self.when = when
    self.again = again
    self.then = then
    self.otherwise = otherwise
  }

  /// When it happens whatever chance says; nil where nothing says so.
  package var forcedDate: CalendarDate? {
    if case .on(let date)? = forcing { date } else { nil }
  }

  /// Whether it is asked on its own date, as a question is: a condition without effects.
  package var isDefinition: Bool {
    if forcedDate != nil { return false }
    return if case .condition = trigger { then == nil } else { false }
  }

  /// Whether it happens on each of its dates whatever is drawn.
  public var isCertain: Bool {
    if forcedDate != nil { return true }
    guard case .dates = trigger, when == nil, forcing != .never else { return false }
    switch probability {
    case nil: return true
    case .value(let value)?: return value >= 1 || forcing == .certain
    default: return forcing == .certain
    }
  }

  /// Whether it can happen more than once on a path.
  package var mayRepeat: Bool {
    if forcedDate != nil { return false }
    return switch trigger {
    case .dates(let dates): dates.count > 1
    case .deadline: false
    case .frequency, .interval: true
    case .condition: again != nil
    }
  }
}

/// What follows when something happens.
public enum Consequence: Sendable {
  /// All of these.
  case effects([Effect])
  /// One of these, drawn by weight.
  case cases([Case])

  public struct Case: Sendable {
    public let name: String
    /// A probability, drawn once per path where it is a range; nil for what the others leave.
    public let weight: Assumption.Law?
    public let effects: [Effect]

    public init(name: String, weight: Assumption.Law?, effects: [Effect]) {
      self.name = name
      self.weight = weight
      self.effects = effects
    }
  }

  package var cases: [Case] {
    if case .cases(let cases) = self { cases } else { [] }
  }

  package var effects: [Effect] {
    switch self {
    case .effects(let effects): effects
    case .cases(let cases): cases.flatMap(\.effects)
    }
  }
}

/// What an event does to one thing.
public struct Effect: Sendable {
  public enum Operation: String, Sendable, Hashable, CaseIterable {
    /// By a simple change of what it is.
    case change
    /// In its own unit.
    case add
    /// To a value.
    case set
    /// Sells new shares for money.
    case raise
    /// Buys all shares, at a premium over their price.
    case buyOut

    /// Those that move a level or a number; the others are of whole companies.
    public static let moves = [change, add, set]
    public var isOfCompanies: Bool { !Self.moves.contains(self) }
  }

  public enum Target: Sendable {
    /// A level of a company, by its own name: `usage`, `revenue.lines.0`.
    case level(company: String, name: String)
    /// What a factor is.
    case factor(String, FactorDefinition.Form)
    /// A number that may depend, by its full name: `zhipu.growth.longRun`, `frontier.closed.open`,
    /// `news.frequency`; it is another from then on.
    case parameter(String, Kind, Domain)
    /// A regime, which is set to the state of that place.
    case state(regime: String, state: Int)
    /// A company, which sells new shares for the size; at the share price where nothing else is stated.
    case shares(of: String, SalePrice?)
    /// A company, which is bought at a premium of the size over its share price.
    case whole(of: String)

    /// The company of which it is something; nil for what companies share.
    var company: String? {
      switch self {
      case .level(let company, _), .shares(let company, _), .whole(let company): company
      case .factor, .parameter, .state: nil
      }
    }
  }

  /// What new shares are sold for.
  public struct SalePrice: Sendable {
    public enum Basis: String, Sendable, CaseIterable {
      /// So far below the share price of the date.
      case discount
      /// A price per share, whatever the market pays.
      case price

      /// What its number is, and the values that it may take.
      public var rule: (kind: Kind, domain: Domain) {
        switch self {
        case .discount: (.share, .unitBelowOne)
        case .price: (.money, .positive)
        }
      }
    }

    /// Full name of the number that states it, which its draws go by: `listing.then.raise.acme.discount`.
    public let key: String
    public let basis: Basis
    /// Drawn for each occurrence.
    public let size: Assumption

    public init(key: String, _ basis: Basis, _ size: Assumption) {
      self.key = key
      self.basis = basis
      self.size = size
    }
  }

  /// Full name of the number that states it, which its draws go by: `agent.then.change.zhipu.usage`,
  /// `listing.then.raise.zhipu.amount`.
  public let key: String
  public let operation: Operation
  public let target: Target
  /// Drawn for each occurrence; nil for a state.
  public let size: Assumption?
  /// How long it lasts; nil for good.
  public let lasting: Lasting?

  /// After which time what the effects of a map have done is undone.
  public struct Lasting: Sendable {
    /// Full name of the number that states it, which its draws go by: `agent.then.for`.
    public let key: String
    /// In years; drawn for each occurrence, one for all effects of the map.
    public let law: Assumption.Law

    public init(key: String, _ law: Assumption.Law) {
      self.key = key
      self.law = law
    }
  }

  public init(
    key: String, _ operation: Operation, _ target: Target, size: Assumption?,
    for lasting: Lasting? = nil
  ) {
    self.key = key
    self.operation = operation
    self.target = target
    self.size = size
    self.lasting = lasting
  }

  /// What the premium of a takeover is, and the values that it may take.
  public static let premium = (kind: Kind.change, domain: Domain.aboveMinusOne)

  /// What the size of an operation on a parameter is, and the values that it may take: a rate is moved by
  /// points of itself, 20 % and 2 % are 22 %.
  public static func rule(
    of operation: Operation, on kind: Kind, _ domain: Domain
  ) -> (kind: Kind, domain: Domain) {
    switch operation {
    case .change: (.change, domain.ofChanges)
    case .add: (kind == .rate || kind == .volatility ? .change : kind, .any)
    case .set, .raise, .buyOut: (kind, domain)
    }
  }
}
