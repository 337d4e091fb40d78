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

extension RegimeChain {
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
