import Foundation
import Statistics
import Testing

@testable import Scenarios
@testable import Simulation

/// Protects numbers of values that are far apart, that repeat, or whose mean does not exist.
@Suite struct ExtremeValueTests {
  /// Twenty-six decades of ARR: percentiles against the lognormal's, and no date without a mean. A wrong
  /// spread fails.
  @Test func beyondTheCells() throws {
    let summary = try ScenarioText(
      step: "quarter", percentiles: "[5, 25, 50, 75, 95]",
      acme: "shares: 50M\narr: {lognormal: {p5: 1, p95: 1e26}}\nmultiple: {initial: 15}"
    ).run(paths: 20_000, seed: 1_401)
    let sample = try summary.band("arr")
    let law = LogNormalLaw(mu: 13 * log(10), sigma: 13 * log(10) / 1.6448536269514722)
    #expect(law.compared("arr", sample, mean: false).failures == [])
    #expect(!law.wrong(scale: 1.1).compared("arr", sample, mean: false).hold)
    for series in summary.series {
      #expect(series.bands.allSatisfy { $0.mean.value.isFinite && $0.standardDeviation.isFinite })
    }
  }

  /// What is never below 0 has no mean below 0, and a mean lies between the extremes: of prices that fall
  /// by a hundred decades in a step.
  @Test func meansLieBetweenTheExtremes() throws {
    let summary = try ScenarioText(
      record: "[multiple, marketCap, sharePrice]",
      acme: "shares: 50M\narr: 120M\nmultiple: {initial: 15, volatility: 1e6%}"
    ).run(paths: 64, seed: 1_402)
    for band in summary.series.flatMap(\.bands) {
      #expect(band.mean.value >= band.minimum && band.mean.value <= band.maximum)
      #expect(band.mean.value >= 0 && band.standardDeviation >= 0)
    }
  }

  private static let frozen = ScenarioText(
    horizon: "2 years", percentiles: "[5, 25, 50, 75, 90, 95]", record: "[shares]",
    acme: """
      shares: {issued: 60M, stockCompensation: 4%}
      arr: 10M
      cash: 5M to 20M
      costs: {grossMargin: 50%, fixed: 12M}
      multiple: {initial: 12}
      """)

  /// Shares stand still at the insolvency, so each month has its atom, of which two or three share a bin:
  /// the percentile of the values themselves lies in the interval, and is told to half a bin.
  @Test func neighbouringAtoms() throws {
    let model = try Self.frozen.model { $0.measured = [.series(.acme("shares"), step: 24)] }
    for seed in [1, 2, 3] as [UInt64] {
      let (summary, values) = try Simulator(model, workers: 2)
        .simulateKeepingValues(Run(paths: 0..<20_000, seed: seed))
      let sorted = values.columns[0].values.sorted()
      for percentile in try summary.band("shares").percentiles {
        let exact = sorted[Int(percentile.level / 100 * Double(sorted.count))]
        #expect(percentile.interval.low <= exact && exact <= percentile.interval.high)
        #expect(abs(percentile.value / exact - 1) < 0.004, "P\(percentile.level)")
      }
    }
  }

  /// No interval without its own value: of bands, outcomes with exact values and bounds from bins, of
  /// groups, and of shares, in runs of few paths and of many.
  @Test(arguments: [2, 5, 64, 700, 3_000])
  func intervalsHoldTheirValues(_ paths: Int) throws {
    var texts = [Self.frozen, FullScenario.scenario()]
    texts[0].acme = texts[0].acme.replacing("5M to 20M", with: "3M")
      .replacing("12M", with: "8M to 18M")
    for text in texts {
      let model = try text.model {
        $0.questions = [Condition(.duration, .above, 0.5)]
        $0.groups = [PathGroup(Condition(.maximumDrawdown, .above, 0.2))]
      }
      for seed in 1...2 as ClosedRange<UInt64> {
        let summary = try model.run(paths: paths, seed: seed)
        let groups = summary.groups
        let bands =
          (Array(summary.series) + groups.flatMap(\.series)).flatMap(\.bands)
          + (Array(summary.outcomes) + groups.flatMap(\.outcomes)).map(\.sample)
          + summary.attributions.flatMap { $0.parts.map(\.sample) + [$0.total] }
        for percentile in bands.flatMap(\.percentiles) where !percentile.value.isNaN {
          #expect(percentile.interval.low <= percentile.value, "\(percentile)")
          #expect(percentile.value <= percentile.interval.high, "\(percentile)")
        }
        for risk in summary.outcomes.flatMap(\.risks) where !risk.value.isNaN {
          #expect(risk.interval.low <= risk.value && risk.value <= risk.interval.high, "\(risk)")
        }
        for share in summary.outcomes.flatMap(\.exceedances).map(\.probability)
          + summary.answers.map(\.probability) where !share.value.isNaN
        {
          #expect(share.interval.low <= share.value && share.value <= share.interval.high)
        }
      }
    }
  }

  // MARK: Means that do not exist

  private static func warnings(_ text: ScenarioText) throws -> (file: [String], run: [String]) {
    let model = try text.model()
    let summary = try model.run(paths: 1_000, seed: 1_403)
    return (model.warnings.map { "\($0.key): \($0.text)" }, summary.warnings)
  }

  /// Each law without a mean, or without a standard deviation, is named by its key, in the file and in
  /// the run; its neighbour with both is not.
  @Test(arguments: [
    ("arr: {pareto: {minimum: 5M, alpha: 1}}", "arr: {pareto: {minimum: 5M, alpha: 3}}", "no mean"),
    (
      "arr: {pareto: {minimum: 5M, alpha: 1.8}}", "arr: {pareto: {minimum: 5M, alpha: 2.5}}",
      "no standard deviation"
    ),
    (
      "growth: {initial: {studentT: {degreesOfFreedom: 1, location: 0%, scale: 10%}, truncate: {min: -90%}}}",
      "growth: {initial: {studentT: {degreesOfFreedom: 1, location: 0%, scale: 10%}, truncate: {min: -90%, max: 900%}}}",
      "no mean"
    ),
    (
      jumps("studentT: {degreesOfFreedom: 4, mean: 0, sd: 15%}"),
      jumps("normal: {mean: 0, sd: 15%}"), "no mean"
    ),
    (jumps("laplace: {mean: 0, scale: 1.1}"), jumps("laplace: {mean: 0, scale: 0.4}"), "no mean"),
    (
      jumps("laplace: {mean: 0, scale: 0.6}"), jumps("laplace: {mean: 0, scale: 0.4}"),
      "no standard deviation"
    ),
    (jumps("lognormal: {mean: 0.1, sd: 0.1}"), jumps("uniform: {low: -1, high: 1}"), "no mean"),
  ])
  func missingMoments(_ missing: String, _ sound: String, _ text: String) throws {
    func scenario(_ keys: String) -> ScenarioText {
      let rest = ["arr: 10M", "multiple: {initial: 12}"].filter { line in
        !keys.hasPrefix(String(line.prefix { $0 != ":" }))
      }
      return ScenarioText(acme: (["shares: 10M", keys] + rest).joined(separator: "\n"))
    }
    let (file, run) = try Self.warnings(scenario(missing))
    let key = String(missing.prefix { $0 != ":" })
    for said in [file, run] {
      #expect(said.contains { $0.hasPrefix("acme.\(key)") && $0.contains(text) }, "\(said)")
    }
    let (quietFile, quietRun) = try Self.warnings(scenario(sound))
    #expect(!(quietFile + quietRun).contains { $0.contains("has no ") }, "\(quietFile)")
  }
}

/// A multiple that jumps by a law.
private func jumps(_ law: String) -> String {
  "multiple: {initial: 12, volatility: 60%, jumps: {frequency: 4/year, logSize: {\(law)}}}"
}
