import Statistics

/// Takes in which state a regime is on each date, how long, and when states are entered.
final class RegimeRecorder: Recorder {
  let tally: RegimeTally
  private let state: Column
  private let shares: [OutcomeRecorder]
  private let entered: [OccurrenceRecorder]
  private let scratch: UnsafeMutablePointer<Double>
  /// Of the block's recorded paths, those that failed before their first date and are in no state.
  private var unknown = 0

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
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { tally.name }

  override func record(_ block: Block, at step: Int) {
    let states = block.recorded(state, scratch: scratch)
    if step == 0 { unknown = states.count { $0.isNaN } }
    // The first state has all paths that are in no other.
    var left = states.count - unknown
    for place in 1..<max(1, shares.count) {
      let count = Self.count(states, in: Double(place))
      tally.add(count, in: place, at: step)
      left -= count
    }
    tally.add(left, in: 0, at: step)
  }

  /// Without a branch per path.
  private static func count(_ states: UnsafeBufferPointer<Double>, in place: Double) -> Int {
    states.reduce(0) { $0 &+ ($1 == place ? 1 : 0) }
  }

  override func finish(_ block: Block) {
    for share in shares { share.finish(block) }
    for state in entered { state.finish(block) }
  }
}
