import CGSL

/// A lifetime whose risk of ending rises (shape above 1) or falls (below 1) with age.
///
/// P(X > x) = e^(-(x / scale)^shape).
package struct Weibull: Distribution {
  package let shape: Double
  package let scale: Double

  /// - Parameters:
  ///   - shape: Above 0.
  ///   - scale: Above 0.
  package init(shape: Double, scale: Double) throws(DistributionError) {
    guard shape > 0, shape.isFinite else { throw .argument("shape", mustBe: "above 0") }
    guard scale > 0, scale.isFinite else { throw .argument("scale", mustBe: "above 0") }
    self.shape = shape
    self.scale = scale
  }

  package init(mean: Double, sd: Double) throws(DistributionError) {
    guard mean > 0 else { throw .argument("mean", mustBe: "above 0") }
    guard sd > 0, sd.isFinite else { throw .argument("sd", mustBe: "above 0") }
    let target = log1p(sd / mean * (sd / mean))
    // From a shape of 10⁶, below which rounding says nothing, to one of 1/50.
    let found = Root.around(-1, 0, within: -14...4) { Self.logRatio(exp($0)) - target }
    guard let inverse = found.map({ exp($0) }) else {
      throw .impossible("no weibull distribution with this mean and sd could be found")
    }
    try self.init(shape: 1 / inverse, scale: mean / exp(Self.logGamma(inverse)))
  }

  package init(percentiles a: StatedPercentile, _ b: StatedPercentile) throws(DistributionError) {
    let line = try StatedPercentile.line(a.logarithm(), b.logarithm()) { log(-$0.logUpper) }
    try self.init(shape: 1 / line.scale, scale: exp(line.location))
  }

  /// ln Γ(1 + u).
  private static func logGamma(_ u: Double) -> Double {
    _ = GSL.returnsErrors
    return gsl_sf_lngamma(1 + u)
  }

  /// ln E[X²] - 2 ln E[X] for a shape of 1 / u; by its series where the difference would lose digits.
  private static func logRatio(_ u: Double) -> Double {
    guard u < 0.02 else { return logGamma(2 * u) - 2 * logGamma(u) }
    return (2...14).reduce(0) { sum, n in
      let term =
        gsl_sf_zeta_int(Int32(n)) / Double(n) * (pow(2 * u, Double(n)) - 2 * pow(u, Double(n)))
      return n % 2 == 0 ? sum + term : sum - term
    }
  }

  package var mean: Double { scale * exp(Self.logGamma(1 / shape)) }
  package var standardDeviation: Double { mean * expm1(Self.logRatio(1 / shape)).squareRoot() }
  package var support: ClosedRange<Double> { 0...Double.infinity }
  package var description: String {
    shape == 1 ? "exponential(mean: \(scale))" : "weibull(shape: \(shape), scale: \(scale))"
  }

  package func quantile(_ tails: Tails) -> Double { scale * pow(-tails.logUpper, 1 / shape) }

  package func tails(at x: Double) -> Tails {
    guard x > 0 else { return .none }
    let power = pow(x / scale, shape)
    return Tails(lower: -expm1(-power), upper: exp(-power))
  }

  package func density(at x: Double) -> Double { gsl_ran_weibull_pdf(x, scale, shape) }

  package func meanOfExponential(of factor: Double) -> Double? {
    let size = factor * scale
    if shape == 1 { return size < 1 ? 1 / (1 - size) : nil }
    return shape > 1 ? NormalScores(self).meanOfExponential(of: factor) : nil
  }

  static let family = DistributionFamily(
    name: "weibull", help: "A lifetime whose risk of ending rises or falls with age.",
    example: "{weibull: {mean: 10, sd: 4}}",
    arguments: [
      .plain("shape", .coefficient, .positive, "Above 1 where the risk rises with age."),
      .spread("scale", "What 63 % of draws lie below."), .mean, .sd,
    ],
    content: .forms([
      .init("shape", "scale") { given throws(DistributionError) in
        try Weibull(shape: given["shape"], scale: given["scale"])
      },
      .init("mean", "sd") { given throws(DistributionError) in
        try Weibull(mean: given["mean"], sd: given["sd"])
      },
      .init(percentiles: 2...2) { given throws(DistributionError) in
        try Weibull(percentiles: given.percentiles[0], given.percentiles[1])
      },
    ]))
}
