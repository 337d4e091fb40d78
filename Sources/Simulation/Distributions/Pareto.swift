import CGSL

/// Many small values and a few huge ones: P(X > x) = (minimum / x)^alpha.
package struct Pareto: Distribution {
  package let minimum: Double
  package let alpha: Double

  /// - Parameters:
  ///   - minimum: Above 0.
  ///   - alpha: Above 0; the mean is infinite up to 1, the standard deviation up to 2.
  package init(minimum: Double, alpha: Double) throws(DistributionError) {
    guard minimum > 0, minimum.isFinite else { throw .argument("minimum", mustBe: "above 0") }
    guard alpha > 0, alpha.isFinite else { throw .argument("alpha", mustBe: "above 0") }
    self.minimum = minimum
    self.alpha = alpha
  }

  package init(mean: Double, sd: Double) throws(DistributionError) {
    guard mean > 0 else { throw .argument("mean", mustBe: "above 0") }
    guard sd > 0 else { throw .argument("sd", mustBe: "above 0") }
    // sd² / mean² = 1 / (alpha (alpha - 2)).
    let root = (1 + mean / sd * (mean / sd)).squareRoot()
    try self.init(minimum: mean * root / (1 + root), alpha: 1 + root)
  }

  package init(percentiles a: StatedPercentile, _ b: StatedPercentile) throws(DistributionError) {
    let line = try StatedPercentile.line(a.logarithm(), b.logarithm()) { -$0.logUpper }
    try self.init(minimum: exp(line.location), alpha: 1 / line.scale)
  }

  package var mean: Double { alpha > 1 ? minimum * alpha / (alpha - 1) : .infinity }
  package var standardDeviation: Double {
    alpha > 2 ? minimum / (alpha - 1) * (alpha / (alpha - 2)).squareRoot() : .infinity
  }
  package var support: ClosedRange<Double> { minimum...Double.infinity }
  package var description: String { "pareto(minimum: \(minimum), alpha: \(alpha))" }

  package func quantile(_ tails: Tails) -> Double { minimum * exp(-tails.logUpper / alpha) }

  package func tails(at x: Double) -> Tails {
    guard x > minimum else { return .none }
    let logUpper = -alpha * log(x / minimum)
    return Tails(lower: -expm1(logUpper), upper: exp(logUpper))
  }

  package func density(at x: Double) -> Double {
    x >= minimum ? gsl_ran_pareto_pdf(x, alpha, minimum) : 0
  }

  static let family = DistributionFamily(
    name: "pareto", help: "Many small values and a few huge ones.",
    example: "{pareto: {minimum: 5, alpha: 3}}",
    arguments: [
      .value("minimum", "The least value."),
      .plain("alpha", .coefficient, .positive, "Smaller has larger extremes."), .mean, .sd,
    ],
    content: .forms([
      .init("minimum", "alpha") { given throws(DistributionError) in
        try Pareto(minimum: given["minimum"], alpha: given["alpha"])
      },
      .init("mean", "sd") { given throws(DistributionError) in
        try Pareto(mean: given["mean"], sd: given["sd"])
      },
      .init(percentiles: 2...2) { given throws(DistributionError) in
        try Pareto(percentiles: given.percentiles[0], given.percentiles[1])
      },
    ]))
}
