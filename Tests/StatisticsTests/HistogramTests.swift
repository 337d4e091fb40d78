import Testing

@testable import Statistics

/// Protects what a picture of a distribution is drawn from.
@Suite struct HistogramTests {
  private let histogram = Statistics.Histogram(
    edges: [0.25, 0.5, 1], counts: [3, 4], below: 1, above: 2)

  @Test func countsEveryValue() {
    #expect(histogram.total == 10)
  }

  /// A drawdown is kept as value over peak, so its histogram is turned around with its percentiles.
  @Test func isReflectedWithItsSummary() {
    let sample = SampleSummary(
      count: 10, failed: 0, mean: Estimate(value: 0.5, error: 0.1),
      standardDeviation: 0.3, minimum: 0.1, maximum: 1.5,
      percentiles: [
        Percentile(level: 50, value: 0.5, interval: Interval(low: 0.4, high: 0.6))
      ])
    #expect(sample.histogram == nil && sample.reflected(levels: [50]).histogram == nil)
    let turned = sample.with(histogram).reflected(levels: [50])
    #expect(
      turned.histogram
        == Statistics.Histogram(edges: [0, 0.5, 0.75], counts: [4, 3], below: 2, above: 1))
    #expect(turned.percentiles[0].value == 0.5 && turned.maximum == 0.9)
  }
}
