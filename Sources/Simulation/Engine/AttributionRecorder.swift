import Statistics

/// What moved a share price between the start and the horizon: see `PriceAttribution`.
///
/// The logarithms of a block at its start are kept here until the block ends; between the two nothing is
/// done.
final class AttributionRecorder: Recorder {
  private let attribution: any PriceParts
  private let company: String
  private let model: Model
  static let causes = PriceAttribution.Cause.allCases
  /// Of each cause, then of the price itself.
  private let samples: [Sample]
  /// In the same order, one number per path: at the start, and what has been added by the horizon.
  private let starts: [UnsafeMutablePointer<Double>]
  private let changes: [UnsafeMutablePointer<Double>]
  private var leftOut = 0
  private var count = 0
  private var largestGap = 0.0

  init(_ attribution: any PriceParts, of company: String, _ model: Model, blockSize: Int) {
    self.attribution = attribution
    self.company = company
    self.model = model
    let kinds = 0...Self.causes.count
    // Logarithms of factors lie about 0, of the size of one.
    samples = kinds.map { _ in Sample(dates: 1, centre: 1, blockSize: blockSize) }
    starts = kinds.map { _ in .allocate(capacity: blockSize) }
    changes = kinds.map { _ in .allocate(capacity: blockSize) }
  }

  deinit { for memory in starts + changes { memory.deallocate() } }

  override var name: String { "attribution of \(company)" }

  override func record(_ block: Block, at step: Int) {
    if step == 0 { setLogs(starts, in: block) }
  }

  override func finish(_ block: Block) {
    setLogs(changes, in: block)
    for (change, start) in zip(changes, starts) {
      for path in 0..<block.capacity { change[path] -= start[path] }
    }
    leaveOutUnknown(block)
    for (change, sample) in zip(changes, samples) {
      block.values(of: model.scratch).baseAddress?.update(from: change, count: block.capacity)
      sample.add(model.scratch, of: block, at: 0)
    }
  }

  private func setLogs(_ logs: [UnsafeMutablePointer<Double>], in block: Block) {
    for (cause, logs) in zip(Self.causes, logs) {
      attribution.setLogs(logs, of: cause, in: block)
    }
    attribution.setLogPrice(logs[Self.causes.count], in: block)
  }

  /// Counts the paths whose price is 0 at an end, or that failed, and takes them out of every part; of
  /// the others, sees by how much the parts miss the change of the price.
  private func leaveOutUnknown(_ block: Block) {
    let failures = block[model.failure]
    let causes = changes.dropLast()
    block.forEachRecorded { path in
      let total = changes[causes.count][path]
      let sum = causes.reduce(0) { $0 + $1[path] }
      count += 1
      // Where a part is not finite, neither is the sum.
      guard failures[path] == 0, total.isFinite, sum.isFinite else {
        leftOut += 1
        for change in changes { change[path] = .nan }
        return
      }
      largestGap = max(largestGap, abs(sum - total))
    }
  }

  override func merge(_ other: Recorder) {
    guard let other = other as? AttributionRecorder else { return }
    for (mine, its) in zip(samples, other.samples) { mine.merge(its) }
    leftOut += other.leftOut
    count += other.count
    largestGap = max(largestGap, other.largestGap)
  }

  override func note(edge other: Recorder, ofGroupWith share: Double) {
    guard let other = other as? AttributionRecorder else { return }
    for (mine, its) in zip(samples, other.samples) { mine.edge = (its, share) }
  }

  override func contribute(to summary: inout SummaryParts) {
    // Where no path has a price at both ends, there is nothing to tell.
    guard leftOut < count else { return }
    let told = samples.map {
      $0.summary(at: 0, levels: model.percentiles, ranks: &summary.ranks)
    }
    summary.attributions.append(
      PriceAttribution(
        company: company,
        parts: zip(Self.causes, told).map { .init(cause: $0, sample: $1) },
        total: told[Self.causes.count],
        leftOut: Proportion(hits: leftOut, of: count), largestGap: largestGap))
  }
}
