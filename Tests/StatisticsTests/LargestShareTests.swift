import Statistics
import Testing

/// Protects the measure of how much of a mean one path makes.
@Suite struct LargestShareTests {
  private static func share(mean: Double, sd: Double, _ range: ClosedRange<Double>) -> Double {
    SampleSummary(
      count: 1_000, failed: 0, outOfRange: 0, mean: Estimate(value: mean, error: 0.1),
      standardDeviation: sd, minimum: range.lowerBound, maximum: range.upperBound, percentiles: []
    ).largestShareOfMean
  }

  /// Of what is positive, the largest; gains and losses that cancel are no reason for doubt, and a
  /// mean beyond their spread counts as it is.
  @Test func gainsAndLosses() {
    #expect(Self.share(mean: 2, sd: 5, 0...100) == 0.05)
    #expect(Self.share(mean: -2, sd: 5, -100...0) == 0.05)
    #expect(Self.share(mean: 0.001, sd: 5, -15...20) == 0.004)
    #expect(Self.share(mean: 0, sd: 5, -15...20) == 0.004)
    #expect(Self.share(mean: 10, sd: 5, -1...500) == 0.05)
    #expect(Self.share(mean: 0, sd: 0, 0...0) == 0)
  }
}
