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

  /// The same with all that a company can state enough for.
  static let business =
    file.replacing(
      "sharePrice: ",
      with:
        "multiple: {volatility: {initial: 50%, longRun: 50%, halfLife: 1 year, spread: 60%}}, usage: {capacity: 2 times}, costs: {grossMargin: 60%}, financing: {fee: 3%}, intrinsicValue: {discountRate: 12%}, sharePrice: "
    ) + "measure: riskAdjusted\n"

  /// The same with an offer for each.
  private static let offered =
    business
    + "events: {offer: {until: 2027-06-23, probability: 40%, then: {buyOut: {zhipu: 40%, other: 40%}}}}\n"

  private func questions(_ items: String...) throws -> [Condition] {
    let lines = items.map { "  - \($0)\n" }.joined()
    return try Scenario(text: Self.offered + "questions:\n" + lines).definition.questions
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
      ("volatility > 120%", "volatility > 120% at 2029-06-20", 1.2),
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
      ("revenue > 0", "revenue > 0 CNY at 2029-06-20", 0),
      ("ebitda < -5M", "ebitda < -5M CNY at 2029-06-20", -5e6),
      ("ebitdaMargin < -50%", "ebitdaMargin < -50% at 2029-06-20", -0.5),
      ("grossMargin > 0.6", "grossMargin > 60% at 2029-06-20", 0.6),
      ("cash < 500M", "cash < 500M CNY at 2029-06-20", 5e8),
      ("raised > 1B CNY", "raised > 1B CNY at 2029-06-20", 1e9),
      ("insolvency < 2027-12-31", "insolvency < 2028-01-05", 80),
      ("runway < 18 months", "runway < 18 months", 1.5),
      ("breakEven > 2 years", "breakEven > 2 years", 2),
      ("cumulativeBurn > 100M", "cumulativeBurn > 100M CNY", 1e8),
      ("finalGrossMargin < 40%", "finalGrossMargin < 40%", 0.4),
      ("finalEbitdaMargin < -50%", "finalEbitdaMargin < -50%", -0.5),
      ("raises > 0", "raises > 0", 0), ("dilution > 25%", "dilution > 25%", 0.25),
      ("discountedValue < -1B", "discountedValue < -1B HKD", -1e9),
      ("discountedValuePerShare > 20", "discountedValuePerShare > 20 HKD", 20),
      ("freeCashFlowValue > 1T HKD", "freeCashFlowValue > 1T HKD", 1e12),
      ("freeCashFlowValuePerShare < 0", "freeCashFlowValuePerShare < 0 HKD", 0),
    ] as [(String, String, Double)])
  func levels(stated: String, text: String, level: Double) throws {
    let condition = try question("zhipu." + stated)
    #expect(condition.text == "zhipu." + text)
    #expect(condition.comparison?.level == level)
    // The canonical text reads back as the same condition.
    #expect(try question(condition.text) == condition)
  }

  /// Only what is seen of falls depends on how often a path is seen.
  @Test func coarseGrids() throws {
    func warnings(_ question: String) throws -> Int {
      let text = Self.offered.replacing("step: week", with: "step: month")
      return try Scenario(text: text + "questions: [other.\(question)]\n").warnings().count
    }
    #expect(try warnings("maxDrawdown > 50%") == 1 && warnings("timeUnderWater > 50%") == 1)
    for question in ["insolvency < 2027-12-31", "runway < 1 year", "dilution > 5%", "return > 5%"] {
      #expect(try warnings(question) == 0, "\(question)")
    }
  }

  /// Protects that a name which its company states too little for is refused, and that one key is
  /// enough where several are named.
  @Test func whatIsNeeded() throws {
    func isAsked(_ question: String, _ setting: String) -> Bool {
      let text = Sample.least + "\nquestions: [acme.\(question)]"
      return (try? Scenario(text: text, settings: [Setting(setting)].compactMap(\.self))) != nil
    }
    for (question, enough, tooLittle) in [
      ("insolvency < 2026-12-31", "acme.costs.grossMargin=60%", "acme.costs={}"),
      ("dilution > 5%", "acme.shares.stockCompensation=2%", "acme.shares=5M"),
      ("dilution > 5%", "acme.financing.fee=3%", "acme.costs.fixed=2M"),
      ("freeCashFlowValue > 0", "acme.intrinsicValue.discountRate=12%", "seed=2"),
      (
        "takeover < 2026-12-31", "events={offer: {at: 2026-10-24, then: {buyOut: {acme: 40%}}}}",
        "events={offer: {at: 2026-10-24, then: {change: {acme.usage: 40%}}}}"
      ),
    ] {
      #expect(isAsked(question, enough) && !isAsked(question, tooLittle), "\(question)")
    }
    #expect(!isAsked("discountedValue > 0", "acme.intrinsicValue.discountRate=12%"))
    for list in ["record: [ebitda]", "outcomes: [raises]"] {
      let text = Sample.least + "\n" + list
      #expect(throws: Diagnostics.self) { try Scenario(text: text) }
      let some = try #require(
        Setting(
          "companies.bolt={shares: 1M, arr: 5M, costs: {grossMargin: 60%}, financing: {fee: 0}}"))
      _ = try Scenario(text: text, settings: [some])
    }
  }

  /// Protects that the list above has all there is.
  @Test func everySeriesAndOutcomeCanBeAsked() throws {
    for series in CompanyCatalog.series.names {
      let asked = try #require(try question("other.\(series) > 0").comparison)
      #expect(asked.quantity.name == "other.\(series)" && asked.moment == .at(156))
    }
    for outcome in CompanyCatalog.outcomes {
      let level = outcome.measure == .date ? "2027-01-01" : "0"
      let asked = try #require(try question("other.\(outcome.ownName) > \(level)").comparison)
      #expect(asked.quantity.name == "other.\(outcome.ownName)" && asked.moment == nil)
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
    let price = try #require(CompanyCatalog.quantity(named: "sharePrice"))
    #expect(
      condition
        == Condition(
          text: "zhipu.sharePrice < 560 HKD until 2026-12-30",
          price.of("zhipu", currency: "CNY", reporting: "HKD"), .until(27), relation: .below,
          level: 560))
  }

  /// The last date of the grid that is not after the stated one.
  @Test(arguments: [
    ("2026-07-01", 1), ("2026-07-07", 1), ("2026-07-08", 2), ("2029-06-19", 155),
    ("2029-06-20", 156),
  ])
  func datesBetweenTwoOfTheGrid(date: String, step: Int) throws {
    let at = try #require(try question("other.arr > 1 at \(date)").comparison)
    #expect(at.quantity.name == "other.arr" && at.moment == .at(step))
    let until = try #require(try question("other.arr > 1 until \(date)").comparison)
    #expect(until.quantity.name == "other.arr" && until.moment == .until(step))
  }

  /// 'Before the 10th' holds for the date of the grid on the 8th, 'after the 10th' for that on the
  /// 15th, and neither for more.
  @Test func datesOfOutcomesBetweenTwoOfTheGrid() throws {
    let below = try question("other.drawdownTrough < 2026-07-10")
    #expect(below.comparison?.level == 3 && below.text == "other.drawdownTrough < 2026-07-15")
    let above = try question("other.drawdownTrough > 2026-07-10")
    #expect(above.comparison?.level == 2 && above.text == "other.drawdownTrough > 2026-07-08")
  }

  /// Protects the words of the file, which reports repeat: units, and dates between two of the grid.
  @Test(arguments: [
    ("zhipu.runway < 14 months", "14 months", nil),
    ("zhipu.arr > 5_000M", "5_000M CNY", nil), ("zhipu.maxDrawdown > 0.5", "0.5", nil),
    ("zhipu.insolvency < 2027-12-31", "2027-12-31", nil),
    ("zhipu.sharePrice < 560 HKD until 2026-12-31", "560 HKD", "2026-12-31"),
    ("{series: zhipu.sharePrice, below: 560, at: 2026-12-31}", "560 HKD", "2026-12-31"),
  ])
  func wordsOfTheFile(item: String, level: String, date: String?) throws {
    let scenario = try Scenario(text: Self.offered + "questions:\n  - \(item)\n")
    let name = try #require(scenario.definition.questions.first?.text)
    let asked = try #require(scenario.description.questions[name])
    #expect(asked.level == level && asked.date == date)
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
    let text = Self.file.replacing("other:", with: "worst:").replacing("zhipu:", with: "below:")
    let scenario = try Scenario(
      text: text + "questions: [worst.arr above 5 at 2026-12-31, below.return > 5%]\n",
      groups: ["worst.maxDrawdown > 50%", "worst 5% by worst.return"])
    #expect(scenario.definition.questions.map(\.text).last == "below.return > 5%")
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
    let text = try ConditionText(.init(text: "  é.x <  5 é  until  2026-12-31 ", offset: 0))
    #expect(text.name == .init(text: "é.x", offset: 2))
    #expect(text.form == .compared(.below, level: .init(text: "5 é", offset: 9)))
    #expect(text.moment?.key == .until)
    #expect(text.moment?.date == .init(text: "2026-12-31", offset: 21))
    for bad in ["", " ", "<", "x <> 5", "x < 5 til 2026-12-31", "x ≤ 5", "x && y", "!x"] {
      #expect(throws: ConditionText.Failure.self, "\(bad)") {
        try ConditionText(.init(text: bad, offset: 0))
      }
    }
  }
}
