import Simulation
import Testing

@testable import Scenarios

/// Protects the command line: every number of a regime and of an event can be set and varied by its name.
@Suite struct HappeningKeyTests {
  static let text = """
    ballpark: 1
    title: What can happen
    start: 2026-07-01
    horizon: 2 years
    currency: USD
    regimes:
      prices:
        start: truce
        transitions: {truce: {war: 0.5/year}, war: {truce: 1/year}}
        then: {war: {change: {acme.multiple: -20%}}}
    events:
      rise: {at: 2027-01-01, then: {change: {acme.listPrice: 20%}}}
      agent:
        until: 2027-07-01
        probability: {value: 25% to 60%, source: an article}
        then: [{change: {acme.usage: 10%}}, {add: {acme.cash: 1M}}]
        otherwise: {change: {acme.sharePrice: -30%}}
      release:
        frequency: 2/year
        then:
          cases:
            hit: {weight: 25%, change: {acme.usage: 50%}}
            flop: {then: [{change: {acme.multiple: -10%}}]}
      listing: {at: 2027-01-01, probability: 50%, then: [{raise: {acme: {amount: 5M, discount: 10%}}}]}
      offer: {until: 2027-07-01, probability: 20%, then: {buyOut: {acme: 40%}}}
    companies:
      acme:
        shares: 10M
        arr: 20M
        cash: 5M
        growth: {of: usage, initial: 40%}
        multiple: {initial: 8}
        listPrice: {drift: {regime: prices, truce: 0%, war: -40%}, elasticity: -0.5}
        costs: {grossMargin: 70%}
    """

  private func read(_ settings: String...) throws -> Scenario {
    try Scenario(text: Self.text, settings: settings.map { try #require(Setting($0)) })
  }

  private func text(_ scenario: Scenario, _ key: String) -> String? {
    scenario.description.assumptions.first { $0.key == key }?.text
  }

  /// Each key as it is told, as the file has it in full, and what else is below it stays.
  @Test(arguments: [
    ("rise.at", "2027-04-01", "rise.at"), ("events.rise.at", "2027-04-01", "rise.at"),
    ("rise.then.change.acme.listPrice", "30%", "rise.then.change.acme.listPrice"),
    ("agent.probability", "10%", "agent.probability"),
    ("agent.until", "2027-10-01", "agent.until"),
    ("agent.then.0.change.acme.usage", "5% to 20%", "agent.then.0.change.acme.usage"),
    ("agent.then.1.add.acme.cash", "3M USD", "agent.then.1.add.acme.cash"),
    ("agent.otherwise.change.acme.sharePrice", "-40%", "agent.otherwise.change.acme.sharePrice"),
    ("release.frequency", "4/year", "release.frequency"),
    ("release.then.hit.weight", "40%", "release.then.hit.weight"),
    ("release.then.cases.hit.weight", "40%", "release.then.hit.weight"),
    ("release.then.hit.change.acme.usage", "80%", "release.then.hit.change.acme.usage"),
    ("release.then.flop.0.change.acme.multiple", "-5%", "release.then.flop.0.change.acme.multiple"),
    ("listing.then.0.raise.acme.amount", "10M to 20M USD", "listing.then.0.raise.acme.amount"),
    ("offer.then.buyOut.acme", "60%", "offer.then.buyOut.acme"),
    ("listing.then.0.raise.acme.discount", "20%", "listing.then.0.raise.acme.discount"),
    ("prices.start", "war", "prices.start"), ("prices.truce.war", "2/year", "prices.truce.war"),
    ("prices.transitions.truce.war", "2/year", "prices.truce.war"),
    ("prices.then.war.change.acme.multiple", "-40%", "prices.then.war.change.acme.multiple"),
    ("acme.listPrice.drift.war", "-60%", "acme.listPrice.drift@war"),
  ])
  func isSet(key: String, value: String, told: String) throws {
    let before = try read()
    let scenario = try read("\(key)=\(value)")
    #expect(text(scenario, told) == value, "\(scenario.description.assumptions.map(\.key))")
    #expect(text(before, told) != value && text(before, told) != nil)
    #expect(scenario.definition.events.count == 5 && scenario.definition.regimes.count == 1)
    // No more is stated than before.
    #expect(scenario.description.assumptions.count == before.description.assumptions.count)
    // What the file says there, whatever is set.
    #expect(scenario.stated(at: key) == before.stated(at: key) && before.stated(at: key) != nil)
    #expect(scenario.hasKey(from: String(key.prefix { $0 != "." })))
  }

  /// What the file does not have yet, its name with dots included.
  @Test func isAdded() throws {
    let more = try read(
      "rise.then.add.acme.costs.fixed=500k", "rise.probability=50%",
      "prices.then.truce.change.acme.multiple=10%", "rise.then.raise.acme.amount=5M",
      "rise.then.raise.acme.price=3")
    #expect(text(more, "rise.then.raise.acme.amount") == "5M USD")
    #expect(text(more, "rise.then.raise.acme.price") == "3 USD")
    #expect(text(more, "rise.then.add.acme.costs.fixed") == "500k USD")
    #expect(text(more, "rise.then.change.acme.listPrice") == "20%")
    #expect(text(more, "prices.then.truce.change.acme.multiple") == "10%")
    let noted = try read("release.then.hit.change.acme.usage.note=a guess")
    let effect = noted.description.assumptions.first {
      $0.key == "release.then.hit.change.acme.usage"
    }
    #expect(effect?.text == "50%" && effect?.note == "a guess")
  }

  @Test func isVaried() throws {
    let scenario = try read()
    let keys = try scenario.varied([
      "agent.probability=10%,50%", "rise.then.change.acme.listPrice=0%:30%:4",
      "prices.truce.war=0.5/year,1/year", "rise.at=2027-01-01,2027-04-01", "prices.start=truce,war",
    ])
    #expect(keys.map(\.levels.count) == [2, 4, 2, 2, 2])
    #expect(keys[0].levels.map(\.number) == [0.1, 0.5])
    let number = try #require(scenario.number(at: "agent.probability"))
    #expect(number.search != nil)
    let error = #expect(throws: Diagnostics.self) { try scenario.varied(["agnet.probability=10%"]) }
    #expect(error?.description.contains("did you mean 'agent'?") ?? false)
    #expect(throws: Diagnostics.self) { try scenario.varied(["agent.probability=110%"]) }
  }

  /// The number of a state, and that of a schedule's date.
  @Test func piecesAreVaried() throws {
    let scenario = try read("acme.growth.longRun={schedule: {2026-07-01: 20%, 2027-07-01: 10%}}")
    let keys = try scenario.varied([
      "acme.listPrice.drift.war=-60%:-20%:3", "prices.truce.war=1/year:3/year:3",
      "acme.growth.longRun.schedule.2027-07-01=5%,10%",
    ])
    #expect(keys[0].levels.map(\.number) == [-0.6, -0.4, -0.2])
    #expect(keys[2].levels.map(\.number) == [0.05, 0.1])
    #expect(keys.map(\.unit) == ["share", "per year", "share"])
    for key in [
      "", ".", ".value", "schedule", "acme.growth.longRun.2027-07-01",
      "acme.listPrice.drift.peace", "acme.growth.initial.war", "acme.multiple.war",
    ] {
      #expect(scenario.number(at: key) == nil)
    }
    let set = try read("acme.listPrice.drift.war=-20%")
    #expect(
      set.description.assumptions.map(\.text) != (try read()).description.assumptions.map(\.text))
  }

  /// A misspelt word is reported where it stands.
  @Test(arguments: [
    ("agnet.probability=10%", 1, "did you mean 'agent'?"),
    ("agent.probabilty=10%", 7, "did you mean 'probability'?"),
    ("rise.then.change.acme.listprice=10%", 18, "listPrice"),
    ("prices.truce.wra=1/year", 14, "did you mean 'war'?"),
    ("prices.trcue.war=1/year", 8, "did you mean 'truce'?"),
    ("release.then.hti.weight=10%", 14, "did you mean 'hit'?"),
    ("listing.then.0.raise.acme.amuont=3M", 27, "did you mean 'amount'?"),
  ])
  func mistakes(setting: String, column: Int, words: String) throws {
    let error = #expect(throws: Diagnostics.self) { try read(setting) }
    let first = error?.all.first { $0.place == "--set #1:\(column)" }
    #expect(first?.message.contains(words) ?? false, "\(error?.description ?? "")")
  }

  /// Words for what drives a result.
  @Test func words() throws {
    let scenario = try read()
    for (key, words) in [
      ("agent.probability", "agent: how likely it is"),
      ("agent.then.0.change.acme.usage", "agent, then: change of what customers consume"),
      ("agent.then.1.add.acme.cash", "agent, then: added to cash"),
      ("release.frequency", "release: happens again and again"),
      ("release.then.hit.weight", "release, hit: how likely the case is"),
      ("release.then.hit.change.acme.usage", "release, hit: change of what customers consume"),
      ("listing.then.0.raise.acme.amount", "listing, then: raise of acme: money that it brings"),
      ("listing.then.0.raise.acme.discount", "listing, then: raise of acme: how far below"),
      ("offer.then.buyOut.acme", "offer, then: premium at which acme is bought"),
      ("prices.truce.war", "prices: how often truce turns to war"),
      ("prices.then.war.change.acme.multiple", "prices, war: change of enterprise value over ARR"),
      ("acme.listPrice.drift@war", "Median change of the list price"),
    ] {
      let told = scenario.words(of: key) ?? ""
      #expect(told.hasPrefix(words), "\(key): \(told)")
    }
    #expect(scenario.words(of: "nobody.probability") == nil)
  }

  /// Protects the reference from going stale: each of its conditions is read as it stands.
  @Test(arguments: HappeningTables.examples.map(\.text))
  func conditionsOfTheReference(_ text: String) throws {
    let events = """
      {agent: {until: 2027-07-01, probability: 40%, then: {change: {acme.usage: 10%}}}, release: {frequency: \
      2/year, then: {cases: {hit: {weight: 25%, change: {acme.usage: 50%}}, flop: {change: {acme.usage: \
      -10%}}}}}}
      """
    let scenario = try read("events=\(events)", "questions=['\(text)']", "step=week")
    #expect(scenario.definition.questions.count == 1)
    #expect(scenario.warnings().isEmpty, "\(scenario.warnings())")
    _ = try scenario.compile()
  }
}
