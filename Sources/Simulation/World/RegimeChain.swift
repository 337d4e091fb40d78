import CKernels

/// A regime on the paths of a block: a Markov chain in continuous time, by one clock of exponential time in
/// each state.
///
/// A state is left at the total rate of its exits; a second draw says where to. The times are exact, and
/// so is how long a step is spent in each state: a chain that is stepped by e^(GΔ) knows only where a step
/// ends, and misses the time in a state by a part of a step. Where rates move with the steps, what the
/// clock has left runs down at the rates of each step.
///
/// Reference: Norris (1997), §2.6; Gillespie (1977). Verified: `WhatCanHappenTests`, against the law of
/// the time in a state.
struct RegimeChain: Component {
  let name: String
  let phase = Phase.numbers
  let known: KnownRegime
  var stateNames: [String] { known.stateNames }
  /// The place of the one that holds on the block's date.
  let state: Column
  /// When the one that holds began, in steps.
  let since: Column
  let times: [StateTimes]
  let occupancy: RegimeOccupancy
  private let exits: [Exits]
  private let isMoving: Bool
  /// The step at which the state is left; where rates move, what the clock has left.
  private let clock: Column
  /// How many draws the clock has taken.
  private let draws: Column
  /// Up to when a path that changes has been followed in a step.
  private let seenUntil: Column
  private let first: ClockDraw
  private let target: NumberedDraws
  private let start: Start
  private let failure: Column
  private let cause: Int

  private struct Start: Sendable {
    let states: [(state: Int, weight: Double)]
    let draws: DrawSource?
  }

  /// - Parameter rates: Per step, by the transition's place.
  init(
    _ regime: Regime, rates: [Number], effects: [Int: Effects], in model: Compiler
  ) {
    name = regime.name
    (state, since, clock, draws) = (
      model.column(), model.column(), model.column(), model.column()
    )
    seenUntil = model.column()
    occupancy = RegimeOccupancy(
      state: state, changed: [PathList(in: model), PathList(in: model)],
      lastChange: model.column(), shares: regime.states.map { _ in model.column() })
    known = KnownRegime(
      stateNames: regime.states, firstState: regime.start.first?.state ?? 0, occupancy: occupancy)
    exits = regime.states.indices.map { from in
      let ways = zip(regime.transitions, rates).filter { $0.0.from == from }
      let total = ways.map(\.1).reduce(model.constant(0)) { sum, rate in
        model.derive(sum, rate) { $0 + $1 }
      }
      return Exits(total: total, targets: ways.map { ($0.0.to, $0.1) })
    }
    isMoving = exits.contains { $0.total.time == .step }
    times = regime.states.indices.map { place in
      StateTimes(
        spent: model.column(), entered: OccurrenceTimes(in: model), firstIn: model.column(),
        onEntering: effects[place])
    }
    first = ClockDraw(regime.name, in: model)
    target = NumberedDraws(source: model.source(regime.name + ".target"))
    let isDrawn = regime.start.count > 1
    start = Start(
      states: regime.start, draws: isDrawn ? model.source(regime.name + ".start") : nil)
    failure = model.failure
    cause = model.failureCause("\(name) changed more than \(StepOccurrences.most) times")
  }

  func start(_ block: Block) {
    setStartState(block)
    for list in occupancy.changed { block[list].removeAll() }
    for column in [since, draws] + times.map(\.spent) {
      block.values(of: column).update(repeating: 0)
    }
    block.values(of: occupancy.lastChange).update(repeating: -1)
    let states = block[state]
    for (place, seen) in times.enumerated() {
      seen.entered.start(block)
      seen.onEntering?.start(block)
      let firstIn = block[seen.firstIn]
      for path in 0..<block.capacity {
        firstIn[path] = states[path] == Double(place) ? 0 : .infinity
      }
    }
    guard !block.isAtMedian else { return block.values(of: clock).update(repeating: .infinity) }
    first.setExponentials(clock, in: block)
    let (clock, totals) = (block[clock], totals(in: block))
    for path in 0..<block.capacity where !isMoving {
      let rate = totals[Int(states[path])][path]
      clock[path] = rate > 0 ? clock[path] / rate : .infinity
    }
    block.stopFailed(self.clock, failure)
  }

  private func totals(in block: Block) -> [ck_number] { exits.map { block[$0.total] } }

  private func setStartState(_ block: Block) {
    let states = block[state]
    block.values(of: state).update(repeating: Double(known.firstState))
    guard let draws = start.draws else { return }
    block.drawUniforms(draws, at: 0, into: state)
    for path in 0..<block.capacity {
      var left = states[path]
      let place = start.states.firstIndex {
        left -= $0.weight
        return left < 0
      }
      states[path] = Double(start.states[place ?? start.states.count - 1].state)
    }
  }

  func advance(_ block: Block, to step: Int) {
    block[occupancy.changed(in: step)].removeAll()
    if isMoving { runDown(block) }
    var due = block.due(clock, at: isMoving ? 0 : Double(step))
    guard !due.isEmpty else { return }
    var entered = Entered(count: stateNames.count)
    begin(due, in: block, at: step)
    entered.reserve(due.count)
    while !due.isEmpty { leave(&due, at: Double(step), block, &entered) }
    apply(entered, in: block)
  }

  private func runDown(_ block: Block) {
    let (clock, states, totals) = (block[clock], block[state], totals(in: block))
    for path in 0..<block.capacity { clock[path] -= totals[Int(states[path])][path] }
  }

  /// What entering does.
  private func apply(_ entered: Entered, in block: Block) {
    for (state, (seen, paths)) in zip(stateNames, zip(times, entered.paths)) {
      block.log?.add(.state, "\(name).\(state)", "\(name).then.\(state)", paths)
      seen.onEntering?.apply(paths, in: block)
    }
  }

  /// Of paths that change in a step nothing has been spent in it so far.
  private func begin(_ paths: [UInt32], in block: Block, at step: Int) {
    for path in paths { occupancy.note(Int(path), in: block, at: step) }
    for share in occupancy.shares {
      let share = block[share]
      for path in paths { share[Int(path)] = 0 }
    }
    // What a step is spent in from its start on.
    let since = block[seenUntil]
    for path in paths { since[Int(path)] = Double(step) - 1 }
  }

  /// Takes paths through one change; what is left are those that change again.
  private func leave(
    _ paths: inout [UInt32], at end: Double, _ block: Block, _ entered: inout Entered
  ) {
    let (clock, states, until) = (block[clock], block[state], block[seenUntil])
    let (shares, totals) = (occupancy.shares.map { block[$0] }, totals(in: block))
    let targets = targets(of: paths, in: block)
    let entering = Entering(self, block)
    for (place, path) in paths.enumerated() {
      let path = Int(path)
      let left = Int(states[path])
      let time = isMoving ? end + clock[path] / totals[left][path] : clock[path]
      let from = max(time, until[path])
      shares[left][path] += from - until[path]
      until[path] = from
      entering(targets[place], path, at: from, &entered)
    }
    restart(paths, in: block) { path, left in
      let (rate, time) = (totals[Int(states[path])][path], until[path])
      if isMoving {
        clock[path] = left - rate * (end - time)
      } else {
        clock[path] = rate > 0 ? time + left / rate : .infinity
      }
    }
    paths.removeAll { path in
      let path = Int(path)
      // What is no number rings no more.
      if clock[path] <= (isMoving ? 0 : end) { return false }
      shares[Int(states[path])][path] += end - until[path]
      return true
    }
  }

  /// Where each path goes from its state.
  private func targets(of paths: [UInt32], in block: Block) -> [Int] {
    let (states, draws) = (block[state], block[draws])
    guard exits.contains(where: { $0.targets.count > 1 }) else {
      return paths.map { exits[Int(states[Int($0)])].targets.first?.state ?? Int(states[Int($0)]) }
    }
    let numbers = paths.map { UInt32(draws[Int($0)]) }
    return target.withUniforms(paths, numbers, in: block) { uniforms in
      paths.enumerated().map { place, path in
        let path = Int(path)
        let targets = exits[Int(states[path])].targets
        var share = uniforms[place] * targets.reduce(0) { $0 + block[$1.rate][path] }
        let found = targets.first {
          share -= block[$0.rate][path]
          return share < 0
        }
        return (found ?? targets.last)?.state ?? Int(states[path])
      }
    }
  }

  /// Gives paths new clocks.
  private func restart(
    _ paths: [UInt32], in block: Block, _ set: (_ path: Int, _ left: Double) -> Void
  ) {
    let draws = block[draws]
    let numbers = paths.map { path in
      let path = Int(path)
      draws[path] += 1
      if Int(draws[path]) >= StepOccurrences.most { block.fail(path, as: cause, in: failure) }
      return UInt32(min(draws[path], Double(StepOccurrences.most)))
    }
    first.later.withExponentials(paths, numbers, in: block) { left in
      for (place, path) in paths.enumerated() {
        set(Int(path), numbers[place] == UInt32(StepOccurrences.most) ? .infinity : left[place])
      }
    }
  }

  // MARK: What events set

  /// Puts paths into states from a step's date on, with clocks that start anew.
  func set(_ asked: [(path: Int, state: Int)], at step: Int, in block: Block) {
    let (states, clock, totals) = (block[state], block[clock], totals(in: block))
    let changing = asked.filter { Int(states[$0.path]) != $0.state }
    var entered = Entered(count: stateNames.count)
    let (entering, time) = (Entering(self, block), Double(step))
    for (path, state) in changing {
      occupancy.note(path, in: block, at: step)
      entering(state, path, at: time, &entered)
    }
    restart(changing.map { UInt32($0.path) }, in: block) { path, left in
      let rate = totals[Int(states[path])][path]
      clock[path] = isMoving ? left : rate > 0 ? time + left / rate : .infinity
    }
    apply(entered, in: block)
  }
}
