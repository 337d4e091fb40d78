import CGSL
import CKernels

/// A positive number whose logarithm is uniform: every order of magnitude equally likely.
package struct LogUniform: Distribution, Sampler {
  package let low: Double
  package let high: Double
  private let logarithm: Uniform

  /// - Parameter low: Above 0.
  package init(low: Double, high: Double) throws(DistributionError) {
    guard low > 0 else { throw .argument("low", mustBe: "above 0") }
    guard high.isFinite else { throw .argument("each end", mustBe: "finite") }
    self.low = low
    self.high = high
    logarithm = try Uniform(low: log(low), high: log(high))
  }

  package init(percentiles a: StatedPercentile, _ b: StatedPercentile) throws(DistributionError) {
    let ends = try Uniform(percentiles: a.logarithm(), b.logarithm())
    try self.init(low: exp(ends.low), high: exp(ends.high))
  }

  /// - Parameters:
  ///   - mean: Above 0.
  ///   - sd: Above 0; any ratio to the mean is possible.
  package init(mean: Double, sd: Double) throws(DistributionError) {
    guard mean > 0 else { throw .argument("mean", mustBe: "above 0") }
    guard sd > 0, sd.isFinite else { throw .argument("sd", mustBe: "above 0") }
    // With h half the width of the logarithm, sd² / mean² = h coth h - 1.
    let square = sd / mean * (sd / mean)
    let found = Root.between(0, square + 3 * (sd / mean) + 1) { Self.spread($0) - square }
    guard let half = found, half > 0 else {
      throw .impossible("no loguniform distribution with this mean and sd could be found")
    }
    // The mean is √(low high) sinh h / h.
    let middle = log(mean) + log(half) - Self.logSinh(half)
    try self.init(low: exp(middle - half), high: exp(middle + half))
  }

  /// h coth h - 1; by its series where the difference would lose digits.
  private static func spread(_ h: Double) -> Double {
    guard h < 0.1 else { return h / tanh(h) - 1 }
    let x = h * h
    return x / 3 - x * x / 45 + 2 * x * x * x / 945 - x * x * x * x / 4_725
      + 2 * x * x * x * x * x / 93_555
  }

  private static func logSinh(_ h: Double) -> Double {
    h < 1 ? log(sinh(h)) : h + log1p(-exp(-2 * h)) - log(2)
  }

  private var width: Double { logarithm.high - logarithm.low }

  package var basis: DrawBasis { .uniforms }
  package var sampler: any Sampler { self }
  package var mean: Double { (high - low) / width }
  package var standardDeviation: Double { mean * Self.spread(width / 2).squareRoot() }
  package var support: ClosedRange<Double> { low...high }
  package var description: String { "loguniform(low: \(low), high: \(high))" }

  package func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    logarithm.transform(column)
    column.exponential()
  }

  package func quantile(_ tails: Tails) -> Double { exp(logarithm.quantile(tails)) }

  package func tails(at x: Double) -> Tails {
    x > 0 ? logarithm.tails(at: log(x)) : .none
  }

  package func density(at x: Double) -> Double { support.contains(x) ? 1 / (x * width) : 0 }

  static let family = DistributionFamily(
    name: "loguniform", help: "A positive number, every order of magnitude equally likely.",
    example: "{loguniform: {low: 1, high: 100}}", arguments: [.low, .high, .mean, .sd],
    content: .forms([
      .init("low", "high") { given throws(DistributionError) in
        try LogUniform(low: given["low"], high: given["high"])
      },
      .init("mean", "sd") { given throws(DistributionError) in
        try LogUniform(mean: given["mean"], sd: given["sd"])
      },
      .init(percentiles: 2...2) { given throws(DistributionError) in
        try LogUniform(percentiles: given.percentiles[0], given.percentiles[1])
      },
    ]))
}
