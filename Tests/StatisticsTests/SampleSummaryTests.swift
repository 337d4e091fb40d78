import Testing

@testable import Statistics

@Suite struct SampleSummaryTests {
  /// Protects drawdowns, which are summarised as value over peak: levels and interval ends swap
  /// places, errors and deviation stay.
  @Test func reflectionTurnsLevelsAndIntervalsRound() throws {
    let percentiles = [(2.5, 0.25), (50, 0.5), (90, 0.875)].map { level, value in
      Percentile(
        level: level, value: value, interval: Interval(low: value - 0.125, high: value + 0.0625))
    }
    let summary = SampleSummary(
      count: 9, failed: 2, mean: Estimate(value: 0.625, error: 0.03125),
      standardDeviation: 0.1, minimum: 0.125, maximum: 1, percentiles: percentiles)
    let reflected = summary.reflected(levels: [10, 50, 97.5])
    #expect(reflected.mean == Estimate(value: 0.375, error: 0.03125))
    #expect(reflected.standardDeviation == 0.1)
    #expect(reflected.minimum == 0 && reflected.maximum == 0.875)
    #expect(reflected.count == 9 && reflected.failed == 2)
    #expect(reflected.percentiles.map(\.level) == [10, 50, 97.5])
    #expect(
      reflected[10]
        == Percentile(level: 10, value: 0.125, interval: Interval(low: 0.0625, high: 0.25)))
    #expect(reflected[97.5]?.value == 0.75)
    #expect(reflected[97.5]?.interval == Interval(low: 0.6875, high: 0.875))
    #expect(reflected[90] == nil)
    // Twice is where it was.
    #expect(reflected.reflected(levels: [2.5, 50, 90]) == summary)
  }

  /// Protects the way from moments to a summary.
  @Test func takesItsNumbersFromTheMoments() {
    var moments = Moments(centre: 1)
    moments.add(count: 4, sum: 4, squares: 10, minimum: 0, maximum: 4)
    let summary = SampleSummary(moments, failed: 3, percentiles: [])
    #expect(summary.mean == moments.estimate)
    #expect(summary.mean.value == 2)
    #expect(summary.standardDeviation == 2.0.squareRoot())
    #expect(summary.minimum == 0 && summary.maximum == 4)
    #expect(summary.failed == 3 && summary.count == 4)
  }
}
