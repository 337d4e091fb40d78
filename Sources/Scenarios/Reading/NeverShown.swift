import Simulation
import Statistics

// Warnings of what a file states and no path can ever show.

extension ScenarioReader {
  /// Regimes, events and companies must have been read without an error: what is missing could be what makes
  /// the rest possible.
  mutating func warnOfWhatNeverShows() {
    let definition = draft.definition
    guard !hasErrors, !draft.lacksBase, let grid = draft.grid,
      !definition.events.isEmpty || !definition.regimes.isEmpty
    else { return }
    var whole = definition
    whole.grid = grid
    let possible = Possibilities(whole)
    for regime in definition.regimes { warn(regime, possible) }
    for event in definition.events { warn(event, possible, grid) }
    for company in definition.companies {
      for (key, condition) in company.assumptions.conditions.sorted(by: { $0.key < $1.key })
      where !possible.mayHold(condition.test) {
        warn(
          "\(company.name).\(key)", because: "'\(condition.text)' never holds",
          "another condition")
      }
    }
  }

  private mutating func warn(_ regime: Regime, _ possible: Possibilities) {
    for way in regime.transitions where possible.isZero(way.rate, regime.key(of: way)) {
      warn(regime.key(of: way), because: "its rate is 0", "one above 0")
    }
    if regime.states.count == 1 {
      warn(
        regime.name, because: "it has one state, and leads nowhere", "a transition to another state"
      )
    }
    let entered = possible.entered[regime.name] ?? []
    for (place, state) in regime.states.enumerated() {
      guard let then = regime.onEntering[place] else { continue }
      let name = "\(regime.name).\(RegimeKey.then.rawValue).\(state)"
      if entered.contains(place) {
        warn(then, at: name, of: regime.name, possible)
      } else {
        warn(
          name, because: "no path enters '\(state)', and to start there is no entering",
          "a transition or an event that leads there")
      }
    }
  }

  private mutating func warn(
    _ event: EventDefinition, _ possible: Possibilities, _ grid: TimeGrid
  ) {
    func key(_ key: EventKey) -> String { "\(event.name).\(key.rawValue)" }
    switch possible.obstacle(to: event) {
    case .noProbability?:
      warn(event.name, at: key(.probability), because: "its probability is 0", "one above 0")
    case .noFrequency?:
      warn(event.name, at: key(.frequency), because: "its frequency is 0", "one above 0")
    case .lateStart?:
      warn(
        event.name, at: key(.from),
        because: "it can happen after \(event.from?.description ?? "") only, and paths end on "
          + "\(grid.end)", "an earlier date")
    case .longInterval?:
      warn(
        event.name, at: key(.every), because: "its first interval ends after \(grid.end)",
        "a shorter one or an earlier 'from'")
    case .noWeight?, .noRest?, nil:
      if let when = event.when, !possible.mayHold(when.test) {
        warn(
          event.name, at: key(.when), because: "'\(when.text)' never holds", "another condition")
      } else if let then = event.then {
        warn(then, at: key(.then), of: event.name, possible)
      }
    }
    guard let otherwise = event.otherwise else { return }
    if event.isCertain {
      warn(
        key(.otherwise), because: "'\(event.name)' happens on every path",
        "a probability below 100%")
    } else {
      warn(otherwise, at: key(.otherwise), of: event.name, possible)
    }
  }

  private mutating func warn(
    _ consequence: Consequence, at name: String, of owner: String, _ possible: Possibilities
  ) {
    for one in consequence.cases {
      switch Possibilities.obstacle(to: one, among: consequence.cases) {
      case .noWeight?:
        warn(
          "\(owner).\(one.name)", at: "\(name).\(one.name).\(ConsequenceKey.weight)",
          because: "its weight is 0", "one above 0")
      case .noRest?:
        warn(
          "\(owner).\(one.name)", at: "\(name).\(one.name)",
          because: "the weights of the others leave nothing", "a sum below 100%")
      default: break
      }
    }
    switch consequence {
    case .effects(let effects): warn(effects, possible)
    case .cases(let cases): for one in cases { warn(one.effects, possible) }
    }
  }

  /// Of effects that follow together, in the order of the file.
  private mutating func warn(_ effects: [Effect], _ possible: Possibilities) {
    for (place, effect) in effects.enumerated() {
      let later = effects[(place + 1)...].first {
        $0.operation == .set && $0.target.name == effect.target.name
          // What is set for a time gives way to what was there before.
          && ($0.lasting == nil || $0.lasting?.key == effect.lasting?.key)
      }
      if later != nil {
        warn(
          effect.key, because: "behind it '\(effect.target.name)' is set", "one of the two")
      } else if ![.set, .buyOut].contains(effect.operation), effect.size?.law.isZero ?? false {
        let isRaise = effect.operation == .raise
        warn(
          effect.key,
          because: isRaise ? "an amount of 0 brings nothing" : "what is 0 moves nothing",
          "another size or no such line")
      } else if effect.operation == .change, case .parameter(let name, _, _) = effect.target,
        let law = law(of: name), possible.isZero(law, name)
      {
        warn(effect.key, because: "'\(name)' is 0, and a change of 0 is 0", "'add' or 'set'")
      }
    }
  }

  /// What a number is, whether the file states it or not.
  private func law(of name: String) -> Assumption.Law? {
    if let stated = numbers[name] { return stated.assumption.law }
    let own = name.split(separator: ".").dropFirst().joined(separator: ".")
    let parameter = parameter(ofFactor: name)?.parameter ?? Section.company.parameter(at: own)
    return parameter?.fallback.map { .value($0) }
  }

  private mutating func warn(
    _ what: String, at key: String? = nil, because reason: String, _ expected: String
  ) {
    let place = places[key ?? what] ?? Self.start
    // Who sets a number to 0 takes away what it does, to compare.
    guard !sources.all[place.source].isOneLine else { return }
    report(.neverShows(what, because: reason, expected: expected), at: place)
  }
}

extension Effect.Target {
  /// As a file calls it.
  fileprivate var name: String {
    switch self {
    case .level(let company, let name): "\(company).\(name)"
    case .factor(let name, _), .parameter(let name, _, _): name
    case .state(let regime, _): regime
    case .shares(let company, _), .whole(let company): company
    }
  }
}
