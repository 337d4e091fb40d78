import Statistics

/// Takes in which state a regime is on each date, how long, and when states are entered.
final class RegimeRecorder: Recorder {
  let tally: RegimeTally
  private let state: Column
  private let shares: [OutcomeRecorder]
  private let entered: [OccurrenceRecorder]
  private let scratch: UnsafeMutablePointer<Double>
  private let failure: Column
  /// Of the block's recorded paths, by their order, those that failed before their first date. They go through
  /// states as all do, and count in none.
  private var failed: [Int] = []

  init(_ regime: TrackedRegime, of model: Model, keepsExact: Bool, blockSize: Int) {
    state = regime.state
    let dates = ToldDate.all(on: model.grid, deadline: nil)
    shares = regime.states.map {
      OutcomeRecorder(
        $0.shareOutcome(of: regime.name, on: model.grid), of: model, keepsExact: keepsExact,
        keepsKnown: false, blockSize: blockSize)
    }
    entered = regime.states.map {
      OccurrenceRecorder(
        $0.entered, by: dates, of: model, keepsExact: keepsExact, blockSize: blockSize)
    }
    tally = RegimeTally(
      regime.name, dates: model.dates.count, shares: shares.map(\.tally),
      entered: entered.map(\.tally))
    failure = model.failure
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { tally.name }

  override func record(_ block: Block, at step: Int) {
    if step == 0 {
      let failures = block.recorded(failure, scratch: scratch)
      failed = failures.indices.filter { failures[$0] != 0 }
    }
    let states = block.recorded(state, scratch: scratch)
    // The first state has all paths that are in no other.
    var left = states.count - failed.count
    for place in 1..<max(1, shares.count) {
      let count =
        Self.count(states, in: Double(place)) - failed.count { states[$0] == Double(place) }
      tally.add(count, in: place, at: step)
      left -= count
    }
    tally.add(left, in: 0, at: step)
  }

  /// A loop, since only that takes several paths at once: 0.1 ns a path, and 1.5 by `reduce`.
  private static func count(_ states: UnsafeBufferPointer<Double>, in place: Double) -> Int {
    var count = 0
    for state in states where state == place { count &+= 1 }
    return count
  }

  override func finish(_ block: Block) {
    for share in shares { share.finish(block) }
    for state in entered { state.finish(block) }
  }
}
