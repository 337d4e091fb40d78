import Simulation
import Statistics

// What regimes say together with all that sets them or depends on them.

extension ScenarioReader {
  /// Refuses states that no path can be in, and warns of drifts by regime, series or event that move nothing. Regimes, events
  /// and companies must have been read.
  mutating func checkStates() {
    let effects =
      draft.definition.events.flatMap { event in
        [event.then, event.otherwise].compactMap { $0?.effects }.joined()
      } + draft.definition.regimes.flatMap { $0.onEntering.values.flatMap(\.effects) }
    for regime in draft.definition.regimes {
      var reached = Set(regime.start.filter { $0.weight > 0 }.map(\.state))
      for case .state(regime.name, let state) in effects.map(\.target) { reached.insert(state) }
      var isGrowing = true
      while isGrowing {
        let next = regime.transitions.filter { reached.contains($0.from) }.map(\.to)
        isGrowing = !reached.isSuperset(of: next)
        reached.formUnion(next)
      }
      for (place, state) in regime.states.enumerated() where !reached.contains(place) {
        let key = "\(regime.name).\(state)"
        let place = places[key] ?? firstWay(to: state, of: regime.name)
        report(.unreachable(state, of: regime.name), at: place ?? places[regime.name] ?? Self.start)
      }
    }
    for company in draft.definition.companies { warnOfUsageThatMakesUp(company, effects) }
  }

  private func firstWay(to state: String, of regime: String) -> Place? {
    places.filter { $0.key.hasPrefix(regime + ".") && $0.key.hasSuffix("." + state) }
      .map(\.value).min()
  }

  /// Under growth of ARR usage makes up for the list price, so that a price war moves no ARR.
  private mutating func warnOfUsageThatMakesUp(
    _ company: ModelDefinition.Company, _ effects: [Effect]
  ) {
    let own = "listPrice.drift"
    guard (company.assumptions.choices["growth.of"] ?? "arr") == "arr" else { return }
    let drift = "\(company.name).\(own)"
    if let law = company.assumptions.numbers[own]?.law, !law.regimes.isEmpty || !law.alongs.isEmpty
    {
      let mover = law.regimes.isEmpty ? "follows a series" : "depends on a regime"
      report(.driftMadeUpFor(drift, by: mover), at: places[drift] ?? Self.start)
    }
    for effect in effects {
      guard case .parameter(drift, _, _) = effect.target else { continue }
      report(
        .driftMadeUpFor(drift, by: "is moved by an event"), at: places[effect.key] ?? Self.start)
    }
  }
}
