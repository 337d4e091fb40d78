import Statistics

/// What each path drew: drivers, and the sums of its shocks and jumps.
final class FactorRecorder: Recorder {
  private let factor: Factor
  private let model: Model
  private let sample: Sample

  init(_ factor: Factor, of model: Model, blockSize: Int) {
    self.factor = factor
    self.model = model
    // A driver's values lie about its median, which the reference path has; sums of shocks about 1.
    sample = Sample(
      dates: 1, centre: factor.sum == nil ? model.median(of: factor.column) : 1,
      blockSize: blockSize)
  }

  override var name: String { "draws of \(factor.name)" }

  override func finish(_ block: Block) {
    factor.assign(block, to: model.scratch, steps: model.grid.steps)
    block.leaveOutFailures(model.failure, of: model.scratch)
    sample.add(model.scratch, of: block, at: 0)
  }

  override func merge(_ other: Recorder) {
    guard let other = other as? FactorRecorder else { return }
    sample.merge(other.sample)
  }

  override func contribute(to summary: inout SummaryParts) {
    summary.factors.append(
      FactorSummary(
        factor: factor, sample: sample.summary(at: 0, levels: [50], ranks: &summary.ranks)))
  }
}

/// What some paths drew.
struct FactorSummary {
  let factor: Factor
  let sample: SampleSummary

  /// By how much these paths differ from all; nil where a factor has one value, or no finite spread.
  ///
  /// They are among all, so that the more of them there are, the less their mean can stray: as for a
  /// sample of a finite population.
  func shift(from all: FactorSummary) -> Shift? {
    let spread = all.sample.standardDeviation
    guard spread > 0, spread.isFinite, sample.count > 0, let median = sample[50],
      let medianOfAll = all.sample[50]
    else { return nil }
    let left = 1 - Double(sample.count) / Double(all.sample.count)
    return Shift(
      name: factor.name, kind: factor.kind,
      shift: Estimate(
        value: (sample.mean.value - all.sample.mean.value) / spread,
        error: sample.mean.error / spread * left.squareRoot()),
      median: median, medianOfAll: medianOfAll)
  }
}
