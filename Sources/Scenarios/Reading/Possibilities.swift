import Simulation
import Statistics

/// What can happen on some path at all, as far as that follows from numbers that are 0 and from what waits
/// for what: events that can occur, their cases, and states that paths can be in or enter.
struct Possibilities {
  private let definition: ModelDefinition
  /// The last date, as a place on the grid.
  private let end: Double
  private(set) var events: Set<String> = []
  /// With their events: `release.hit`.
  private(set) var cases: Set<String> = []
  /// By regime.
  private(set) var states: [String: Set<Int>] = [:]
  private(set) var entered: [String: Set<Int>] = [:]
  /// Numbers that effects may lead away from 0, by full name.
  private(set) var moved: Set<String> = []

  /// Adds what can happen until nothing more does, so that what only makes itself possible cannot happen.
  init(_ definition: ModelDefinition) {
    self.definition = definition
    end = Double(definition.grid.steps)
    for regime in definition.regimes {
      states[regime.name] = Set(regime.start.filter { $0.weight > 0 }.map(\.state))
      entered[regime.name] = []
    }
    var isGrowing = true
    while isGrowing {
      let before = count
      for event in definition.events { add(event) }
      for regime in definition.regimes { add(regime) }
      isGrowing = count > before
    }
  }

  private var count: Int {
    (Array(states.values) + Array(entered.values))
      .reduce(events.count + cases.count + moved.count) { $0 + $1.count }
  }

  private mutating func add(_ event: EventDefinition) {
    if obstacle(to: event) == nil, event.when.map({ mayHold($0.test) }) ?? true {
      events.insert(event.name)
      add(event.then, of: event.name)
    }
    if !event.isCertain { add(event.otherwise, of: event.name) }
  }

  private mutating func add(_ regime: Regime) {
    for way in regime.transitions where !isZero(way.rate, regime.key(of: way)) {
      if states[regime.name]?.contains(way.from) ?? false { enter(way.to, of: regime.name) }
    }
    for (state, consequence) in regime.onEntering
    where entered[regime.name]?.contains(state) ?? false {
      add(consequence, of: regime.name)
    }
  }

  private mutating func add(_ consequence: Consequence?, of owner: String) {
    switch consequence {
    case .effects(let effects)?: add(effects)
    case .cases(let all)?:
      for one in all where Self.obstacle(to: one, among: all) == nil {
        cases.insert("\(owner).\(one.name)")
        add(one.effects)
      }
    case nil: break
    }
  }

  private mutating func add(_ effects: [Effect]) {
    for effect in effects {
      switch effect.target {
      case .state(let regime, let state): enter(state, of: regime)
      case .parameter(let name, _, _):
        // A change of 0 is 0.
        if effect.operation != .change, !(effect.size?.law.isZero ?? true) { moved.insert(name) }
      case .level, .factor, .shares, .whole: break
      }
    }
  }

  /// Whether a number of that full name is 0 on every path.
  func isZero(_ law: Assumption.Law, _ name: String) -> Bool {
    law.isZero && !moved.contains(name)
  }

  private mutating func enter(_ state: Int, of regime: String) {
    states[regime, default: []].insert(state)
    entered[regime, default: []].insert(state)
  }

  // MARK: Obstacles

  /// Why a trigger never fires, whatever the condition beside it.
  enum Obstacle {
    case noProbability, noFrequency, lateStart, longInterval
    case noWeight, noRest
  }

  func obstacle(to event: EventDefinition) -> Obstacle? {
    if event.probability?.isZero ?? false { return .noProbability }
    let from = event.from.map(definition.grid.place(of:)) ?? 0
    if from >= end { return .lateStart }
    switch event.trigger {
    case .frequency(let law):
      let isNever = isZero(law, "\(event.name).\(EventKey.frequency.rawValue)")
      return isNever && !event.followsFromBefore ? .noFrequency : nil
    case .interval(let law):
      let least = (law.bounds?.lowerBound ?? 0) * Double(definition.grid.step.perYear)
      // A part of a step less: dates of the grid and years agree to within half a per cent.
      return from + 0.99 * least > end ? .longInterval : nil
    case .dates, .deadline, .condition: return nil
    }
  }

  static func obstacle(
    to one: Consequence.Case, among cases: [Consequence.Case]
  ) -> Obstacle? {
    if let weight = one.weight { return weight.isZero ? .noWeight : nil }
    let others = cases.compactMap { $0.weight?.bounds?.lowerBound }
    return others.reduce(0, +) >= 1 - 1e-9 ? .noRest : nil
  }

  // MARK: Conditions

  func mayHold(_ test: Condition.Test) -> Bool {
    switch test {
    case .comparison, .pair, .happened(.outcome, _): true
    case .state(let regime, let state, _): states[regime]?.contains(state) ?? true
    case .happened(.event(let name), _): events.contains(name)
    case .happened(.eventCase(let event, let name), _): cases.contains("\(event).\(name)")
    case .not(let test): !mustHold(test)
    case .all(let tests): tests.allSatisfy(mayHold) && !Self.contradict(tests)
    case .any(let tests): tests.contains(where: mayHold)
    }
  }

  private func mustHold(_ test: Condition.Test) -> Bool {
    switch test {
    case .comparison, .pair, .happened: false
    case .state(let regime, let state, _): states[regime] == [state]
    case .not(let test): !mayHold(test)
    case .all(let tests): tests.allSatisfy(mustHold)
    case .any(let tests): tests.contains(where: mustHold)
    }
  }

  /// Whether a regime would have to be in two states on one date, or a series above and below.
  private static func contradict(_ tests: [Condition.Test]) -> Bool {
    for (place, first) in tests.enumerated() {
      for second in tests[(place + 1)...] {
        switch (first, second) {
        case (.state(let one, let state, .now), .state(let two, let other, .now)):
          if one == two, state != other { return true }
        case (.comparison(let one), .comparison(let other))
        where one.quantity == other.quantity && one.moment == .now && other.moment == .now:
          let (low, high) = one.relation == .above ? (one, other) : (other, one)
          if low.relation == .above, high.relation == .below, low.level >= high.level {
            return true
          }
        default: break
        }
      }
    }
    return false
  }
}

extension EventDefinition {
  /// Whether occurrences before the start may bring it about.
  fileprivate var followsFromBefore: Bool {
    guard let clustering, let recent = clustering.recent else { return false }
    return !recent.isZero && !clustering.branching.isZero
  }

  /// Whether it happens on every path, so that nothing follows otherwise.
  var isCertain: Bool {
    guard when == nil else { return false }
    let isLikely = probability.map { $0.bounds?.lowerBound == 1 }
    switch trigger {
    case .dates: return isLikely ?? true
    case .deadline: return isLikely ?? false
    case .frequency, .interval, .condition: return false
    }
  }
}

extension Assumption.Law {
  /// The least and the largest value, over all dates and states; nil where there is none.
  var bounds: ClosedRange<Double>? {
    let all: [ClosedRange<Double>?]
    switch self {
    case .value(let value): return value.isNaN ? nil : value...value
    case .distribution(let distribution): return distribution.support
    case .schedule(let laws): all = laws.map(\.law.bounds)
    case .regime(_, let laws): all = laws.map(\.bounds)
    case .along(let along): all = along.points.map(\.law.bounds)
    }
    let known = all.compactMap(\.self)
    guard let first = known.first, known.count == all.count else { return nil }
    return known.reduce(first) {
      min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
    }
  }

  /// Whether it is 0 on every path, on every date and in every state.
  var isZero: Bool { bounds == 0...0 }
}
