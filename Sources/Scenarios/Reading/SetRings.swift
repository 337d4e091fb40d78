import Simulation
import Statistics

extension ScenarioReader {
  /// Refuses states that set each other without end. Regimes must have been read.
  mutating func refuseRingsOfSets() {
    guard let ring = SetRings(draft.definition.regimes).first, let first = ring.first else {
      return
    }
    let names = ring.map { "\($0.regime) \(ConditionText.equality) \($0.state)" }
    let key = "\(first.regime).\(RegimeKey.then.rawValue).\(first.state)"
    report(.ringOfSets(names), at: places[key] ?? places[first.regime] ?? Self.start)
  }
}

/// States whose entering sets a regime, whose entering sets another, and so on without end.
///
/// To set a regime to the state that it is in enters nothing, so whether a ring goes on depends on where all
/// regimes are: each place that they can be in together is gone through, with whichever case is drawn.
private struct SetRings {
  struct Entering: Hashable {
    let regime: Int
    let state: Int
  }

  /// Where the regimes are, and what is still asked of them.
  private struct Moment: Hashable {
    var states: [Int]
    var asked: [Int: Int]
    /// The regime whose turn it is.
    var turn: Int
  }

  /// More are no regimes that somebody keeps apart.
  private static let mostMoments = 10_000

  private let regimes: [Regime]
  /// What each entering may ask for, one of several.
  private let choices: [Entering: [[Entering]]]
  private var known: Set<Moment> = []
  private var way: [(moment: Moment, entering: Entering?)] = []
  private var found: [Entering]?

  init(_ all: [Regime]) {
    let setting = all.filter { regime in
      regime.onEntering.values.contains { !$0.effects.compactMap(\.state).isEmpty }
    }
    // A regime that is only set passes nothing on.
    regimes = setting.sorted { $0.name < $1.name }
    let names = regimes.map(\.name)
    var choices: [Entering: [[Entering]]] = [:]
    for (place, regime) in regimes.enumerated() {
      for (state, consequence) in regime.onEntering {
        let each: [[Effect]]
        switch consequence {
        case .effects(let effects): each = [effects]
        case .cases(let cases): each = cases.map(\.effects)
        }
        choices[Entering(regime: place, state: state)] = each.map { effects in
          effects.compactMap(\.state).compactMap { name, state in
            names.firstIndex(of: name).map { Entering(regime: $0, state: state) }
          }
        }
      }
    }
    self.choices = choices
    for entering in choices.keys.sorted(by: { ($0.regime, $0.state) < ($1.regime, $1.state) })
    where found == nil {
      for states in together() where states[entering.regime] != entering.state && found == nil {
        follow(
          Moment(states: states, asked: [entering.regime: entering.state], turn: entering.regime))
      }
    }
  }

  /// The first ring, in the order in which its states are entered.
  var first: [(regime: String, state: String)]? {
    found.map { ring in
      ring.map { (regimes[$0.regime].name, regimes[$0.regime].states[$0.state]) }
    }
  }

  /// Every place that the regimes can be in together; none where these are too many.
  private func together() -> [[Int]] {
    var all: [[Int]] = [[]]
    for regime in regimes {
      guard all.count * regime.states.count <= Self.mostMoments else { return [] }
      all = all.flatMap { start in regime.states.indices.map { start + [$0] } }
    }
    return all
  }

  /// Looks from a moment on for one that comes again.
  private mutating func follow(_ start: Moment) {
    var open: [(moment: Moment, depth: Int, entering: Entering?)] = [(start, 0, nil)]
    way = []
    while let next = open.popLast(), found == nil, known.count < Self.mostMoments {
      way.removeSubrange(min(next.depth, way.count)...)
      if let place = way.firstIndex(where: { $0.moment == next.moment }) {
        let ring = (way[(place + 1)...].map(\.entering) + [next.entering]).compactMap(\.self)
        if !ring.isEmpty { found = ring }
        continue
      }
      guard known.insert(next.moment).inserted else { continue }
      way.append((next.moment, next.entering))
      for (moment, entering) in after(next.moment) {
        open.append((moment, next.depth + 1, entering))
      }
    }
  }

  /// What may come of the next thing that is asked.
  private func after(_ moment: Moment) -> [(Moment, Entering?)] {
    let places = regimes.indices.map { ($0 + moment.turn) % regimes.count }
    guard let place = places.first(where: { moment.asked[$0] != nil }),
      let state = moment.asked[place]
    else { return [] }
    var next = moment
    next.asked[place] = nil
    next.turn = (place + 1) % regimes.count
    guard next.states[place] != state else { return [(next, nil)] }
    next.states[place] = state
    let entering = Entering(regime: place, state: state)
    return (choices[entering] ?? [[]]).map { sets in
      var asked = next
      for set in sets { asked.asked[set.regime] = set.state }
      return (asked, entering)
    }
  }
}

extension Effect {
  /// The regime that it sets, and to which state.
  fileprivate var state: (regime: String, state: Int)? {
    if case .state(let regime, let state) = target { (regime, state) } else { nil }
  }
}
