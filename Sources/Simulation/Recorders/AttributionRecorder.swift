import Statistics

/// Takes what moved a share price between the start and the horizon: see `PriceAttribution`.
///
/// The logarithms of a block at its start are kept here until the block ends; between the two nothing is
/// done.
final class AttributionRecorder: Recorder {
  let tally: AttributionTally
  private let attribution: any PriceParts
  private let failure: Column
  private let scratch: Column
  /// Of each cause, then of the price itself.
  private let samples: [SampleRecorder]
  /// In the same order, one number per path: at the start, and what has been added by the horizon.
  private let starts: [UnsafeMutablePointer<Double>]
  private let changes: [UnsafeMutablePointer<Double>]

  init(_ attribution: any PriceParts, of company: String, _ model: Model, blockSize: Int) {
    self.attribution = attribution
    failure = model.failure
    scratch = model.scratch
    tally = AttributionTally(of: company, causes: attribution.causes)
    samples = tally.samples.map { SampleRecorder($0, blockSize: blockSize) }
    starts = samples.map { _ in .allocate(capacity: blockSize) }
    changes = samples.map { _ in .allocate(capacity: blockSize) }
  }

  deinit { for memory in starts + changes { memory.deallocate() } }

  override var name: String { "attribution of \(tally.company)" }

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
      block.values(of: scratch).baseAddress?.update(from: change, count: block.capacity)
      sample.add(scratch, of: block, at: 0)
    }
  }

  private func setLogs(_ logs: [UnsafeMutablePointer<Double>], in block: Block) {
    for (cause, logs) in zip(attribution.causes, logs) {
      attribution.setLogs(logs, of: cause, in: block)
    }
    attribution.setLogPrice(logs[attribution.causes.count], in: block)
  }

  /// Counts the paths whose price is 0 at an end, or that failed, and takes them out of every part; of
  /// the others, sees by how much the parts miss the change of the price.
  private func leaveOutUnknown(_ block: Block) {
    let failures = block[failure]
    let causes = changes.dropLast()
    var (count, leftOut, largestGap) = (0, 0, 0.0)
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
    tally.add(count: count, leftOut: leftOut, gap: largestGap)
  }
}
