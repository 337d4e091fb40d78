import Foundation
import Scenarios
import Simulation
import Statistics
import Testing

/// A company, `acme`, in a world with factors.
enum FactorFixture {
  static let paths = 200_000
  static let plain = "shares: 1M\narr: 5M\nmultiple: {initial: 10}"

  static func text(
    _ factors: String, step: String = "month", horizon: String = "2 years",
    record: String = "[sector]", top: String = "", acme: String = plain
  ) -> ScenarioText {
    ScenarioText(
      step: step, horizon: horizon, record: record, top: "factors: {\(factors)}\n" + top,
      acme: acme)
  }
}

extension Summary {
  /// The band of a series at the horizon, by its full name.
  func end(_ name: String) throws -> SampleSummary { try #require(series[name]).band(at: .end) }

  /// Its values at every date, in a summary of equal paths.
  func course(_ name: String) throws -> [Double] {
    try #require(series[name]).bands.map(\.mean.value)
  }
}

/// Protects factors by themselves, against closed forms, and what must hold of any file with some.
@Suite struct FactorTests {
  private func sample(_ summary: Summary, _ name: String) throws -> SampleSummary {
    try summary.end(name)
  }

  // MARK: The factor itself

  /// dx = κ(x̄ - x)dt + m dt + σ dW (Glasserman 2004, §3.3), whatever the step.
  @Test(arguments: ["week", "quarter"])
  func reverting(step: String) throws {
    let (years, halfLife, sigma) = (2.0, 0.8, 0.5)
    let speed = log(2.0) / halfLife
    let gone = -expm1(-speed * years)
    let law = LogNormalLaw(
      mu: log(3.0) + log(0.6 / 3) * gone + log(0.8) * gone / speed,
      sigma: sigma * (-expm1(-2 * speed * years) / (2 * speed)).squareRoot())
    let found = try sample(
      FactorFixture.text(
        "sector: {initial: 3, longRun: 0.6, halfLife: 0.8 years, drift: -20%, volatility: 50%}",
        step: step
      ).run(paths: step == "week" ? 100_000 : FactorFixture.paths, seed: 181), "sector")
    #expect(law.compared(step, found).failures == [])
    #expect(!law.wrong(shift: 0.04).compared(step, found).hold)
    #expect(!law.wrong(scale: 1.03).compared(step, found).hold)
  }

  /// A random walk whose volatility fades: ∫(0.3 + 0.6 e^(-kt))² dt.
  @Test(arguments: ["week", "quarter"])
  func fading(step: String) throws {
    let k = log(2.0) / 0.5
    let variance =
      0.09 * 2 + 2 * 0.3 * 0.6 * -expm1(-k * 2) / k + 0.36 * -expm1(-2 * k * 2) / (2 * k)
    let law = LogNormalLaw(mu: log(1.5) * 2, sigma: variance.squareRoot())
    let keys = "drift: 50%, volatility: {initial: 90%, longRun: 30%, halfLife: 6 months}"
    let found = try sample(
      FactorFixture.text("sector: {\(keys)}", step: step).run(paths: 100_000, seed: 182), "sector")
    #expect(law.compared(step, found).failures == [])
    #expect(!law.wrong(scale: 1.03).compared(step, found).hold)
  }

  /// The same where the factor reverts: the variance is that of dV = (σ²(t) - 2κV)dt, by Simpson's rule.
  @Test(arguments: ["week", "quarter"])
  func fadingAndReverting(step: String) throws {
    let (k, speed) = (log(2.0) / 0.5, log(2.0) / 0.75)
    func density(_ t: Double) -> Double {
      let volatility = 0.3 + 0.6 * exp(-k * t)
      return volatility * volatility * exp(-2 * speed * (2 - t))
    }
    let variance = (0..<200).reduce(0.0) { sum, i in
      let (a, h) = (Double(i) / 100, 0.01)
      return sum + h / 6 * (density(a) + 4 * density(a + h / 2) + density(a + h))
    }
    let law = LogNormalLaw(mu: 0, sigma: variance.squareRoot())
    let keys =
      "halfLife: 9 months, volatility: {initial: 90%, longRun: 30%, halfLife: 6 months}"
    let found = try sample(
      FactorFixture.text("sector: {\(keys)}", step: step).run(paths: 100_000, seed: 193), "sector")
    #expect(law.compared(step, found).failures == [])
    #expect(!law.wrong(scale: 1.03).compared(step, found).hold)
  }

  /// A level is normal, and may change its sign.
  @Test(arguments: ["week", "year"])
  func level(step: String) throws {
    let speed = log(2.0)
    let (mean, sd) = (
      2 - 5 * 0.75 + 0.5 * 0.75 / speed, 3 * (-expm1(-4 * speed) / (2 * speed)).squareRoot()
    )
    let found = try sample(
      FactorFixture.text(
        "sector: {of: level, initial: 2, longRun: -3, halfLife: 1 year, drift: 0.5, volatility: 3}",
        step: step
      ).run(paths: FactorFixture.paths, seed: 183), "sector")
    func compared(_ mean: Double, _ sd: Double) -> Comparisons {
      var result = Comparisons()
      let n = Double(FactorFixture.paths)
      for percentile in found.percentiles {
        let p = percentile.level / 100
        let z = standardNormal.quantile(p)
        result.add(
          "P\(percentile.level)", percentile.value, mean + sd * z,
          error: sd * (p * (1 - p) / n).squareRoot() / normalDensity(z))
      }
      result.add("mean", found.mean.value, mean, error: sd / n.squareRoot())
      result.add("sd", found.standardDeviation, sd, error: sd / (2 * n).squareRoot())
      return result
    }
    #expect(compared(mean, sd).failures == [])
    #expect(!compared(mean + 0.04 * sd, sd).hold)
    #expect(!compared(mean, 1.03 * sd).hold)
  }

  // MARK: What must hold of any file

  /// Loadings and numbers of a factor may be ranges, which are drawn once per path; a number may go by a regime.
  @Test func drawn() throws {
    let summary = try FactorFixture.text(
      "sector: {initial: 0.5 to 2, drift: {regime: mood, calm: 10% to 30%, panic: -50%}, volatility: {schedule: {2026-06-24: 40% to 80%, 2027-06-24: 20%}}}",
      record: "[sector, multiple]",
      top:
        "regimes: {mood: {start: calm, transitions: {calm: {panic: 1/year}, panic: {calm: 2/year}}}}",
      acme: FactorFixture.plain.replacing("10}", with: "10, follows: {sector: 0.5 to 1.5}}")
    ).run(paths: 2_048, seed: 190)
    #expect(summary.failures.paths == 0)
    #expect(try sample(summary, "sector").standardDeviation > 0)
    let model = try FactorFixture.text("sector: {volatility: 50%}", acme: FactorFixture.plain)
      .model()
    #expect(
      model.warnings.contains { $0.key == "sector" && $0.text.contains("is not used") })
  }

  /// A factor that nothing follows leaves every other byte alone; one that something follows does not.
  @Test func idle() throws {
    let old = try HappeningFixture.scenario().run(paths: 1_536, seed: 191)
    func with(_ factors: String, _ change: (inout ScenarioText) -> Void = { _ in }) throws
      -> Summary
    {
      var text = HappeningFixture.scenario()
      text.top += "\nfactors: {\(factors)}"
      change(&text)
      return try text.run(paths: 1_536, seed: 191)
    }
    func isUntouched(_ new: Summary) -> Bool {
      old.series.allSatisfy { new.series[$0.name] == $0 }
        && old.outcomes.allSatisfy { new.outcomes[$0.name] == $0 }
        && old.events.allSatisfy { spelled(new.events[$0.name]) == spelled($0) }
    }
    let idle = "idle: {volatility: 50% to 90%, halfLife: 1 year}"
    #expect(isUntouched(try with(idle)))
    let followed = try with(idle) {
      $0.acme = $0.acme.replacing("growthLoading: 0.4", with: "follows: {idle: 0.1}")
    }
    #expect(!isUntouched(followed))
  }

  @Test func workers() throws {
    var text = HappeningFixture.scenario()
    text.top += "\nfactors: {sector: {volatility: 80%}, gap: {of: level, volatility: 2}}"
    text.acme = text.acme.replacing(
      "growthLoading: 0.4", with: "follows: {sector: 0.5 to 1, gap: -0.1}")
    let model = try text.model()
    let one = try model.run(paths: 3_000, seed: 192, workers: 1)
    for workers in [2, 7] {
      let more = try model.run(paths: 3_000, seed: 192, workers: workers)
      #expect(one.series.allSatisfy { more.series[$0.name] == $0 })
      #expect(one.outcomes.allSatisfy { more.outcomes[$0.name] == $0 })
    }
  }
}
