import Foundation
import Statistics
import Testing

/// Protects jumps whose sizes are not normal: each is drawn on its own.
@Suite struct JumpTests {
  private static let paths = 200_000

  private func scenario(_ size: String, compensate: String) -> ScenarioText {
    ScenarioText(
      record: "[multiple]",
      acme: """
        shares: 1M
        arr: 1M
        multiple:
          initial: 10x
          jumps: {frequency: 6/year, logSize: \(size), compensate: \(compensate)}
        """)
  }

  /// Compensated by the drift, the mean of the multiple stays where it is: E[e^(ΣJ - λ(E[e^J] - 1)T)]
  /// = 1. Control: uncompensated, it is e^(λ(E[e^J] - 1)T), more than ten standard errors away.
  @Test(arguments: [
    "{laplace: {mean: 4%, scale: 10%}}", "{triangular: {low: -20%, mode: 0%, high: 40%}}",
    "{discrete: [{value: -20%, weight: 1}, {value: 30%, weight: 1}]}",
    "{normal: {mean: 3%, sd: 12%}, truncate: [-10%, 30%]}", "{gamma: {shape: 2, scale: 3%}}", "5%",
  ])
  func driftKeepsTheMean(size: String) throws {
    func deviation(_ compensate: String) throws -> Double {
      let sample = try scenario(size, compensate: compensate)
        .run(paths: Self.paths, seed: 61).band("multiple")
      let error = sample.standardDeviation / Double(Self.paths).squareRoot()
      return (sample.mean.value - 10) / error
    }
    let bound = standardNormal.quantile(1 - Comparisons.alpha / 2)
    #expect(abs(try deviation("drift")) < bound)
    #expect(abs(try deviation("none")) > 10)
  }

  /// Compensated by the long run, the mean of ln M stays at ln longRun however long a step is: here
  /// many small jumps of one size, so that ln M is all but normal, and a start at the long run. The
  /// error of the median is 1.25 sd/√n; α = 1e-6. Control: the shift λE[J]/κ of short steps would
  /// leave half of a step's jumps, 0.5.
  @Test func longRunStays() throws {
    let sample = try ScenarioText(
      step: "quarter", horizon: "4 years", record: "[multiple]",
      acme: """
        shares: 1M
        arr: 1M
        multiple:
          initial: 10x
          longRun: 10x
          halfLife: 6 months
          jumps: {frequency: 400/year, logSize: -1%, compensate: longRun}
        """
    ).run(paths: Self.paths, seed: 63).band("multiple")
    let median = log(try #require(sample[50]).value / 10)
    let low = log(try #require(sample[5]).value)
    let high = log(try #require(sample[95]).value)
    let sd = (high - low) / (2 * standardNormal.quantile(0.95))
    // A skewness of 1/√400 a year moves the median by at most sd · skewness / 6.
    let bound = sd * (4.9 * 1.25 / Double(Self.paths).squareRoot() + 0.05 / 6)
    #expect(abs(median) < bound)
    #expect(!(abs(median - 0.5) < bound))
  }

  /// A normal that is cut far outside is drawn size by size, and must give the law of the sums that
  /// are drawn at once. The two draw differently: each percentile has √2 of the error of one. Control:
  /// sizes 5 % wider.
  @Test func sumsAreSums() throws {
    func sample(_ size: String) throws -> SampleSummary {
      try scenario(size, compensate: "none").run(paths: Self.paths, seed: 62).band("multiple")
    }
    let sums = try sample("{normal: {mean: -2%, sd: 20%}}")
    func comparisons(_ sd: Int) throws -> Comparisons {
      let drawn = try sample("{normal: {mean: -2%, sd: \(sd)%}, truncate: [-900%, 900%]}")
      var result = Comparisons()
      for percentile in sums.percentiles {
        let other = try #require(drawn[percentile.level])
        // A 95 % interval is 3.92 standard errors wide.
        let widths = [percentile, other].map { ($0.interval.high - $0.interval.low) / 3.92 }
        let error = widths.map { $0 * $0 }.reduce(0, +).squareRoot()
        result.add("P\(percentile.level)", other.value, percentile.value, error: error)
      }
      return result
    }
    #expect(try comparisons(20).failures == [])
    #expect(try !comparisons(21).hold)
  }

  /// The mean of e to a heavy-tailed size does not exist, so no drift can take it back.
  @Test func heavyTails() throws {
    let size = "{studentT: {degreesOfFreedom: 3, mean: 0%, sd: 5%}}"
    #expect(scenario(size, compensate: "drift").refusal().contains("is not finite"))
    #expect(scenario(size, compensate: "none").refusal() == "")
  }
}
