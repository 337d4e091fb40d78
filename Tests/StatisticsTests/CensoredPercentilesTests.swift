import Foundation
import Statistics
import TestSupport
import Testing

/// What the tests of this target read statistics from.
enum HistogramOf {
  /// A histogram of values, with all of them beside it.
  static func with<Result>(
    _ values: [Double], _ body: (BitHistogram, KeptValues) -> Result
  ) -> Result {
    let layout = BitHistogramLayout(centre: 1)
    var counts = [UInt32](repeating: 0, count: BitHistogramLayout.cells)
    for value in values { counts[layout.cell(of: value)] += 1 }
    return counts.withUnsafeBufferPointer { counts in
      let histogram = BitHistogram(
        layout: layout, counts: counts, minimum: values.min() ?? 0, maximum: values.max() ?? 0)
      return body(histogram, KeptValues(values))
    }
  }
}

/// Protects percentiles of what need not happen before the end.
@Suite struct CensoredPercentilesTests {
  /// Told of durations, ∞ where one is not over, and of what is known of each.
  private static func told(
    _ durations: [Double], bounds: [Double], levels: [Double]
  ) -> [Percentile] {
    let reached = durations.filter(\.isFinite)
    var table = RankTable()
    let ranks = table.ranks(levels: levels, count: bounds.count)
    return HistogramOf.with(reached) { histogram, values in
      let least = histogram.percentiles(
        ranks, ofLeast: reached.count, of: values)
      return HistogramOf.with(bounds) { all, boundValues in
        CensoredPercentiles.joining(
          reached: least, bounds: all.percentiles(ranks, of: boundValues), ranks,
          count: reached.count)
      }
    }
  }

  /// By hand: of ten values three are not over. Up to the seventh they are known, beyond they are ∞ with
  /// the lower end of the bounds.
  @Test func byHand() {
    let told = Self.told(
      [1, 2, 3, 4, 5, 6, 7, .infinity, .infinity, .infinity],
      bounds: [1, 2, 3, 4, 5, 6, 7, 2.5, 9, 9], levels: [10, 50, 90])
    #expect(told.map(\.value) == [1.9, 5.5, .infinity])
    #expect(told[2].interval == Interval(low: 6, high: .infinity))
    // Ten values have none that bounds P10 from below.
    #expect(told[0].interval == Interval(low: -.infinity, high: 4))
  }

  /// Protects coverage whatever ends the watching. Durations are exponential with mean 1 and are seen for
  /// a time that is short where they are long, which no independent censoring is. Over 600 samples of 400
  /// the interval holds the true quartiles: at most 5 % of misses are due. Bounds
  /// taken for durations, as if all were over, miss the upper quartile nearly always.
  @Test func coverage() {
    let random = Random(seed: 92)
    let quartiles = [-log(0.75), -log(0.25)]
    var misses = [0, 0]
    var naive = 0
    var open = 0
    for _ in 0..<600 {
      let durations = random.values(400) { -log($0.uniform()) }
      let watched = durations.map { 0.2 + 1.5 * exp(-$0) + random.uniform() }
      let seen = zip(durations, watched).map { $0 <= $1 ? $0 : .infinity }
      let bounds = zip(durations, watched).map { min($0, $1) }
      let told = Self.told(seen, bounds: bounds, levels: [25, 75])
      for (index, quartile) in quartiles.enumerated() {
        let interval = told[index].interval
        misses[index] += interval.low <= quartile && quartile <= interval.high ? 0 : 1
      }
      open += told[1].value == .infinity ? 1 : 0
      let over = Self.told(bounds, bounds: bounds, levels: [75])[0].interval
      naive += over.low <= quartiles[1] && quartiles[1] <= over.high ? 0 : 1
    }
    #expect(misses.allSatisfy { $0 <= possibleMisses(of: 600, at: 0.05...0.05).upperBound })
    #expect(naive > 400)
    #expect(open > 300)
  }
}
