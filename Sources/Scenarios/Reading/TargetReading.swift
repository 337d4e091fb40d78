import Simulation
import Statistics

// What effects move.

extension ScenarioReader {
  /// One effect: what it moves, and by how much.
  ///
  /// - Parameter lasting: How long the effects of its map last.
  mutating func effect(
    _ operation: Effect.Operation, _ entry: LocatedNode.Entry, named key: String,
    in owner: ScenarioKey, for lasting: Effect.Lasting?
  ) -> Effect? {
    switch operation {
    case .raise: return raise(entry, named: key, in: owner)
    case .buyOut: return buyOut(entry, named: key, in: owner)
    case .change, .add, .set: break
    }
    if let states = names.states(of: entry.key) {
      return setting(operation, entry, to: states, named: key, in: owner)
    }
    guard let movable = movable(entry) else { return nil }
    let kind: Kind
    let domain: Domain
    let target: Effect.Target
    switch movable {
    case .level(let level, let company, let name):
      guard level.operations.contains(operation) else {
        let known = level.operations.map(\.rawValue)
        report(.operation(operation.rawValue, on: entry.key, known: known), at: entry.place)
        return nil
      }
      (kind, domain) = level.rule(of: operation)
      target = .level(company: company.name, name: name)
    case .factor(let name, let form):
      (kind, domain) = FactorCatalog.level(of: form).rule(of: operation)
      target = .factor(name, form)
    case .number(let name, let own, let bounds, _):
      (kind, domain) = Effect.rule(of: operation, on: own, bounds)
      target = .parameter(name, own, bounds)
    }
    let rule = NumberRule(
      kind: kind, domain: domain, currency: movable.currency, use: .occurrence, group: owner.name)
    guard let size = assumption(entry.value, name: key, rule) else { return nil }
    return Effect(key: key, operation, target, size: size, for: lasting)
  }

  private mutating func setting(
    _ operation: Effect.Operation, _ entry: LocatedNode.Entry, to states: [String],
    named key: String, in owner: ScenarioKey
  ) -> Effect? {
    guard operation == .set else {
      report(
        .operation(operation.rawValue, on: entry.key, known: [Effect.Operation.set.rawValue]),
        at: entry.place)
      return nil
    }
    guard let state = word(entry.value, "state of '\(entry.key)'", of: states),
      let place = states.firstIndex(of: state)
    else { return nil }
    stated.append(owner.stated(at: key, state))
    return Effect(key: key, .set, .state(regime: entry.key, state: place), size: nil)
  }
}
