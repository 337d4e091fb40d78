import Simulation
import Testing

@testable import Scenarios

/// Protects what conditions of several parts mean, and those of regimes and events.
@Suite struct JoinedConditionTests {
  /// Weekly to 2029-06-20, with two regimes and three events.
  static let file =
    ConditionTests.business + """
      regimes:
        frontier: {start: closed, transitions: {closed: {open: 2/year}, open: {closed: 1/year}}}
        stage: {start: filed, transitions: {filed: {listed: 1/year, withdrawn: 0.2/year}}}
      events:
        agent: {until: 2026-12-07, probability: 35%}
        release:
          every: 4 months
          then: {cases: {hit: {weight: 25%, change: {zhipu.usage: 40%}}, miss: {change: {zhipu.usage: -5%}}}}
        either: {when: agent or release.hit}

      """

  private func questions(_ items: String...) throws -> [Condition] {
    let lines = items.map { "  - \($0)\n" }.joined()
    return try Scenario(text: Self.file + "questions:\n" + lines).definition.questions
  }

  private func question(_ item: String) throws -> Condition {
    try #require(try questions(item).first)
  }

  private let agent = Condition.Test.happened(.event("agent"), .by(156, isStrict: false))
  private let release = Condition.Test.happened(.event("release"), .by(156, isStrict: false))
  private let open = Condition.Test.state(regime: "frontier", state: 1, .at(156))

  /// `or` binds less than `and`, `and` less than `not`.
  @Test func precedence() throws {
    let ends = " at 2029-06-20"
    for (text, test, canonical) in [
      ("agent and release", .all([agent, release]), "agent and release"),
      ("agent or release and agent", .any([agent, .all([release, agent])]), nil),
      ("agent and release or agent", .any([.all([agent, release]), agent]), nil),
      ("not agent and release", .all([.not(agent), release]), nil),
      ("not (agent and release)", .not(.all([agent, release])), nil),
      ("(agent or release) and agent", .all([.any([agent, release]), agent]), nil),
      ("agent and (release or agent)", .all([agent, .any([release, agent])]), nil),
      ("not agent or not release", .any([.not(agent), .not(release)]), nil),
      ("not frontier = open", .not(open), "not frontier = open" + ends),
      ("agent and frontier = open", .all([agent, open]), "agent and frontier = open" + ends),
    ] as [(String, Condition.Test, String?)] {
      let condition = try question(text)
      #expect(condition.test == test, "\(text)")
      #expect(condition.text == canonical ?? text)
    }
  }

  /// One meaning has one text, however it is written.
  @Test(arguments: [
    ("((agent))", "agent"), ("(agent) and (release)", "agent and release"),
    ("agent and (release and agent)", "agent and release and agent"),
    ("agent or (release or agent)", "agent or release or agent"),
    ("not not agent", "agent"), ("not (not (agent or release))", "agent or release"),
    ("not(agent)", "not agent"), ("agent and(release or agent)", "agent and (release or agent)"),
    ("agent until 2026-09-01", "agent by 2026-09-01"),
    ("agent at 2026-09-01", "agent by 2026-09-01"), ("agent until 2029-06-24", "agent"),
    ("  agent   before  2026-09-01 ", "agent before 2026-09-01"),
    ("frontier=open", "frontier = open at 2029-06-20"),
    ("frontier = open at 2026-07-07", "frontier = open at 2026-07-07"),
    ("frontier = open until 2026-07-07", "frontier = open by 2026-07-07"),
    ("frontier = open until 2029-06-24", "frontier = open by 2029-06-20"),
    ("zhipu.insolvency until 2027-12-31", "zhipu.insolvency by 2027-12-31"),
    ("zhipu.sharePrice below 560 by 2026-12-31", "zhipu.sharePrice < 560 HKD until 2026-12-30"),
    ("zhipu.sharePrice < 560 before 2026-12-30", "zhipu.sharePrice < 560 HKD until 2026-12-23"),
  ])
  func canonicalTexts(stated: String, text: String) throws {
    let condition = try question(stated)
    #expect(condition.text == text)
    #expect(try question(text) == condition)
  }

  /// Event times are compared with the date that is written, by its place between two of the grid.
  @Test func momentsOfEvents() throws {
    func limit(_ text: String) throws -> Condition.Limit {
      guard case .happened(_, let limit) = try question(text).test else {
        Issue.record("no event: \(text)")
        return .now
      }
      return limit
    }
    #expect(try limit("agent until 2026-07-08") == .by(2, isStrict: false))
    #expect(try limit("agent before 2026-07-08") == .by(2, isStrict: true))
    guard case .by(let step, isStrict: false) = try limit("agent until 2026-07-03") else {
      Issue.record("another limit")
      return
    }
    #expect(abs(step - (1 + 2.0 / 7)) < 1e-12)
    #expect(try limit("agent") == .by(156, isStrict: false))
    #expect(try limit("agent before 2029-06-24") == .by(156, isStrict: true))
  }

  @Test func whatHappens() throws {
    #expect(
      try question("release.hit").test
        == .happened(.eventCase(event: "release", case: "hit"), .by(156, isStrict: false)))
    guard
      case .happened(.outcome(let outcome), .by(2, isStrict: true)) =
        try question("zhipu.insolvency before 2026-07-08").test
    else {
      Issue.record("no insolvency")
      return
    }
    #expect(outcome.name == "zhipu.insolvency")
    #expect(
      try question("stage = withdrawn before 2026-07-08").test
        == .state(regime: "stage", state: 2, .until(.by(2, isStrict: true))))
    #expect(
      try question("stage = listed until 2026-07-08").test
        == .state(regime: "stage", state: 1, .until(.by(2, isStrict: false))))
  }

  /// The same grammar stands in maps of groups, on the command line and in metrics.
  @Test func everyPlace() throws {
    let text = "zhipu.maxDrawdown > 80% and other.maxDrawdown > 80%"
    let scenario = try Scenario(
      text: Self.file + "groups: {both: \(text)}\n", groups: ["agent or (release and not agent)"])
    #expect(scenario.definition.groups.map(\.text) == [text, "agent or release and not agent"])
    let metric = try #require(
      try scenario.metrics(["P((agent or release) and frontier = open)"]).first)
    #expect(
      metric.description.name == "P((agent or release) and frontier = open at 2029-06-20)")
    let target = try scenario.target("P(frontier = open) = 40%")
    #expect(target.value == 0.4)
  }

  @Test func mapsAreConditionsToo() throws {
    let map = try question("{series: zhipu.sharePrice, below: 560, before: 2026-12-30}")
    #expect(try question("zhipu.sharePrice < 560 HKD before 2026-12-30") == map)
    let by = try question("{series: zhipu.sharePrice, below: 560, by: 2026-12-30}")
    #expect(try question("zhipu.sharePrice < 560 HKD until 2026-12-30") == by)
  }

  /// Reports repeat the author's words.
  @Test func wordsOfTheFile() throws {
    let scenario = try Scenario(
      text: Self.file
        + "questions: [(agent) or release by 2026-12-31, zhipu.sharePrice < 5 before 2026-12-30]\n")
    let words = scenario.definition.questions.map {
      scenario.description.questions[$0.text]?.words
    }
    #expect(
      words == ["(agent) or release by 2026-12-31", "zhipu.sharePrice < 5 HKD before 2026-12-30"])
  }

  /// An event asks of the date on which it is decided.
  @Test func conditionsOfEvents() throws {
    let text = Self.file.replacing(
      "either: {when: agent or release.hit}",
      with: "either: {when: zhipu.sharePrice < 5 and (frontier = open or not zhipu.insolvency)}")
    let when = try #require(try Scenario(text: text).definition.events.last?.when)
    #expect(when.text == "zhipu.sharePrice < 5 HKD and (frontier = open or not zhipu.insolvency)")
    guard case .all(let parts) = when.test, case .comparison(let comparison) = parts[0],
      case .any(let others) = parts[1], case .not(.happened(.outcome, let limit)) = others[1]
    else {
      Issue.record("\(when.test)")
      return
    }
    #expect(comparison.moment == .now && limit == .now)
    #expect(others[0] == .state(regime: "frontier", state: 1, .now))
  }

  /// Nothing that somebody may write ends the process or takes long.
  @Test(.timeLimit(.minutes(20))) func longTexts() {
    let many = 10_000
    func row(_ text: String) -> String { String(repeating: text, count: many) }
    for text in [
      row("("), row("(") + "agent" + row(")"), row("not ") + "agent", row("agent and ") + "agent",
      row("agent( "), row(")"), row("and "), row("( "), row("not(") + "agent", row("agent or("),
      row("agent&&"), row("!"),
    ] {
      #expect(throws: Diagnostics.self) { try question("'" + text + "'") }
    }
  }

  @Test func depth() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "(", count: levels) + "agent" + String(repeating: ")", count: levels)
    }
    #expect(try question(nested(49)).text == "agent")
    #expect(throws: Diagnostics.self) { try question(nested(51)) }
  }
}
