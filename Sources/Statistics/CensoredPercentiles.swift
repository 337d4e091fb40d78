/// Percentiles of what need not happen before the end: a recovery, a break-even.
///
/// A path on which it has not happened says that its value exceeds a bound. So the percentile lies
/// between that of a sample in which those paths have ∞ and that of a sample in which they have their
/// bounds: no assumption is made about what would happen later. Where the first is ∞, the percentile
/// is told as ∞, and the low end of its interval is what it exceeds.
///
/// Verified: `CensoredPercentilesTests`.
package enum CensoredPercentiles {
  /// - Parameters:
  ///   - reached: Percentiles of the values that there are, at ranks of the whole sample.
  ///   - bounds: Percentiles of the whole sample with bounds for the other values.
  ///   - ranks: For the whole sample, in the order of both.
  ///   - count: How many values there are.
  package static func joining(
    reached: [Percentile], bounds: [Percentile], _ ranks: [PercentileRanks], count: Int
  ) -> [Percentile] {
    zip(ranks, zip(reached, bounds)).map { ranks, both in
      let (reached, bound) = both
      let value = ranks.above < count ? reached.value : .infinity
      return Percentile(
        level: ranks.level, value: value,
        interval: Interval(
          // Where bounds are read from bins, what is read may lie above the value itself.
          low: min(bound.interval.low, value),
          high: ranks.high < count ? reached.interval.high : .infinity))
    }
  }
}

extension BitHistogram {
  /// Percentiles of a sample of which the greatest values are not in the histogram.
  ///
  /// - Parameters:
  ///   - ranks: For the whole sample; those beyond the histogram's values give its greatest.
  ///   - count: Values in the histogram.
  ///   - values: Those values, where they are held.
  package func percentiles(
    _ ranks: [PercentileRanks], ofLeast count: Int, of values: KeptValues? = nil
  ) -> [Percentile] {
    let limited = count > 0 ? ranks.map { $0.limited(to: count) } : ranks
    return values.map { percentiles(limited, of: $0) } ?? percentiles(limited)
  }
}
