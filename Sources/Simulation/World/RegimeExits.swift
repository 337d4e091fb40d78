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
  /// Whether the rates move with the steps.
  let isMoving: Bool
  /// Whether a state has several exits.
  let mayChoose: Bool
  /// What the rates depend on within a step.
  private let movers: HazardMovers

  /// - Parameters:
  ///   - rates: Per step, by the transition's place.
  ///   - isHeld: Whether no state is left.
  init(_ regime: Regime, _ rates: [Number], isHeld: Bool, in model: Compiler) {
    all = regime.states.indices.map { from in
      let ways = zip(regime.transitions, rates).filter { $0.0.from == from && !isHeld }
      let total = ways.map(\.1).reduce(model.constant(0)) { sum, rate in
        model.derive(sum, rate) { $0 + $1 }
      }
      return Exits(total: total, targets: ways.map { ($0.to, $1, model.momentary($1)) })
    }
    onlyTargets = all.enumerated().map { Double($1.targets.first?.state ?? $0) }
    isMoving = all.contains { $0.total.time == .step }
    mayChoose = all.contains { $0.targets.count > 1 }
    let regimes = all.flatMap { $0.targets.flatMap(\.momentary.regimes) }
    movers = HazardMovers(
      regimes: regimes.indices.filter { place in
        !regimes[..<place].contains { $0.state == regimes[place].state }
      }.map { regimes[$0] }, in: model)
  }

  /// By states, per step.
  func totals(in block: Block) -> [ck_number] { all.map { block[$0.total] } }

  // MARK: Rates that move

  func start(_ block: Block) { movers.start(block) }

  /// Takes off what a step uses up of what a clock has left; where another regime switches in it, 0 or below is
  /// when it rings.
  func useUp(_ clock: Clock, _ occupancy: RegimeOccupancy, in step: Int, _ block: Block) {
    let (next, states) = (block[clock.next], block[occupancy.state])
    var changing = block[clock.rings]
    movers.findChanges(in: step, next: next, into: &changing, block)
    let totals = totals(in: block)
    for path in 0..<block.capacity { next[path] -= totals[Int(states[path])][path] }
    for place in 0..<changing.count {
      let path = changing.path(place)
      if next[path] > 0, !movers.areSeveral { continue }
      next[path] = left(
        of: changing.times[place], path, Int(states[path]), StepSpan(of: step), block)
    }
  }

  /// When a state was left whose clock has run out.
  func time(
    _ path: Int, _ state: Int, next: Double, _ totals: [ck_number], _ step: Int, _ block: Block
  ) -> Double {
    movers.haveChanged(path, in: step, block)
      ? Double(step) + next : Double(step) + next / totals[state][path]
  }

  /// What is left at the end of a step of a clock that starts within it.
  func left(
    of budget: Double, _ path: Int, _ state: Int, in span: StepSpan, _ totals: [ck_number],
    _ block: Block
  ) -> Double {
    movers.haveChanged(path, in: span.step, block)
      ? left(of: budget, path, state, span, block)
      : budget - totals[state][path] * span.length
  }

  private func left(
    of budget: Double, _ path: Int, _ state: Int, _ span: StepSpan, _ block: Block
  ) -> Double {
    HazardCourse.left(of: budget, movers.cuts(path, in: span, block), in: span) { moment in
      all[state].targets.reduce(0) { $0 + $1.momentary.value(path, at: moment, in: block) }
    }
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
    let isMomentary = movers.haveChanged(path, in: moment.step, block)
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
