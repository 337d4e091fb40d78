import Statistics

/// Finds what the conditions of events look at: columns of companies, regimes, and events.
struct ConditionCompiler {
  let events: [EventDefinition]
  let chains: [String: RegimeChain]
  let times: [String: OccurrenceTimes]
  /// When each case first happened, by its full name.
  let cases: [String: Column]
  let series: (Quantity) -> (column: Column, telling: Telling)?
  /// Of an outcome that is a date, the column that it is kept in under way.
  let dates: (Quantity) -> Column?
  let model: Compiler

  /// - Parameter key: Of whoever asks, for what is refused.
  func node(_ test: Condition.Test, _ key: String) -> EventCondition.Node? {
    switch test {
    case .comparison(let comparison):
      guard let found = series(comparison.quantity) else {
        return refuse(key, "\(comparison.quantity.name) cannot be looked at under way")
      }
      return .comparison(
        PathComparison(comparison, .series(found.column, .now), telling: found.telling),
        found.column)
    case .pair(let pair):
      guard let first = series(pair.first), let second = series(pair.second) else {
        return refuse(
          key, "\(pair.first.name) and \(pair.second.name) cannot be looked at under way")
      }
      return .pair(
        PathPair(
          pair, .series(first.column, second.column, .now), telling: (first.telling, second.telling)
        ), first.column, second.column)
    case .state(let name, let place, _):
      guard let chain = chains[name], chain.stateNames.indices.contains(place) else {
        return refuse(key, "\(name) is no regime")
      }
      return .states(chain.occupancy, holds: chain.stateNames.indices.map { $0 == place })
    case .happened(let happening, _): return node(happening, key)
    case .not(let test): return node(test, key).map(\.negated)
    case .all(let tests): return nodes(tests, key).map { .together($0, true) }
    case .any(let tests): return nodes(tests, key).map { .together($0, false) }
    }
  }

  private func nodes(_ tests: [Condition.Test], _ key: String) -> [EventCondition.Node]? {
    let nodes = tests.compactMap { node($0, key) }
    return nodes.count == tests.count ? nodes : nil
  }

  private func node(_ happening: Happening, _ key: String) -> EventCondition.Node? {
    switch happening {
    case .event(let name):
      guard let event = events.first(where: { $0.name == name }),
        let times = times[name]
      else { return refuse(key, "\(name) is no event") }
      // A definition is asked as of now, since its own date comes later in the step.
      guard event.isDefinition, event.forcing != .never, let when = event.when else {
        return .time(times.first)
      }
      let from = event.from.map(model.grid.place(of:)) ?? 0
      return node(when.test, key).map { .definition(times.first, $0, from: from) }
    case .eventCase(let event, let name):
      guard let column = cases["\(event).\(name)"] else {
        return refuse(key, "\(event).\(name) is no case of an event")
      }
      return .time(column)
    case .outcome(let quantity):
      guard let column = dates(quantity) else {
        return refuse(key, "\(quantity.name) cannot be looked at under way")
      }
      return .time(column)
    }
  }

  private func refuse(_ key: String, _ text: String) -> EventCondition.Node? {
    model.refuse(key, text)
    return nil
  }
}
