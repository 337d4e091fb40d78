import Simulation
import Statistics

extension ScenarioReader {
  mutating func readRegimes(_ node: LocatedNode, _ expected: Expectation) {
    guard let entries = node.entries else {
      return report(unexpected: node, expected, meant: node.emptyMap)
    }
    for entry in entries {
      note(entry.key, at: entry.place)
      checkName(entry.key, of: "a regime", .owner, at: entry.place)
      guard let keys = entry.value.entries else {
        let keys = RegimeKey.names.joined(separator: ", ")
        report(unexpected: entry.value, Expectation("a map of keys (\(keys))"))
        continue
      }
      if let regime = regime(keys, of: entry) {
        draft.definition.regimes.append(regime)
        correlatable[entry.key] = .driver
      }
    }
  }

  private mutating func regime(
    _ keys: [LocatedNode.Entry], of entry: LocatedNode.Entry
  ) -> Regime? {
    guard let named = names.regime(entry.key) else { return nil }
    let before = errorCount
    for key in keys where RegimeKey(rawValue: key.key) == nil {
      report(.unknownKey(key.key, in: entry.key, known: RegimeKey.names), at: key.place)
    }
    for key in keys { note("\(entry.key).\(key.key)", at: key.place) }
    let transitions = entry.value[RegimeKey.transitions.rawValue]
    let ways = transitions.map { self.transitions($0, of: named) } ?? []
    let start = entry.value[RegimeKey.start.rawValue]
    if start == nil, keys.allSatisfy({ RegimeKey(rawValue: $0.key) != nil }) {
      report(
        .missingKey(
          RegimeKey.start.rawValue, in: entry.key,
          Expectation("a state", example: named.states.first)), at: entry.place)
    }
    let weights = start.map { self.start($0, of: named) } ?? []
    let then = entry.value[RegimeKey.then.rawValue].map { entering($0, of: named) } ?? [:]
    guard errorCount == before else { return nil }
    return Regime(
      name: entry.key, states: named.states, start: weights, transitions: ways, onEntering: then)
  }

  // MARK: Start

  /// One state, or several with their weights.
  private mutating func start(
    _ node: LocatedNode, of regime: HappeningNames.NamedRegime
  ) -> [(state: Int, weight: Double)] {
    let noun = "state of '\(regime.name)'"
    let key = "\(regime.name).\(RegimeKey.start.rawValue)"
    guard let entries = node.entries else {
      if case .scalar(let state) = node.content {
        checkName(state, of: "a state", .part, at: node.place)
      }
      guard let state = word(node, noun, of: regime.states),
        let place = regime.states.firstIndex(of: state)
      else { return [] }
      stated.append(ScenarioKey.regimes.stated(at: key, state))
      return [(place, 1)]
    }
    var weights: [(state: Int, weight: Double)] = []
    for entry in entries {
      note("\(key).\(entry.key)", at: entry.place)
      checkName(entry.key, of: "a state", .part, at: entry.place)
      let weight = constant(
        entry.value, NumberRule(kind: .probability, domain: .unit, currency: nil))
      guard let place = regime.states.firstIndex(of: entry.key) else {
        report(.unknownWord(entry.key, as: noun, known: regime.states), at: entry.place)
        continue
      }
      if let weight { weights.append((place, weight)) }
    }
    guard weights.count == entries.count else { return [] }
    let sum = weights.reduce(0) { $0 + $1.weight }
    if abs(sum - 1) > 1e-9 { report(.weights(sum: sum), at: node.place) }
    stated.append(ScenarioKey.regimes.stated(at: key, node.summary))
    return weights
  }

  // MARK: Transitions

  private mutating func transitions(
    _ node: LocatedNode, of regime: HappeningNames.NamedRegime
  ) -> [Regime.Transition] {
    let expected = Expectation(
      "a map of states, each a map of rates", example: "{truce: {war: 0.5/year}}")
    guard let entries = node.entries else {
      report(unexpected: node, expected)
      return []
    }
    var transitions: [Regime.Transition] = []
    for from in entries {
      let name = "\(regime.name).\(from.key)"
      note(name, at: from.place)
      checkName(from.key, of: "a state", .part, at: from.place)
      guard let ways = from.value.entries else {
        report(unexpected: from.value, Expectation("a map of rates", example: "{war: 0.5/year}"))
        continue
      }
      for way in ways {
        note("\(name).\(way.key)", at: way.place)
        checkName(way.key, of: "a state", .part, at: way.place)
        let rate = rate(way.value, named: "\(name).\(way.key)", of: regime.name)
        if way.key == from.key {
          report(.selfTransition(way.key), at: way.place)
        } else if let rate, let start = regime.states.firstIndex(of: from.key),
          let end = regime.states.firstIndex(of: way.key)
        {
          transitions.append(Regime.Transition(from: start, to: end, rate: rate))
        }
      }
    }
    return transitions
  }

  private mutating func rate(
    _ node: LocatedNode, named name: String, of regime: String
  ) -> Assumption.Law? {
    let rule = NumberRule(
      kind: .frequency, domain: .nonNegative, currency: nil, use: .step,
      group: ScenarioKey.regimes.name)
    return assumption(node, name: name, rule)?.law
  }

  // MARK: Entering

  private mutating func entering(
    _ node: LocatedNode, of regime: HappeningNames.NamedRegime
  ) -> [Int: Consequence] {
    guard let entries = node.entries else {
      report(
        unexpected: node,
        Expectation(
          "a map of states and what entering them does",
          example: "{war: {change: {acme.multiple: -20%}}}"))
      return [:]
    }
    var consequences: [Int: Consequence] = [:]
    for entry in entries {
      let path = "\(regime.name).\(RegimeKey.then.rawValue).\(entry.key)"
      note(path, at: entry.place)
      let read = consequence(entry.value, at: path, in: .regimes)
      guard let place = regime.states.firstIndex(of: entry.key) else {
        report(
          .unknownWord(entry.key, as: "state of '\(regime.name)'", known: regime.states),
          at: entry.place)
        continue
      }
      if let read { consequences[place] = read }
    }
    return consequences
  }
}
