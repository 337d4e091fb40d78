import Statistics

/// What a run of a model will take, told before it starts.
public struct RunPlan: Sendable {
  /// Paths times steps.
  public let pathSteps: Double
  /// Expected peak memory of the process in bytes. Those measured for the shipped scenarios lay
  /// within an eighth of it.
  public let bytes: Double

  public init(_ model: Model, paths: Int, workers: Int) {
    pathSteps = Double(paths) * Double(model.grid.steps)
    // The rule of `Simulator`, and the layout of `Block`: sixteen doubles between columns.
    let blockSize = paths < 8_192 * workers ? 512 : 2_048
    let blocks = (paths + blockSize - 1) / blockSize
    let block = 8 * (model.layout.columns * (blockSize + 16) + 8 * model.layout.constants.count)
    // Of a histogram only the pages that hold values take memory.
    let histograms =
      (model.series.count * model.dates.count + model.drawdowns.count) * Self.bytesPerHistogram
    let exact = paths * model.drawdowns.count * 8
    bytes =
      Double(min(workers, blocks)) * Double(block + histograms)
      + Double(exact <= ExactValues.budget ? exact : 0) + Double(Self.program)
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
      series.map { ($0.name, $0.isReflected ? 1 - $0.centre : $0.centre) },
      uniquingKeysWith: { first, _ in first })
  }
}
