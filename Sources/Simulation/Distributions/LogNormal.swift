import CGSL
import CKernels

/// sign · e^N(mu, sigma²) + shift: the lognormal, shifted (growth cannot fall below -100 %) or
/// mirrored (elasticities are negative).
package struct LogNormal: Distribution, Sampler {
  /// Mean and standard deviation of the logarithm.
  package let mu: Double
  package let sigma: Double
  /// Added to every value.
  package let shift: Double
  /// Whether values lie below the shift instead of above.
  package let isMirrored: Bool

  package init(mu: Double, sigma: Double, shift: Double = 0, mirrored: Bool = false)
    throws(DistributionError)
  {
    guard mu.isFinite else { throw .argument("mu", mustBe: "finite") }
    guard sigma >= 0, sigma.isFinite else { throw .argument("sigma", mustBe: "0 or above") }
    self.mu = mu
    self.sigma = sigma
    self.shift = shift
    isMirrored = mirrored
  }

  /// The one with the given percentiles, all above 0.
  package init(percentiles a: StatedPercentile, _ b: StatedPercentile) throws(DistributionError) {
    let line = try StatedPercentile.line(a.logarithm(), b.logarithm(), through: \.score)
    try self.init(mu: line.location, sigma: line.scale)
  }

  package init(p5: Double, p95: Double) throws(DistributionError) {
    try self.init(percentiles: StatedPercentile(5, p5), StatedPercentile(95, p95))
  }

  /// The one with the given mean and standard deviation.
  package init(mean: Double, sd: Double) throws(DistributionError) {
    guard mean > 0 else { throw .argument("mean", mustBe: "above 0") }
    guard sd >= 0 else { throw .argument("sd", mustBe: "0 or above") }
    let variance = log1p(sd / mean * (sd / mean))
    try self.init(mu: log(mean) - variance / 2, sigma: variance.squareRoot())
  }

  func shifted(by shift: Double) throws(DistributionError) -> LogNormal {
    try LogNormal(mu: mu, sigma: sigma, shift: self.shift + shift, mirrored: isMirrored)
  }

  func mirrored() throws(DistributionError) -> LogNormal {
    try LogNormal(mu: mu, sigma: sigma, shift: -shift, mirrored: !isMirrored)
  }

  private var sign: Double { isMirrored ? -1 : 1 }

  package var basis: DrawBasis { .normals }
  package var sampler: any Sampler { self }
  package var mean: Double { sign * exp(mu + sigma * sigma / 2) + shift }
  package var standardDeviation: Double {
    exp(mu + sigma * sigma / 2) * expm1(sigma * sigma).squareRoot()
  }
  package var support: ClosedRange<Double> {
    isMirrored ? -Double.infinity...shift : shift...Double.infinity
  }
  package var description: String {
    let name = isMirrored ? "mirrored lognormal" : "lognormal"
    let offset = shift == 0 ? "" : ", shift: \(shift)"
    return "\(name)(p5: \(quantile(0.05)), p95: \(quantile(0.95))\(offset))"
  }

  package func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    // sign · sigma keeps the draw monotone in its normal when the law is mirrored.
    column.affine(offset: mu, slope: sign * sigma)
    column.exponential()
    if shift != 0 || isMirrored { column.affine(offset: shift, slope: sign) }
  }

  package func quantile(_ tails: Tails) -> Double {
    sign * exp(mu + sign * sigma * tails.score) + shift
  }

  /// Of the logarithm; nil where a value has none.
  private func logarithm(of x: Double) -> Double? {
    let distance = sign * (x - shift)
    return distance > 0 ? log(distance) : nil
  }

  package func tails(at x: Double) -> Tails {
    guard let logarithm = logarithm(of: x) else { return isMirrored ? .all : .none }
    guard sigma > 0 else { return sign * (logarithm - mu) < 0 ? .none : .all }
    return Tails(score: sign * (logarithm - mu) / sigma)
  }

  package func density(at x: Double) -> Double {
    guard let logarithm = logarithm(of: x) else { return 0 }
    guard sigma > 0 else { return logarithm == mu ? .infinity : 0 }
    return gsl_ran_gaussian_pdf(logarithm - mu, sigma) / abs(x - shift)
  }

  static let family = DistributionFamily(
    name: "lognormal", help: "A positive number whose logarithm is normal: long to the right.",
    example: "{lognormal: {p10: 8, p90: 30}}",
    arguments: [
      .mean, .sd, .value("median", "The median."),
      .plain("sigma", .logChange, .nonNegative, "The standard deviation of the logarithm."),
    ],
    content: .forms([
      .init("mean", "sd") { given throws(DistributionError) in
        try LogNormal(mean: given["mean"], sd: given["sd"])
      },
      .init("median", "sigma") { given throws(DistributionError) in
        guard given["median"] > 0 else { throw .argument("median", mustBe: "above 0") }
        return try LogNormal(mu: log(given["median"]), sigma: given["sigma"])
      },
      .init(percentiles: 2...2) { given throws(DistributionError) in
        try LogNormal(percentiles: given.percentiles[0], given.percentiles[1])
      },
    ]))
}
