import CGSL

/// A positive number such as a waiting time or a size: skewed for a small shape, near to a normal for
/// a large one. f(x) ~ x^(shape - 1) e^(-x / scale).
package struct Gamma: Distribution {
  package let shape: Double
  package let scale: Double

  private static let largestShape = 50_000.0

  /// - Parameters:
  ///   - shape: Above 0 and at most 50,000: beyond, GSL's distribution function loses its digits, and
  ///     a normal serves as well.
  ///   - scale: Above 0.
  package init(shape: Double, scale: Double) throws(DistributionError) {
    guard shape > 0, shape <= Self.largestShape else {
      throw .argument("shape", mustBe: "above 0 and at most 50,000 (a normal serves beyond)")
    }
    guard scale > 0, scale.isFinite else { throw .argument("scale", mustBe: "above 0") }
    _ = GSL.returnsErrors
    self.shape = shape
    self.scale = scale
  }

  package init(mean: Double, sd: Double) throws(DistributionError) {
    guard mean > 0 else { throw .argument("mean", mustBe: "above 0") }
    guard sd > 0 else { throw .argument("sd", mustBe: "above 0") }
    try self.init(shape: mean / sd * (mean / sd), scale: sd / mean * sd)
  }

  package init(percentiles a: StatedPercentile, _ b: StatedPercentile) throws(DistributionError) {
    let ratio = try b.logarithm().value - a.logarithm().value
    func quantile(_ p: StatedPercentile, _ shape: Double) -> Double {
      (try? Gamma(shape: shape, scale: 1).quantile(p.tails)) ?? .nan
    }
    // The ratio of two percentiles falls from ∞ to 1 as the shape rises.
    let found = Root.around(-1, 1, within: -6...log(Self.largestShape)) {
      log(quantile(b, exp($0)) / quantile(a, exp($0))) - ratio
    }
    guard let shape = found.map({ exp($0) }) else {
      throw .impossible("no gamma distribution with these percentiles could be found")
    }
    try self.init(shape: shape, scale: b.value / quantile(b, shape))
  }

  package var mean: Double { shape * scale }
  package var standardDeviation: Double { shape.squareRoot() * scale }
  package var support: ClosedRange<Double> { 0...Double.infinity }
  package var description: String { "gamma(shape: \(shape), scale: \(scale))" }

  package func quantile(_ tails: Tails) -> Double {
    // Near 0, where GSL's inverse has trouble, y^shape / Γ(shape + 1) is the distribution function.
    let first = exp((tails.logLower + gsl_sf_lngamma(shape + 1)) / shape)
    if first < 1e-300 { return scale * first }
    var start = first
    if first > 1e-4 * min(shape, 1) {
      start =
        tails.lower < tails.upper
        ? gsl_cdf_gamma_Pinv(tails.lower, shape, 1) : gsl_cdf_gamma_Qinv(tails.upper, shape, 1)
    }
    let guess = scale * (start > 0 && start.isFinite ? start : shape)
    return inverted(tails, from: guess, in: support)
  }

  package var searchesQuantiles: Bool { true }

  package func quantile(_ tails: Tails, near guess: Double) -> Double {
    guess > 1e-300 ? inverted(tails, from: guess, in: support) : quantile(tails)
  }

  package func tails(at x: Double) -> Tails {
    guard x > 0 else { return .none }
    // GSL has no number for infinity.
    guard x < .infinity else { return .all }
    return Tails(
      lower: gsl_cdf_gamma_P(x, shape, scale), upper: gsl_cdf_gamma_Q(x, shape, scale))
  }

  package func density(at x: Double) -> Double { gsl_ran_gamma_pdf(x, shape, scale) }

  package func meanOfExponential(of factor: Double) -> Double? {
    factor * scale < 1 ? exp(-shape * log1p(-factor * scale)) : nil
  }

  static let family = DistributionFamily(
    name: "gamma", help: "A positive number, skewed to the right less than the lognormal.",
    example: "{gamma: {mean: 10, sd: 4}}",
    arguments: [
      .plain("shape", .coefficient, .positive, "(mean / sd)²."),
      .spread("scale", "mean / shape."), .mean, .sd,
    ],
    content: .forms([
      .init("shape", "scale") { given throws(DistributionError) in
        try Gamma(shape: given["shape"], scale: given["scale"])
      },
      .init("mean", "sd") { given throws(DistributionError) in
        try Gamma(mean: given["mean"], sd: given["sd"])
      },
      .init(percentiles: 2...2) { given throws(DistributionError) in
        try Gamma(percentiles: given.percentiles[0], given.percentiles[1])
      },
    ]))
}
