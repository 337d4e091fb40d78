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
  let stateNames: [String]
  /// The place of the one that holds on the block's date.
  let state: Column
  /// When the one that holds began, in steps.
  let since: Column
  /// Where a path starts, where all start in one; else the first that the file names.
  let firstState: Int
  let times: [StateTimes]
  let occupancy: Occupancy
  private let exits: [Exits]
  private let isMoving: Bool
  /// The step at which the state is left; where rates move, what the clock has left.
  private let clock: Column
  /// How many draws the clock has taken.
  private let draws: Column
  private let first: ClockDraw
  private let target: NumberedDraws
  private let start: Start
  private let failure: Column
  private let cause: Int

  /// How a state is left, in a step.
  struct Exits: Sendable {
    let total: Number
    let targets: [(state: Int, rate: Number)]
  }

  /// What a path has seen of a state.
  struct StateTimes: Sendable {
    /// Steps spent in it, up to when the one that holds began.
    let spent: Column
    let entered: OccurrenceTimes
    /// When it first was in it: 0 where it starts there.
    let firstIn: Column
    let onEntering: Effects?
  }

  /// What others see of a step: on which paths the state changed in it, or at the end of the one before, and
  /// which part of it was spent in each.
  struct Occupancy: Sendable {
    let state: Column
    /// By whether the step is even or odd, so that the one before is known.
    fileprivate let changed: [PathList]
    /// The step in which a path was last appended.
    fileprivate let lastChange: Column
    /// One for each state; of the paths that have changed.
    let shares: [Column]

    func changed(in step: Int) -> PathList { changed[step & 1] }

    fileprivate func note(_ path: Int, in block: Block, at step: Int) {
      let last = block[lastChange]
      guard last[path] != Double(step) else { return }
      last[path] = Double(step)
      block[changed(in: step)].append(path)
    }
  }

  private struct Start: Sendable {
    let states: [(state: Int, weight: Double)]
    let draws: DrawSource?
  }

  /// - Parameter rates: Per step, by the transition's place.
  init(
    _ regime: Regime, rates: [Number], effects: [Int: Effects], in model: Compiler
  ) {
    name = regime.name
    stateNames = regime.states
    firstState = regime.start.first?.state ?? 0
    (state, since, clock, draws) = (
      model.column(), model.column(), model.column(), model.column()
    )
    occupancy = Occupancy(
      state: state, changed: [PathList(in: model), PathList(in: model)],
      lastChange: model.column(), shares: regime.states.map { _ in model.column() })
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
    cause = model.failureCause("\(name) changed more than \(mostOccurrences) times")
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
    let (clock, uniforms) = (block[clock], block[first.column])
    for path in 0..<block.capacity {
      let left = exponential(uniforms[path])
      clock[path] = block.isAtMedian ? .infinity : isMoving ? left : exit(path, after: left, at: 0, block)
    }
  }

  private func setStartState(_ block: Block) {
    let states = block[state]
    block.values(of: state).update(repeating: Double(firstState))
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
    var entered = Entered(count: stateNames.count)
    if isMoving {
      runDown(block)
      let clock = block[clock]
      for path in 0..<block.capacity where clock[path] <= 0 {
        leave(path, at: step, block, &entered)
      }
    } else {
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: block.capacity + 16) { memory in
        guard let paths = memory.baseAddress else { return }
        let count = Int(ck_due(paths, block[clock], Double(step), block.count))
        for place in 0..<count { leave(Int(paths[place]), at: step, block, &entered) }
      }
    }
    apply(entered, in: block)
  }

  private func runDown(_ block: Block) {
    let (clock, states) = (block[clock], block[state])
    let totals = exits.map { block[$0.total] }
    for path in 0..<block.capacity { clock[path] -= totals[Int(states[path])][path] }
  }

  /// Paths that have entered each state in a step.
  struct Entered {
    fileprivate var paths: [[Occurrence]]

    fileprivate init(count: Int) { paths = Array(repeating: [], count: count) }
  }

  /// What entering does.
  private func apply(_ entered: Entered, in block: Block) {
    for (seen, paths) in zip(times, entered.paths) where !paths.isEmpty {
      seen.onEntering?.apply(paths, in: block)
    }
  }

  /// Takes a path through all changes of a step.
  private func leave(_ path: Int, at step: Int, _ block: Block, _ entered: inout Entered) {
    let (clock, states) = (block[clock], block[state])
    let end = Double(step)
    occupancy.note(path, in: block, at: step)
    for share in occupancy.shares { block[share][path] = 0 }
    var from = end - 1
    var time = isMoving ? ringing(path, in: block, at: end) : clock[path]
    while time <= end {
      let left = Int(states[path])
      block[occupancy.shares[left]][path] += max(time, from) - from
      from = max(time, from)
      enter(next(after: left, path, block), path, at: time, block, &entered)
      restart(path, at: time, until: end, block)
      time = isMoving ? ringing(path, in: block, at: end) : clock[path]
    }
    block[occupancy.shares[Int(states[path])]][path] += end - from
  }

  /// When a clock rings that runs down at the rates of the step; later than its end where it has some left.
  private func ringing(_ path: Int, in block: Block, at end: Double) -> Double {
    let left = block[clock][path]
    guard left <= 0 else { return .infinity }
    return end + left / block[exits[Int(block[state][path])].total][path]
  }

  private func next(after left: Int, _ path: Int, _ block: Block) -> Int {
    let targets = exits[left].targets
    guard targets.count > 1 else { return targets.first?.state ?? left }
    var share =
      target.uniform(path, number: Int(block[draws][path]), in: block)
      * targets.reduce(0) { $0 + block[$1.rate][path] }
    for way in targets {
      share -= block[way.rate][path]
      if share < 0 { return way.state }
    }
    return targets[targets.count - 1].state
  }

  private func enter(
    _ place: Int, _ path: Int, at time: Double, _ block: Block, _ entered: inout Entered
  ) {
    let (states, since) = (block[state], block[since])
    block[times[Int(states[path])].spent][path] += time - since[path]
    since[path] = time
    states[path] = Double(place)
    let seen = times[place]
    let firstIn = block[seen.firstIn]
    if firstIn[path] == .infinity { firstIn[path] = time }
    entered.paths[place].append(seen.entered.note(path, at: time, in: block))
  }

  private func restart(_ path: Int, at time: Double, until end: Double, _ block: Block) {
    let (draws, clock) = (block[draws], block[clock])
    draws[path] += 1
    guard Int(draws[path]) < mostOccurrences else {
      block.fail(path, as: cause, in: failure)
      clock[path] = .infinity
      return
    }
    let left = exponential(first.later.uniform(path, number: Int(draws[path]), in: block))
    clock[path] = exit(path, after: left, at: time, until: end, block)
  }

  /// The step at which a clock rings that starts at a time; where rates move, what it has left at the end.
  private func exit(
    _ path: Int, after left: Double, at time: Double, until end: Double = 0, _ block: Block
  ) -> Double {
    let rate = block[exits[Int(block[state][path])].total][path]
    if isMoving { return left - rate * (end - time) }
    return rate > 0 ? time + left / rate : .infinity
  }

  // MARK: What events set

  /// Puts a path into a state from a step's date on, with a clock that starts anew.
  func set(_ path: Int, to place: Int, at step: Int, in block: Block, _ entered: inout Entered) {
    guard Int(block[state][path]) != place else { return }
    occupancy.note(path, in: block, at: step)
    let time = Double(step)
    enter(place, path, at: time, block, &entered)
    restart(path, at: time, until: time, block)
  }

  func sets(_ body: (inout Entered) -> Void, in block: Block) {
    var entered = Entered(count: stateNames.count)
    body(&entered)
    apply(entered, in: block)
  }

  /// What is told of it; the time in the last state is added at the horizon.
  var tracked: TrackedRegime {
    TrackedRegime(
      name: name, state: state,
      states: zip(stateNames, times).map { state, seen in
        TrackedRegime.State(
          name: state, time: seen.spent,
          entered: seen.entered.tracked("\(name).\(state)", isRepeating: true),
          firstIn: seen.firstIn)
      })
  }
}

/// Adds the time in the last state, at the horizon.
struct RegimeEnd: Component {
  let name: String
  let phase = Phase.outputs
  private let chain: RegimeChain
  private let steps: Int

  init(of chain: RegimeChain, in model: Compiler) {
    name = chain.name + " time"
    self.chain = chain
    steps = model.grid.steps
  }

  func advance(_ block: Block, to step: Int) {
    guard step == steps else { return }
    let (states, since) = (block[chain.state], block[chain.since])
    let spent = chain.times.map { block[$0.spent] }
    for path in 0..<block.capacity {
      spent[Int(states[path])][path] += Double(step) - since[path]
    }
  }
}
