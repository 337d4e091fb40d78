import Foundation
import Simulation
import Statistics
import Testing

/// Protects what is told of a path's falls and of its return, by hand and against closed forms.
@Suite struct OutcomeTests {
  /// A share price that moves as stated: growth of -100 % a year in logs, half of the way to +100 % gone
  /// in a year, taken at the start of each year. The log price runs 0, -1, -1, -0.5, 0.25.
  private static func text(horizon: Int) -> ScenarioText {
    ScenarioText(
      step: "year", horizon: "\(horizon) years", record: "[sharePrice]",
      acme: """
        shares: 1M
        arr: 5M
        sharePrice: 100
        growth: {initial: -1 log/year, longRun: 1 log/year, halfLife: 1 year, integration: startOfStep}
        """)
  }

  /// Protects dates, duration, time under water, Ulcer index and return of a fall that recovers. The
  /// second date at the bottom is not below the first, so the trough is the first.
  @Test func recovered() throws {
    let summary = try Self.text(horizon: 4).run(paths: 16, seed: 711)
    func value(_ outcome: Quantity) throws -> Double {
      try #require(summary.outcome(outcome).sample[50]).value
    }
    #expect(try value(.peak) == 0)
    #expect(try value(.trough) == 1)
    #expect(try value(.recovery) == 4)
    #expect(try value(.duration) == 4)
    #expect(try value(.timeUnderWater) == 0.75)
    let (deep, shallow) = (1 - exp(-1.0), 1 - exp(-0.5))
    let ulcer = ((2 * deep * deep + shallow * shallow) / 4).squareRoot()
    #expect(areEqual(try value(.ulcerIndex), ulcer))
    #expect(areEqual(try value(.totalReturn), exp(0.25) - 1))
    #expect(try summary.outcome(.recovery).censored == Proportion(hits: 0, of: 16))
    #expect(try summary.outcome(.recovery).dates.last == "2030-06-24")
    // Dates, and what may never come, have no mean.
    #expect(try summary.outcome(.trough).mean == nil)
    #expect(try summary.outcome(.duration).mean == nil)
    #expect(try summary.outcome(.ulcerIndex).mean != nil)
  }

  /// Protects the same fall seen for a year less: it does not recover, and what is told is a bound.
  @Test func censored() throws {
    let summary = try Self.text(horizon: 3).run(paths: 16, seed: 711)
    for (outcome, bound) in [(Quantity.duration, 3.0), (.recovery, 3)] {
      let told = try summary.outcome(outcome)
      let median = try #require(told.sample[50])
      #expect(told.censored == Proportion(hits: 16, of: 16))
      #expect(median.value == .infinity)
      #expect(median.interval == Interval(low: bound, high: .infinity))
    }
    #expect(try #require(summary.outcome(.timeUnderWater).sample[50]).value == 1)
  }

  /// Protects a path that never falls: an episode of no length at the start.
  @Test func neverFalls() throws {
    let summary = try ScenarioText(
      step: "year", horizon: "3 years",
      acme: "shares: 1M\narr: 5M\nsharePrice: 100\ngrowth: {initial: 10%}"
    ).run(paths: 16, seed: 712)
    for outcome in [Quantity.peak, .trough, .recovery, .duration, .timeUnderWater] {
      #expect(try #require(summary.outcome(outcome).sample[50]).value == 0)
    }
  }

  /// Protects the time under water against Sparre Andersen's law: a random walk with symmetric,
  /// continuous steps stands at a new record after k of them with probability C(2k, k) / 4^k, whatever
  /// the law of its steps. One comparison, α = 1e-6; beside it a walk with a drift, and the arcsine
  /// law's mean of 1/2, which is that of another quantity.
  @Test func timeUnderWater() throws {
    let steps = 52
    func sample(drift: Double) throws -> SampleSummary {
      try ScenarioText(
        step: "week", record: "[sharePrice]",
        acme: """
          shares: 1M
          arr: 5M
          sharePrice: 100
          growth: {initial: \(drift) log/year}
          multiple: {volatility: 40%}
          """
      ).run(paths: 20_000, seed: 713).outcome(.timeUnderWater).sample
    }
    var records = 0.0
    var chance = 1.0
    for k in 1...steps {
      chance *= Double(2 * k - 1) / Double(2 * k)
      records += chance
    }
    let expected = 1 - records / Double(steps)
    func comparison(_ sample: SampleSummary, _ expected: Double) -> Comparisons {
      var result = Comparisons()
      result.add("mean", sample.mean.value, expected, error: sample.mean.error)
      return result
    }
    let walk = try sample(drift: 0)
    #expect(comparison(walk, expected).failures == [])
    #expect(try !comparison(sample(drift: 0.1), expected).hold)
    #expect(!comparison(walk, 0.5).hold)
  }

  /// Protects value at risk and expected shortfall against the closed form of a GBM (case `gbm_1`), each
  /// within 4.9 of its own standard errors: two comparisons, α = 1e-6. A mean of the worst twentieth
  /// that stopped at a tenth, or a loss 4 % too large, fails.
  @Test func returnAtRisk() throws {
    let summary = try ScenarioText(
      horizon: "1 year", record: "[sharePrice]",
      acme: """
        shares: 1M
        arr: 5M
        sharePrice: 100
        growth: {initial: 0.06 log/year}
        multiple: {volatility: 20%}
        """
    ).run(paths: 100_000, seed: 714)
    let risks = Catalog(try summary.outcome(.totalReturn).risks)
    func comparison(_ atRisk: Double, _ shortfall: Double) throws -> Comparisons {
      var result = Comparisons()
      for (name, expected) in [("VaR95", atRisk), ("ES95", shortfall)] {
        let risk = try #require(risks[name])
        let error = (risk.interval.high - risk.interval.low) / 2 / Interval.normalReach
        result.add(name, risk.value, expected, error: error)
      }
      return result
    }
    let (atRisk, shortfall) = (1 - 0.7641656259712067, 1 - 0.7047739349041308)
    #expect(try comparison(atRisk, shortfall).failures == [])
    #expect(try !comparison(atRisk * 1.04, shortfall).hold)
    #expect(try !comparison(atRisk, shortfall * 1.04).hold)
  }

  /// Protects CED and P(maximum drawdown > x): of the exact outcomes, by sorting and counting them; and
  /// beyond the budget of exact values within what the histogram resolves.
  @Test func conditionalExpectedDrawdown() throws {
    let text = ScenarioText(
      record: "[sharePrice]",
      acme: "shares: 1M\narr: 5M\nsharePrice: 100\nmultiple: {volatility: 60%}")
    let model = try text.model { $0.measureOutcomes() }
    let run = Run(paths: 0..<4_000, seed: 715)
    let (summary, outcomes) = try Simulator(model, workers: 2).simulateKeepingValues(run)
    let falls = try #require(outcomes.columns["acme.maxDrawdown"]).values.sorted()
    let told = try summary.outcome(.maximumDrawdown)
    let expected = falls.suffix(200).reduce(0, +) / 200
    #expect(abs(try #require(told.risks.first).value - expected) < 1e-12)
    for exceedance in told.exceedances {
      let hits = falls.count { $0 > exceedance.level }
      #expect(exceedance.probability == Proportion(hits: hits, of: 4_000))
    }
    // 140,000 paths with eight outcomes are beyond 8 MiB; with one they are not.
    let large = Run(paths: 0..<140_000, seed: 715)
    let few = try text.model { $0.outcomes = [.maximumDrawdown] }
    let exact = try Simulator(few, workers: 2).simulate(large).outcome(.maximumDrawdown)
    let binned = try Simulator(model, workers: 2).simulate(large).outcome(.maximumDrawdown)
    #expect(exact.exceedances == binned.exceedances)
    #expect(exact.risks != binned.risks)
    let (one, other) = (try #require(exact.risks.first), try #require(binned.risks.first))
    #expect(abs(one.value - other.value) < 0.1 * (one.interval.high - one.interval.low))
  }
}
