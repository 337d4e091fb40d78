import CKernels

/// A regime on the paths of a block: a Markov chain in continuous time, by one clock of exponential time in
/// each state.
///
/// A state is left at the total rate of its exits; a second draw says where to. The times are exact, and
/// so is how long a step is spent in each state: a chain that is stepped by e^(GΔ) knows only where a step
/// ends, and misses the time in a state by a part of a step. Where rates move, what the clock has left is
/// spread over the new ones.
///
/// Reference: Norris (1997), §2.6; Gillespie (1977). Verified: `WhatCanHappenTests`, against the law of
/// the time in a state.
struct RegimeChain: Component {
  let name: String
  let phase = Phase.numbers
  let known: KnownRegime
  var stateNames: [String] { known.stateNames }
  var occupancy: RegimeOccupancy { known.occupancy }
  let seen: StateTimes
  private let exits: RegimeExits
  /// When the state is left.
  private let clock: Clock
  private let hazard: HazardClock
  private let target: NumberedDraws
  private let startStates: [(state: Int, weight: Double)]
  private let startDraws: DrawSource?
  let onEntering: [(state: Int, effects: Effects)]
  /// Whether nothing changes its state.
  private let isHeld: Bool
  /// Of one state at a time.
  private let entering: HitList
  private let scratch: Column

  /// - Parameters:
  ///   - start: States that it may start in and their weights.
  ///   - rates: Per step, by the transition's place.
  ///   - times: At which it is asked for its state, in steps.
  ///   - isSet: Whether effects set it.
  init(
    _ regime: Regime, startingIn start: [(state: Int, weight: Double)], rates: [Number],
    asked times: [Double], isSet: Bool, effects: [Int: Effects],
    in model: Compiler
  ) {
    name = regime.name
    seen = StateTimes(regime.states.count, asked: times, in: model)
    known = KnownRegime(
      stateNames: regime.states, firstState: regime.start.first?.state ?? 0,
      occupancy: RegimeOccupancy(states: regime.states.count, isSet: isSet, in: model))
    isHeld = regime.heldState != nil
    exits = RegimeExits(regime, rates, isHeld: isHeld, in: model)
    clock = Clock(
      regime.name, tooMany: "\(name) changed more than \(NumberedDraws.most) times", in: model)
    hazard = HazardClock(clock, over: 1, movers: exits.movers, in: model)
    target = NumberedDraws(source: model.source(regime.name + ".target"))
    startStates = start
    startDraws = startStates.count > 1 ? model.source(regime.name + ".start") : nil
    onEntering = effects.keys.sorted().compactMap { state in effects[state].map { (state, $0) } }
    entering = HitList(in: model)
    scratch = model.scratch
  }

  // MARK: The start

  func start(_ block: Block) {
    setStartState(block)
    occupancy.start(block)
    seen.start(block, in: occupancy.state)
    for (_, effects) in onEntering { effects.start(block) }
    guard !block.isAtMedian else { return hazard.stop(block) }
    clock.start(block)
    let (states, totals) = (block[occupancy.state], exits.totals(in: block))
    hazard.start(block, from: 0) { HazardPace(rate: totals[Int(states[$0])][$0]) }
    hazard.stopFailed(block)
  }

  private func setStartState(_ block: Block) {
    let states = block[occupancy.state]
    block.values(of: occupancy.state)
      .update(repeating: Double(startStates.first?.state ?? known.firstState))
    guard let startDraws else { return }
    block.drawUniforms(startDraws, at: 0, into: occupancy.state)
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
    occupancy.begin(step, in: block)
    if exits.movers != nil { run(through: StepSpan(of: step), block) }
    var hits = clock.due(Double(step), block)
    guard !hits.isEmpty else { return }
    begin(hits, in: block, at: step)
    while !hits.isEmpty { leave(&hits, in: step, block) }
  }

  private func run(through span: StepSpan, _ block: Block) {
    let (states, totals) = (block[occupancy.state], exits.totals(in: block))
    let now = block[scratch]
    for (state, total) in totals.enumerated() {
      ck_replace(now, states, Double(state), total, block.count)
    }
    hazard.run(through: span, open: nil, mean: ck_number(p: now, mask: ~0), block) {
      HazardPace(rate: exits.total($0, Int(states[$0]), at: $1, in: block))
    }
  }

  /// Of paths that change in a step nothing has been spent in it so far.
  private func begin(_ hits: Hits, in block: Block, at step: Int) {
    let shares = block[occupancy.shares]
    for place in 0..<hits.count { occupancy.begin(hits.path(place), in: step, block) }
    for state in stateNames.indices {
      let share = shares[state]
      for place in 0..<hits.count { share[hits.path(place)] = 0 }
    }
  }

  /// Takes paths through one change; what is left are those that change again.
  private func leave(_ hits: inout Hits, in step: Int, _ block: Block) {
    let (next, states, since) = (
      block[clock.next], block[occupancy.state], block[occupancy.since]
    )
    let (shares, end) = (block[occupancy.shares], Double(step))
    // A hair behind the date before, so that it is known in which step a state began.
    let earliest = (end - 1).nextUp
    for place in 0..<hits.count {
      let path = hits.path(place)
      let left = Int(states[path])
      let from = max(since[path], end - 1)
      hits.times[place] = max(next[path], max(from, earliest))
      shares[left][path] += hits.times[place] - from
    }
    chooseTargets(of: hits, in: step, block)
    enter(hits, in: block)
    restart(hits, in: step, block)
    hits.keep { path in
      // What is no number rings no more.
      if next[path] <= end { return true }
      shares[Int(states[path])][path] += end - since[path]
      return false
    }
  }

  /// Puts the place of the state to go to where each hit's draw is.
  private func chooseTargets(of hits: Hits, in step: Int, _ block: Block) {
    if exits.mayChoose {
      clock.number(hits, in: block)
      target.setUniforms(hits, in: block)
    }
    let states = block[occupancy.state]
    for place in 0..<hits.count {
      let path = hits.path(place)
      hits.draws[place] = exits.target(
        path, Int(states[path]), at: TimeInStep(time: hits.times[place], step: step),
        draw: hits.draws[place], in: block)
    }
  }

  /// Paths enter the states that their draws name, and what follows happens.
  private func enter(_ hits: Hits, in block: Block) {
    occupancy.leave(hits, in: block)
    seen.enter(hits, from: occupancy, in: block)
    block.log?.addStates(stateNames, of: name, hits)
    for (state, effects) in onEntering {
      let entered = Double(state)
      let some = hits.some(in: block[entering]) { hits.draws[$0] == entered }
      if !some.isEmpty { effects.apply(some, in: block) }
    }
  }

  /// Gives paths new clocks from the times of hits on.
  private func restart(_ hits: Hits, in step: Int, _ block: Block) {
    let (states, totals) = (block[occupancy.state], exits.totals(in: block))
    clock.drawExponentials(hits, in: block)
    for place in 0..<hits.count {
      let (path, time) = (hits.path(place), hits.times[place])
      let state = Int(states[path])
      let pace = HazardPace(rate: totals[state][path])
      hazard.wind(path, with: hits.draws[place], at: time, by: pace, block)
      guard hazard.haveMoved(path, in: step, block) else { continue }
      hazard.follow(path, from: time, in: StepSpan(of: step), block) {
        HazardPace(rate: exits.total(path, state, at: $0, in: block))
      }
    }
  }

  // MARK: What events set

  /// Puts paths into states from a step's date on, with clocks that start anew.
  func set(_ sets: RegimeSets, at step: Int, in block: Block) {
    let (states, end) = (block[occupancy.state], Double(step))
    var hits = block[clock.rings]
    sets.take(block) { path, state in
      guard !isHeld, Int(states[path]) != state else { return }
      hits.draws[hits.count] = Double(state)
      hits.append(path, at: end)
      if !occupancy.hasChanged(path, in: step, block) { occupancy.begin(path, in: step, block) }
    }
    guard !hits.isEmpty else { return }
    enter(hits, in: block)
    restart(hits, in: step, block)
  }
}
