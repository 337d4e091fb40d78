import Simulation
import Statistics
import Testing

/// Protects what a date of a schedule means: levels change on the date, rates in the step that begins on it.
@Suite struct LevelScheduleTests {
  /// From 60 % to 30 % of ARR, and variable cost from 10 % to 50 %, on the second date: that date has the
  /// new pace, the one before the old. A rate of tax stated for that date changes nothing before
  /// the step after it.
  @Test func levelsHoldFromTheirDate() throws {
    let text = ScenarioText(
      horizon: "3 months", record: "[revenue, ebitda, cash]",
      acme: """
        shares: 1M
        arr: 100M
        cash: 10M
        revenue: {conversion: {schedule: {2026-06-24: 60%, 2026-08-24: 30%}}}
        costs: {grossMargin: 90%, variable: {schedule: {2026-06-24: 10%, 2026-08-24: 50%}}}
        tax: {schedule: {2026-06-24: 0%, 2026-08-24: 50%}}
        multiple: {initial: 5}
        """)
    let path = try text.run(paths: 1, seed: 1)
    #expect(
      try zip(path.values("revenue"), [60e6, 60e6, 30e6, 30e6]).allSatisfy { areEqual($0, $1) })
    // 90 % less 10 %, then less 50 %.
    #expect(
      try zip(path.values("ebitda"), [48e6, 48e6, 12e6, 12e6]).allSatisfy { areEqual($0, $1) })
    let cash = try path.values("cash")
    // A twelfth of a year at the pace that held in it: twice 4 m, and 1 m taxed at a half.
    let expected = [10e6, 14e6, 18e6, 18.5e6]
    #expect(zip(cash, expected).allSatisfy { areEqual($0, $1, within: 1e-9) })
  }
}
