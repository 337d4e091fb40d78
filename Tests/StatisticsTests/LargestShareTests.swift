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

  private static func told(
    _ range: ClosedRange<Double>, mean: Double, paths: Int = 100_000, unit: String = "USD",
    percentiles: [Double] = [1, 2]
  ) -> Double? {
    SampleSummary(
      count: paths, failed: 0, mean: Estimate(value: mean, error: 0),
      standardDeviation: 0, minimum: range.lowerBound, maximum: range.upperBound,
      percentiles: percentiles.enumerated().map {
        Percentile(level: Double($0), value: $1, interval: Interval(low: $1, high: $1))
      }
    ).shareOfOnePath(among: paths, unit: unit)
  }

  /// From 2 % on it is told, in a small sample from more on; of an amount of any size, but not of a share
  /// that is rounding, nor of what happens on few paths.
  @Test func worthAWarning() throws {
    #expect(abs(try #require(Self.told(0...3_000, mean: 1)) - 0.03) < 1e-12)
    #expect(Self.told(0...1_900, mean: 1) == nil)
    #expect(Self.told(0...30, mean: 1, paths: 1_000) == nil)
    #expect(Self.told(0...200, mean: 1, paths: 1_000) != nil)
    #expect(Self.told(0...3e-13, mean: 1e-16) != nil)
    #expect(Self.told(0...3e-13, mean: 1e-16, unit: "share") == nil)
    #expect(Self.told(0...3_000, mean: 1, percentiles: [0, 0]) == nil)
  }
}
