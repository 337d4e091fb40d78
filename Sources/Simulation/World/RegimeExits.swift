import CKernels

/// How the states of a regime are left.
struct RegimeExits: Sendable {
  private struct Exits: Sendable {
    /// Per step.
    let total: Number
    let targets: [(state: Int, rate: Number, momentary: MomentaryNumber)]
  }

  private let all: [Exits]
  /// Of states with one exit or none.
  private let onlyTargets: [Double]
  /// Whether a state has several exits.
  let mayChoose: Bool
  /// What the rates depend on within a step, where they move with the steps.
  let movers: HazardMovers?

  /// - Parameters:
  ///   - rates: Per step, by the transition's place.
  ///   - isHeld: Whether no state is left.
  init(_ regime: Regime, _ rates: [Number], isHeld: Bool, in model: Compiler) {
    all = regime.states.indices.map { from in
      let ways = zip(regime.transitions, rates).filter { $0.0.from == from && !isHeld }
      let total = ways.dropFirst().reduce(ways.first?.1 ?? model.constant(0)) { sum, way in
        model.derive(sum, way.1) { $0 + $1 }
      }
      return Exits(total: total, targets: ways.map { ($0.to, $1, model.momentary($1)) })
    }
    onlyTargets = all.enumerated().map { Double($1.targets.first?.state ?? $0) }
    mayChoose = all.contains { $0.targets.count > 1 }
    movers =
      all.contains { $0.total.time == .step }
      ? HazardMovers(
        regimes: all.flatMap { $0.targets.flatMap(\.momentary.regimes) }, in: model) : nil
  }

  /// By states, per step.
  func totals(in block: Block) -> [ck_number] { all.map { block[$0.total] } }

  /// At which a state is left at a moment.
  func total(_ path: Int, _ state: Int, at moment: TimeInStep, in block: Block) -> Double {
    all[state].targets.reduce(0) { $0 + $1.momentary.value(path, at: moment, in: block) }
  }

  // MARK: Targets

  /// The place of the state to go to.
  ///
  /// - Parameter draw: Uniform on (0, 1); of no account for a state with one exit.
  func target(
    _ path: Int, _ state: Int, at moment: TimeInStep, draw: Double, in block: Block
  ) -> Double {
    let targets = all[state].targets
    guard targets.count > 1 else { return onlyTargets[state] }
    let isMomentary = movers?.haveChanged(path, in: moment.step, block) ?? false
    func rate(_ place: Int) -> Double {
      isMomentary
        ? targets[place].momentary.value(path, at: moment, in: block)
        : block[targets[place].rate][path]
    }
    var share = draw * targets.indices.reduce(0) { $0 + rate($1) }
    let found = targets.indices.first {
      share -= rate($0)
      return share < 0
    }
    return Double(targets[found ?? targets.count - 1].state)
  }
}
