import CGSL

/// A probability with its complement, so that neither tail loses digits: 1 - 1e-20 is 1 to a double.
public struct Tails: Sendable, Equatable {
  /// P(X ≤ x), 0 to 1.
  public let lower: Double
  /// P(X > x) = 1 - lower.
  public let upper: Double

  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  public init(lower: Double) { self.init(lower: lower, upper: 1 - lower) }

  /// Those of a standard normal score.
  public init(score z: Double) {
    self.init(lower: gsl_cdf_ugaussian_P(z), upper: gsl_cdf_ugaussian_Q(z))
  }

  /// The standard normal score with these tails.
  public var score: Double {
    lower < upper ? gsl_cdf_ugaussian_Pinv(lower) : gsl_cdf_ugaussian_Qinv(upper)
  }

  /// lower - ½, exact in both tails.
  var centred: Double { lower < upper ? lower - 0.5 : 0.5 - upper }
  /// ln(lower) and ln(upper), each to full precision also where it is near 0.
  var logLower: Double { lower < upper ? log(lower) : log1p(-upper) }
  var logUpper: Double { lower < upper ? log1p(-lower) : log(upper) }

  var reversed: Tails { Tails(lower: upper, upper: lower) }

  static let none = Tails(lower: 0, upper: 1)
  static let all = Tails(lower: 1, upper: 0)
}

/// A value that a stated share of draws lies below: `p10: 8` is a tenth below 8.
package struct StatedPercentile: Sendable, Equatable {
  /// In percent, above 0 and below 100.
  package let level: Double
  package let value: Double

  package init(_ level: Double, _ value: Double) {
    self.level = level
    self.value = value
  }

  /// The level that a key such as `p10` or `p97.5` names, in percent; nil where it names none.
  package static func level(of key: String) -> Double? {
    guard key.first == "p", let level = Double(key.dropFirst()), level > 0, level < 100 else {
      return nil
    }
    return level
  }

  var tails: Tails { Tails(lower: level / 100, upper: (100 - level) / 100) }

  /// Location and scale of the law location + scale · w(U) with these two percentiles, w being the
  /// quantile function of the family's standard law.
  ///
  /// - Throws: `notAscending` unless levels and values rise together.
  static func line(
    _ a: StatedPercentile, _ b: StatedPercentile, through w: (Tails) -> Double
  ) throws(DistributionError) -> (location: Double, scale: Double) {
    let (low, high) = a.level < b.level ? (a, b) : (b, a)
    guard low.level < high.level, low.value < high.value else { throw .notAscending }
    let (start, end) = (w(low.tails), w(high.tails))
    let scale = (high.value - low.value) / (end - start)
    // From the nearer end, which loses fewer digits.
    let location =
      abs(start) < abs(end) ? low.value - start * scale : high.value - end * scale
    return (location, scale)
  }

  /// The percentile of the logarithm.
  func logarithm() throws(DistributionError) -> StatedPercentile {
    guard value > 0 else { throw .argument("each percentile", mustBe: "above 0") }
    return StatedPercentile(level, log(value))
  }
}
