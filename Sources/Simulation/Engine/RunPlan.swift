import Statistics

/// What a run of a model will take, told before it starts.
public struct RunPlan: Sendable {
  /// Paths times steps; once more for each group, whose paths lie scattered among all.
  public let pathSteps: Double
  /// Expected peak memory of the process in bytes. Those measured for the shipped scenarios lay
  /// within an eighth of it.
  public let bytes: Double
  /// Why the simulator refuses such a run; nil where it does not.
  public let refusal: RunError?

  public init(_ model: Model, paths: Int, workers: Int) {
    pathSteps = Double(paths) * Double(model.grid.steps) * Double(1 + model.groups.count)
    let blockSize = Workers.blockSize(paths: paths, workers: workers)
    let threads = Workers.threads(
      blocks: (paths + blockSize - 1) / blockSize, workers: workers)
    let block = Block.bytes(model.layout, capacity: blockSize)
    // Of a histogram only the pages that hold values take memory.
    let samples =
      model.series.count * model.dates.count + 2 * (model.outcomes.count + model.pasts.count)
      + model.attributions.reduce(0) { $0 + $1.parts.causes.count + 1 }
      + (model.groups.isEmpty ? 0 : model.factors.count) + model.samplesOfHappenings
    let histograms = samples * Self.bytesPerHistogram
    let fits = model.keepsExactValues(of: Run(paths: 0..<paths, seed: 0))
    let perPath =
      (fits ? model.outcomes.count + model.pasts.count : 0)
      + Self.numbersPerPath(model, isRanked: true, keepsValues: true)
    let together = model.bytesOfDependence(blockSize: blockSize)
    bytes =
      Double(threads) * Double(block + histograms + together.block) + Double(together.ranked)
      // The first paths are those of one worker.
      + Double(samples * SampleTally.bytesOfFirst) + Double(8 * paths * perPath)
      + Double(Self.program)
    refusal = Self.refusal(
      model, paths: paths, threads: threads, isRanked: true, keepsValues: true)
  }

  /// Address space for what is kept of the paths; of histograms about a tenth is in use.
  private static let mostBytes = 16 << 30

  /// - Parameters:
  ///   - paths: Those that are recorded.
  ///   - isRanked: Whether groups such as `worst 5%` are found, as in a run, not in a replay.
  ///   - keepsValues: Whether what the model measures is kept of every path.
  static func refusal(
    _ model: Model, paths: Int, threads: Int, isRanked: Bool, keepsValues: Bool
  ) -> RunError? {
    let samples = (model.series.count * model.dates.count + model.samplesOfHappenings) * threads
    let histograms = samples * SampleTally.bytesPerDate
    let perPath = numbersPerPath(model, isRanked: isRanked, keepsValues: keepsValues)
    let bytes = histograms + 8 * paths * perPath
    return bytes <= mostBytes ? nil : .tooMuchToKeep(bytes: bytes)
  }

  /// Numbers of 8 bytes that are kept of every path whatever their number is. Measured values are copied once,
  /// and those to be ranked take their numbers as well, twice.
  private static func numbersPerPath(
    _ model: Model, isRanked: Bool, keepsValues: Bool
  ) -> Int {
    let ranked = isRanked ? model.groups.count { $0.test == nil } : 0
    return (keepsValues ? 2 * model.measured.count : 0) + ranked + (ranked > 0 ? 2 : 0)
  }

  /// Two pages of 16 octaves of values, and the two at the ends, which a worker reads.
  private static let bytesPerHistogram = 4 * 4_096
  /// The optimised program itself with its libraries; without optimisation 9 MiB more.
  private static let program = 12 << 20
}

extension Model {
  /// What is kept in histograms of events and regimes: a time with its bounds and a count of each event,
  /// case and state, a share of time of each state, and of each event two kinds of paths.
  fileprivate var samplesOfHappenings: Int {
    if events.isEmpty, regimes.isEmpty { return 0 }
    let states = regimes.reduce(0) { $0 + $1.states.count }
    let times = events.reduce(0) { $0 + 1 + $1.cases.count } + states
    let split = splitQuantities.reduce(0) { $0 + $1.samples }
    return 3 * times + states + events.count * split
  }

  /// The value of a recorded series at t₀ with every driver at its median, by subject.
  public func mediansAtStart(of role: Quantity.Role) -> [String: Double] {
    Dictionary(
      series.filter { $0.quantity.role == role }
        .map { ($0.quantity.subject, $0.telling.of($0.centre)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What numbers along series are at the start, by their full names, with every draw at its median.
  package var alongsAtStart: [String: Double] {
    Dictionary(
      alongs.map { ($0.name, median(of: $0.output)) }, uniquingKeysWith: { first, _ in first })
  }
}
