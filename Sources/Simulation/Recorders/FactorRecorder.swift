import Statistics

/// Takes what each path drew: drivers, and the sums of its shocks and jumps.
final class FactorRecorder: Recorder {
  let tally: SampleTally
  private let factor: Factor
  private let model: Model
  private let sample: SampleRecorder

  init(_ factor: Factor, of model: Model, blockSize: Int) {
    self.factor = factor
    self.model = model
    // A driver's values lie about its median, which the reference path has; sums of shocks about 1.
    tally = SampleTally(
      factor.name, dates: 1, centre: factor.sum == nil ? model.median(of: factor.column) : 1)
    sample = SampleRecorder(tally, blockSize: blockSize)
  }

  override var name: String { "draws of \(factor.name)" }

  override func finish(_ block: Block) {
    factor.assign(block, to: model.scratch, steps: model.grid.steps)
    block.leaveOutFailures(model.failure, of: model.scratch)
    sample.add(model.scratch, of: block, at: 0)
  }
}
