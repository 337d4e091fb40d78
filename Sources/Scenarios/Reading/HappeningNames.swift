import Simulation
import Statistics

/// The names that a file gives to companies, factors, baskets, regimes and events, and its exchange rates, known
/// before anything is read that refers to them.
struct HappeningNames: Sendable {
  struct NamedRegime: Sendable {
    let name: String
    /// In the order of the file.
    let states: [String]
    /// From where to where, in the order of the file: `closed.open`.
    let transitions: [String]
    /// The one that it starts in, the first of several.
    let first: String?
  }

  struct NamedEvent: Sendable {
    let name: String
    let cases: [String]
    /// Whether it happens so often in a year.
    let hasFrequency: Bool
  }

  struct NamedFactor: Sendable {
    let name: String
    let form: FactorDefinition.Form
  }

  struct NamedCompany: Sendable {
    let name: String
    /// Nil where it has that of the scenario.
    let currency: String?
    /// Names of its other listings.
    let listings: [String]
  }

  /// Companies, with what amounts of them are in.
  private(set) var stated: [NamedCompany] = []
  /// Exchange rates that move among them, behind the others.
  private(set) var factors: [NamedFactor] = []
  private(set) var baskets: [String] = []
  /// All exchange rates, by full name: `fx.CNY`.
  private(set) var rates: [NamedFactor] = []
  private(set) var regimes: [NamedRegime] = []
  private(set) var events: [NamedEvent] = []
  /// Companies to which something is done, by what it is: `raise`.
  private var companies: [String: Set<String>] = [:]
  /// What effects move, by full name.
  private var targets: Set<String> = []

  init() {}

  init(_ root: LocatedNode) {
    stated = (root[ScenarioKey.companies.name]?.entries ?? []).map { entry in
      NamedCompany(
        name: entry.key, currency: entry.value[ScenarioKey.companyCurrency]?.plainText,
        listings: (entry.value[ModelDefinition.Company.listings]?.entries ?? []).map(\.key))
    }
    factors = (root[ScenarioKey.factors.name]?.entries ?? []).map { entry in
      let stated = entry.value["of"]?.plainText
      let form = FactorDefinition.Form.stated.first { $0.rawValue == stated }
      return NamedFactor(name: entry.key, form: form ?? .log)
    }
    baskets = (root[ScenarioKey.baskets.name]?.entries ?? []).map(\.key)
    for entry in root[ScenarioKey.regimes.name]?.entries ?? [] {
      regimes.append(NamedRegime(entry))
      for entering in entry.value[RegimeKey.then.rawValue]?.entries ?? [] {
        noteTargets(of: entering.value)
      }
    }
    for entry in root[ScenarioKey.events.name]?.entries ?? [] {
      let cases = [EventKey.then, .otherwise].flatMap { key in
        entry.value[key.rawValue]?[ConsequenceKey.cases]?.entries?.map(\.key) ?? []
      }
      let hasFrequency = entry.value[EventKey.frequency.rawValue] != nil
      events.append(NamedEvent(name: entry.key, cases: cases, hasFrequency: hasFrequency))
      for key in [EventKey.then, .otherwise] {
        if let consequence = entry.value[key.rawValue] { noteTargets(of: consequence) }
      }
    }
    let own = root[ScenarioKey.currency.name]?.plainText
    for entry in root[ScenarioKey.exchangeRates.name]?.entries ?? []
    where QuantityText.isCurrency(entry.key) && entry.key != own {
      let rate = NamedFactor(name: FactorDefinition.name(ofRate: entry.key), form: .rate)
      rates.append(rate)
      if entry.value.statesMovement || isTarget(rate) { factors.append(rate) }
    }
  }

  private func isTarget(_ factor: NamedFactor) -> Bool {
    targets.contains { $0 == factor.name || $0.hasPrefix(factor.name + ".") }
  }

  /// Of what follows, however deep.
  private mutating func noteTargets(of consequence: LocatedNode) {
    if case .list(let items) = consequence.content {
      for item in items { noteTargets(of: item) }
    }
    for entry in consequence.entries ?? [] {
      let moved = (entry.value.entries ?? []).map(\.key)
      if entry.key == ConsequenceKey.cases {
        for one in entry.value.entries ?? [] { noteTargets(of: one.value) }
      } else if let operation = Effect.Operation(rawValue: entry.key) {
        if operation.isOfCompanies {
          companies[entry.key, default: []].formUnion(moved)
        } else {
          targets.formUnion(moved)
        }
      } else {
        noteTargets(of: entry.value)
      }
    }
  }

  /// Whether something that happens does this to a company.
  func hasEffect(_ effect: String, on company: String) -> Bool {
    companies[effect]?.contains(company) ?? false
  }

  var isEmpty: Bool { regimes.isEmpty && events.isEmpty }

  /// Full names of what happens so often in a year: of transitions, `frontier.closed.open`, and of events,
  /// `news.frequency`.
  var frequencies: [String] {
    regimes.flatMap { regime in regime.transitions.map { "\(regime.name).\($0)" } }
      + events.filter(\.hasFrequency).map { "\($0.name).\(EventKey.frequency.rawValue)" }
  }

  func company(_ name: String) -> NamedCompany? { stated.first { $0.name == name } }

  /// Names of all listings, each once.
  var listings: [String] { Set(stated.flatMap(\.listings)).sorted() }

  /// Full names of their premiums.
  var premiums: [String] {
    stated.flatMap { company in
      company.listings.map { "\(company.name).\(Quantity.premium(in: $0).ownName)" }
    }
  }

  func factor(_ name: String) -> NamedFactor? { factors.first { $0.name == name } }

  /// What companies may follow.
  var followed: [NamedFactor] { factors.filter { $0.form != .rate } }

  /// The factor or the exchange rate whose key, or itself, a full name means, and the key; empty for itself.
  func factor(at name: String) -> (factor: NamedFactor, key: String)? {
    let owner = (factors + rates).first { $0.name == name || name.hasPrefix($0.name + ".") }
    return owner.map { ($0, String(name.dropFirst($0.name.count + 1))) }
  }

  /// Nil for what is no regime.
  func states(of name: String) -> [String]? { regime(name)?.states }

  func regime(_ name: String) -> NamedRegime? { regimes.first { $0.name == name } }

  /// Nil for what is no event.
  func cases(of name: String) -> [String]? { events.first { $0.name == name }?.cases }
}

extension HappeningNames.NamedRegime {
  /// The states are those of its transitions and those that it may start in, as they are first named.
  fileprivate init(_ entry: LocatedNode.Entry) {
    name = entry.key
    var states: [String] = []
    func add(_ state: String) {
      if !states.contains(state) { states.append(state) }
    }
    let start = entry.value[RegimeKey.start.rawValue]
    let transitions = entry.value[RegimeKey.transitions.rawValue]?.entries ?? []
    let ways = transitions.flatMap { from in
      [from.key] + (from.value.entries ?? []).map(\.key)
    }
    self.transitions = transitions.flatMap { from in
      (from.value.entries ?? []).map { "\(from.key).\($0.key)" }
    }
    var first: String?
    switch start?.content {
    case .scalar(let state)?:
      first = state
      // One that no transition knows is most likely misspelt.
      if ways.contains(state) || transitions.isEmpty { add(state) }
    case .map(let entries)?:
      first = entries.first?.key
      for state in entries.map(\.key)
      where ways.contains(state) || Suggestion.nearest(to: state, among: ways) == nil {
        add(state)
      }
    case .nothing?, .refused?, .list?, nil: break
    }
    ways.forEach(add)
    self.states = states
    self.first = first
  }
}
