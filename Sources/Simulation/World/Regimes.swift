import Statistics

/// The regimes of a model, in the order in which they depend on each other.
struct Regimes {
  private(set) var chains: [String: RegimeChain] = [:]
  /// Each before those whose rates depend on it.
  private var order: [String] = []
  private let sets: [String: RegimeSets]

  /// Nothing yet but what effects can set.
  init(_ definition: ModelDefinition, in model: Compiler) {
    sets = Dictionary(
      uniqueKeysWithValues: definition.regimes.map { ($0.name, RegimeSets(in: model)) })
  }

  func sets(of name: String) -> RegimeSets? { sets[name] }

  /// Compiles all; a ring of rates is refused.
  mutating func build(
    _ definition: ModelDefinition, in model: Compiler,
    effects: (Consequence, _ name: String) -> Effects
  ) {
    let ordered = ReferenceOrder(definition.regimes, name: \.name, references: \.regimesOfRates)
    if let first = ordered.ring.first {
      let names = ordered.ring.joined(separator: ", ")
      return model.refuse(
        first, "the rates of \(names) depend on each other in a ring, or on themselves")
    }
    let isSet = definition.regimesSet
    for regime in ordered.things {
      let times = definition.timesAsked(of: regime.name)
      let chain = Self.chain(
        regime, at: times, isSet: isSet.contains(regime.name), in: model, effects: effects)
      chains[regime.name] = chain
      order.append(regime.name)
      model.know(chain.known, named: chain.name)
      model.append(chain)
    }
    for name in order {
      if let chain = chains[name] { model.append(RegimeEnd(of: chain, in: model)) }
    }
    guard !order.isEmpty else { return }
    for regime in ordered.things {
      guard let sets = sets[regime.name] else { continue }
      let dated = regime.stated(on: definition.grid)
      if !dated.isEmpty { model.append(StatedStates(name: regime.name, sets: sets, dated: dated)) }
    }
    model.append(
      RegimeSetting(
        regimes: order.compactMap { name in
          guard let chain = chains[name], let sets = sets[name] else { return nil }
          return (chain, sets)
        }, failure: model.failure,
        endless: model.failureCause("states set regimes, and these set others, without end")))
  }

  private static func chain(
    _ regime: Regime, at times: [Double], isSet: Bool, in model: Compiler,
    effects: (Consequence, _ name: String) -> Effects
  ) -> RegimeChain {
    let dt = model.stepLength
    let rates = regime.transitions.map { transition in
      let name = regime.key(of: transition)
      let stated = model.number(transition.rate, name: name, domain: .nonNegative)
      let rate = model.moved(stated, name, .nonNegative)
      let perStep = model.product(rate, dt)
      model.checkStepRate(perStep, of: name)
      return perStep
    }
    return RegimeChain(
      regime, startingIn: regime.startStated(on: model.grid), rates: rates, asked: times,
      isSet: isSet,
      effects: regime.onEntering.sorted { $0.key < $1.key }.reduce(into: [:]) {
        $0[$1.key] = effects($1.value, "\(regime.name).then.\(regime.states[$1.key])")
      }, in: model)
  }

  var tracked: [TrackedRegime] { order.compactMap { chains[$0]?.tracked } }
}

extension Regime {
  /// Names of the regimes that its rates depend on.
  fileprivate var regimesOfRates: Set<String> {
    transitions.reduce(into: []) { $0.formUnion($1.rate.regimes) }
  }
}

extension Regime {
  /// The states that it is set to whatever chance says, by the step of each date; those of the start are left out.
  fileprivate func stated(on grid: TimeGrid) -> [Int: Int] {
    // On one step the last date counts.
    let later = stated.filter { $0.date > grid.start }.sorted { $0.date < $1.date }
    return later.reduce(into: [:]) { $0[grid.step(on: $1.date)] = $1.state }
  }

  /// Where it starts, as far as that is taken for given.
  fileprivate func startStated(on grid: TimeGrid) -> [(state: Int, weight: Double)] {
    if let heldState { return [(heldState, 1)] }
    return stated.last { $0.date <= grid.start }.map { [($0.state, 1)] } ?? start
  }
}

/// Asks for the states that a regime is set to whatever chance says, behind all events.
private struct StatedStates: Component {
  let name: String
  let phase = Phase.amounts
  let sets: RegimeSets
  /// By step.
  let dated: [Int: Int]

  func advance(_ block: Block, to step: Int) {
    guard let state = dated[step] else { return }
    for path in 0..<block.capacity { sets.add(path, state, in: block) }
  }
}

/// Sets regimes to the states that the events of a step ask for, on the step's date.
private struct RegimeSetting: Component {
  let name = "regimes that events set"
  let phase = Phase.amounts
  let regimes: [(chain: RegimeChain, sets: RegimeSets)]
  let failure: Column
  let endless: Int

  func start(_ block: Block) { for regime in regimes { regime.sets.start(block) } }

  func advance(_ block: Block, to step: Int) {
    // Entering a state may set another regime. The reader refuses rings; two sets may still run after each other.
    var rounds = regimes.reduce(0) { $0 + $1.chain.stateNames.count }
    while rounds > 0, regimes.contains(where: { !$0.sets.isEmpty(block) }) {
      rounds -= 1
      // One after the other, so that no path depends on what is asked of others.
      for regime in regimes where !regime.sets.isEmpty(block) {
        regime.chain.set(regime.sets, at: step, in: block)
      }
    }
    for regime in regimes {
      regime.sets.take(block) { path, _ in block.fail(path, as: endless, in: failure) }
    }
  }
}
