import CGSL
import CKernels

/// The normal distribution N(mean, sd²).
public struct Normal: Distribution, Sampler {
  public let mean: Double
  public let standardDeviation: Double

  /// - Parameter sd: 0 or above; 0 is a constant.
  public init(mean: Double, sd: Double) throws(DistributionError) {
    guard mean.isFinite else { throw .argument("mean", mustBe: "finite") }
    guard sd >= 0, sd.isFinite else { throw .argument("sd", mustBe: "0 or above") }
    self.mean = mean
    standardDeviation = sd
  }

  /// The one with the given percentiles.
  public init(percentiles a: Percentile, _ b: Percentile) throws(DistributionError) {
    let line = try Percentile.line(a, b, through: \.score)
    try self.init(mean: line.location, sd: line.scale)
  }

  public init(p5: Double, p95: Double) throws(DistributionError) {
    try self.init(percentiles: Percentile(5, p5), Percentile(95, p95))
  }

  public var basis: DrawBasis { .normals }
  public var sampler: any Sampler { self }
  public var support: ClosedRange<Double> { -Double.infinity...Double.infinity }
  public var description: String { "normal(mean: \(mean), sd: \(standardDeviation))" }

  public func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    column.affine(offset: mean, slope: standardDeviation)
  }

  public func quantile(_ tails: Tails) -> Double { mean + standardDeviation * tails.score }

  public func tails(at x: Double) -> Tails {
    guard standardDeviation > 0 else { return x < mean ? .none : .all }
    return Tails(score: (x - mean) / standardDeviation)
  }

  public func density(at x: Double) -> Double {
    guard standardDeviation > 0 else { return x == mean ? .infinity : 0 }
    return gsl_ran_gaussian_pdf(x - mean, standardDeviation)
  }

  public func meanOfExponential(of factor: Double) -> Double? {
    let spread = factor * standardDeviation
    return exp(factor * mean + spread * spread / 2)
  }

  static let family = DistributionFamily(
    name: "normal", help: "The bell curve, without ends on either side.",
    example: "{normal: {mean: 10, sd: 3}}", arguments: [.mean, .sd],
    content: .forms([
      .init("mean", "sd") { given throws(DistributionError) in
        try Normal(mean: given["mean"], sd: given["sd"])
      },
      .init(percentiles: 2...2) { given throws(DistributionError) in
        try Normal(percentiles: given.percentiles[0], given.percentiles[1])
      },
    ]))
}
