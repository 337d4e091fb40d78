extension RegimeChain {
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
    let changed: [PathList]
    /// The step in which a path was last appended.
    let lastChange: Column
    /// One for each state; of the paths that have changed.
    let shares: [Column]

    func changed(in step: Int) -> PathList { changed[step & 1] }

    func note(_ path: Int, in block: Block, at step: Int) {
      let last = block[lastChange]
      guard last[path] != Double(step) else { return }
      last[path] = Double(step)
      block[changed(in: step)].append(path)
    }
  }

  /// Paths that have entered each state in a step.
  struct Entered {
    var paths: [StepOccurrences]

    init(count: Int) { paths = Array(repeating: StepOccurrences(), count: count) }

    mutating func reserve(_ count: Int) {
      for place in paths.indices { paths[place].reserve(count) }
    }
  }

  /// Notes that paths enter states.
  struct Entering {
    private let states, since: UnsafeMutablePointer<Double>
    private let spent, firstIn: [UnsafeMutablePointer<Double>]
    private let note: [OccurrenceTimes.Noting]

    init(_ chain: RegimeChain, _ block: Block) {
      (states, since) = (block[chain.state], block[chain.since])
      spent = chain.times.map { block[$0.spent] }
      firstIn = chain.times.map { block[$0.firstIn] }
      note = chain.times.map { $0.entered.noting(in: block) }
    }

    func callAsFunction(
      _ place: Int, _ path: Int, at time: Double, _ entered: inout Entered
    ) {
      spent[Int(states[path])][path] += time - since[path]
      since[path] = time
      states[path] = Double(place)
      if firstIn[place][path] == .infinity { firstIn[place][path] = time }
      note[place](path, at: time, to: &entered.paths[place])
    }
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
