import CGSL
import CKernels

/// 1 / (1 + e^-N(mu, sigma²)): a share between 0 and 1.
package struct LogitNormal: Distribution, Sampler {
  /// Mean and standard deviation of the log odds.
  package let mu: Double
  package let sigma: Double

  init(mu: Double, sigma: Double) {
    self.mu = mu
    self.sigma = sigma
  }

  /// The one with the given percentiles, all between 0 and 1.
  package init(percentiles a: StatedPercentile, _ b: StatedPercentile) throws(DistributionError) {
    guard [a, b].allSatisfy({ $0.value > 0 && $0.value < 1 }) else {
      throw .argument("each percentile", mustBe: "above 0 and below 1")
    }
    func odds(_ p: StatedPercentile) -> StatedPercentile {
      StatedPercentile(p.level, Self.logit(p.value))
    }
    let line = try StatedPercentile.line(odds(a), odds(b), through: \.score)
    (mu, sigma) = (line.location, line.scale)
  }

  package init(p5: Double, p95: Double) throws(DistributionError) {
    try self.init(percentiles: StatedPercentile(5, p5), StatedPercentile(95, p95))
  }

  /// The one with the given mean, between 0 and 1, and standard deviation, below √(mean (1 - mean)).
  package init(mean: Double, sd: Double) throws(DistributionError) {
    guard mean > 0, mean < 1 else { throw .argument("mean", mustBe: "above 0 and below 1") }
    guard sd > 0, sd * sd < mean * (1 - mean) else {
      throw .argument("sd", mustBe: "above 0 and below the root of mean (1 - mean)")
    }
    func law(_ sigma: Double) -> LogitNormal {
      let middle = Self.logit(mean)
      // 1 - mean is below e^(sigma²/2 - mu), and likewise below one half.
      let reach = sigma * sigma / 2 + 1
      let mu = Root.between(middle - reach, middle + reach) {
        LogitNormal(mu: $0, sigma: sigma).mean - mean
      }
      return LogitNormal(mu: mu ?? .nan, sigma: sigma)
    }
    // Above 30 nearly all draws are 0 or 1, and the last digits of sd say nothing of sigma.
    let start = min(sd / (mean * (1 - mean)), 10)
    let found = Root.around(start / 1.1, start * 1.5, within: start / 1_000...30) {
      law($0).standardDeviation - sd
    }
    guard let sigma = found else {
      throw .impossible("no logitnormal distribution with this mean and sd could be found")
    }
    self = law(sigma)
  }

  package var basis: DrawBasis { .normals }
  package var sampler: any Sampler { self }
  package var mean: Double { NormalScores(value: value).mean }
  package var standardDeviation: Double { NormalScores(value: value).standardDeviation }
  package var support: ClosedRange<Double> { 0...1 }
  package var description: String {
    "logitnormal(p5: \(quantile(0.05)), p95: \(quantile(0.95)))"
  }

  private static func logit(_ x: Double) -> Double { log(x) - log1p(-x) }

  private func value(_ z: Double) -> Double { 1 / (1 + exp(-(mu + sigma * z))) }

  package func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    column.affine(offset: mu, slope: sigma)
    column.logistic()
  }

  package func quantile(_ tails: Tails) -> Double { value(tails.score) }

  package func tails(at x: Double) -> Tails {
    if x <= 0 { return .none }
    if x >= 1 { return .all }
    return Tails(score: (Self.logit(x) - mu) / sigma)
  }

  package func density(at x: Double) -> Double {
    guard x > 0, x < 1 else { return 0 }
    return gsl_ran_gaussian_pdf(Self.logit(x) - mu, sigma) / (x * (1 - x))
  }

  static let family = DistributionFamily(
    name: "logitnormal", help: "A share between 0 and 1 whose log odds are normal.",
    example: "{logitnormal: {p10: 0.2, p90: 0.6}}", arguments: [.mean, .sd],
    content: .forms([
      .init("mean", "sd") { given throws(DistributionError) in
        try LogitNormal(mean: given["mean"], sd: given["sd"])
      },
      .init(percentiles: 2...2) { given throws(DistributionError) in
        try LogitNormal(percentiles: given.percentiles[0], given.percentiles[1])
      },
    ]))
}
