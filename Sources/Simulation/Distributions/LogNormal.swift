import CGSL
import CKernels

/// sign · e^N(mu, sigma²) + shift: the lognormal, shifted (growth cannot fall below -100 %) or
/// mirrored (elasticities are negative).
public struct LogNormal: Distribution {
  /// Mean and standard deviation of the logarithm.
  public let mu: Double
  public let sigma: Double
  /// Added to every value.
  public let shift: Double
  /// Whether values lie below the shift instead of above.
  public let isMirrored: Bool

  public init(mu: Double, sigma: Double, shift: Double = 0, mirrored: Bool = false)
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
  public init(percentiles a: (level: Double, value: Double), _ b: (level: Double, value: Double))
    throws(DistributionError)
  {
    guard a.value > 0, b.value > 0 else { throw .argument("each percentile", mustBe: "above 0") }
    let logs = try Normal(percentiles: (a.level, log(a.value)), (b.level, log(b.value)))
    try self.init(mu: logs.mean, sigma: logs.standardDeviation)
  }

  public init(p5: Double, p95: Double) throws(DistributionError) {
    try self.init(percentiles: (5, p5), (95, p95))
  }

  /// The one with the given mean and standard deviation.
  public init(mean: Double, sd: Double) throws(DistributionError) {
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

  public var basis: DrawBasis { .normals }
  public var mean: Double { sign * exp(mu + sigma * sigma / 2) + shift }
  public var standardDeviation: Double {
    exp(mu + sigma * sigma / 2) * expm1(sigma * sigma).squareRoot()
  }
  public var support: ClosedRange<Double> {
    isMirrored ? -Double.infinity...shift : shift...Double.infinity
  }
  public var description: String {
    let name = isMirrored ? "mirrored lognormal" : "lognormal"
    let offset = shift == 0 ? "" : ", shift: \(shift)"
    return "\(name)(p5: \(quantile(0.05)), p95: \(quantile(0.95))\(offset))"
  }

  public func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    // sign · sigma keeps the draw monotone in its normal when the law is mirrored.
    column.affine(offset: mu, slope: sign * sigma)
    column.exponential()
    if shift != 0 || isMirrored { column.affine(offset: shift, slope: sign) }
  }

  public func quantile(_ p: Double) -> Double {
    sign * exp(mu + sign * sigma * gsl_cdf_ugaussian_Pinv(p)) + shift
  }

  static let family = DistributionFamily(
    name: "lognormal", forms: [["mean", "sd"]], takesPercentiles: true
  ) { arguments throws(DistributionError) in
    if let (a, b) = try Percentiles.pair(in: arguments) { return try LogNormal(percentiles: a, b) }
    let (mean, sd) = try arguments.pair("mean", "sd")
    return try LogNormal(mean: mean, sd: sd)
  }
}
