import CGSL

/// The distribution through three to ten percentiles, whatever shape they ask for; without ends, or
/// with one or two.
///
/// Its quantile function is M(y) = A(c) ln(y / (1 - y)) + B(c), c = y - ½, with as many coefficients
/// of the polynomials A and B as there are percentiles. Between ends M is the logarithm of the
/// distance to the one, or the log odds between the two.
///
/// Reference: Keelin (2016), *The Metalog Distributions*, Decision Analysis 13(4).
package struct Metalog: Distribution {
  private let curve: MetalogCurve
  private let low: Double?
  private let high: Double?

  /// - Parameters:
  ///   - percentiles: Three to ten, ascending, inside the ends.
  ///   - low: The lower end; nil for none.
  ///   - high: The upper end; nil for none.
  package init(percentiles: [StatedPercentile], low: Double? = nil, high: Double? = nil)
    throws(DistributionError)
  {
    guard (3...10).contains(percentiles.count) else {
      throw .arguments(expected: "3 to 10 percentiles")
    }
    guard (low ?? 0).isFinite, (high ?? 0).isFinite else {
      throw .argument("each end", mustBe: "finite")
    }
    if let low, let high, low >= high { throw .notAscending }
    for (a, b) in zip(percentiles, percentiles.dropFirst()) {
      guard a.level < b.level, a.value < b.value else { throw .notAscending }
    }
    guard percentiles.allSatisfy({ $0.value > low ?? -.infinity && $0.value < high ?? .infinity })
    else {
      throw .argument("each percentile", mustBe: "between low and high")
    }
    self.low = low
    self.high = high
    var scores: [StatedPercentile] = []
    for percentile in percentiles {
      scores.append(StatedPercentile(percentile.level, Self.score(percentile.value, low, high)))
    }
    curve = try MetalogCurve(through: scores)
  }

  private static func score(_ x: Double, _ low: Double?, _ high: Double?) -> Double {
    switch (low, high) {
    case (nil, nil): x
    case (let low?, nil): log(x - low)
    case (nil, let high?): -log(high - x)
    case (let low?, let high?): log((x - low) / (high - x))
    }
  }

  package var support: ClosedRange<Double> { (low ?? -.infinity)...(high ?? .infinity) }

  package var description: String {
    let levels = [0.05, 0.5, 0.95].map { "p\($0 * 100): \(quantile($0))" }
    return "metalog(\(levels.joined(separator: ", ")))"
  }

  package func quantile(_ tails: Tails) -> Double {
    let m = curve.value(log(tails.lower / tails.upper), tails.centred)
    switch (low, high) {
    case (nil, nil): return m
    case (let low?, nil): return low + exp(m)
    case (nil, let high?): return high - exp(-m)
    case (let low?, let high?):
      // From the nearer end.
      return m < 0 ? low + (high - low) / (1 + exp(-m)) : high - (high - low) / (1 + exp(m))
    }
  }

  package func tails(at x: Double) -> Tails {
    if x <= support.lowerBound { return .none }
    if x >= support.upperBound { return .all }
    return curve.tails(at: Self.score(x, low, high))
  }

  package func density(at x: Double) -> Double {
    guard x > support.lowerBound, x < support.upperBound else { return 0 }
    let density = curve.density(at: tails(at: x))
    switch (low, high) {
    case (nil, nil): return density
    case (let low?, nil): return density / (x - low)
    case (nil, let high?): return density / (high - x)
    case (let low?, let high?): return density * (high - low) / ((x - low) * (high - x))
    }
  }

  /// With one end the other tail is a power of y or 1 - y, by this exponent; else 0.
  private var tailPower: Double {
    switch (low, high) {
    case (.some, nil): curve.slope(at: 0.5)
    case (nil, .some): curve.slope(at: -0.5)
    default: 0
    }
  }

  package var mean: Double {
    guard tailPower < 1 else { return low == nil ? -.infinity : .infinity }
    return NormalScores(self).mean
  }

  package var standardDeviation: Double {
    guard tailPower < 0.5 else { return tailPower < 1 ? .infinity : .nan }
    return NormalScores(self).standardDeviation
  }

  package func meanOfExponential(of factor: Double) -> Double? {
    // Without ends the upper tail is exponential, of this scale.
    let isFinite = high != nil || (low == nil && factor * curve.slope(at: 0.5) < 1)
    return isFinite ? NormalScores(self).meanOfExponential(of: factor) : nil
  }

  static let family = DistributionFamily(
    name: "metalog", help: "The smooth curve through three to ten percentiles.",
    example: "{metalog: {p10: 4, p50: 9, p90: 25, low: 0}}",
    arguments: [
      .optionalEnd("low", "The lower end; without it there is none."),
      .optionalEnd("high", "The upper end; without it there is none."),
    ],
    content: .forms([
      .init("low", "high", percentiles: 3...10) { given throws(DistributionError) in
        try Metalog(
          percentiles: given.percentiles, low: given.optional("low"), high: given.optional("high"))
      }
    ]))
}
