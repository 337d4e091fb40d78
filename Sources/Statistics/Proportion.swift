/// A share of paths, with Wilson's interval of its sampling error.
///
/// Reference: Wilson (1927); Brown, Cai & DasGupta (2001) on why not the normal interval: this one
/// stays within 0 and 1 and says something where no path, or every path, is a hit. Verified:
/// `ProportionTests`.
public struct Proportion: Sendable, Equatable {
  /// Paths for which it holds.
  public let hits: Int
  /// Paths that were asked.
  public let count: Int

  /// - Parameters:
  ///   - hits: 0 to `count`.
  ///   - count: 0 where nobody could be asked: then the value is NaN and the interval 0 to 1.
  public init(hits: Int, of count: Int) {
    precondition(hits >= 0 && hits <= count)
    self.hits = hits
    self.count = count
  }

  /// Hits over paths, 0 to 1.
  public var value: Double { Double(hits) / Double(count) }

  /// Covers the probability at 95 %.
  public var interval: Interval {
    guard count > 0 else { return Interval(low: 0, high: 1) }
    let n = Double(count)
    let z = Interval.normalReach
    let centre = (value + z * z / (2 * n)) / (1 + z * z / n)
    let reach =
      z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
    // Rounding must not take the ends from 0 and 1.
    return Interval(
      low: hits == 0 ? 0 : max(0, centre - reach), high: hits == count ? 1 : min(1, centre + reach))
  }
}

extension Interval {
  /// Standard errors on either side of a normal estimate that cover 95 %: Φ⁻¹(0.975).
  public static let normalReach = 1.959963984540054
}
