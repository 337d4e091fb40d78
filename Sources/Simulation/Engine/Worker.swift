import Statistics

/// One thread's share of a run: a block of memory, recorders, and the hot loop.
final class Worker {
  private let steps: Int
  private let pathConstants: [any PathConstant]
  private let components: [ComponentSlot]
  private let opening: OpeningPasses
  private let recorders: [Recorder]
  /// What the recorders fill, to be told which paths it is of.
  private let tally: RunTally?
  /// Of the members nearest to where a group ends: those of each block, by its first path, and what takes
  /// them.
  private let edge: Edge?
  private let failure: Column
  /// What recorders read of a path.
  private let recorded: [Column]
  private var block: Block

  typealias Edge = (plans: [Int: BlockSchedule.BlockPlan], recorders: RecorderSet)

  /// - Parameters:
  ///   - stopwatch: Takes the time of all that the worker calls.
  ///   - log: Takes what happens.
  init(
    _ model: Model, seed: UInt64, blockSize: Int, _ recorders: [Recorder],
    filling tally: RunTally? = nil, edge: Edge? = nil, timedBy stopwatch: Stopwatch? = nil,
    log: OccurrenceLog? = nil
  ) {
    steps = model.grid.steps
    opening = model.opening
    let slots = model.components.map { ComponentSlot.opening($0) }
    pathConstants = stopwatch?.timing(model.pathConstants) ?? model.pathConstants
    components = stopwatch?.timing(slots) ?? slots
    self.recorders = stopwatch?.timing(recorders) ?? recorders
    self.tally = tally
    self.edge = edge
    failure = model.failure
    recorded = model.observedColumns
    block = Block(model.layout, capacity: blockSize, seed: seed)
    block.log = log
  }

  deinit { block.deallocate() }

  /// Takes a block from t₀ to the horizon.
  func advance(_ plan: BlockSchedule.BlockPlan) {
    block.move(to: plan)
    opening.run(block) {
      for constant in pathConstants { constant.assign(block) }
      for component in components { component.start(block) }
    }
    leaveOutFailures()
    let edgePlan = edge?.plans[plan.first]
    let edgeBlock = edgePlan.map(block.recording)
    record(edgeBlock, at: 0)
    for step in 1...steps {
      for component in components { component.advance(block, to: step) }
      leaveOutFailures()
      record(edgeBlock, at: step)
    }
    for recorder in recorders { recorder.finish(block) }
    tally?.addSeen(plan.places)
    guard let edge, let edgePlan, let edgeBlock else { return }
    for recorder in edge.recorders.recorders { recorder.finish(edgeBlock) }
    edge.recorders.tally.addSeen(edgePlan.places)
  }

  private func record(_ edgeBlock: Block?, at step: Int) {
    for recorder in recorders { recorder.record(block, at: step) }
    guard let edge, let edgeBlock else { return }
    for recorder in edge.recorders.recorders { recorder.record(edgeBlock, at: step) }
  }

  /// A path belongs into no band from the date on which it fails, not even of a series that its failure does not
  /// reach: bad cash leaves ARR alone.
  private func leaveOutFailures() {
    let failures = block.values(of: failure)
    // All at once, as nearly no path fails: any that is not 0 has a bit.
    guard failures.reduce(0 as UInt64, { $0 | $1.bitPattern }) != 0 else { return }
    for column in recorded { block.leaveOutFailures(failure, of: column) }
  }
}
