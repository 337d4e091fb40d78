import CGSL
import CKernels

/// A density that rises in a line from low to mode and falls in a line to high.
package struct Triangular: Distribution, Sampler {
  package let low: Double
  package let mode: Double
  package let high: Double

  package init(low: Double, mode: Double, high: Double) throws(DistributionError) {
    guard low.isFinite, high.isFinite else { throw .argument("each end", mustBe: "finite") }
    guard low < high else { throw .notAscending }
    guard (low...high).contains(mode) else { throw .argument("mode", mustBe: "from low to high") }
    self.low = low
    self.mode = mode
    self.high = high
  }

  /// The one with a mode and two percentiles around it.
  package init(percentiles a: StatedPercentile, mode: Double, _ b: StatedPercentile)
    throws(DistributionError)
  {
    let ends = try ModalEnds(a, mode: mode, b) { Self.unitQuantile($0, split: $1) }
    try self.init(low: ends.low, mode: mode, high: ends.high)
  }

  /// Probability of a value below the mode.
  private var split: Double { (mode - low) / (high - low) }

  package var basis: DrawBasis { .uniforms }
  package var sampler: any Sampler { self }
  package var mean: Double { (low + mode + high) / 3 }
  package var standardDeviation: Double {
    let (a, b) = (mode - low, high - low)
    return ((a * a + b * b - a * b) / 18).squareRoot()
  }
  package var support: ClosedRange<Double> { low...high }
  package var description: String { "triangular(low: \(low), mode: \(mode), high: \(high))" }

  package func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    column.checkLength()
    ck_triangular(column.baseAddress, low, split, high, Int32(column.count))
  }

  private static func unitQuantile(_ tails: Tails, split: Double) -> Double {
    tails.lower < split
      ? (tails.lower * split).squareRoot() : 1 - (tails.upper * (1 - split)).squareRoot()
  }

  package func quantile(_ tails: Tails) -> Double {
    tails.lower < split
      ? low + (high - low) * (tails.lower * split).squareRoot()
      : high - (high - low) * (tails.upper * (1 - split)).squareRoot()
  }

  package func tails(at x: Double) -> Tails {
    if x <= low { return .none }
    if x >= high { return .all }
    if x < mode { return Tails(lower: (x - low) / (high - low) * ((x - low) / (mode - low))) }
    let upper = (high - x) / (high - low) * ((high - x) / (high - mode))
    return Tails(lower: 1 - upper, upper: upper)
  }

  package func density(at x: Double) -> Double {
    guard support.contains(x) else { return 0 }
    let side = x < mode ? (x - low) / (mode - low) : high > mode ? (high - x) / (high - mode) : 1
    return 2 / (high - low) * side
  }

  static let family = DistributionFamily(
    name: "triangular", help: "Two ends and a most likely value, joined by straight lines.",
    example: "{triangular: {low: 2, mode: 5, high: 12}}", arguments: [.low, .mode, .high],
    content: .forms([
      .init("low", "mode", "high") { given throws(DistributionError) in
        try Triangular(low: given["low"], mode: given["mode"], high: given["high"])
      },
      .init("mode", percentiles: 2...2) { given throws(DistributionError) in
        try Triangular(
          percentiles: given.percentiles[0], mode: given["mode"], given.percentiles[1])
      },
    ]))
}

/// The ends of a law whose shape depends only on where its mode stands between them, from the mode
/// and two percentiles around it.
struct ModalEnds {
  let low: Double
  let high: Double

  /// - Parameter quantile: Of the law on 0 to 1 with its mode at the second argument.
  init(
    _ a: StatedPercentile, mode: Double, _ b: StatedPercentile,
    _ quantile: (Tails, Double) -> Double
  ) throws(DistributionError) {
    guard a.value < b.value else { throw .notAscending }
    guard a.value <= mode, mode <= b.value else {
      throw .argument("mode", mustBe: "from the lower percentile to the upper one")
    }
    // In widths of the support both distances are known functions of the mode's place s; their ratio
    // has the sign change that is sought at 0 and 1, whatever the percentiles.
    let found = Root.between(0, 1) { s in
      (mode - a.value) * (quantile(b.tails, s) - s) - (b.value - mode) * (s - quantile(a.tails, s))
    }
    guard let s = found else {
      throw .impossible("no ends give these percentiles with this mode")
    }
    let width = (b.value - a.value) / (quantile(b.tails, s) - quantile(a.tails, s))
    low = mode - width * s
    high = mode + width * (1 - s)
  }
}
