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
  var occupancy: RegimeOccupancy { known.occupancy }
  /// The place of the one that holds on the block's date.
  var state: Column { occupancy.state }
  /// When the one that holds began, in steps.
  let since: Column
  let seen: StateTimes
  private let exits: [Exits]
  /// Of states with one exit.
  private let onlyTargets: [Double]
  /// Whether the rates move with the steps.
  private let isMoving: Bool
  /// When the state is left; where rates move, what it has left.
  private let clock: Clock
  private let target: NumberedDraws
  private let startStates: [(state: Int, weight: Double)]
  private let startDraws: DrawSource?
  let onEntering: [(state: Int, effects: Effects)]
  /// Whether nothing changes its state.
  private let isHeld: Bool
  /// Of one state at a time.
  private let entering: HitList

  /// How a state is left, in a step.
  private struct Exits: Sendable {
    let total: Number
    let targets: [(state: Int, rate: Number)]
  }

  /// - Parameters:
  ///   - rates: Per step, by the transition's place.
  ///   - times: At which it is asked for its state, in steps.
  init(
    _ regime: Regime, rates: [Number], asked times: [Double], effects: [Int: Effects],
    in model: Compiler
  ) {
    name = regime.name
    since = model.column()
    seen = StateTimes(regime.states.count, asked: times, in: model)
    known = KnownRegime(
      stateNames: regime.states, firstState: regime.start.first?.state ?? 0,
      occupancy: RegimeOccupancy(
        state: model.column(), changed: [PathList(in: model), PathList(in: model)],
        shares: model.row(regime.states.count)))
    isHeld = regime.heldState != nil
    exits = regime.states.indices.map { [isHeld] from in
      let ways = zip(regime.transitions, rates).filter { $0.0.from == from && !isHeld }
      let total = ways.map(\.1).reduce(model.constant(0)) { sum, rate in
        model.derive(sum, rate) { $0 + $1 }
      }
      return Exits(total: total, targets: ways.map { ($0.0.to, $0.1) })
    }
    onlyTargets = exits.enumerated().map { Double($1.targets.first?.state ?? $0) }
    isMoving = exits.contains { $0.total.time == .step }
    clock = Clock(
      regime.name, tooMany: "\(name) changed more than \(NumberedDraws.most) times", in: model)
    target = NumberedDraws(source: model.source(regime.name + ".target"))
    startStates = regime.heldState.map { [($0, 1)] } ?? regime.start
    startDraws = startStates.count > 1 ? model.source(regime.name + ".start") : nil
    onEntering = effects.keys.sorted().compactMap { state in effects[state].map { (state, $0) } }
    entering = HitList(in: model)
  }

  // MARK: The start

  func start(_ block: Block) {
    setStartState(block)
    for list in occupancy.changed { block[list].removeAll() }
    block.values(of: since).update(repeating: 0)
    seen.start(block, in: state)
    for (_, effects) in onEntering { effects.start(block) }
    guard !block.isAtMedian else { return clock.stop(block) }
    clock.start(block)
    let (next, states, totals) = (block[clock.next], block[state], totals(in: block))
    for path in 0..<block.capacity where !isMoving {
      let rate = totals[Int(states[path])][path]
      next[path] = rate > 0 ? next[path] / rate : .infinity
    }
    clock.stopFailed(block)
  }

  private func totals(in block: Block) -> [ck_number] { exits.map { block[$0.total] } }

  private func setStartState(_ block: Block) {
    let states = block[state]
    block.values(of: state).update(repeating: Double(startStates.first?.state ?? known.firstState))
    guard let startDraws else { return }
    block.drawUniforms(startDraws, at: 0, into: state)
    for path in 0..<block.capacity {
      var left = states[path]
      let place = startStates.firstIndex {
        left -= $0.weight
        return left < 0
      }
      states[path] = Double(startStates[place ?? startStates.count - 1].state)
    }
  }

  // MARK: A step

  func advance(_ block: Block, to step: Int) {
    block[occupancy.changed(in: step)].removeAll()
    if isMoving { runDown(block) }
    var hits = clock.due(isMoving ? 0 : Double(step), block)
    guard !hits.isEmpty else { return }
    begin(hits, in: block, at: step)
    while !hits.isEmpty { leave(&hits, at: Double(step), block) }
  }

  private func runDown(_ block: Block) {
    let (next, states, totals) = (block[clock.next], block[state], totals(in: block))
    for path in 0..<block.capacity { next[path] -= totals[Int(states[path])][path] }
  }

  /// Of paths that change in a step nothing has been spent in it so far.
  private func begin(_ hits: Hits, in block: Block, at step: Int) {
    let (list, shares) = (block[occupancy.changed(in: step)], block[occupancy.shares])
    for place in 0..<hits.count { list.append(hits.path(place)) }
    for state in stateNames.indices {
      let share = shares[state]
      for place in 0..<hits.count { share[hits.path(place)] = 0 }
    }
  }

  /// Takes paths through one change; what is left are those that change again.
  private func leave(_ hits: inout Hits, at end: Double, _ block: Block) {
    let (next, states, since) = (block[clock.next], block[state], block[since])
    let (shares, totals) = (block[occupancy.shares], totals(in: block))
    // A hair behind the date before, so that it is known in which step a state began.
    let earliest = (end - 1).nextUp
    for place in 0..<hits.count {
      let path = hits.path(place)
      let left = Int(states[path])
      let from = max(since[path], end - 1)
      let time = isMoving ? end + next[path] / totals[left][path] : next[path]
      hits.times[place] = max(time, max(from, earliest))
      shares[left][path] += hits.times[place] - from
    }
    chooseTargets(of: hits, in: block)
    enter(hits, in: block)
    restart(hits, at: end, totals, in: block)
    let limit = isMoving ? 0 : end
    hits.keep { path in
      // What is no number rings no more.
      if next[path] <= limit { return true }
      shares[Int(states[path])][path] += end - since[path]
      return false
    }
  }

  /// Puts the place of the state to go to where each hit's draw is.
  private func chooseTargets(of hits: Hits, in block: Block) {
    let states = block[state]
    guard exits.contains(where: { $0.targets.count > 1 }) else {
      for place in 0..<hits.count {
        hits.draws[place] = onlyTargets[Int(states[hits.path(place)])]
      }
      return
    }
    clock.number(hits, in: block)
    target.setUniforms(hits, in: block)
    for place in 0..<hits.count {
      let path = hits.path(place)
      let state = Int(states[path])
      let targets = exits[state].targets
      var share = hits.draws[place] * targets.reduce(0) { $0 + block[$1.rate][path] }
      let found = targets.first {
        share -= block[$0.rate][path]
        return share < 0
      }
      hits.draws[place] = Double((found ?? targets.last)?.state ?? state)
    }
  }

  /// Paths enter the states that their draws name, and what follows happens.
  private func enter(_ hits: Hits, in block: Block) {
    seen.enter(hits, from: block[state], since: block[since], in: block)
    block.log?.addStates(stateNames, of: name, hits)
    for (state, effects) in onEntering {
      let entered = Double(state)
      let some = hits.some(in: block[entering]) { hits.draws[$0] == entered }
      if !some.isEmpty { effects.apply(some, in: block) }
    }
  }

  /// Gives paths new clocks from the times of hits on.
  private func restart(_ hits: Hits, at end: Double, _ totals: [ck_number], in block: Block) {
    let (next, states) = (block[clock.next], block[state])
    clock.drawExponentials(hits, in: block)
    for place in 0..<hits.count {
      let path = hits.path(place)
      let (rate, left) = (totals[Int(states[path])][path], hits.draws[place])
      if isMoving {
        next[path] = left - rate * (end - hits.times[place])
      } else {
        next[path] = rate > 0 ? hits.times[place] + left / rate : .infinity
      }
    }
  }

  // MARK: What events set

  /// Puts paths into states from a step's date on, with clocks that start anew.
  func set(_ sets: RegimeSets, at step: Int, in block: Block) {
    let (states, since, end) = (block[state], block[since], Double(step))
    let list = block[occupancy.changed(in: step)]
    var hits = block[clock.rings]
    sets.take(block) { path, state in
      guard !isHeld, Int(states[path]) != state else { return }
      hits.draws[hits.count] = Double(state)
      hits.append(path, at: end)
      // Those that have changed in this step are in the list.
      if since[path] <= end - 1 { list.append(path) }
    }
    guard !hits.isEmpty else { return }
    enter(hits, in: block)
    restart(hits, at: end, totals(in: block), in: block)
  }
}
