import Simulation
import Testing

@testable import Scenarios

/// Protects what is asked of a run: outcomes, questions, observations, groups.
@Suite struct RequestTests {
  private func read(
    _ text: String, settings: [String] = [], groups: [String] = []
  ) throws -> Scenario {
    try Scenario(
      text: ConditionTests.file + text, settings: settings.map { try #require(Setting($0)) },
      groups: groups)
  }

  @Test func defaults() throws {
    let definition = try read("").definition
    #expect(definition.outcomes == CompanyCatalog.outcomes.filter(\.isStandard))
    #expect(definition.questions.isEmpty && definition.observations.isEmpty)
    #expect(definition.groups.isEmpty)
  }

  @Test func outcomes() throws {
    #expect(
      try read("outcomes: [return, ulcerIndex]\n").definition.outcomes.names
        == ["return", "ulcerIndex"])
  }

  /// Defaults that nobody stated are not doubted, whatever the step; nor is what is no drawdown.
  @Test func onlyStatedDrawdownsAreDoubted() throws {
    let monthly = ["step=month", "record=[arr]"]
    #expect(try read("", settings: monthly).warnings().isEmpty)
    let fine = "outcomes: [return]\nquestions: [zhipu.return < 0%, zhipu.sharePrice < 5]\n"
    #expect(try read(fine, settings: monthly).warnings().isEmpty)
    let coarse = "questions: [zhipu.maxDrawdown > 50%]\n"
    #expect(try read(coarse).warnings().isEmpty)
    #expect(try read(coarse, settings: monthly).warnings().count == 1)
  }

  // MARK: Observations

  @Test func observation() throws {
    let scenario = try read(
      """
      observations:
        - {series: zhipu.sharePrice, date: 2026-07-10, value: 1_900, source: close, note: thin}

      """)
    let price = try #require(CompanyCatalog.quantity(named: "sharePrice"))
    #expect(
      scenario.definition.observations == [
        Observation(
          series: price.of("zhipu", currency: "CNY", reporting: "HKD"), step: 2,
          date: try #require(CalendarDate("2026-07-10")),
          value: 1_900, source: "close")
      ])
  }

  /// The nearest date of the grid, of two the earlier; never the start, which is known.
  @Test(
    arguments: [
      ("week", "2026-06-28", 1), ("week", "2026-07-01", 1), ("week", "2026-07-04", 1),
      ("week", "2026-07-05", 2), ("week", "2029-06-20", 156), ("week", "2029-06-23", 156),
      ("week", "2029-06-24", 156),
      // From 24 August to 24 September there are 31 days, from 24 September to 24 October 30.
      ("month", "2026-09-08", 2), ("month", "2026-09-09", 3), ("month", "2026-10-09", 3),
      ("month", "2026-10-10", 4), ("month", "2029-07-09", 36),
      // Friday, Saturday and Sunday before Monday.
      ("day", "2026-06-26", 2), ("day", "2026-06-27", 2), ("day", "2026-06-28", 3),
    ])
  func nearestStep(step: String, date: String, nearest: Int) throws {
    let scenario = try read(
      "observations: [{series: other.arr, date: \(date), value: 5M}]\n", settings: ["step=\(step)"])
    #expect(scenario.definition.observations.map(\.step) == [nearest])
  }

  @Test(arguments: [
    ("week", "2029-06-25"), ("month", "2029-07-10"), ("week", "2026-06-24"), ("week", "2026-06-27"),
    ("year", "2026-06-26"),
  ])
  func tooFarFromTheGrid(step: String, date: String) {
    #expect(throws: Diagnostics.self) {
      try read(
        "observations: [{series: other.arr, date: \(date), value: 5M}]\n",
        settings: ["step=\(step)"])
    }
  }

  // MARK: Groups

  @Test func groups() throws {
    let groups = try read(
      """
      groups:
        crash: zhipu.maxDrawdown above 50%
        slow: {series: other.arr, below: 6M, at: 2026-12-31}
        bad end: worst 5 %  by zhipu.return

      """
    ).definition.groups
    #expect(groups.map(\.name) == ["crash", "slow", "bad end"])
    #expect(
      groups.map(\.text) == [
        "zhipu.maxDrawdown > 50%", "other.arr < 6M HKD at 2026-12-30", "worst 5% by zhipu.return",
      ])
    guard case .worst(share: 0.05, let outcome) = groups[2].members else {
      Issue.record("not the worst")
      return
    }
    #expect(outcome.name == "zhipu.return")
    guard case .condition(let condition) = groups[0].members else {
      Issue.record("no condition")
      return
    }
    let asked = try #require(condition.comparison)
    #expect(asked.quantity.name == "zhipu.maxDrawdown" && asked.level == 0.5)
  }

  /// Groups of the command line come after those of the file and are named by what they are.
  @Test func groupsOfTheCommandLine() throws {
    let scenario = try read(
      "groups: {crash: zhipu.maxDrawdown > 50%}\n",
      groups: ["zhipu.sharePrice<560 until 2026-12-31", "worst 5% by zhipu.maxDrawdown"])
    let groups = scenario.definition.groups
    #expect(
      groups.map(\.name) == [
        "crash", "zhipu.sharePrice < 560 HKD until 2026-12-30", "worst 5% by zhipu.maxDrawdown",
      ])
    #expect(groups.dropFirst().allSatisfy { $0.name == $0.text })
    #expect(throws: Diagnostics.self) {
      try read("", groups: ["zhipu.return > 5%", "zhipu.return > 5%"])
    }
    #expect(throws: Diagnostics.self) { try read("", groups: [""]) }
  }

  /// What only the whole model shows can be said at a question or a group.
  @Test func placesOfRequests() throws {
    let scenario = try read(
      "questions: [zhipu.return > 5%]\ngroups: {g: zhipu.return > 5%}\n",
      groups: ["zhipu.maxDrawdown > 2.5%"])
    let names = ["questions.0", "groups.g", "groups.zhipu.maxDrawdown > 2.5%"]
    #expect(
      scenario.diagnostics(names.map { ModelError(key: $0, text: "x") }).all.map(\.place) == [
        "scenario.yaml:11:13", "scenario.yaml:12:10", "--where #1:1",
      ])
  }

  @Test func settingsChangeRequests() throws {
    let scenario = try read(
      "questions: [zhipu.return > 5%, {outcome: zhipu.maxDrawdown, above: 50%}]\ngroups: {g: zhipu.return > 5%}\n",
      settings: [
        "questions.1.above=60%", "groups.g=zhipu.return > 10%", "groups.h=zhipu.return > 20%",
        "outcomes=[return]",
      ])
    #expect(scenario.definition.questions.map(\.text).last == "zhipu.maxDrawdown > 60%")
    #expect(
      scenario.definition.groups.map { "\($0.name): \($0.text)" }
        == ["g: zhipu.return > 10%", "h: zhipu.return > 20%"])
  }

  /// Reports say what was asked in the file's words; an observation is a number with a source.
  @Test func description() throws {
    let scenario = try read(
      """
      questions:
        - zhipu.sharePrice below 560 until 2026-12-31
        - {outcome: zhipu.maxDrawdown, above: 50%}
      observations: [{series: zhipu.sharePrice, date: 2026-07-10, value: 1_900.50, source: close}]
      groups: {crash: zhipu.maxDrawdown above 50%}

      """, groups: ["worst 5% by zhipu.return"])
    let stated = scenario.description.assumptions.filter(\.isStated)
    let asked = stated.filter { !$0.isNumber }.map { "\($0.key) = \($0.text)" }
    #expect(
      asked == [
        "questions.0 = zhipu.sharePrice below 560 until 2026-12-31",
        "questions.1 = outcome: zhipu.maxDrawdown, above: 50%",
        "groups.crash = zhipu.maxDrawdown above 50%",
        "groups.worst 5% by zhipu.return = worst 5% by zhipu.return",
      ])
    #expect(
      stated.last { $0.isNumber }
        == .init(
          key: "observations.0", in: "observations",
          text: "zhipu.sharePrice on 2026-07-10: 1_900.50 HKD", source: "close",
          asOf: "2026-07-10", effect: .request))
    #expect(scenario.description.questions.map(\.words).first?.contains("< 560 HKD until") == true)
    #expect(HeldNumbers.none.description(of: scenario) == scenario.description)
  }
}
