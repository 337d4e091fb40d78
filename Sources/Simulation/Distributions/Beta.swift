import CGSL

/// A number between two ends: flat, bell-shaped, leaning or piled up at the ends.
///
/// f(x) ~ (x - low)^(alpha - 1) (high - x)^(beta - 1).
package struct Beta: Distribution {
  package let alpha: Double
  package let beta: Double
  package let low: Double
  package let high: Double
  private let unit: UnitBeta

  /// - Parameters:
  ///   - alpha: Above 0; beyond a million GSL's distribution function has no digits left.
  ///   - beta: As alpha.
  package init(alpha: Double, beta: Double, low: Double = 0, high: Double = 1)
    throws(DistributionError)
  {
    guard low.isFinite, high.isFinite else { throw .argument("each end", mustBe: "finite") }
    guard low < high else { throw .notAscending }
    let domain = "above 0 and at most a million"
    guard alpha > 0, alpha <= 1e6 else { throw .argument("alpha", mustBe: domain) }
    guard beta > 0, beta <= 1e6 else { throw .argument("beta", mustBe: domain) }
    self.alpha = alpha
    self.beta = beta
    self.low = low
    self.high = high
    unit = UnitBeta(alpha: alpha, beta: beta)
  }

  package init(mean: Double, sd: Double, low: Double = 0, high: Double = 1)
    throws(DistributionError)
  {
    guard low < high else { throw .notAscending }
    guard mean > low, mean < high else { throw .argument("mean", mustBe: "between low and high") }
    let most = ((mean - low) * (high - mean)).squareRoot()
    guard sd > 0, sd < most else {
      throw .argument("sd", mustBe: "above 0 and below the root of (mean - low)(high - mean)")
    }
    let size = (most / sd - 1) * (most / sd + 1)
    try self.init(
      alpha: size * (mean - low) / (high - low), beta: size * (high - mean) / (high - low),
      low: low, high: high)
  }

  package init(
    percentiles a: StatedPercentile, _ b: StatedPercentile, low: Double = 0, high: Double = 1
  )
    throws(DistributionError)
  {
    guard low < high else { throw .notAscending }
    guard [a, b].allSatisfy({ $0.value > low && $0.value < high }) else {
      throw .argument("each percentile", mustBe: "between low and high")
    }
    let places = [a, b].map { StatedPercentile($0.level, ($0.value - low) / (high - low)) }
    guard let unit = UnitBeta(percentiles: places[0], places[1]) else {
      throw .impossible("no beta distribution with these percentiles could be found")
    }
    try self.init(alpha: unit.alpha, beta: unit.beta, low: low, high: high)
  }

  package var mean: Double { low + (high - low) * unit.mean }
  package var standardDeviation: Double { (high - low) * unit.standardDeviation }
  package var support: ClosedRange<Double> { low...high }
  package var description: String {
    "beta(alpha: \(alpha), beta: \(beta), low: \(low), high: \(high))"
  }

  package func quantile(_ tails: Tails) -> Double {
    tails.lower < tails.upper
      ? low + (high - low) * unit.quantile(tails)
      : high - (high - low) * unit.mirrored.quantile(tails.reversed)
  }

  package var searchesQuantiles: Bool { true }

  package func quantile(_ tails: Tails, near guess: Double) -> Double {
    let width = high - low
    return tails.lower < tails.upper
      ? low + width * unit.quantile(tails, near: (guess - low) / width)
      : high - width * unit.mirrored.quantile(tails.reversed, near: (high - guess) / width)
  }

  package func tails(at x: Double) -> Tails {
    x < low / 2 + high / 2
      ? unit.tails(at: (x - low) / (high - low))
      : unit.mirrored.tails(at: (high - x) / (high - low)).reversed
  }

  package func density(at x: Double) -> Double {
    let width = high - low
    return x < low / 2 + high / 2
      ? unit.density(at: (x - low) / width) / width
      : unit.mirrored.density(at: (high - x) / width) / width
  }

  static let family = DistributionFamily(
    name: "beta", help: "A number between two ends, bell-shaped or leaning to one of them.",
    example: "{beta: {mean: 6, sd: 2, low: 0, high: 20}}",
    arguments: [
      .plain("alpha", .coefficient, .positive, "Larger is nearer to high."),
      .plain("beta", .coefficient, .positive, "Larger is nearer to low."),
      .mean, .sd, .optionalEnd("low", fallback: 0, "The lower end."),
      .optionalEnd("high", fallback: 1, "The upper end."),
    ],
    content: .forms([
      .init("alpha", "beta", "low", "high") { given throws(DistributionError) in
        try Beta(
          alpha: given["alpha"], beta: given["beta"], low: given["low"], high: given["high"])
      },
      .init("mean", "sd", "low", "high") { given throws(DistributionError) in
        try Beta(mean: given["mean"], sd: given["sd"], low: given["low"], high: given["high"])
      },
      .init("low", "high", percentiles: 2...2) { given throws(DistributionError) in
        try Beta(
          percentiles: given.percentiles[0], given.percentiles[1], low: given["low"],
          high: given["high"])
      },
    ]))
}
