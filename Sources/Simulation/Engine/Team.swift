import Statistics

/// What all workers of a run share.
struct Team: Sendable {
  let model: Model
  let run: Run
  let schedule: BlockSchedule
  let blockSize: Int
  let purpose: RecorderSet.Purpose
  /// Whether what the model measures is kept of every path.
  var keepsValues = false
  /// Of a group that is the worst by an outcome, the members nearest to where it ends.
  var edge: BlockSchedule?

  /// A worker, and the tally that it fills.
  func makeWorker(timedBy stopwatch: Stopwatch? = nil) -> (worker: Worker, tally: RunTally) {
    let edge = edge.map { edge in
      (
        plans: Dictionary(
          edge.blocks.map { ($0.first, $0) }, uniquingKeysWith: { first, _ in first }),
        recorders: RecorderSet(
          of: model, run, wanted: edge.paths, .edge, keepsValues: false, blockSize: blockSize)
      )
    }
    let recorders = RecorderSet(
      of: model, run, wanted: schedule.paths, purpose, keepsValues: keepsValues,
      blockSize: blockSize, edge: edge?.recorders.tally)
    let worker = Worker(
      model, seed: run.seed, blockSize: blockSize, recorders.recorders, filling: recorders.tally,
      edge: edge, timedBy: stopwatch)
    return (worker, recorders.tally)
  }
}
