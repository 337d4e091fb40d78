import Statistics

/// Takes one series at every date.
final class BandRecorder: Recorder {
  let tally: SampleTally
  private let column: Column
  private let sample: SampleRecorder

  init(_ series: Model.Series, of model: Model, blockSize: Int) {
    column = series.column
    tally = SampleTally(series.quantity.name, dates: model.dates.count, centre: series.centre)
    sample = SampleRecorder(tally, blockSize: blockSize)
  }

  override var name: String { "bands of \(tally.name)" }

  override func record(_ block: Block, at step: Int) { sample.add(column, of: block, at: step) }
}
