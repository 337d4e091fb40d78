import Simulation

/// Where a node stands in the tree of a scenario's keys. It tells which maps hold keys of their own,
/// so that a setting or an extending file can change one of them, and which are values.
enum KeyTree {
  case root
  /// A map of names: companies, currencies, baskets, groups of paths, sweeps; items of a list, which may have some.
  case names(of: Names)
  case section(Section)
  case regime, event, clustering, raise, basket, stress
  /// What follows when something happens: effects, cases, or a list of such maps.
  case consequence
  /// A number or a list, replaced as a whole.
  case value

  enum Names {
    case companies, exchangeRates, groups, sweeps, stresses, factors, baskets, regimes, events
    case items(Section)
    /// States, and below each the states that it leads to, or what entering it does.
    case transitions, rates, entering
    /// Cases of what follows, and what effects move.
    case cases, targets
    /// Companies that raise money.
    case raises
    /// Factors that something follows; companies that a basket holds.
    case loadings, holdings
  }

  func below(_ key: String) -> KeyTree {
    switch self {
    case .root: Self.topLevel[key].map(Self.names) ?? .value
    case .names(let names): Self.below(names)
    case .section(let section):
      switch section[key] {
      case .section(let below): .section(below)
      case .list(let below): .names(of: .items(below))
      case .byFactor: .names(of: .loadings)
      case .parameter, nil: .value
      }
    case .regime:
      switch RegimeKey(rawValue: key) {
      case .transitions: .names(of: .transitions)
      case .then: .names(of: .entering)
      case .start, nil: .value
      }
    case .event:
      switch EventKey(rawValue: key) {
      case .then, .otherwise: .consequence
      case .clustering: .clustering
      default: .value
      }
    case .basket: BasketKey(rawValue: key) == .holds ? .names(of: .holdings) : .value
    case .consequence: Self.belowConsequence(key)
    case .clustering, .raise, .stress, .value: .value
    }
  }

  private static let topLevel: [String: Names] = [
    ScenarioKey.companies.name: .companies, ScenarioKey.exchangeRates.name: .exchangeRates,
    ScenarioKey.groups.name: .groups, ScenarioKey.sweeps.name: .sweeps,
    ScenarioKey.factors.name: .factors, ScenarioKey.baskets.name: .baskets,
    ScenarioKey.regimes.name: .regimes, ScenarioKey.events.name: .events,
    ScenarioKey.stress.name: .stresses,
  ]

  private static func below(_ names: Names) -> KeyTree {
    switch names {
    case .companies: .section(.company)
    // Those of a level have the same names.
    case .factors: .section(.factor(.log))
    case .exchangeRates: .section(.factor(.rate))
    case .items(let section): .section(section)
    case .baskets: .basket
    case .stresses: .stress
    case .regimes: .regime
    case .events: .event
    case .transitions: .names(of: .rates)
    case .entering, .cases: .consequence
    case .raises: .raise
    case .groups, .sweeps, .rates, .targets, .loadings, .holdings: .value
    }
  }

  /// Of a list of such maps, an item is one as well; so is a case, with its weight.
  private static func belowConsequence(_ key: String) -> KeyTree {
    if Int(key) != nil || key == ConsequenceKey.then { return .consequence }
    if key == ConsequenceKey.cases { return .names(of: .cases) }
    switch Effect.Operation(rawValue: key) {
    case .change, .add, .set, .buyOut: return .names(of: .targets)
    case .raise: return .names(of: .raises)
    case nil: return .value
    }
  }

  /// Whether there is such a key; a misspelt one is kept, to be reported.
  func knows(_ key: String) -> Bool {
    switch self {
    case .root: ScenarioKey.named(key) != nil
    case .section(let section): section[key] != nil || key == ScenarioKey.companyCurrency
    case .regime: RegimeKey(rawValue: key) != nil
    case .event: EventKey(rawValue: key) != nil
    case .clustering: ClusteringKey(rawValue: key) != nil
    case .raise: RaiseKey(rawValue: key) != nil
    case .basket: BasketKey(rawValue: key) != nil
    case .stress: StressKey(rawValue: key) != nil
    case .consequence:
      [
        ConsequenceKey.cases, ConsequenceKey.weight, ConsequenceKey.then, ConsequenceKey.lasting,
      ].contains(key) || Effect.Operation(rawValue: key) != nil
    case .names, .value: false
    }
  }

  var isValue: Bool { if case .value = self { true } else { false } }

  /// Whether a number may stand here in place of a map of keys; a company may be called `gamma`.
  var takesQuantity: Bool {
    switch self {
    case .root, .names, .regime, .event, .clustering, .raise, .basket, .stress, .consequence: false
    case .section(let section): section.shorthand != nil
    case .value: true
    }
  }

  /// The two keys under which a section may hold the value that it is short for.
  var shorthands: [String] {
    guard case .section(let section) = self, let name = section.shorthand?.name else { return [] }
    return [name, EvidenceKey.value.rawValue]
  }
}

extension LocatedNode {
  /// What a map has here, or would have if the quantity that stands here were written as one:
  /// `shares: 440M` as `{value: 440M}`, ready for `shares.options` or for `shares.source`.
  func entries(toChange word: String, of level: KeyTree) -> [Entry] {
    var entries: [Entry]
    let isNumber = level.takesQuantity && isQuantity
    switch content {
    case .map(let own) where !isNumber || own.contains { $0.key == word }: entries = own
    // A state of a number by regime that the file leaves to `else`.
    case .map(let own) where regimeLaw != nil && EvidenceKey(rawValue: word) == nil: entries = own
    case .map, .scalar:
      entries = [Entry(key: EvidenceKey.value.rawValue, place: place, value: self)]
    case .nothing, .list, .refused: entries = []
    }
    // A new value replaces the old one under whichever name that stands, evidence included.
    let names = level.isValue ? [EvidenceKey.value.rawValue] : level.shorthands
    if names.contains(word) {
      entries.removeAll {
        $0.key != word && (names.contains($0.key) || EvidenceKey(rawValue: $0.key) != nil)
      }
    }
    return entries
  }

  /// What stands here once a quantity is stated in its place: itself, or the map of a section with it as
  /// its value. `debt: 1B` changes how much is owed, and not its interest.
  func restated(as quantity: LocatedNode, of level: KeyTree) -> LocatedNode {
    let value = EvidenceKey.value.rawValue
    guard level.shorthands.first == value, quantity.isQuantity, !isQuantity,
      let others = entries?.filter({ EvidenceKey(rawValue: $0.key) == nil }), !others.isEmpty
    else { return quantity }
    let stated = Entry(key: value, place: quantity.place, value: quantity)
    return LocatedNode(content: .map([stated] + others), place: quantity.place)
  }

  /// Whether it says of a number where it is from or what it was, and not what it is:
  /// `sharePrice: {source: HKEX}` leaves the number of the file below.
  private var saysMoreOfNumber: Bool {
    guard let entries, !entries.isEmpty else { return false }
    return entries.allSatisfy { entry in
      entry.key == HistoryKey.name
        || EvidenceKey(rawValue: entry.key).map { $0 != .value && $0 != .truncate } == true
    }
  }

  /// This node of a file that is extended, changed by what the extending file says in its place: keys
  /// are added or replaced, and one with nothing behind it is taken out.
  func overlaid(by over: LocatedNode, of level: KeyTree) -> LocatedNode {
    let isReplaced =
      level.isValue ? !over.saysMoreOfNumber : level.takesQuantity && over.isQuantity
    guard !isReplaced, let changes = over.entries else { return restated(as: over, of: level) }
    var entries = entries(toChange: "", of: level)
    if changes.contains(where: { level.shorthands.contains($0.key) }) {
      entries.removeAll {
        level.shorthands.contains($0.key) || EvidenceKey(rawValue: $0.key) != nil
      }
    }
    for change in changes {
      let index = entries.firstIndex { $0.key == change.key }
      if case .nothing = change.value.content, index != nil || level.knows(change.key) {
        // Where the key is not stated there is nothing to take out.
        if let index { entries.remove(at: index) }
      } else if let index {
        let value = entries[index].value.overlaid(by: change.value, of: level.below(change.key))
        entries[index] = Entry(key: change.key, place: change.place, value: value)
      } else {
        entries.append(change)
      }
    }
    return LocatedNode(content: .map(entries), place: over.place)
  }
}
