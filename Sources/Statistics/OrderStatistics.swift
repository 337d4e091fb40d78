import CGSL

/// Which order statistics estimate a percentile and bound it.
///
/// Ranks count from 0. The percentile is Hyndman & Fan's type 7, at rank p (n - 1). The interval
/// holds for any distribution: the number of values below the true percentile is binomial (n, p),
/// so ranks at its 2.5 % and 97.5 % points cover it with at least 95 % (David & Nagaraja 2003,
/// §7.1). Verified: `PercentileRanksTests`.
package struct PercentileRanks: Sendable, Equatable {
  package let level: Double
  package let rank: Double
  /// The order statistics between which the percentile is interpolated.
  let below: Int
  let above: Int
  /// Between them the percentile lies at 95 %, as far as the sample reaches.
  package let low: Int
  package let high: Int
  /// Whether the sample has a value below, and one above, which bounds the percentile: fewer than 73 values
  /// have none for P5.
  let isBoundedBelow: Bool
  let isBoundedAbove: Bool
  /// Of the greatest value.
  private let last: Int

  /// - Parameters:
  ///   - level: In percent, between 0 and 100.
  ///   - count: Values in the sample, at least 1.
  package init(level: Double, count: Int) {
    precondition(count >= 1 && level > 0 && level < 100)
    self.level = level
    last = count - 1
    let p = level / 100
    rank = p * Double(count - 1)
    below = Int(rank.rounded(.down))
    above = Int(rank.rounded(.up))
    let lowest = Self.binomialQuantile(0.025, count, p) - 1
    let highest = Self.binomialQuantile(0.975, count, p)
    isBoundedBelow = lowest >= 0
    isBoundedAbove = highest <= count - 1
    low = max(0, min(lowest, below))
    high = min(count - 1, max(highest, above))
  }

  /// The interval between two values at these ranks: without an end where the sample has none.
  func interval(from low: Double, to high: Double) -> Interval {
    Interval(
      low: isBoundedBelow ? low : -.infinity, high: isBoundedAbove ? high : .infinity)
  }

  private init(_ ranks: PercentileRanks, below count: Int) {
    level = ranks.level
    last = ranks.last
    rank = min(ranks.rank, Double(count - 1))
    below = min(ranks.below, count - 1)
    above = min(ranks.above, count - 1)
    low = min(ranks.low, count - 1)
    high = min(ranks.high, count - 1)
    (isBoundedBelow, isBoundedAbove) = (ranks.isBoundedBelow, ranks.isBoundedAbove)
  }

  /// The same ranks of a sample whose percentiles err more than those of independent draws.
  ///
  /// - Parameter factor: Of the distance of the interval's ends, at least 1.
  func widened(by factor: Double) -> PercentileRanks { PercentileRanks(self, widened: factor) }

  private init(_ ranks: PercentileRanks, widened factor: Double) {
    level = ranks.level
    (rank, below, above, last) = (ranks.rank, ranks.below, ranks.above, ranks.last)
    func moved(_ end: Int) -> Double { ranks.rank + factor * (Double(end) - ranks.rank) }
    let (lowest, highest) = (moved(ranks.low).rounded(.down), moved(ranks.high).rounded(.up))
    isBoundedBelow = ranks.isBoundedBelow && lowest >= 0
    isBoundedAbove = ranks.isBoundedAbove && highest <= Double(last)
    low = Int(max(0, lowest))
    high = Int(min(Double(last), highest))
  }

  /// The same ranks in a sample whose greatest values are missing.
  ///
  /// - Parameter count: Values that are there, at least 1.
  func limited(to count: Int) -> PercentileRanks { PercentileRanks(self, below: count) }

  /// The smallest k with P(K ≤ k) ≥ q for K binomial (n, p). GSL has the distribution, not its
  /// inverse: bisection around the normal approximation.
  private static func binomialQuantile(_ q: Double, _ n: Int, _ p: Double) -> Int {
    // Beyond GSL's 32-bit counts the normal approximation is exact to a rank in a hundred thousand.
    let mean = Double(n) * p
    let deviation = (mean * (1 - p)).squareRoot()
    let guess = mean + gsl_cdf_ugaussian_Pinv(q) * deviation
    guard n < 2_000_000_000 else { return Int(guess.rounded()) }
    func below(_ k: Int) -> Bool {
      k < 0 || gsl_cdf_binomial_P(UInt32(k), p, UInt32(n)) < q
    }
    let reach = Int(deviation / 4) + 8
    var low = max(-1, Int(guess) - reach)
    var high = min(n, Int(guess) + reach)
    while low > -1, !below(low) { low = max(-1, low - reach) }
    while high < n, below(high) { high = min(n, high + reach) }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if below(middle) { low = middle } else { high = middle }
    }
    return high
  }
}

/// Ranks for samples of any size, found once per size.
package struct RankTable {
  private var known: [Key: [PercentileRanks]] = [:]

  private struct Key: Hashable {
    let levels: [Double]
    let count: Int
  }

  package init() {}

  /// Empty samples have the ranks of a sample of one.
  package mutating func ranks(levels: [Double], count: Int) -> [PercentileRanks] {
    let key = Key(levels: levels, count: max(count, 1))
    if let ranks = known[key] { return ranks }
    let ranks = levels.map { PercentileRanks(level: $0, count: key.count) }
    known[key] = ranks
    return ranks
  }
}
