import Statistics
import Testing

/// Protects the measure of how much of a mean one path makes.
@Suite struct LargestShareTests {
  private static func share(mean: Double, sd: Double, _ range: ClosedRange<Double>) -> Double {
    SampleSummary(
      count: 1_000, failed: 0, mean: Estimate(value: mean, error: 0.1),
      standardDeviation: sd, minimum: range.lowerBound, maximum: range.upperBound, percentiles: []
    ).largestShareOfMean
  }

  /// Of what is positive, the largest; where gains and losses cancel, how much of the variance one value
  /// makes: ordinary ones little, one far out much.
  @Test func gainsAndLosses() {
    #expect(Self.share(mean: 2, sd: 5, 0...100) == 0.05)
    #expect(Self.share(mean: -2, sd: 5, -100...0) == 0.05)
    #expect(Self.share(mean: 0, sd: 5, -15...20) == 0.016)
    #expect(Self.share(mean: 10, sd: 50, -1...510) == 0.1)
    #expect(Self.share(mean: 0, sd: 0, 0...0) == 0)
  }
}
