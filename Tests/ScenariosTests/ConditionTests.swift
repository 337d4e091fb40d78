import Simulation
import Testing

@testable import Scenarios

/// Protects what a condition means, in each of its notations.
@Suite struct ConditionTests {
  /// Weekly to 2029-06-20; money is in HKD, the books are in CNY.
  static let file = """
    ballpark: 1
    title: T
    start: 2026-06-24
    horizon: 3 years
    step: week
    currency: HKD
    fx: {CNY: 1.15}
    companies:
      zhipu: {currency: CNY, shares: 445M, arr: 1.7B, sharePrice: 2174 HKD}
      other: {shares: 1M, arr: 5M, sharePrice: 3}

    """

  private func questions(_ items: String...) throws -> [Condition] {
    let lines = items.map { "  - \($0)\n" }.joined()
    return try Scenario(text: Self.file + "questions:\n" + lines).definition.questions
  }

  private func question(_ item: String) throws -> Condition {
    try #require(try questions(item).first)
  }

  /// Every series and outcome, with a level as its unit is written, to its canonical text.
  @Test(
    arguments: [
      ("usage < 2 times", "usage < 2 times at 2029-06-20", 2),
      ("listPrice > 0.5", "listPrice > 0.5 times at 2029-06-20", 0.5),
      ("arr > 5bn", "arr > 5B CNY at 2029-06-20", 5e9),
      ("arr > 0 USD", "arr > 0 CNY at 2029-06-20", 0),
      ("arr > 5_000M CNY", "arr > 5B CNY at 2029-06-20", 5e9),
      ("multiple < 8x", "multiple < 8x at 2029-06-20", 8),
      ("enterpriseValue above 1T CNY", "enterpriseValue > 1T CNY at 2029-06-20", 1e12),
      ("marketCap below 51bn HKD", "marketCap < 51B HKD at 2029-06-20", 51e9),
      ("shares > 450M", "shares > 450M at 2029-06-20", 450e6),
      ("sharePrice<560", "sharePrice < 560 HKD at 2029-06-20", 560),
      ("drawdown > 0.5", "drawdown > 50% at 2029-06-20", 0.5),
      ("maxDrawdown > 50%", "maxDrawdown > 50%", 0.5),
      ("drawdownPeak > 2026-07-01", "drawdownPeak > 2026-07-01", 1),
      ("drawdownTrough < 2026-07-01", "drawdownTrough < 2026-07-01", 1),
      ("drawdownRecovery > 2029-06-20", "drawdownRecovery > 2029-06-20", 156),
      ("drawdownDuration > 8 months", "drawdownDuration > 8 months", 8.0 / 12),
      ("timeUnderWater > 90%", "timeUnderWater > 90%", 0.9),
      ("ulcerIndex > 20%", "ulcerIndex > 20%", 0.2),
      ("return < -50%", "return < -50%", -0.5), ("return > 400%", "return > 400%", 4),
    ] as [(String, String, Double)])
  func levels(stated: String, text: String, level: Double) throws {
    let condition = try question("zhipu." + stated)
    #expect(condition.text == "zhipu." + text)
    #expect(condition.level == level)
    // The canonical text reads back as the same condition.
    #expect(try question(condition.text) == condition)
  }

  /// Protects that the list above has all there is.
  @Test func everySeriesAndOutcomeCanBeAsked() throws {
    for series in CompanySeries.all {
      #expect(try question("other.\(series) > 0").quantity == .series("other.\(series)", .at(156)))
    }
    for outcome in CompanyOutcome.declared {
      let level = outcome.unit == .date ? "2027-01-01" : "0"
      let condition = try question("other.\(outcome.name) > \(level)")
      #expect(condition.quantity == .outcome("other.\(outcome.name)"))
    }
  }

  @Test(arguments: [
    (
      "zhipu.sharePrice < 560 HKD until 2026-12-31",
      "{series: zhipu.sharePrice, below: 560 HKD, until: 2026-12-31}"
    ),
    (
      "zhipu.sharePrice above 560 HKD at 2026-12-31",
      "{series: zhipu.sharePrice, at: 2026-12-31, above: 560}"
    ),
    ("zhipu.maxDrawdown > 50%", "{outcome: zhipu.maxDrawdown, above: 50%}"),
    ("'zhipu.arr   >1.5B'", "{series: zhipu.arr, above: 1.5B CNY}"),
    ("zhipu.drawdownTrough < 2026-12-31", "{outcome: zhipu.drawdownTrough, below: 2026-12-31}"),
  ])
  func mapAndTextAreOne(text: String, map: String) throws {
    #expect(try question(text) == question(map))
  }

  @Test func partsOfACondition() throws {
    let condition = try question("zhipu.sharePrice < 560 HKD until 2026-12-31")
    #expect(
      condition
        == Condition(
          text: "zhipu.sharePrice < 560 HKD until 2026-12-30",
          quantity: .series("zhipu.sharePrice", .until(27)), relation: .below, level: 560))
  }

  /// The last date of the grid that is not after the stated one.
  @Test(arguments: [
    ("2026-07-01", 1), ("2026-07-07", 1), ("2026-07-08", 2), ("2029-06-19", 155),
    ("2029-06-20", 156),
  ])
  func datesBetweenTwoOfTheGrid(date: String, step: Int) throws {
    let at = try question("other.arr > 1 at \(date)")
    #expect(at.quantity == .series("other.arr", .at(step)))
    let until = try question("other.arr > 1 until \(date)")
    #expect(until.quantity == .series("other.arr", .until(step)))
  }

  /// 'Before the 10th' holds for the date of the grid on the 8th, 'after the 10th' for that on the
  /// 15th, and neither for more.
  @Test func datesOfOutcomesBetweenTwoOfTheGrid() throws {
    let below = try question("other.drawdownTrough < 2026-07-10")
    #expect(below.level == 3 && below.text == "other.drawdownTrough < 2026-07-15")
    let above = try question("other.drawdownTrough > 2026-07-10")
    #expect(above.level == 2 && above.text == "other.drawdownTrough > 2026-07-08")
  }

  /// A level with more digits than summaries show keeps them, so that two conditions do not get one
  /// name.
  @Test func longLevels() throws {
    let conditions = try questions(
      "zhipu.sharePrice < 1234.567 HKD", "zhipu.sharePrice < 1234.568",
      "zhipu.maxDrawdown > 33.3333333%")
    #expect(
      conditions.map(\.text) == [
        "zhipu.sharePrice < 1234.567 HKD at 2029-06-20",
        "zhipu.sharePrice < 1234.568 HKD at 2029-06-20", "zhipu.maxDrawdown > 33.3333333%",
      ])
  }

  /// A company may be called as the grammar's words are.
  @Test func companiesNamedAsWords() throws {
    let text = Self.file.replacing("other:", with: "worst:").replacing("zhipu:", with: "until:")
    let scenario = try Scenario(
      text: text + "questions: [worst.arr above 5 at 2026-12-31, until.return > 5%]\n",
      groups: ["worst.maxDrawdown > 50%", "worst 5% by worst.return"])
    #expect(scenario.definition.questions.map(\.text).last == "until.return > 5%")
    #expect(scenario.definition.groups.count == 2)
  }

  /// A text as long as a file takes no longer for each of its words.
  @Test(.timeLimit(.minutes(20))) func longTexts() {
    let words = String(repeating: "x ", count: 30_000)
    for text in [words, "x < " + words, "worst " + words, "x<" + words + "at 2026-12-31"] {
      #expect(throws: Diagnostics.self) { try questions("'" + text + "'") }
    }
  }

  /// Protects the grammar on its own, without a scenario: offsets are in Unicode scalars.
  @Test func cutsTexts() throws {
    let text = try ConditionText("  é.x <  5 é  until  2026-12-31 ")
    #expect(text.name == .init(text: "é.x", offset: 2))
    #expect(text.relation == .below)
    #expect(text.level == .init(text: "5 é", offset: 9))
    #expect(text.moment?.key == .until)
    #expect(text.moment?.date == .init(text: "2026-12-31", offset: 21))
    for bad in ["", " ", "x", "<", "x <> 5", "x < 5 til 2026-12-31", "x ≤ 5"] {
      #expect(throws: ConditionText.Failure.self, "\(bad)") { try ConditionText(bad) }
    }
  }
}
