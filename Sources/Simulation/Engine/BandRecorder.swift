import Statistics

/// Bands of one series: a sample per date.
final class BandRecorder: Recorder {
  private let series: Model.Series
  private let dates: [String]
  private let levels: [Double]
  private let sample: Sample

  init(_ series: Model.Series, of model: Model, blockSize: Int) {
    self.series = series
    dates = model.dates
    levels = model.percentiles
    sample = Sample(dates: model.dates.count, centre: series.centre, blockSize: blockSize)
  }

  override var name: String { "bands of \(series.quantity.name)" }

  override func record(_ block: Block, at step: Int) {
    sample.add(series.column, of: block, at: step)
  }

  override func merge(_ other: Recorder) {
    guard let other = other as? BandRecorder else { return }
    sample.merge(other.sample)
  }

  override func note(edge other: Recorder, ofGroupWith share: Double) {
    guard let other = other as? BandRecorder else { return }
    sample.edge = (other.sample, share)
  }

  override func contribute(to summary: inout SummaryParts) {
    let bands = dates.indices.map { date in
      sample.summary(
        at: date, levels: levels, telling: series.telling, ranks: &summary.ranks,
        isPictured: date == dates.count - 1)
    }
    summary.series.append(
      SeriesSummary(series.quantity, dates: dates, bands: bands))
  }
}
