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
    ("revenueAverage", "revenue.lines.0.margin"), ("marginPath", "costs.grossMargin.longRun"),
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
