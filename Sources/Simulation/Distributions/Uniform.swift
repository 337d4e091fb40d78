import CGSL
import CKernels

/// Every value between low and high equally likely.
public struct Uniform: Distribution {
  public let low: Double
  public let high: Double

  public init(low: Double, high: Double) throws(DistributionError) {
    guard low.isFinite, high.isFinite else { throw .argument("each end", mustBe: "finite") }
    guard low < high else { throw .notAscending }
    self.low = low
    self.high = high
  }

  public var basis: DrawBasis { .uniforms }
  public var mean: Double { low / 2 + high / 2 }
  public var standardDeviation: Double { (high - low) / 12.0.squareRoot() }
  public var support: ClosedRange<Double> { low...high }
  public var description: String { "uniform(low: \(low), high: \(high))" }

  public func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    column.affine(offset: low, slope: high - low)
  }

  public func quantile(_ p: Double) -> Double { gsl_cdf_flat_Pinv(p, low, high) }

  static let family = DistributionFamily(
    name: "uniform", forms: [["low", "high"]], takesPercentiles: false
  ) { arguments throws(DistributionError) in
    let (low, high) = try arguments.pair("low", "high")
    return try Uniform(low: low, high: high)
  }
}
