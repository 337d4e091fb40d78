import CGSL

/// Two exponentials back to back: a sharp middle and heavier tails than the normal's.
///
/// f(x) = e^(-|x - mean| / scale) / (2 scale).
package struct Laplace: Distribution {
  package let mean: Double
  package let scale: Double

  /// - Parameter scale: Above 0.
  package init(mean: Double, scale: Double) throws(DistributionError) {
    guard mean.isFinite else { throw .argument("mean", mustBe: "finite") }
    guard scale > 0, scale.isFinite else { throw .argument("scale", mustBe: "above 0") }
    self.mean = mean
    self.scale = scale
  }

  package init(mean: Double, sd: Double) throws(DistributionError) {
    guard sd > 0 else { throw .argument("sd", mustBe: "above 0") }
    try self.init(mean: mean, scale: sd / 2.0.squareRoot())
  }

  package init(percentiles a: StatedPercentile, _ b: StatedPercentile) throws(DistributionError) {
    let line = try StatedPercentile.line(a, b, through: Self.unitQuantile)
    try self.init(mean: line.location, scale: line.scale)
  }

  private static func unitQuantile(_ tails: Tails) -> Double {
    tails.lower < tails.upper ? log(2 * tails.lower) : -log(2 * tails.upper)
  }

  package var standardDeviation: Double { scale * 2.0.squareRoot() }
  package var support: ClosedRange<Double> { -Double.infinity...Double.infinity }
  package var description: String { "laplace(mean: \(mean), scale: \(scale))" }

  package func quantile(_ tails: Tails) -> Double { mean + scale * Self.unitQuantile(tails) }

  package func tails(at x: Double) -> Tails {
    Tails(
      lower: gsl_cdf_laplace_P(x - mean, scale), upper: gsl_cdf_laplace_Q(x - mean, scale))
  }

  package func density(at x: Double) -> Double { gsl_ran_laplace_pdf(x - mean, scale) }

  package func meanOfExponential(of factor: Double) -> Double? {
    let size = factor * scale
    return size < 1 ? exp(factor * mean) / (1 - size * size) : nil
  }

  static let family = DistributionFamily(
    name: "laplace", help: "A sharp middle and heavier tails than the normal's.",
    example: "{laplace: {mean: 10, sd: 3}}",
    arguments: [.mean, .spread("scale", "The mean distance from the mean."), .sd],
    content: .forms([
      .init("mean", "scale") { given throws(DistributionError) in
        try Laplace(mean: given["mean"], scale: given["scale"])
      },
      .init("mean", "sd") { given throws(DistributionError) in
        try Laplace(mean: given["mean"], sd: given["sd"])
      },
      .init(percentiles: 2...2) { given throws(DistributionError) in
        try Laplace(percentiles: given.percentiles[0], given.percentiles[1])
      },
    ]))
}
