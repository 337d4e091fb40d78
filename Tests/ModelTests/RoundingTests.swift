import Foundation
import Simulation
import Statistics
import Testing

/// Protects answers from the digits of a computer: what is equal but for rounding counts as equal.
@Suite struct RoundingTests {
  private func scenario(_ acme: String, step: String = "month", horizon: String = "1 year")
    -> ScenarioText
  {
    ScenarioText(
      step: step, horizon: horizon,
      record: "[arr, revenue, ebitda, cash, multiple, enterpriseValue, marketCap, sharePrice]",
      acme: acme)
  }

  /// Constants come out as they went in, to the last bit, at any size that a double has.
  @Test(arguments: ["120M", "119999999.99999982", "1e-320", "1e-6", "0.1", "1e300"])
  func constants(_ arr: String) throws {
    let summary = try ScenarioText(
      record: "[arr, multiple]",
      acme: "shares: 50M\narr: \(arr)\nmultiple: {initial: 15.7, longRun: 15.7, halfLife: 1 year}"
    ).model().path(0, paths: 1, seed: 1)
    let value = try #require(Double(arr.replacing("M", with: "e6")))
    #expect(try summary.values("multiple").allSatisfy { $0 == 15.7 })
    let band = try summary.band("arr")
    #expect(band.minimum == value && band.maximum == value)
  }

  /// Nothing moves, so nothing is below or above where it stands, nor a hair off it; control: a part in
  /// ten million off, all of it is.
  @Test func levels() throws {
    let text = scenario(
      """
      shares: 37M
      arr: 123456789.1
      multiple: {initial: 15.3}
      costs: {grossMargin: 61.7%, fixed: 7M}
      cash: 1M
      """)
    let start = try text.model().path(0, paths: 1, seed: 1)
    let names = ["arr", "revenue", "ebitda", "multiple", "enterpriseValue"]
    let levels = try names.map { try start.band($0, at: 0).mean.value } + [123_456_789.1, 15.3]
    func shares(_ factor: Double) throws -> [Double] {
      let model = try text.model {
        for (name, level) in zip(names + ["arr", "multiple"], levels) {
          for relation in Relation.allCases {
            let level = level * (relation == .above ? 2 - factor : factor)
            $0.questions.append(Condition(name, .until(12), relation, level))
          }
        }
      }
      return try model.run(paths: 64, seed: 1).answers.map(\.probability.value)
    }
    #expect(try shares(1).allSatisfy { $0 == 0 })
    #expect(try shares(1 + 3e-13).allSatisfy { $0 == 0 })
    #expect(try shares(1 + 1e-7).allSatisfy { $0 == 1 })
  }

  /// A company whose costs are what it earns burns nothing, whatever the digits: break-even at the start, no
  /// insolvency, no runway that ends. Control: costs that are a millionth higher.
  @Test(arguments: [
    ("120M", "60%", "72M"), ("100M", "60%", "60M"), ("10M", "70%", "7M"), ("3M", "25%", "750k"),
    ("64M", "50%", "32M"), ("0.7M", "10%", "70k"), ("123456789", "33.3%", "41111110.737"),
  ])
  func breakEven(_ arr: String, _ margin: String, _ fixed: String) throws {
    func summary(_ more: String) throws -> Summary {
      try scenario(
        """
        shares: 50M
        arr: \(arr)
        multiple: {initial: 15}
        costs: {grossMargin: \(margin), fixed: \(fixed)\(more)}
        """
      ).run(paths: 32, seed: 1)
    }
    let even = try summary("")
    #expect(try even.values("ebitda").allSatisfy { $0 == 0 })
    #expect(try even.outcome(.cumulativeBurn).sample.maximum == 0)
    #expect(try even.outcome(.breakEven).sample.maximum == 0)
    #expect(try even.outcome(.insolvency).censored?.value == 1)
    #expect(try even.outcome(.runway).censored?.value == 1)
    let burning = try summary(", research: 1")
    #expect(try burning.outcome(.insolvency).censored?.value == 0)
    #expect(try burning.outcome(.breakEven).censored?.value == 1)
  }

  /// Costs of several kinds that add up to what is earned, on a margin with a path and by unit cost, at a
  /// growth that all of them share.
  @Test(arguments: [
    "grossMargin: 30%, fixed: 10M, variable: 10%, research: 10M",
    "grossMargin: {initial: 30%, volatility: 0%}, variable: 30%",
    "grossMargin: 0%, unitCost: {drift: 0%}",
    "grossMargin: 30%, fixed: {amount: 30M, growth: 40%}",
    "grossMargin: 30%, trainingRuns: {cadence: 1 month, cost: 2.5M}",
  ])
  func sumsThatCancel(_ costs: String) throws {
    let growth = costs.contains("growth") ? "growth: {initial: 40%}" : ""
    let summary = try scenario(
      "shares: 1M\narr: 100M\n\(growth)\nmultiple: {initial: 5}\ncosts: {\(costs)}",
      step: "week", horizon: "3 years"
    ).run(paths: 32, seed: 1)
    #expect(try summary.values("ebitda").allSatisfy { $0 == 0 })
    #expect(try summary.outcome(.insolvency).censored?.value == 1)
  }

  /// Cash that lasts exactly a year is used up on the date of that year, whatever the step: 12M at a burn
  /// of 1M a month; and a raise at 3 months of runway waits until there is less.
  @Test(arguments: ["day", "week", "month", "quarter"])
  func cashThatIsUsedUp(_ step: String) throws {
    func text(_ more: String) -> ScenarioText {
      scenario(
        """
        shares: 1M
        arr: 10M
        cash: 12M
        multiple: {initial: 50}
        costs: {grossMargin: 10%, fixed: 13M}
        \(more)
        """, step: step, horizon: "2 years")
    }
    let summary = try text("").run(paths: 32, seed: 1)
    let runway = try summary.outcome(.runway).sample
    #expect(areEqual(runway.minimum, 1) && areEqual(runway.maximum, 1))
    let asked = try text("").model {
      $0.questions = [Condition(.runway, .below, 1), Condition(.runway, .above, 1)]
    }.run(paths: 32, seed: 1)
    #expect(asked.answers.map(\.probability.hits) == [0, 0])
    // At 9 months three are left, which is not less than three.
    let raised = try text("financing: {emergency: {runway: 3 months, covers: 1 year}}").model {
      $0.record = [.acme("raised")]
    }.path(0, paths: 1, seed: 1).values("raised")
    let perYear = ["day": 261, "week": 52, "month": 12, "quarter": 4][step] ?? 0
    let first = try #require(raised.firstIndex { $0 > 0 })
    #expect(first == perYear * 3 / 4 + 1)
  }

  /// A raise whose limit leaves no more cash than rounding saves nobody. Control: a limit that is a
  /// millionth higher.
  @Test func raiseThatLeavesNothing() throws {
    func insolvent(_ limit: String) throws -> Bool {
      try scenario(
        """
        shares: 10M
        arr: 10M
        cash: 0.1M
        multiple: {initial: 10}
        costs: {grossMargin: 50%, fixed: 15.1M}
        financing: {emergency: {limit: \(limit), runway: 1 month, covers: 1 year}}
        """, step: "year"
      ).run(paths: 32, seed: 1).outcome(.insolvency).censored?.value == 0
    }
    #expect(try insolvent("0.1111111111111112"))
    #expect(try !insolvent("0.1111112"))
  }

  /// A company worth its debt and what 1.1 · 1.1 is above 1.21 is worth nothing, and cannot start. Control:
  /// a debt that is a millionth less.
  @Test func equityOfRounding() throws {
    func refusal(_ debt: String) -> String {
      ScenarioText(
        record: "[marketCap]", acme: "shares: 1M\narr: 1.1\nmultiple: {initial: 1.1}\ndebt: \(debt)"
      ).refusal()
    }
    #expect(refusal("1.21").contains("leaves an equity of 0 at the start"))
    #expect(refusal("1.209999").isEmpty)
  }

  /// What is too large for a number is not told as 0, although rounding of it is as large: an enterprise
  /// value beyond 1.8e308 fails its path, and costs beyond it are no break-even. Control: smaller by 1e7.
  @Test func valuesBeyondNumbers() throws {
    func summary(_ arr: String) throws -> Summary {
      try ScenarioText(
        record: "[marketCap]",
        acme: "shares: 1M\narr: \(arr)\ncash: 1M\nmultiple: {initial: 1e107, volatility: 300%}"
      ).run(paths: 256, seed: 1)
    }
    let beyond = try summary("1e200")
    #expect(beyond.failures.paths > 0 && beyond.failures.paths < 256)
    #expect(try beyond.band("marketCap").minimum > 0)
    #expect(try summary("1e193").failures.paths == 0)
    let costs = "costs: {grossMargin: 50%, fixed: {amount: 1M, growth: 1e300%}}"
    let burning = try scenario(
      "shares: 1M\narr: 12M\nmultiple: {initial: 10}\n\(costs)", horizon: "3 years"
    ).model().path(0, paths: 1, seed: 1)
    #expect(try burning.values("ebitda").last.map { $0 == 0 } == false)
  }

  /// A price that comes back to its peak has recovered: a fifth off for a year, then back by as much.
  @Test func recovery() throws {
    let text = ScenarioText(
      horizon: "3 years", start: "2026-07-01",
      acme: """
        shares: 1M
        arr: 10M
        multiple: {initial: 5}
        growth: {initial: 0%, of: usage}
        listPrice: {drift: {schedule: {2026-07-01: -20%, 2027-07-01: 25%, 2028-07-01: 0%}}}
        """)
    let summary = try text.run(paths: 32, seed: 1)
    #expect(try summary.outcome(.duration).censored?.value == 0)
    let recovery = try #require(summary.outcome(.recovery).sample[50]).value
    #expect(recovery == 24)
    // 23 months lie below the peak.
    let water = try #require(summary.outcome(.timeUnderWater).mean).value
    #expect(areEqual(water, 23.0 / 36))
  }
}
