import Scenarios
import Simulation
import Testing

/// Protects `--set`: read like the file, reported with the setting's own columns.
@Suite struct SettingTests {
  private func read(_ settings: String..., text: String = Sample.zhipu) throws -> Scenario {
    try Scenario(text: text, settings: settings.map { try #require(Setting($0)) })
  }

  private func value(_ scenario: Scenario, _ key: String) -> Double? {
    let assumption = scenario.definition.companies[0].assumptions.numbers[key]
    if case .value(let value) = assumption?.law { return value }
    return nil
  }

  @Test func needsAnEqualsSign() {
    #expect(Setting("paths") == nil)
    #expect(Setting("paths=") != nil)
  }

  /// Protects a run from a stress that nobody asked for: what it is about may be one number by a setting.
  @Test func aStressThatWaitsIsLeftOut() throws {
    let stress = "\nstress: {crash: {drivers: {acme.arr: p5 to p20}}}\n"
    let text = Sample.least.replacing("arr: 5M", with: "arr: 4M to 6M") + stress
    #expect(try read(text: text).stresses.count == 1)
    let set = try read("acme.arr=5M", text: text)
    #expect(set.stresses.isEmpty)
    #expect(set.warnings().contains { $0.message.contains("'crash'") })
    // The control: without a setting it is the file's mistake.
    #expect(throws: Diagnostics.self) { try read(text: Sample.least + stress) }
  }

  /// Protects the rest of a block: how much is owed changes, and its interest does not.
  @Test func aNumberForABlockKeepsItsOtherKeys() throws {
    let settings = [
      "zhipu.costs={grossMargin: 60%}", "zhipu.debt={value: 3B, interest: 6%, source: filing}",
      "zhipu.debt=1B",
    ]
    let scenario = try Scenario(
      text: Sample.zhipu, settings: settings.map { try #require(Setting($0)) })
    #expect(value(scenario, "debt.value") == 1e9)
    #expect(value(scenario, "debt.interest") == 0.06)
  }

  @Test func topLevelKey() throws {
    let scenario = try read("paths=1000", "title='a: b'", "record=[arr]", text: Sample.least)
    #expect(scenario.paths == 1000)
    #expect(scenario.definition.record.names == ["arr"])
  }

  @Test(
    arguments: [
      ("zhipu.growth.halfLife=12 months", "growth.halfLife", 1),
      ("companies.zhipu.growth.halfLife=12 months", "growth.halfLife", 1),
      ("zhipu.debt=5 CNY", "debt.value", 5),
      ("zhipu.arr=2B", "arr.value", 2e9), ("zhipu.arr.value=2B", "arr.value", 2e9),
      ("zhipu.shares=2M", "shares.issued", 2e6), ("zhipu.shares.issued=2M", "shares.issued", 2e6),
      ("zhipu.shares.value=2M", "shares.issued", 2e6),
      ("zhipu.shares.options.0.strike=7", "shares.options.0.strike", 7),
      ("zhipu.growth.volatility.halfLife=1 year", "growth.volatility.initial", 0.3),
      ("zhipu.growth.volatility.initial=20%", "growth.volatility.initial", 0.2),
      ("zhipu.usage.volatility=20%", "usage.volatility.initial", 0.2),
      ("zhipu.usage.volatility.value=20%", "usage.volatility.initial", 0.2),
    ] as [(String, String, Double)])
  func number(setting: String, key: String, expected: Double) throws {
    #expect(value(try read(setting), key) == expected)
  }

  @Test func distribution() throws {
    let scenario = try read("zhipu.multiple.longRun={lognormal: {p10: 4, p90: 9}}")
    let longRun = scenario.definition.companies[0].assumptions.numbers["multiple.longRun"]
    guard case .distribution(let law) = longRun?.law else { throw Failure.noDistribution }
    #expect(abs(law.quantile(0.9) - 9) < 1e-9)
    let other = try read("zhipu.multiple.longRun.lognormal.p90=40")
    #expect(
      other.description.assumptions.first { $0.key == "zhipu.multiple.longRun" }?.text
        == "lognormal(p10: 8, p90: 40)")
  }

  /// A key of the file that has dots in it, as a group may be called and a percentile is.
  @Test func keysWithDots() throws {
    let file = [
      "zhipu.multiple.longRun={lognormal: {p2.5: 4, p97.5: 40}}",
      "groups={a.b: zhipu.arr < 2B, 'below 1.5 B': zhipu.arr < 1.5B}",
    ]
    func read(_ more: String...) throws -> Scenario {
      try Scenario(
        text: Sample.zhipu, settings: (file + more).map { try #require(Setting($0)) })
    }
    let changed = try read(
      "zhipu.multiple.longRun.lognormal.p97.5=90", "groups.a.b=zhipu.arr < 3B",
      "groups.below 1.5 B=zhipu.arr < 1B")
    let longRun = changed.definition.companies[0].assumptions.numbers["multiple.longRun"]
    guard case .distribution(let law) = longRun?.law else { throw Failure.noDistribution }
    #expect(abs(law.quantile(0.975) - 90) < 1e-9 && abs(law.quantile(0.025) - 4) < 1e-9)
    #expect(changed.definition.groups.map(\.name) == ["a.b", "below 1.5 B"])
    let levels = changed.definition.groups.map(\.text)
    #expect(levels[0].contains("< 3B") && levels[1].contains("< 1B"), "\(levels)")
  }

  /// A date of an item of a list is set like a number of one.
  @Test func dateInAList() throws {
    let scenario = try read(
      "zhipu.financing={raises: [{date: 2026-12-30, amount: 5B}]}",
      "zhipu.financing.raises.0.date=2027-01-27")
    let dates = scenario.definition.companies[0].assumptions.dates
    #expect(dates["financing.raises.0.date"] == CalendarDate("2027-01-27"))
    #expect(
      scenario.description.assumptions.first { $0.key == "zhipu.financing.raises.0.date" }?.text
        == "2027-01-27")
  }

  private enum Failure: Error { case noDistribution }

  /// A replaced value loses its source; `.value` alone keeps it.
  @Test func evidence() throws {
    func source(_ scenario: Scenario) -> String? {
      scenario.description.assumptions.first { $0.key == "zhipu.arr" }?.source
    }
    #expect(source(try read("zhipu.arr=2B")) == nil)
    #expect(source(try read("zhipu.arr.value=2B")) == nil)
    let note = try read("zhipu.cash.note=a guess").description.assumptions
      .first { $0.key == "zhipu.cash" }
    #expect(note?.note == "a guess")
    #expect(note?.text == "2B to 6B CNY")
  }

  /// An empty list or map takes away what the file has, for every key of the top level that may be left
  /// out. The control: the file has each of them.
  @Test(
    arguments: [
      "questions=[]", "observations=[]", "groups={}", "sweeps={}", "correlations=[]",
      "shockCorrelations=[]", "outcomes=[]", "record=[]", "fx={}",
    ])
  func emptyLists(_ setting: String) throws {
    let text = """
      ballpark: 1
      title: Everything that is a list
      start: 2026-07-01
      horizon: 1 year
      currency: USD
      fx: {EUR: 1.1}
      companies:
        acme: {shares: 50M, arr: 10M to 20M, growth: {initial: 40%, volatility: 5%},
          multiple: {initial: 10 to 20, volatility: 40%}}
      record: [arr]
      outcomes: [return]
      correlations: [{between: [acme.arr, acme.multiple.initial], rank: 0.4}]
      shockCorrelations: [{between: [acme.growth, acme.multiple], value: 0.3}]
      questions: [acme.arr < 5M]
      observations: [{series: acme.arr, date: 2026-08-01, value: 20M}]
      groups: {low: acme.arr < 5M}
      sweeps: {one: {vary: {acme.growth.initial: [10%]}}}
      """
    func counts(_ scenario: Scenario) -> [String: Int] {
      let model = scenario.definition
      return [
        "questions": model.questions.count, "observations": model.observations.count,
        "groups": model.groups.count, "sweeps": scenario.sweeps.count,
        "correlations": model.correlations.count,
        "shockCorrelations": model.shockCorrelations.count, "outcomes": model.outcomes.count,
        "record": model.record.count, "fx": model.world.numbers.count,
      ]
    }
    let key = String(setting.prefix { $0 != "=" })
    #expect(counts(try read(text: text)).values.allSatisfy { $0 == 1 })
    let empty = try read(setting, text: text)
    #expect(counts(empty) == counts(try read(text: text)).merging([key: 0]) { $1 })
    _ = try empty.compile()
  }

  /// Protects `~` from being one more value: it takes a key out, as in a file that extends another. Nothing
  /// behind the sign is a slip.
  @Test func takingOut() throws {
    let happenings = """

      regimes: {prices: {start: truce, transitions: {truce: {war: 1/year}}}}
      events:
        rise: {at: 2026-08-24, then: {change: {acme.listPrice: 20%}}}
        release: {frequency: 2/year, then: {cases: {hit: {weight: 30%}, fair: {weight: 30%}, miss: {}}}}
      """
      .replacing("miss: {}", with: "miss: {change: {acme.usage: -5%}}")
    func read(_ settings: String...) throws -> Scenario {
      try Scenario(
        text: Sample.least + happenings,
        settings: settings.map { try #require(Setting($0)) })
    }
    func names(_ scenario: Scenario) -> [String] {
      scenario.definition.regimes.map(\.name) + scenario.definition.events.map(\.name)
    }
    #expect(names(try read()) == ["prices", "rise", "release"])
    #expect(names(try read("rise=~")) == ["prices", "release"])
    #expect(names(try read("rise=null", "prices=~")) == ["release"])
    #expect(names(try read("events=~")) == ["prices"])
    #expect(names(try read("regimes=~", "events={}")) == [])
    #expect(
      try read("release.then.hit=~").definition.events[1].then?.cases.map(\.name) == [
        "fair", "miss",
      ])
    #expect(try read("rise.then=~").definition.events[0].then == nil)
    // What is not there is out already.
    #expect(try read("acme.debt=~", "paths=~").paths == 100_000)
    for wrong in ["rise=", "rsie=~", "companies=~", "acme.debtt=~"] {
      #expect(throws: Diagnostics.self, "\(wrong)") { try read(wrong) }
    }
  }

  @Test func laterSettingWins() throws {
    #expect(try read("paths=10", "paths=20").paths == 20)
  }

  @Test func errors() throws {
    let error = #expect(throws: Diagnostics.self) {
      try read(
        "zhipu.growth.halflife=1 year", "zhpu.arr=1", "paths=0", "zhipu.multiple.longRun={normal: ",
        "zhipu.shares.options.2.strike=1", "zhipu.cash=2 to 5 monts", "zhipu.debt=", "title.x=1",
        "=1")
    }
    let expected = """
      --set #1:14: error: unknown key 'halflife' in 'zhipu.growth'; did you mean 'halfLife'?
      zhipu.growth.halflife=1 year
                   ^
      --set #2:1: error: unknown key 'zhpu'; did you mean 'zhipu'?
      zhpu.arr=1
      ^
      """
    #expect(error?.description.hasPrefix(expected) ?? false)
    #expect(
      error?.all.map(\.place) == [
        "--set #1:14", "--set #2:1", "--set #3:7", "--set #4:33", "--set #5:22", "--set #6:19",
        "--set #7:12", "--set #8:7", "--set #9:1",
      ])
  }
}
