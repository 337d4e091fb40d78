import Foundation
import Simulation
import Statistics
import Testing

/// Protects every mechanism of the business: three steps of a company without noise, against a
/// spreadsheet that an independent program has calculated (Business/spreadsheets.py).
@Suite struct BusinessTests {
  /// What of a model differs from its spreadsheet, in words.
  private func differences(
    _ sheet: Spreadsheet, _ change: (inout [String: String]) -> Void = { _ in }
  ) throws -> [String] {
    let model = try sheet.model(change)
    let path = try Simulator(model, workers: 1)
      .trajectories(of: Run(paths: 0..<1, seed: 1), paths: [0])
    var differences: [String] = []
    func compare(_ name: String, _ value: Double, _ expected: Double) {
      if value == expected { return }
      let isClose = abs(value - expected) <= 1e-9 * max(abs(expected), 1)
      if !isClose { differences.append("\(name): \(value), not \(expected)") }
    }
    for (place, column) in sheet.columns.enumerated() {
      guard let track = path.tracks["acme." + column] else {
        differences.append("no \(column)")
        continue
      }
      for (step, row) in sheet.rows.enumerated() {
        compare("\(column) at \(step)", track[step, 0], row[place])
      }
    }
    for (name, text) in sheet.outcomes {
      let value = path.constants["acme." + name]?.values[0]
      let step = sheet.dates.firstIndex(of: text).map(Double.init)
      let expected = text == "censored" ? .infinity : step ?? Double(text) ?? .nan
      compare(name, value ?? .nan, expected)
    }
    return differences
  }

  /// To 1e-9, every series on every date and every outcome.
  @Test(arguments: Spreadsheet.all) func threeSteps(_ sheet: Spreadsheet) throws {
    #expect(try differences(sheet) == [])
  }

  /// Protects the test above from comparing nothing.
  @Test func thereAreSpreadsheets() throws {
    #expect(Spreadsheet.all.count >= 33)
    #expect(Spreadsheet.all.allSatisfy { $0.rows.count == 4 && $0.columns.count >= 9 })
  }

  /// Control: a number that is wrong by a thousandth shows, in each mechanism.
  @Test(arguments: [
    ("revenueAverage", "revenue.lines.0.margin"), ("wrightsLaw", "costs.unitCost.experience"),
    ("operatingCosts", "costs.variable"), ("emergencyRaise", "financing.fee"),
    ("emergencyRaise", "financing.emergency.discount"), ("raiseWithInterest", "cash.interest"),
    ("freeCashFlowValueMultiple", "intrinsicValue.discountRate"),
    ("marginPath", "costs.grossMargin.longRun"),
    ("unitCostDrift", "costs.unitCost.drift"), ("wrightsLaw", "costs.unitCost.learning"),
    ("trainingRuns", "costs.trainingRuns.growth"), ("operatingCosts", "costs.research.growth"),
    ("interest", "debt.interest"), ("taxLosses", "tax.losses"),
    ("debtRepayments", "debt.repayments.0.amount"),
    ("plannedRaises", "financing.raises.0.discount"),
    ("emergencyRaise", "financing.emergency.covers"),
    ("emergencyRaiseLimited", "financing.emergency.limit"),
    ("stockCompensation", "shares.stockCompensation"),
    ("discountedValueMultiple", "intrinsicValue.terminalMultiple"),
    ("freeCashFlowValuePerpetuity", "intrinsicValue.terminalGrowth"),
  ])
  func aWrongNumberShows(_ sheet: String, _ key: String) throws {
    let differences = try differences(.named(sheet)) { stated in
      stated[key] = stated[key].flatMap(Double.init).map { "\($0 * 1.001)" }
    }
    #expect(!differences.isEmpty)
  }
}

/// Protects against values that say nothing: a multiple of a loss.
@Suite struct LossAtHorizonTests {
  private func scenario(fixed: String) -> ScenarioText {
    ScenarioText(
      acme: """
        shares: 10M
        arr: 100M
        cash: 500M
        multiple: {initial: 5}
        costs: {grossMargin: 60%, fixed: \(fixed)}
        intrinsicValue: {terminalMultiple: 10x, discountRate: 10%}
        """)
  }

  /// Where every path ends with a loss it is refused, where the path of medians does it is doubted, at the
  /// key; where it does not, nothing is said.
  @Test func isRefusedOrDoubted() throws {
    #expect(scenario(fixed: "90M").refusal().contains("negative at the horizon"))
    let doubted = try scenario(fixed: "50M to 150M").model().warnings
    #expect(doubted.map(\.key) == ["acme.intrinsicValue.terminalMultiple"])
    #expect(doubted.first?.text.contains("negative at the horizon") == true)
    #expect(try scenario(fixed: "30M").model().warnings.isEmpty)
    #expect(try scenario(fixed: "20M to 60M").model().warnings.isEmpty)
  }

  /// Where nothing is a range, shocks still move paths: such a file is doubted, not refused.
  @Test func shocksAreDraws() throws {
    var text = scenario(fixed: "90M")
    text.acme += "\nusage: {volatility: 40%}"
    #expect(try text.model().warnings.count == 1)
  }

  /// A perpetuity that grows as fast as it is discounted is infinite: refused where that is stated, and on
  /// a path a counted failure that tells the numbers of the first. The numbers are those of that path.
  @Test func growthAboveTheRateIsACountedFailure() throws {
    func text(_ growth: String) -> ScenarioText {
      var text = scenario(fixed: "30M")
      text.acme = text.acme.replacing(
        "terminalMultiple: 10x", with: "terminalGrowth: \(growth)")
      return text
    }
    #expect(text("10%").refusal().contains("not below the discount rate"))
    let model = try text("4% to 11%").model()
    let summary = try model.run(paths: 2_000, seed: 821)
    let cause = try #require(summary.failures.causes.first)
    #expect(cause.text.contains("terminalGrowth") && cause.paths == summary.failures.paths)
    #expect((50...400).contains(cause.paths))
    let first = try #require(cause.first)
    #expect(summary.warnings.contains { $0.contains("a mean does not exist") })
    #expect(first.values.count == 2 && first.values[0] >= first.values[1])
    #expect(areEqual(first.values[1], 0.1))
    let growths = try model.run(paths: 2_000, seed: 821, workers: 1).failures
    #expect(growths == summary.failures)
    let before = try Simulator(model, workers: 2).simulate(Run(paths: 0..<first.path, seed: 821))
    #expect(before.failures.paths == 0)
  }
}
