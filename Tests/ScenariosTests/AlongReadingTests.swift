import Simulation
import Statistics
import Testing

@testable import Scenarios

/// Protects what a file says of numbers along series, of changes over a time and of what was before the start; what
/// is refused is in `Bad/along.yaml`.
@Suite struct AlongReadingTests {
  private static let file = """
    ballpark: 1
    title: T
    start: 2026-06-24
    horizon: 3 years
    step: week
    currency: USD
    factors:
      gap: {of: level, initial: 8}
    companies:
      acme:
        shares: 5M
        sharePrice: {value: 5, source: a close, history: {2026-05-01: 3, 2026-06-01: 4 USD}}
        arr: {value: 5M, history: {2026-03-31: 4M}}
        growth: {of: usage, initial: 20%, longRun: {along: bolt.arr, points: {1M: 5%, 2M: 6% to 9%}}, halfLife: 1 year}
        multiple: {longRun: {schedule: {2026-06-24: {along: gap, points: {0: 5x, 8: 9x}}, 2027-01-01: 7x}}, halfLife: 1 year}
        listPrice: {drift: {value: {along: change of gap over 1 month, points: {-1: 0%, 1: 5%}}, source: a guess}}
      bolt:
        currency: EUR
        shares: 5M
        arr: 5M
        multiple: {initial: 5}
    fx: {EUR: 1.1}

    """

  private func read(_ more: String = "", _ settings: [Setting] = []) throws -> Scenario {
    try Scenario(text: Self.file + more, settings: settings)
  }

  private func along(_ key: String, in scenario: Scenario) throws -> Along {
    let company = try #require(scenario.definition.companies.first)
    let law = try #require(company.assumptions.numbers[key]).law
    return try #require(law.alongs.first)
  }

  /// A series may be one of a company further down, or a factor.
  @Test func series() throws {
    let scenario = try read()
    let growth = try along("growth.longRun", in: scenario)
    #expect(growth.series.name == "bolt.arr" && growth.series.unit == "EUR")
    #expect(growth.points.map(\.at) == [1e6, 2e6])
    #expect(growth.points.map(\.text) == ["1M", "2M"])
    #expect(try along("multiple.longRun", in: scenario).series.name == "gap")
    let drift = try along("listPrice.drift", in: scenario)
    #expect(drift.series.name == "change of gap over 1 month")
    #expect(drift.series.base.name == "gap")
    let stated = scenario.description.assumptions
    #expect(stated.contains { $0.key == "acme.growth.longRun@2M" && $0.text == "6% to 9%" })
    #expect(stated.contains { $0.key == "acme.growth.longRun.along" && $0.text == "bolt.arr" })
    #expect(stated.first { $0.key == "acme.listPrice.drift@1" }?.source == "a guess")
    _ = try scenario.compile()
  }

  @Test func history() throws {
    let company = try #require(try read().definition.companies.first)
    let prices = try #require(company.assumptions.histories["sharePrice"])
    #expect(prices.map(\.value) == [3, 4])
    #expect(prices.map(\.date.description) == ["2026-05-01", "2026-06-01"])
    #expect(company.assumptions.histories["arr"]?.map(\.value) == [4e6])
    #expect(
      try read().description.assumptions.first { $0.key == "acme.sharePrice" }?.source == "a close")
  }

  /// One meaning has one name.
  @Test(arguments: [
    (
      "change of acme.arr over 26 weeks > 20% at 2027-06-24",
      "change of acme.arr over 6 months > 20% at 2027-06-23"
    ),
    (
      "change of acme.sharePrice over 1 month<-20 %",
      "change of acme.sharePrice over 1 month < -20% at 2029-06-20"
    ),
    (
      "change of acme.sharePrice over 1 month below 0.5",
      "change of acme.sharePrice over 1 month < 0.5 USD at 2029-06-20"
    ),
    (
      "change of acme.drawdown over 2 weeks > 5 points until 2027-06-24",
      "change of acme.drawdown over 2 weeks > 5 points until 2027-06-23"
    ),
    ("not change of gap over 1 year above -2", "not change of gap over 1 year > -2 at 2029-06-20"),
  ])
  func condition(_ text: String, _ name: String) throws {
    let scenario = try read("questions: [\"\(text)\"]\n")
    #expect(scenario.definition.questions.map(\.text) == [name])
    _ = try scenario.compile()
  }

  @Test func steps() throws {
    func lag(_ time: String, step: String) throws -> Int? {
      let scenario = try read(
        "questions: [change of acme.arr over \(time) > 5%]\n", [Setting(key: "step", value: step)])
      guard
        case .change(_, let lag)? = scenario.definition.questions.first?.comparison?.quantity.origin
      else { return nil }
      #expect(lag.isRelative)
      return lag.steps
    }
    #expect(try lag("1 month", step: "week") == 4)
    #expect(try lag("1 month", step: "day") == 22)
    #expect(try lag("1 day", step: "month") == 1)
    #expect(try lag("1 day", step: "day") == 1)
    #expect(try lag("10 years", step: "week") == 520)
  }

  /// A day is a step of days, and less than one of weeks.
  @Test(arguments: [("day", false), ("week", true)])
  func aDayIsAStep(_ step: String, isWarnedOf: Bool) throws {
    let scenario = try read(
      "questions: [change of acme.arr over 1 day > 5%]\n", [Setting(key: "step", value: step)])
    let said = scenario.warnings().contains { $0.message.contains("is shorter than a step") }
    #expect(said == isWarnedOf)
  }

  /// Points are set, varied and drawn by their names.
  @Test func points() throws {
    let key = "acme.growth.longRun.points.2M"
    let scenario = try read()
    let number = try #require(scenario.number(at: key))
    #expect(number.name == "acme.growth.longRun@2M" && number.isPiece)
    #expect(
      try scenario.varied(["\(key)=5%:15%:3"]).first?.levels.map(\.text) == ["5%", "10%", "15%"])
    let set = try along("growth.longRun", in: scenario.setting(key, to: "7%"))
    #expect(set.points[1].law.median == 0.07)
    let new = try along(
      "growth.longRun", in: scenario.setting("acme.growth.longRun.points.3M", to: "8%"))
    #expect(new.points.count == 3)
    let correlated = try read(
      "correlations: [{between: [acme.growth.longRun@2M, acme.arr], rank: 0.3}]\n",
      [Setting(key: "acme.arr.value", value: "4M to 6M")])
    #expect(correlated.definition.correlations.count == 1)
  }

  /// A number on the first date that depends on itself there has no value.
  @Test func ring() throws {
    let scenario = try read(
      "",
      [
        Setting(
          key: "acme.revenue.conversion", value: "{along: acme.revenue, points: {1M: 50%, 9M: 90%}}"
        )
      ])
    #expect(throws: Diagnostics.self) { try scenario.compile() }
    // Along what it does not move it has one.
    _ = try scenario.setting(
      "acme.revenue.conversion", to: "{along: acme.usage, points: {1: 50%, 9: 90%}}"
    ).compile()
  }

  /// Without what a series needs there is none.
  @Test func lacking() throws {
    #expect(throws: Diagnostics.self) {
      try read(
        "",
        [
          Setting(
            key: "acme.multiple.volatility",
            value: "{along: acme.grossMargin, points: {1%: 5%, 2%: 6%}}")
        ])
    }
  }
}
