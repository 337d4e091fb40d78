import Simulation
import Statistics

// How long what follows lasts.

extension ScenarioReader {
  /// `for: 9 months` in a map of effects, of which it governs each.
  mutating func lasting(
    _ entry: LocatedNode.Entry, at path: String, beside entries: [LocatedNode.Entry],
    in owner: ScenarioKey
  ) -> Effect.Lasting? {
    let name = "\(path).\(entry.key)"
    note(name, at: entry.place)
    let operations = Effect.Operation.moves.map(\.rawValue)
    // An unknown key is most likely the one that is missing.
    if entries.allSatisfy({ [entry.key, ConsequenceKey.weight].contains($0.key) }) {
      report(.keyWithout(entry.key, others: operations), at: entry.place)
    }
    let rule = NumberRule(
      kind: .duration, domain: .positive, currency: nil, use: .occurrence, group: owner.name)
    guard let law = assumption(entry.value, name: name, rule)?.law else { return nil }
    let step = draft.step.rawValue
    warnOfShortTime(name, law) { _ in
      "effects come and go on dates of the grid, so that they last one \(step)"
    }
    return Effect.Lasting(key: name, law)
  }

  /// Refuses an effect that has nothing to go back to.
  ///
  /// - Parameters:
  ///   - entry: What it moves, or whose it is.
  ///   - operation: The key below which that stands.
  mutating func refuseForATime(
    _ effect: Effect, _ entry: LocatedNode.Entry, _ operation: LocatedNode.Entry
  ) {
    switch effect.target {
    case .whole:
      report(
        .dealForATime(operation.key, because: "a company that is bought is not given back"),
        at: operation.place)
    case .shares:
      report(
        .dealForATime(operation.key, because: "shares that are sold are not taken back"),
        at: operation.place)
    case .state:
      report(
        .notForATime(
          entry.key, because: "a state is left by its transitions",
          expected: "a map of its own without 'for'"), at: entry.place)
    case .level(_, let name):
      if CompanyCatalog.level(named: name)?.isOneOff ?? false {
        report(
          .notForATime(
            entry.key, because: "what comes or goes once is not taken back",
            expected: "a map of its own without 'for'"), at: entry.place)
      } else if effect.operation == .set {
        report(
          .notForATime(
            entry.key, because: "what is set has nothing to go back to",
            expected: "'change' or 'add'"), at: entry.place)
      } else if effect.operation == .change, (effect.size?.law.only?.quantile(1e-6) ?? 0) <= -1 {
        report(
          .notForATime(
            entry.key, because: "what is lost as a whole is not found again by a change",
            expected: "'add' or a smaller fall"), at: entry.place)
      }
    case .factor where effect.operation == .set:
      report(
        .notForATime(
          entry.key, because: "what is set has nothing to go back to",
          expected: "'change' or 'add'"), at: entry.place)
    case .factor, .parameter: break
    }
  }
}
