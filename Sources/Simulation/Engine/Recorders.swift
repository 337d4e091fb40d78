import CGSL
import CKernels
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

  override var name: String { "bands of \(series.name)" }

  override func record(_ block: Block, at step: Int) {
    sample.add(series.column, of: block, at: step)
  }

  override func merge(_ other: Recorder) {
    guard let other = other as? BandRecorder else { return }
    sample.merge(other.sample)
  }

  override func contribute(to summary: inout SummaryParts) {
    let bands = dates.indices.map { date in
      sample.summary(
        at: date, levels: levels, isReflected: series.isReflected, ranks: &summary.ranks)
    }
    summary.series.append(
      SeriesSummary(name: series.name, unit: series.unit, dates: dates, bands: bands))
  }
}

/// Every value of an outcome, in the order of the run's paths, shared by the workers.
///
/// Unchecked: each path's place is written once, by the worker that has its block, and read after
/// all workers have ended.
final class ExactValues: @unchecked Sendable {
  /// Outcomes of a run are kept exactly within this many bytes, else in a histogram.
  private static let budget = 8 << 20

  /// Whether the values of some outcomes of a whole run are kept.
  static func fits(paths: Int, outcomes: Int) -> Bool { 8 * paths * outcomes <= budget }

  let values: UnsafeMutableBufferPointer<Double>

  init(count: Int) {
    values = .allocate(capacity: count)
    values.initialize(repeating: .nan)
  }

  deinit { values.deallocate() }
}

/// The maximum drawdown of one company, kept as value over peak.
final class DrawdownRecorder: Recorder {
  private let drawdown: Model.MaximumDrawdown
  private let levels: [Double]
  private let ratio: Column
  private let sample: Sample
  private let exact: ExactValues?
  private let scratch: UnsafeMutablePointer<Double>

  init(
    _ drawdown: Model.MaximumDrawdown, of model: Model, exact: ExactValues?, blockSize: Int
  ) {
    self.drawdown = drawdown
    self.exact = exact
    levels = model.percentiles
    ratio = model.scratch
    sample = Sample(dates: 1, centre: 1, blockSize: blockSize)
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { drawdown.name }

  override func finish(_ block: Block) {
    ck_divide(block[ratio], block[drawdown.worst], block[drawdown.worstPeak], block.count)
    sample.add(ratio, of: block, at: 0)
    guard let exact, let target = exact.values.baseAddress else { return }
    let values = block.recorded(ratio, scratch: scratch)
    guard let source = values.baseAddress else { return }
    (target + block.ordinal).update(from: source, count: values.count)
  }

  override func merge(_ other: Recorder) {
    guard let other = other as? DrawdownRecorder else { return }
    sample.merge(other.sample)
  }

  override func contribute(to summary: inout SummaryParts) {
    let sample = sample.summary(
      at: 0, levels: levels, isReflected: true, ranks: &summary.ranks,
      exact: (exact?.values).map(UnsafeBufferPointer.init))
    summary.outcomes.append(
      OutcomeSummary(
        name: drawdown.name, unit: CompanyOutcome.maximumDrawdown.unit.words, sample: sample))
  }
}

/// Paths that broke, by cause.
final class FailureRecorder: Recorder {
  private let failure: Column
  private let equities: [Column]
  /// By number of the cause; the last ones are for values that broke on the way.
  private var paths: [Int]
  private let causes: [String]
  private let scratch: UnsafeMutablePointer<Double>

  init(of model: Model, blockSize: Int) {
    failure = model.failure
    equities = model.equities.map(\.column)
    causes =
      model.failureCauses + model.equities.map { "\($0.name) was not finite at the horizon" }
    paths = Array(repeating: 0, count: causes.count)
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { "failures" }

  override func finish(_ block: Block) {
    let failures = block[failure]
    for (index, column) in equities.enumerated() where hasNonFinite(block.values(of: column)) {
      let values = block[column]
      let cause = causes.count - equities.count + index + 1
      for path in 0..<block.capacity where !values[path].isFinite && failures[path] == 0 {
        failures[path] = Double(cause)
      }
    }
    for cause in block.recorded(failure, scratch: scratch) where cause != 0 {
      paths[Int(cause) - 1] += 1
    }
  }

  /// Without a branch per path: an exponent of all ones is infinite or NaN.
  private func hasNonFinite(_ values: UnsafeMutableBufferPointer<Double>) -> Bool {
    let ones: UInt64 = 0x7FF0_0000_0000_0000
    return values.reduce(0) { $0 | ($1.bitPattern & ones == ones ? 1 : 0) } != 0
  }

  override func merge(_ other: Recorder) {
    guard let other = other as? FailureRecorder else { return }
    for cause in paths.indices { paths[cause] += other.paths[cause] }
  }

  override func contribute(to summary: inout SummaryParts) {
    summary.failures = FailureLedger(
      paths: paths.reduce(0, +),
      causes: zip(causes, paths).filter { $0.1 > 0 }.map { .init(text: $0.0, paths: $0.1) })
  }
}
