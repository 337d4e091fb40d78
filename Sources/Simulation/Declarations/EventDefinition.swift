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
    from: CalendarDate? = nil, when: Condition? = nil, again: Assumption.Law? = nil,
    then: Consequence? = nil, otherwise: Consequence? = nil
  ) {
    self.name = name
    self.trigger = trigger
    self.probability = probability
    self.from = from
    self.when = when
    self.again = again
    self.then = then
    self.otherwise = otherwise
  }

  /// Whether it is asked on its own date, as a question is: a condition without effects.
  package var isDefinition: Bool {
    if case .condition = trigger { then == nil } else { false }
  }

  /// Whether it can happen more than once on a path.
  package var mayRepeat: Bool {
    switch trigger {
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
  }

  public enum Target: Sendable {
    /// A level of a company, by its own name: `usage`, `revenue.lines.0`.
    case level(company: String, name: String)
    /// A number that may depend, by its full name: `zhipu.growth.longRun`, `frontier.closed.open`,
    /// `news.frequency`; it is another from then on.
    case parameter(String, Kind, Domain)
    /// A regime, which is set to the state of that place.
    case state(regime: String, state: Int)
  }

  /// Full name of the number that states it, which its draws go by: `agent.then.change.zhipu.usage`.
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

  /// What the size of an operation on a parameter is, and the values that it may take: a rate is moved by
  /// points of itself, 20 % and 2 % are 22 %.
  public static func rule(
    of operation: Operation, on kind: Kind, _ domain: Domain
  ) -> (kind: Kind, domain: Domain) {
    switch operation {
    case .change: (.change, domain.ofChanges)
    case .add: (kind == .rate || kind == .volatility ? .change : kind, .any)
    case .set: (kind, domain)
    }
  }
}

/// What of a company an effect can move: a level, which moves once, and goes on from there.
public struct MovableLevel: Sendable {
  /// Its own name: `usage`, `costs.fixed`; `revenue.lines[]` for each line.
  public let name: String
  /// Of its values, and of what is added to it.
  public let kind: Kind
  /// Of its values; a path on which an effect leaves it fails.
  public let domain: Domain
  public let operations: [Effect.Operation]
  /// Keys or sections of which a company must state one; none for what every company has.
  public let needs: [String]
  /// Whether it is an amount that comes or goes once, and no move that could be undone.
  public let isOneOff: Bool
  public let help: String

  public init(
    _ name: String, _ kind: Kind, _ domain: Domain,
    _ operations: [Effect.Operation] = Effect.Operation.allCases, needs: [String] = [],
    isOneOff: Bool = false, help: String
  ) {
    self.name = name
    self.kind = kind
    self.domain = domain
    self.operations = operations
    self.needs = needs
    self.isOneOff = isOneOff
    self.help = help
  }

  /// What the size of an operation is, and the values that it may take.
  public func rule(of operation: Effect.Operation) -> (kind: Kind, domain: Domain) {
    switch operation {
    case .change: (.change, domain.ofChanges)
    case .add: (kind, kind == .share ? .correlation : .any)
    case .set: (kind, domain)
    }
  }
}

extension Domain {
  /// What a value may be changed by: one that is 0 or above may be lost as a whole, one above 0 not.
  fileprivate var ofChanges: Domain {
    [.positive, .openUnit].contains(self) ? .aboveMinusOne : .notBelowMinusOne
  }
}
