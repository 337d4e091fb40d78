import CKernels

/// Every value between low and high equally likely.
package struct Uniform: Distribution, Sampler {
  package let low: Double
  package let high: Double

  package init(low: Double, high: Double) throws(DistributionError) {
    guard low.isFinite, high.isFinite else { throw .argument("each end", mustBe: "finite") }
    guard low < high else { throw .notAscending }
    self.low = low
    self.high = high
  }

  package init(percentiles a: StatedPercentile, _ b: StatedPercentile) throws(DistributionError) {
    let line = try StatedPercentile.line(a, b, through: \.centred)
    try self.init(low: line.location - line.scale / 2, high: line.location + line.scale / 2)
  }

  package init(mean: Double, sd: Double) throws(DistributionError) {
    guard sd > 0 else { throw .argument("sd", mustBe: "above 0") }
    let half = sd * 3.0.squareRoot()
    try self.init(low: mean - half, high: mean + half)
  }

  package var basis: DrawBasis { .uniforms }
  package var sampler: any Sampler { self }
  package var mean: Double { low / 2 + high / 2 }
  package var standardDeviation: Double { (high - low) / 12.0.squareRoot() }
  package var support: ClosedRange<Double> { low...high }
  package var description: String { "uniform(low: \(low), high: \(high))" }

  package func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    column.affine(offset: low, slope: high - low)
  }

  package func quantile(_ tails: Tails) -> Double {
    tails.lower < tails.upper
      ? low + (high - low) * tails.lower : high - (high - low) * tails.upper
  }

  package func tails(at x: Double) -> Tails {
    if x < low { return .none }
    if x >= high { return .all }
    return Tails(lower: (x - low) / (high - low), upper: (high - x) / (high - low))
  }

  package func density(at x: Double) -> Double { support.contains(x) ? 1 / (high - low) : 0 }

  static let family = DistributionFamily(
    name: "uniform", help: "Every value between two ends equally likely.",
    example: "{uniform: {low: 3, high: 8}}", arguments: [.low, .high, .mean, .sd],
    content: .forms([
      .init("low", "high") { given throws(DistributionError) in
        try Uniform(low: given["low"], high: given["high"])
      },
      .init("mean", "sd") { given throws(DistributionError) in
        try Uniform(mean: given["mean"], sd: given["sd"])
      },
      .init(percentiles: 2...2) { given throws(DistributionError) in
        try Uniform(percentiles: given.percentiles[0], given.percentiles[1])
      },
    ]))
}
