import Simulation
import Statistics

extension ScenarioReader {
  /// What follows: a map of effects, a list of such maps, or cases of which one is drawn.
  ///
  /// - Parameters:
  ///   - path: Full name of what it stands at: `agent.then`.
  ///   - owner: The key of the top level that it stands below.
  mutating func consequence(
    _ node: LocatedNode, at path: String, in owner: ScenarioKey
  ) -> Consequence? {
    if let cases = node.entries?.first(where: { $0.key == ConsequenceKey.cases }) {
      for entry in node.entries ?? [] where entry.key != ConsequenceKey.cases {
        report(.casesAlone(entry.key), at: entry.place)
      }
      return self.cases(cases.value, at: path, in: owner).map { .cases($0) }
    }
    return effects(node, at: path, in: owner).map { .effects($0) }
  }

  private mutating func effects(
    _ node: LocatedNode, at path: String, in owner: ScenarioKey
  ) -> [Effect]? {
    if case .list(let items) = node.content, !items.isEmpty {
      var effects: [Effect] = []
      for (index, item) in items.enumerated() {
        note("\(path).\(index)", at: item.place)
        guard let entries = item.entries else {
          report(unexpected: item, .effects)
          continue
        }
        effects += self.effects(entries, at: "\(path).\(index)", in: owner)
      }
      return effects
    }
    guard let entries = node.entries, !entries.isEmpty else {
      report(unexpected: node, .effects)
      return nil
    }
    return effects(entries, at: path, in: owner)
  }

  /// - Parameter others: Keys that may stand beside operations and how long they last.
  private mutating func effects(
    _ entries: [LocatedNode.Entry], at path: String, in owner: ScenarioKey,
    beside others: [String] = []
  ) -> [Effect] {
    var effects: [Effect] = []
    let others = others + [ConsequenceKey.lasting]
    let stated = entries.first { $0.key == ConsequenceKey.lasting }
    let lasting = stated.flatMap { self.lasting($0, at: path, beside: entries, in: owner) }
    for entry in entries where !others.contains(entry.key) {
      guard let operation = Effect.Operation(rawValue: entry.key) else {
        let known = Effect.Operation.allCases.map(\.rawValue)
        // 'acme.usage: 5%' lacks what is done to it.
        let isTarget = entry.key.contains(".") || names.states(of: entry.key) != nil
        report(
          isTarget
            ? .misplacedKey(
              entry.key,
              below: DiagnosticCause.list(Effect.Operation.moves.map(\.rawValue), "or"))
            : .unknownKey(entry.key, in: path, known: known + others), at: entry.place)
        continue
      }
      let name = "\(path).\(entry.key)"
      note(name, at: entry.place)
      guard let targets = entry.value.entries, !targets.isEmpty else {
        report(unexpected: entry.value, .targets(of: operation))
        continue
      }
      for target in targets {
        let key = "\(name).\(target.key)"
        note(key, at: target.place)
        guard let effect = effect(operation, target, named: key, in: owner, for: lasting) else {
          continue
        }
        if stated != nil { refuseForATime(effect, target, entry) }
        effects.append(effect)
      }
    }
    return effects
  }

  // MARK: Cases

  private mutating func cases(
    _ node: LocatedNode, at path: String, in owner: ScenarioKey
  ) -> [Consequence.Case]? {
    guard let entries = node.entries, !entries.isEmpty else {
      report(
        unexpected: node,
        Expectation("a map of cases", example: "{hit: {weight: 25%, change: {acme.usage: 40%}}}"))
      return nil
    }
    let cases = entries.compactMap { entry in oneCase(entry, at: path, in: owner) }
    guard cases.count == entries.count else { return nil }
    checkWeights(cases, entries, at: node.place)
    return cases
  }

  private mutating func oneCase(
    _ entry: LocatedNode.Entry, at path: String, in owner: ScenarioKey
  ) -> Consequence.Case? {
    let path = "\(path).\(entry.key)"
    note(path, at: entry.place)
    checkName(entry.key, of: "a case", .part, at: entry.place)
    guard let entries = entry.value.entries else {
      let weight = entry.value.plainText.flatMap { text in
        (try? QuantityText.quantity(text).get()).map { _ in "{\(ConsequenceKey.weight): \(text)}" }
      }
      report(unexpected: entry.value, .effects, meant: weight)
      return nil
    }
    let rule = NumberRule(
      kind: .probability, domain: .unit, currency: nil, group: owner.name)
    let before = errorCount
    var weight: Assumption.Law?
    if let stated = entries.first(where: { $0.key == ConsequenceKey.weight }) {
      let name = "\(path).\(ConsequenceKey.weight)"
      note(name, at: stated.place)
      weight = assumption(stated.value, name: name, rule)?.law
    }
    var effects: [Effect] = []
    if let then = entries.first(where: { $0.key == ConsequenceKey.then }) {
      note("\(path).\(then.key)", at: then.place)
      for other in entries where ![ConsequenceKey.then, ConsequenceKey.weight].contains(other.key) {
        let known = [ConsequenceKey.weight, ConsequenceKey.then]
        report(.unknownKey(other.key, in: path, known: known), at: other.place)
      }
      effects = self.effects(then.value, at: path, in: owner) ?? []
    } else {
      effects = self.effects(
        entries, at: path, in: owner, beside: [ConsequenceKey.weight, ConsequenceKey.then])
    }
    guard errorCount == before else { return nil }
    return Consequence.Case(name: entry.key, weight: weight, effects: effects)
  }

  /// Weights add up to 1 on every path, which ranges do only where one case takes the rest; where the others
  /// can be more, that is told.
  private mutating func checkWeights(
    _ cases: [Consequence.Case], _ entries: [LocatedNode.Entry], at place: Place
  ) {
    let stated = cases.compactMap(\.weight)
    let open = zip(cases, entries).filter { $0.0.weight == nil }
    if open.count > 1 {
      return report(.severalRests(open.map(\.0.name)), at: open[1].1.place)
    }
    let areConstant = stated.allSatisfy { if case .value = $0 { true } else { false } }
    if open.isEmpty, !areConstant { return report(.rangesWithoutRest, at: place) }
    // The ends of a range.
    let (low, high) = (Self.sum(of: stated, at: 0.05), Self.sum(of: stated, at: 0.95))
    if open.isEmpty ? abs(low - 1) > 1e-9 : low > 1 + 1e-9 {
      report(.weights(sum: low, isLeast: !areConstant), at: place)
    } else if high > 1 + 1e-9 {
      report(.weightsAbove(sum: high), at: place)
    }
  }

  private static func sum(of weights: [Assumption.Law], at level: Double) -> Double {
    weights.reduce(0) { $0 + ($1.only?.quantile(level) ?? 0) }
  }
}

extension Expectation {
  static let effects = Expectation(
    "a map of effects (\(Effect.Operation.allCases.map(\.rawValue).joined(separator: ", ")))",
    example: "{change: {acme.usage: 20%}}")

  static func targets(of operation: Effect.Operation) -> Expectation {
    switch operation {
    case .change: Expectation("a map of what is changed", example: "{acme.usage: 20%}")
    case .add: Expectation("a map of what is added", example: "{acme.cash: -2M USD}")
    case .set: Expectation("a map of what is set", example: "{acme.costs.fixed: 3M USD}")
    case .raise:
      Expectation(
        "a map of companies that raise money", example: "{acme: {amount: 50M USD, discount: 10%}}")
    case .buyOut: Expectation("a map of companies that are bought", example: "{acme: 40%}")
    }
  }
}
