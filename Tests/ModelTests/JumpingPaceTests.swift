import Foundation
import Simulation
import Statistics
import Testing

/// Protects what a step earns where a pace jumps: money does not depend on how time is cut, and nothing
/// acts before its date.
@Suite struct JumpingPaceTests {
  /// Cash at the horizon of a company without noise, whose earnings would be constant but for what a test
  /// adds.
  private func cash(_ step: String, _ business: String, horizon: String = "2 years") throws
    -> Double
  {
    let text = ScenarioText(
      step: step, horizon: horizon, record: "[cash]", start: "2026-07-01",
      acme: """
        shares: 10M
        arr: 12M
        multiple: {initial: 10}
        cash: 500M
        \(business)
        """)
    return try text.run(paths: 1, seed: 1).band("cash").mean.value
  }

  /// A run each year of 12M and then 24M, whatever the step and the recognition: 500 + 12 - 36. The
  /// control charges the step before a run with the mean of both paces, as once was done.
  @Test(arguments: ["day", "week", "month", "quarter", "year"])
  func trainingRunsAreSpentEvenly(_ step: String) throws {
    for recognition in ["average", "startOfStep", "endOfStep"] {
      let left = try cash(
        step,
        """
        revenue: {recognition: \(recognition)}
        costs: {grossMargin: 50%, trainingRuns: {cadence: 1 year, cost: 12M, growth: 100%}}
        """)
      #expect(areEqual(left, 476e6, within: 1e-9), "\(step), \(recognition)")
    }
    #expect(!areEqual(476e6 - (24e6 - 12e6) / 2 / 261, 476e6, within: 1e-9))
  }

  /// Runs that begin within a step, many in one, and dearer or cheaper by little: the n-th of cost 8M · rⁿ
  /// and a part of the last.
  @Test(arguments: [
    ("8 months", 0.3), ("5 weeks", -0.1), ("3 days", 0.002), ("3 days", 1e-12), ("10 years", 0.5),
  ])
  func runsWithinAStep(_ cadence: String, _ growth: Double) throws {
    let years = [
      "8 months": 8.0 / 12, "5 weeks": 5.0 / 52, "3 days": 3.0 / 365, "10 years": 10,
    ]
    let runs = 2 / (try #require(years[cadence]))
    let whole = Int(runs)
    let cost = { (run: Int) in 8e6 * pow(1 + growth, Double(run)) }
    let spent =
      (0..<whole).reduce(0) { $0 + cost($1) } + cost(whole) * (runs - Double(whole))
    for step in ["week", "month", "year"] {
      let left = try cash(
        step,
        "costs: {grossMargin: 50%, trainingRuns: {cadence: \(cadence), cost: 8M, "
          + "growth: \(growth * 100)%}}")
      // Of a company that becomes insolvent nothing is left.
      #expect(areEqual(left, max(512e6 - spent, 0), within: 1e-9), "\(step)")
    }
  }

  /// A number that jumps on a date of every grid acts from that date on: half of 12M until then, all of it
  /// after, at a margin of 50 % less variable costs. Control: half a month early is 0.25M more.
  @Test(arguments: ["month", "quarter", "year"])
  func levelsActFromTheirDate(_ step: String) throws {
    let conversion = "{schedule: {2026-07-01: 50%, 2027-07-01: 100%}}"
    for costs in [
      "{grossMargin: 50%}", "{grossMargin: {initial: 50%, volatility: 1e-9%}}",
      "{grossMargin: 50%, unitCost: {drift: 0%}}",
    ] {
      let left = try cash(step, "revenue: {conversion: \(conversion)}\ncosts: \(costs)")
      #expect(areEqual(left, 509e6, within: 1e-9), "\(costs)")
      #expect(!areEqual(left, 509.125e6, within: 1e-4))
    }
    let variable = "{schedule: {2026-07-01: 10%, 2027-07-01: 40%}}"
    let left = try cash(step, "costs: {grossMargin: 50%, variable: \(variable)}")
    #expect(areEqual(left, 506e6, within: 1e-9))
  }

  /// A change on the first date after the start is none at the start: EBITDA is -1M there, 2M from then on,
  /// and a month at the old pace costs a twelfth of a million.
  @Test func theFirstDateIsNotTheStart() throws {
    let text = ScenarioText(
      record: "[ebitda, cash, revenue]", start: "2026-07-01",
      acme: """
        shares: 10M
        arr: 12M
        multiple: {initial: 10}
        cash: 500M
        revenue: {conversion: {schedule: {2026-07-01: 50%, 2026-08-01: 100%}}}
        costs: {grossMargin: 50%, fixed: 4M}
        """)
    let summary = try text.run(paths: 1, seed: 1)
    let (ebitda, cash) = try (summary.values("ebitda"), summary.values("cash"))
    #expect(ebitda[0] == -1e6 && ebitda[1] == 2e6)
    #expect(try summary.values("revenue")[...1] == [6e6, 12e6])
    #expect(
      areEqual(cash[1], 500e6 - 1e6 / 12) && areEqual(cash[2] - cash[1], 1e6 / 6, within: 1e-9))
    let breakEven = try #require(summary.outcome(.breakEven).sample[50]).value
    #expect(areEqual(breakEven, 1.0 / 12))
  }

  /// A change on the last date is seen on it, and earns nothing before: revenue doubles, cash does not.
  @Test func theLastDateIsSeen() throws {
    func summary(_ conversion: String) throws -> Summary {
      try ScenarioText(
        record: "[revenue, ebitda, cash]", start: "2026-07-01",
        acme: """
          shares: 10M
          arr: 12M
          multiple: {initial: 10}
          cash: 500M
          revenue: {conversion: \(conversion)}
          costs: {grossMargin: 50%}
          """
      ).run(paths: 1, seed: 1)
    }
    let changed = try summary("{schedule: {2026-07-01: 50%, 2027-07-01: 100%}}")
    #expect(try changed.values("revenue").suffix(2) == [6e6, 12e6])
    #expect(try changed.values("ebitda").suffix(2) == [3e6, 6e6])
    #expect(try changed.values("cash") == summary("50%").values("cash"))
    #expect(changed.warnings.allSatisfy { !$0.contains("not used") })
  }
}
