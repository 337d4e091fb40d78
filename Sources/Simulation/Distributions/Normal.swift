import CGSL
import CKernels

/// The normal distribution N(mean, sd²).
package struct Normal: Distribution, Sampler {
  package let mean: Double
  package let standardDeviation: Double

  /// - Parameter sd: 0 or above; 0 is a constant.
  package init(mean: Double, sd: Double) throws(DistributionError) {
    guard mean.isFinite else { throw .argument("mean", mustBe: "finite") }
    guard sd >= 0, sd.isFinite else { throw .argument("sd", mustBe: "0 or above") }
    self.mean = mean
    standardDeviation = sd
  }

  /// The one with the given percentiles.
  package init(percentiles a: StatedPercentile, _ b: StatedPercentile) throws(DistributionError) {
    let line = try StatedPercentile.line(a, b, through: \.score)
    try self.init(mean: line.location, sd: line.scale)
  }

  package init(p5: Double, p95: Double) throws(DistributionError) {
    try self.init(percentiles: StatedPercentile(5, p5), StatedPercentile(95, p95))
  }

  package var basis: DrawBasis { .normals }
  package var sampler: any Sampler { self }
  package var support: ClosedRange<Double> { -Double.infinity...Double.infinity }
  package var description: String { "normal(mean: \(mean), sd: \(standardDeviation))" }

  package func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    column.affine(offset: mean, slope: standardDeviation)
  }

  package func quantile(_ tails: Tails) -> Double { mean + standardDeviation * tails.score }

  package func tails(at x: Double) -> Tails {
    guard standardDeviation > 0 else { return x < mean ? .none : .all }
    return Tails(score: (x - mean) / standardDeviation)
  }

  package func density(at x: Double) -> Double {
    guard standardDeviation > 0 else { return x == mean ? .infinity : 0 }
    return gsl_ran_gaussian_pdf(x - mean, standardDeviation)
  }

  package func meanOfExponential(of factor: Double) -> Double? {
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
