import Simulation
import Statistics

extension ScenarioReader {
  /// Refuses states that set each other without end. Regimes must have been read.
  mutating func refuseRingsOfSets() {
    let regimes = draft.definition.regimes
    let ring = SetRings(regimes).first.map {
      (regimes[$0.regime].name, regimes[$0.regime].states[$0.state])
    }
    guard let first = ring.first else { return }
    let names = ring.map { "\($0.0) \(ConditionText.equality) \($0.1)" }
    let key = "\(first.0).\(RegimeKey.then.rawValue).\(first.1)"
    report(.ringOfSets(names), at: places[key] ?? places[first.0] ?? Self.start)
  }
}

/// States whose entering sets a regime, whose entering sets another, and so on without end.
///
/// To set a regime to the state that it is in enters nothing. So a ring goes on only where each of its regimes has
/// another state in it: two regimes that keep each other in step do not.
private struct SetRings {
  struct Entering: Hashable {
    let regime: Int
    let state: Int
  }

  /// What entering a state may ask for.
  private var sets: [Entering: [Entering]] = [:]

  init(_ regimes: [Regime]) {
    for (place, regime) in regimes.enumerated() {
      for (state, consequence) in regime.onEntering {
        sets[Entering(regime: place, state: state)] = consequence.effects.compactMap { effect in
          guard case .state(let name, let state) = effect.target else { return nil }
          return regimes.firstIndex { $0.name == name }.map { Entering(regime: $0, state: state) }
        }
      }
    }
    var left = 0
    repeat {
      left = sets.count
      let before = self
      sets = sets.filter { before.other($0.key) != nil }
    } while sets.count < left
  }

  /// The ring of the first state that is in one, in the order in which its states are entered.
  var first: [Entering] {
    let all = sets.keys.sorted { ($0.regime, $0.state) < ($1.regime, $1.state) }
    guard let first = all.first, let other = other(first) else { return [] }
    return [first] + way(from: first, to: other).dropLast() + [other]
      + way(from: other, to: first).dropLast()
  }

  /// Another state of the same regime to which a ring leads, and back.
  private func other(_ entering: Entering) -> Entering? {
    sets.keys.filter { $0.regime == entering.regime && $0 != entering }
      .sorted { $0.state < $1.state }
      .first { !way(from: entering, to: $0).isEmpty && !way(from: $0, to: entering).isEmpty }
  }

  /// The states that are entered on a shortest way, the last one included; empty where there is none.
  private func way(from start: Entering, to end: Entering) -> [Entering] {
    var (open, seen): ([[Entering]], Set<Entering>) = ([[]], [])
    while !open.isEmpty {
      let way = open.removeFirst()
      for next in sets[way.last ?? start] ?? []
      where sets[next] != nil && seen.insert(next).inserted {
        if next == end { return way + [next] }
        open.append(way + [next])
      }
    }
    return []
  }
}
