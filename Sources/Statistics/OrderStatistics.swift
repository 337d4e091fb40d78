import CGSL

/// Which order statistics estimate a percentile and bound it.
///
/// Ranks count from 0. The percentile is Hyndman & Fan's type 7, at rank p (n - 1). The interval
/// holds for any distribution: the number of values below the true percentile is binomial (n, p),
/// so ranks at its 2.5 % and 97.5 % points cover it with at least 95 % (David & Nagaraja 2003,
/// §7.1). Verified: case `orderstat_ci`.
public struct PercentileRanks: Sendable, Equatable {
  public let level: Double
  public let rank: Double
  public let low: Int
  public let high: Int

  /// - Parameters:
  ///   - level: In percent, between 0 and 100.
  ///   - count: Values in the sample, at least 1.
  public init(level: Double, count: Int) {
    precondition(count >= 1 && level > 0 && level < 100)
    self.level = level
    let p = level / 100
    rank = p * Double(count - 1)
    low = max(0, Self.binomialQuantile(0.025, count, p) - 1)
    high = min(count - 1, Self.binomialQuantile(0.975, count, p))
  }

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
public struct RankTable {
  private var known: [Key: [PercentileRanks]] = [:]

  private struct Key: Hashable {
    let levels: [Double]
    let count: Int
  }

  public init() {}

  /// Empty samples have the ranks of a sample of one.
  public mutating func ranks(levels: [Double], count: Int) -> [PercentileRanks] {
    let key = Key(levels: levels, count: max(count, 1))
    if let ranks = known[key] { return ranks }
    let ranks = levels.map { PercentileRanks(level: $0, count: key.count) }
    known[key] = ranks
    return ranks
  }
}

/// The percentiles of a sample that is held in full, by selection; reorders the values.
///
/// - Parameter values: NaN and infinities are left out.
public func exactPercentiles(
  _ values: UnsafeMutableBufferPointer<Double>, _ ranks: [PercentileRanks]
) -> [Percentile] {
  var values = values
  let count = values.partition { !$0.isFinite }
  guard count > 0 else {
    return ranks.map {
      Percentile(level: $0.level, value: .nan, interval: Interval(low: .nan, high: .nan))
    }
  }
  let wanted = Set(
    ranks.flatMap { [$0.low, $0.high, Int($0.rank), min(Int($0.rank) + 1, count - 1)] })
  selectOrderStatistics(values, in: 0..<count, ranks: wanted.sorted()[...])
  return ranks.map { ranks in
    let below = Int(ranks.rank)
    let share = ranks.rank - Double(below)
    let (low, high) = (values[below], values[min(below + 1, count - 1)])
    return Percentile(
      level: ranks.level, value: share == 0 ? low : low + share * (high - low),
      interval: Interval(low: values[ranks.low], high: values[ranks.high]))
  }
}

/// Puts at the given ranks the values that sorting would put there; reorders the rest.
///
/// Partitions around medians of three and follows only the parts that hold a wanted rank: linear
/// time for a handful of ranks.
///
/// - Parameters:
///   - values: Without NaN.
///   - range: The part of the values that holds the ranks.
///   - ranks: Ascending.
func selectOrderStatistics(
  _ values: UnsafeMutableBufferPointer<Double>, in range: Range<Int>, ranks: ArraySlice<Int>
) {
  guard !ranks.isEmpty else { return }
  guard range.count > 16 else { return values[range].sort() }
  let pivot = medianOfThree(
    values[range.lowerBound], values[range.lowerBound + range.count / 2],
    values[range.upperBound - 1])
  let equal = partition(values, range, around: pivot)
  selectOrderStatistics(
    values, in: range.lowerBound..<equal.lowerBound,
    ranks: ranks.prefix { $0 < equal.lowerBound })
  selectOrderStatistics(
    values, in: equal.upperBound..<range.upperBound,
    ranks: ranks.drop { $0 < equal.upperBound })
}

private func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
  max(min(a, b), min(max(a, b), c))
}

/// Dijkstra's three-way partition; returns where the values equal to the pivot are.
private func partition(
  _ values: UnsafeMutableBufferPointer<Double>, _ range: Range<Int>, around pivot: Double
) -> Range<Int> {
  var (less, next, greater) = (range.lowerBound, range.lowerBound, range.upperBound)
  while next < greater {
    let value = values[next]
    if value < pivot {
      values.swapAt(less, next)
      less += 1
      next += 1
    } else if value > pivot {
      greater -= 1
      values.swapAt(next, greater)
    } else {
      next += 1
    }
  }
  return less..<greater
}
