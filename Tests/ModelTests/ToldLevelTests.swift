import Scenarios
import Simulation
import Statistics
import Testing

/// Protects how often levels are passed: counted again from every path's outcomes.
@Suite struct ToldLevelTests {
  private static func text(step: String = "month", horizon: String = "30 months") -> ScenarioText {
    ScenarioText(
      step: step, horizon: horizon, record: "[sharePrice, ebitda]",
      acme: """
        shares: {issued: 50M, stockCompensation: 2%}
        arr: 120M
        growth: {initial: 20% to 120%, longRun: 10%, halfLife: 1 year, volatility: 30%}
        multiple: {initial: 3, longRun: 1 to 5, halfLife: 18 months, volatility: 60%}
        cash: 40M
        costs: {grossMargin: 60%, fixed: 45M, variable: 25%, research: 25M}
        financing:
          emergency: {runway: 6 months, covers: 1 year, discount: 20%, limit: 0.3}
          window: {closes: 1/year, reopens: 1/year}
        """)
  }

  @Test func countedAgain() throws {
    let model = try Self.text().model { $0.measureOutcomes() }
    let run = Run(paths: 0..<2_000, seed: 812)
    let (summary, outcomes) = try Simulator(model, workers: 2).simulateKeepingValues(run)
    for outcome in [Quantity.insolvency, .raises, .dilution] {
      let values = try #require(outcomes.columns[outcome.name]).values
      let told = try summary.outcome(outcome).exceedances
      #expect(told.count > 2 && told.contains { (1..<2_000).contains($0.probability.hits) })
      for exceedance in told {
        let hits = values.count {
          outcome == .insolvency ? $0 <= exceedance.level : $0 > exceedance.level
        }
        #expect(exceedance.direction == (outcome == .insolvency ? .by : .above))
        #expect(exceedance.probability == Proportion(hits: hits, of: 2_000), "\(outcome)")
      }
    }
    // Whoever is not insolvent by the horizon is censored.
    let insolvency = try summary.outcome(.insolvency)
    let last = try #require(insolvency.exceedances.last)
    #expect(last.probability.hits + (insolvency.censored?.hits ?? 0) == 2_000)
    #expect(try summary.outcome(.breakEven).exceedances.isEmpty)
  }

  /// Each anniversary has the last date of the grid up to it, and the horizon is the last.
  @Test(
    arguments: [
      ("month", "30 months", [12, 24, 30]), ("week", "2 years", [52, 104]),
      ("day", "18 months", [261, 392]), ("year", "2 years", [1, 2]), ("month", "8 months", [8]),
    ] as [(String, String, [Double])])
  func anniversaries(step: String, horizon: String, steps: [Double]) throws {
    let summary = try Self.text(step: step, horizon: horizon).run(paths: 16, seed: 813)
    let outcome = try summary.outcome(.insolvency)
    #expect(outcome.exceedances.map { $0.level } == steps)
  }
}
