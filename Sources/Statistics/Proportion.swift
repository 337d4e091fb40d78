import CGSL

/// A share of paths, with Wilson's interval of its sampling error.
///
/// Wilson's interval of a rare hit begins too high: where each path is one with 1/n · 0.17, it covers 84 %.
/// So for up to ten hits, less than a tenth of the paths, its low end is no higher than Garwood's, and its high
/// end likewise for so many misses. It then covers at least 93.5 % from 200 paths on.
///
/// Of some paths the horizon may not decide: a fall that is open after half a year may be over within the
/// year, or not. The share then lies between two bounds, that of the hits and that of the hits with those
/// paths; the interval reaches from the low end of the first to the high end of the second.
///
/// Reference: Wilson (1927); Garwood (1936); Brown, Cai & DasGupta (2001) on why not the normal interval: this one
/// stays within 0 and 1 and says something where no path, or every path, is a hit. Verified:
/// `ProportionTests`.
public struct Proportion: Sendable, Equatable {
  /// Paths for which it holds.
  public let hits: Int
  /// Paths of which the horizon does not decide whether it does.
  public let undecided: Int
  /// Paths that were asked.
  public let count: Int
  /// Whether it follows from the scenario that all paths are hits, or none: other paths would say the same.
  public let isKnown: Bool

  /// - Parameters:
  ///   - hits: 0 to `count`.
  ///   - undecided: 0 to `count - hits`.
  ///   - count: 0 where nobody could be asked: then the value is NaN and the interval 0 to 1.
  ///   - isKnown: Whether that all are hits, or none, leaves nothing to chance.
  public init(hits: Int, undecided: Int = 0, of count: Int, isKnown: Bool = false) {
    precondition(hits >= 0 && undecided >= 0 && hits + undecided <= count)
    self.hits = hits
    self.undecided = undecided
    self.count = count
    self.isKnown = isKnown && undecided == 0 && (hits == 0 || hits == count)
  }

  /// Hits over paths, 0 to 1; NaN where some are undecided, which leaves it between its bounds.
  public var value: Double { undecided == 0 ? Double(hits) / Double(count) : .nan }

  /// What it is if none of the undecided paths is a hit, and if all of them are; nil where all are
  /// decided.
  public var bounds: (least: Proportion, most: Proportion)? {
    guard undecided > 0 else { return nil }
    return (Proportion(hits: hits, of: count), Proportion(hits: hits + undecided, of: count))
  }

  /// The same where that all are hits, or none, leaves nothing to chance.
  package var ofWhatIsKnown: Proportion {
    Proportion(hits: hits, undecided: undecided, of: count, isKnown: true)
  }

  /// Covers the probability at 95 %.
  public var interval: Interval {
    guard count > 0 else { return Interval(low: 0, high: 1) }
    if isKnown { return Interval(low: value, high: value) }
    if let bounds {
      return Interval(low: bounds.least.interval.low, high: bounds.most.interval.high)
    }
    let wilson = Interval(wilson: value, of: Double(count))
    // Rounding must not take the ends from 0 and 1.
    let low = hits == 0 ? 0 : max(0, wilson.low)
    let high = hits == count ? 1 : min(1, wilson.high)
    return Interval(
      low: Self.exactLow(hits, of: count).map { min(low, $0) } ?? low,
      high: Self.exactLow(count - hits, of: count).map { max(high, 1 - $0) } ?? high)
  }

  /// The share of which so many hits or more have a chance of 2.5 %; nil where they are not rare.
  private static func exactLow(_ hits: Int, of count: Int) -> Double? {
    guard (1...10).contains(hits), 10 * hits < count else { return nil }
    return gsl_cdf_gamma_Pinv(0.025, Double(hits), 1) / Double(count)
  }
}

extension Interval {
  /// Standard errors on either side of a normal estimate that cover 95 %: Φ⁻¹(0.975).
  public static let normalReach = 1.959963984540054

  /// Wilson's interval of a share of so many, which need not be whole; rounding may take its ends beyond 0 and 1.
  init(wilson share: Double, of count: Double) {
    let z = Self.normalReach
    let centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    let reach =
      z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
      / (1 + z * z / count)
    self.init(low: centre - reach, high: centre + reach)
  }
}
