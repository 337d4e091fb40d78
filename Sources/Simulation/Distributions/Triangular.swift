import CKernels

/// A density that rises in a line from low to mode and falls in a line to high.
public struct Triangular: Distribution {
  public let low: Double
  public let mode: Double
  public let high: Double

  public init(low: Double, mode: Double, high: Double) throws(DistributionError) {
    guard low.isFinite, high.isFinite else { throw .argument("each end", mustBe: "finite") }
    guard low < high else { throw .notAscending }
    guard (low...high).contains(mode) else { throw .argument("mode", mustBe: "from low to high") }
    self.low = low
    self.mode = mode
    self.high = high
  }

  /// Probability of a value below the mode.
  private var split: Double { (mode - low) / (high - low) }

  public var basis: DrawBasis { .uniforms }
  public var mean: Double { (low + mode + high) / 3 }
  public var standardDeviation: Double {
    let (a, b) = (mode - low, high - low)
    return ((a * a + b * b - a * b) / 18).squareRoot()
  }
  public var support: ClosedRange<Double> { low...high }
  public var description: String { "triangular(low: \(low), mode: \(mode), high: \(high))" }

  public func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    column.checkLength()
    ck_triangular(column.baseAddress, low, split, high, Int32(column.count))
  }

  public func quantile(_ p: Double) -> Double {
    p < split
      ? low + (high - low) * (p * split).squareRoot()
      : high - (high - low) * ((1 - p) * (1 - split)).squareRoot()
  }

  static let family = DistributionFamily(
    name: "triangular", forms: [["low", "mode", "high"]], takesPercentiles: false
  ) { arguments throws(DistributionError) in
    guard arguments.count == 3, let low = arguments["low"], let mode = arguments["mode"],
      let high = arguments["high"]
    else { throw .arguments(expected: "low, mode and high") }
    return try Triangular(low: low, mode: mode, high: high)
  }
}
