import CGSL
import CKernels

/// The normal distribution N(mean, sd²).
public struct Normal: Distribution {
  public let mean: Double
  public let standardDeviation: Double

  /// - Parameter sd: 0 or above; 0 is a constant.
  public init(mean: Double, sd: Double) throws(DistributionError) {
    guard mean.isFinite else { throw .argument("mean", mustBe: "finite") }
    guard sd >= 0, sd.isFinite else { throw .argument("sd", mustBe: "0 or above") }
    self.mean = mean
    standardDeviation = sd
  }

  /// The one with the given percentiles, of levels between 0 and 100.
  public init(percentiles a: (level: Double, value: Double), _ b: (level: Double, value: Double))
    throws(DistributionError)
  {
    let (low, high) = a.level < b.level ? (a, b) : (b, a)
    guard low.level < high.level, low.value < high.value else { throw .notAscending }
    let zLow = gsl_cdf_ugaussian_Pinv(low.level / 100)
    let zHigh = gsl_cdf_ugaussian_Pinv(high.level / 100)
    let sd = (high.value - low.value) / (zHigh - zLow)
    try self.init(mean: low.value - zLow * sd, sd: sd)
  }

  public init(p5: Double, p95: Double) throws(DistributionError) {
    try self.init(percentiles: (5, p5), (95, p95))
  }

  public var basis: DrawBasis { .normals }
  public var support: ClosedRange<Double> { -Double.infinity...Double.infinity }
  public var description: String { "normal(mean: \(mean), sd: \(standardDeviation))" }

  public func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    column.affine(offset: mean, slope: standardDeviation)
  }

  public func quantile(_ p: Double) -> Double {
    mean + gsl_cdf_gaussian_Pinv(p, standardDeviation)
  }

  static let family = DistributionFamily(
    name: "normal", forms: [["mean", "sd"]], takesPercentiles: true
  ) { arguments throws(DistributionError) in
    if let (a, b) = try Percentiles.pair(in: arguments) { return try Normal(percentiles: a, b) }
    let (mean, sd) = try arguments.pair("mean", "sd")
    return try Normal(mean: mean, sd: sd)
  }
}
