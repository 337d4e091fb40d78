import CGSL
import CKernels

/// 1 / (1 + e^-N(mu, sigma²)): a share between 0 and 1.
public struct LogitNormal: Distribution {
  /// Mean and standard deviation of the log odds.
  public let mu: Double
  public let sigma: Double

  /// The one with the given percentiles, all between 0 and 1.
  public init(percentiles a: (level: Double, value: Double), _ b: (level: Double, value: Double))
    throws(DistributionError)
  {
    guard a.value > 0, a.value < 1, b.value > 0, b.value < 1 else {
      throw .argument("each percentile", mustBe: "above 0 and below 1")
    }
    func logit(_ x: Double) -> Double { log(x / (1 - x)) }
    let odds = try Normal(percentiles: (a.level, logit(a.value)), (b.level, logit(b.value)))
    mu = odds.mean
    sigma = odds.standardDeviation
  }

  public init(p5: Double, p95: Double) throws(DistributionError) {
    try self.init(percentiles: (5, p5), (95, p95))
  }

  public var basis: DrawBasis { .normals }
  public var mean: Double { moment(1) }
  public var standardDeviation: Double { max(0, moment(2) - moment(1) * moment(1)).squareRoot() }
  public var support: ClosedRange<Double> { 0...1 }
  public var description: String {
    "logitnormal(p5: \(quantile(0.05)), p95: \(quantile(0.95)))"
  }

  /// E[x^power]. There is no closed form; the trapezoidal rule over normal scores converges faster
  /// than any power of its step for a smooth integrand (here to 1e-12 for sigma < 8).
  private func moment(_ power: Double) -> Double {
    let step = 1.0 / 64
    return (-576...576).reduce(0) { sum, k in
      let z = Double(k) * step
      return sum + step * gsl_ran_ugaussian_pdf(z) * pow(value(z), power)
    }
  }

  private func value(_ z: Double) -> Double { 1 / (1 + exp(-(mu + sigma * z))) }

  public func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    column.affine(offset: mu, slope: sigma)
    column.logistic()
  }

  public func quantile(_ p: Double) -> Double { value(gsl_cdf_ugaussian_Pinv(p)) }

  static let family = DistributionFamily(name: "logitnormal", forms: [], takesPercentiles: true) {
    arguments throws(DistributionError) in
    guard let (a, b) = try Percentiles.pair(in: arguments) else {
      throw .arguments(expected: "two percentiles")
    }
    return try LogitNormal(percentiles: a, b)
  }
}
