import Statistics

/// Paths that broke, by cause.
final class FailureRecorder: Recorder {
  private let failure: Column
  private let equities: [Column]
  /// By number of the cause; the last ones are for values that broke on the way.
  private var paths: [Int]
  private let causes: [String]
  /// What is told of the first path that fails, by the number of the cause.
  private let numbers: [Int: [Number]]
  private var first: [Int: FailureLedger.Failed] = [:]
  private let scratch: UnsafeMutablePointer<Double>

  init(of model: Model, blockSize: Int) {
    failure = model.failure
    equities = model.finite.map(\.column)
    causes =
      model.failureCauses + model.finite.map { "\($0.name) was not finite at the horizon" }
    numbers = model.failureNumbers
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
    if !numbers.isEmpty { tellFirst(of: block) }
  }

  private func tellFirst(of block: Block) {
    let failures = block[failure]
    block.forEachRecorded { place in
      let (cause, path) = (Int(failures[place]), block.first + place)
      guard let told = numbers[cause], path < first[cause]?.path ?? .max else { return }
      first[cause] = .init(path: path, values: told.map { block[$0][place] })
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
    first.merge(other.first) { $0.path < $1.path ? $0 : $1 }
  }

  override func contribute(to summary: inout SummaryParts) {
    summary.failures = FailureLedger(
      paths: paths.reduce(0, +),
      causes: zip(causes, paths).enumerated().filter { $1.1 > 0 }.map { place, cause in
        .init(text: cause.0, paths: cause.1, first: first[place + 1])
      })
  }
}
