import CKernels

/// What paths have seen of the states of a regime.
struct StateTimes: Sendable {
  /// Steps spent in each, up to when the one that holds began; at the horizon all.
  let spent: ColumnRow
  /// When each was entered first, and how often.
  private let first: ColumnRow
  private let count: ColumnRow
  /// When a path first was in each, known at the horizon: 0 where it starts there.
  let firstIn: ColumnRow
  /// The place of the state at each time that is asked for.
  let stateAt: [(time: Double, state: Column)]

  init(_ states: Int, asked times: [Double], in model: Compiler) {
    stateAt = times.map { ($0, model.column()) }
    (spent, first, count, firstIn) = (
      model.row(states), model.row(states), model.row(states), model.row(states)
    )
  }

  func entered(_ place: Int) -> OccurrenceTimes {
    OccurrenceTimes(first: first[place], count: count[place])
  }

  func start(_ block: Block, in state: Column) {
    let states = block[state]
    for (_, column) in stateAt { block[column].update(from: states, count: block.capacity) }
    for place in 0..<spent.count {
      block.values(of: spent[place]).update(repeating: 0)
      entered(place).start(block)
      let (firstIn, own) = (block[firstIn[place]], Double(place))
      for path in 0..<block.capacity { firstIn[path] = states[path] == own ? 0 : .infinity }
    }
  }

  /// Paths go from their states into those that their draws name, which are numbered by how often they were.
  func enter(_ hits: Hits, from occupancy: RegimeOccupancy, in block: Block) {
    let (states, since) = (block[occupancy.state], block[occupancy.since])
    let (spent, first, count) = (block[spent], block[first], block[count])
    for place in 0..<hits.count {
      let (path, time, entered) = (hits.path(place), hits.times[place], Int(hits.draws[place]))
      spent[Int(states[path])][path] += time - since[path]
      (since[path], states[path]) = (time, hits.draws[place])
      hits.numbers[place] = NumberedDraws.number(count[entered][path])
      first[entered][path] = min(first[entered][path], time)
      count[entered][path] += 1
    }
    for (asked, column) in stateAt {
      let states = block[column]
      for place in 0..<hits.count where hits.times[place] <= asked {
        states[hits.path(place)] = hits.draws[place]
      }
    }
  }

  /// Adds the time in the states that hold at the horizon.
  fileprivate func end(_ block: Block, at end: Double, in occupancy: RegimeOccupancy) {
    let (states, since) = (block[occupancy.state], block[occupancy.since])
    for place in 0..<spent.count {
      let (spent, own) = (block[spent[place]], Double(place))
      let (first, firstIn) = (block[first[place]], block[firstIn[place]])
      for path in 0..<block.capacity {
        spent[path] += states[path] == own ? end - since[path] : 0
        firstIn[path] = min(firstIn[path], first[path])
      }
    }
  }
}

/// Completes at the horizon what is known of a regime's states.
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
    chain.seen.end(block, at: Double(step), in: chain.occupancy)
  }
}

extension RegimeChain {
  var tracked: TrackedRegime {
    TrackedRegime(
      name: name, state: occupancy.state,
      states: stateNames.enumerated().map { place, state in
        TrackedRegime.State(
          name: state, time: seen.spent[place],
          entered: seen.entered(place).tracked("\(name).\(state)", isRepeating: true),
          firstIn: seen.firstIn[place])
      },
      stateAt: Dictionary(uniqueKeysWithValues: seen.stateAt.map { ($0.time, $0.state) }))
  }
}
