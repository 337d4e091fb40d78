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
