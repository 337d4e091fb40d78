import Statistics

/// What a run of a model will take, told before it starts.
public struct RunPlan: Sendable {
  /// Paths times steps; once more for each group, whose paths lie scattered among all.
  public let pathSteps: Double
  /// Expected peak memory of the process in bytes. Those measured for the shipped scenarios lay
  /// within an eighth of it.
  public let bytes: Double

  public init(_ model: Model, paths: Int, workers: Int) {
    pathSteps = Double(paths) * Double(model.grid.steps) * Double(1 + model.groups.count)
    let blockSize = Simulator.blockSize(paths: paths, workers: workers)
    let blocks = (paths + blockSize - 1) / blockSize
    let block = Block.bytes(model.layout, capacity: blockSize)
    // Of a histogram only the pages that hold values take memory.
    let samples =
      model.series.count * model.dates.count + model.outcomes.count
      + (model.groups.isEmpty ? 0 : model.factors.count)
    let histograms = samples * Self.bytesPerHistogram
    let fits = ExactValues.fits(paths: paths, outcomes: model.outcomes.count)
    let ranked = model.groups.count { $0.test == nil }
    let exact = 8 * paths * (fits ? model.outcomes.count : ranked)
    bytes =
      Double(min(workers, blocks)) * Double(block + histograms)
      + Double(exact) + Double(Self.program)
  }

  /// Two pages of 16 octaves of values, and the two at the ends, which merging reads.
  private static let bytesPerHistogram = 4 * 4_096
  /// The optimised program itself with its libraries; without optimisation 9 MiB more.
  private static let program = 12 << 20
}

extension Model {
  /// The value of each recorded series at t₀ with every driver at its median, by full name.
  public var mediansAtStart: [String: Double] {
    Dictionary(
      series.map { ($0.name, $0.reading.of($0.centre)) },
      uniquingKeysWith: { first, _ in first })
  }
}
