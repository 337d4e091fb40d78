import Simulation

/// What can happen.
extension ScenarioKey {
  static let regimes = ScenarioKey(
    "regimes", expects: "a map of regimes",
    example:
      "{prices: {start: truce, transitions: {truce: {war: 0.5/year}, war: {truce: 1/year}}}}",
    takes: .regimes,
    help: "States of the world that come and go, by name; numbers may depend on them."
  ) { reader, node, expected in
    reader.readRegimes(node, expected)
  }
  static let events = ScenarioKey(
    "events", expects: "a map of events",
    example: "{priceRise: {at: 2027-03-01, then: {change: {acme.listPrice: 20%}}}}",
    takes: .events,
    help: "What may happen, once or repeatedly, by name, and what follows."
  ) { reader, node, expected in
    reader.readEvents(node, expected)
  }
}

/// The keys of a regime.
enum RegimeKey: String, CaseIterable {
  case start, transitions, then

  static let names = allCases.map(\.rawValue)
}

/// The keys of an event.
enum EventKey: String, CaseIterable {
  case at, until, probability, frequency, clustering, every, from, when, again, then, otherwise

  static let names = allCases.map(\.rawValue)
  /// Those that say when it happens; `when` may do so alone.
  static let triggers = [EventKey.at, .until, .frequency, .every]
}

/// The keys of how occurrences of an event bring about others.
enum ClusteringKey: String, CaseIterable {
  case branching, halfLife, recent

  static let names = allCases.map(\.rawValue)

  var parameter: Parameter {
    switch self {
    case .branching: EventClustering.branching
    case .halfLife: EventClustering.halfLife
    case .recent: EventClustering.recent
    }
  }
}

/// The keys of what follows beside those of effects.
enum ConsequenceKey {
  static let cases = "cases"
  /// Of a case.
  static let weight = "weight"
  /// Of a case whose effects are a map of their own.
  static let then = "then"
  /// Of a map of effects: how long they last.
  static let lasting = "for"
}

/// The keys of a raise that follows from something.
enum RaiseKey: String, CaseIterable {
  case amount, discount, price

  static let names = allCases.map(\.rawValue)
}

/// The keys of a number that depends on a regime, beside its states.
enum RegimeLawKey {
  static let regime = "regime"
  /// For states that are left out.
  static let others = "else"
}

extension LocatedNode {
  /// `{}` for `[]`, where a map of names was expected.
  var emptyMap: String? {
    if case .list(let items) = content, items.isEmpty { "{}" } else { nil }
  }
}

extension ScenarioReader {
  /// What regimes and events are called.
  var namesOfHappenings: [String] {
    draft.definition.regimes.map(\.name) + draft.definition.events.map(\.name)
  }
}
