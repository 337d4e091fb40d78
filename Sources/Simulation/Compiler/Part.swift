import Statistics

/// A part of a subject: what it declares of itself, and how it is built from what a scenario states.
///
/// A part finds others by asking its subject for them, so that nobody passes them on.
protocol Part: SendableMetatype {
  /// The keys of its section.
  static var parameters: [Parameter] { get }
  /// What can be asked of it.
  static var offers: [Offer] { get }
  /// Own names of what it draws in every step and others may be correlated with.
  static var processes: [String] { get }
  /// What of it an event can move.
  static var levels: [MovableLevel] { get }
  /// Nil where the scenario has none.
  init?(in subject: Subject)
}

extension Part {
  static var parameters: [Parameter] { [] }
  static var offers: [Offer] { [] }
  static var processes: [String] { [] }
  static var levels: [MovableLevel] { [] }
}

/// What all subjects of a kind have: of a company `CompanyCatalog` says it, of a basket `BasketCatalog`.
struct SubjectKind: Sendable {
  /// In the order in which they are built.
  let parts: [any Part.Type]
  /// In the order in which they are told.
  let offers: [Offer]
  /// Own names of those whose shocks can be correlated, in the order in which they are drawn.
  let processes: [String]

  /// Full names of all of them.
  func processes(of definition: ModelDefinition) -> [String] {
    // Those of factors behind all others, which so keep their draws, exchange rates behind them, then
    // volatilities, and premiums of listings last.
    let factors = definition.factors.filter { $0.form != .rate }
    let rates = definition.factors.filter { $0.form == .rate }
    let others: [String] = (factors + rates).map(\.name)
    let companies: [String] = definition.companies.map(\.name)
    var names: [String] = companies.flatMap { company in processes.map { "\(company).\($0)" } }
    names += others
    names += (companies + others).map(ModelDefinition.volatility(of:))
    names += definition.companies.flatMap(\.premiums)
    return names
  }
}

/// A quantity, and how a model gets it: columns that nobody asks for are not made.
struct Offer: Sendable {
  /// Where the values of a quantity are on a path.
  enum Values: Sendable {
    /// On every date: its column, how that is told, and a column of the size of its values where it may
    /// itself start at 0.
    case column(Column, Telling = .plain, scale: Column? = nil)
    /// At the horizon.
    case formula(OutcomeFormula)
  }

  let quantity: Quantity
  /// Nil where the subject has not what it needs.
  let values: @Sendable (Subject) -> Values?

  private init(_ quantity: Quantity, values: @escaping @Sendable (Subject) -> Values?) {
    (self.quantity, self.values) = (quantity, values)
  }

  /// The same under another declaration of its quantity, which keeps its name.
  func declared(as quantity: Quantity) -> Offer { Offer(quantity, values: values) }

  /// - Parameter make: What the part has of it; the subject has all other parts.
  init<P: Part>(_ quantity: Quantity, make: @escaping @Sendable (P, Subject) -> Values?) {
    self.quantity = quantity
    values = { subject in subject.part(P.self).flatMap { make($0, subject) } }
  }
}
