import Statistics

/// Takes paths that broke, by cause.
final class FailureRecorder: Recorder {
  let tally: FailureTally
  private let failure: Column
  private let columns: [Column]
  /// What is told of the first path that fails, by the number of the cause.
  private let numbers: [Int: [Number]]
  private let scratch: UnsafeMutablePointer<Double>

  init(of model: Model, blockSize: Int) {
    failure = model.failure
    columns = model.finite.map(\.column)
    // The last ones are for values that broke on the way.
    tally = FailureTally(
      causes: model.failureCauses
        + model.finite.map { "\($0.name) was not finite at the horizon" })
    numbers = model.failureNumbers
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { "failures" }

  override func finish(_ block: Block) {
    let failures = block[failure]
    for (index, column) in columns.enumerated() where hasNonFinite(block.values(of: column)) {
      let values = block[column]
      let cause = tally.causes.count - columns.count + index + 1
      for path in 0..<block.capacity where !values[path].isFinite && failures[path] == 0 {
        failures[path] = Double(cause)
      }
    }
    for cause in block.recorded(failure, scratch: scratch) where cause != 0 {
      tally.addPath(Int(cause) - 1)
    }
    if !numbers.isEmpty { tellFirst(of: block) }
  }

  private func tellFirst(of block: Block) {
    let failures = block[failure]
    block.forEachRecorded { place in
      let (cause, path) = (Int(failures[place]), block.first + place)
      guard let told = numbers[cause], tally.wouldTell(cause - 1, of: path) else { return }
      tally.tell(cause - 1, of: path, told.map { block[$0][place] })
    }
  }

  /// Without a branch per path: an exponent of all ones is infinite or NaN.
  private func hasNonFinite(_ values: UnsafeMutableBufferPointer<Double>) -> Bool {
    let ones: UInt64 = 0x7FF0_0000_0000_0000
    return values.reduce(0) { $0 | ($1.bitPattern & ones == ones ? 1 : 0) } != 0
  }
}
