import Simulation
import Testing

@testable import Scenarios

/// Protects what a file says of effects on numbers, and of how long effects last.
@Suite struct NumberEffectTests {
  private func read(_ events: String, settings: [String] = []) throws -> Scenario {
    try Scenario(
      text: """
        ballpark: 1
        title: What follows from then on
        start: 2026-06-24
        horizon: 3 years
        step: week
        currency: USD
        companies:
          acme:
            shares: 5M
            arr: 5M
            growth: {of: usage, initial: 50%, longRun: 10%, halfLife: 1 year}
            multiple: {initial: 5, jumps: {frequency: 0/year, logSize: 5%}}
            listPrice: {drift: {regime: frontier, closed: -5%, open: -40%}}
            tax: 20%
            cash: 5M
            costs: {grossMargin: 60%, fixed: 1M}
        regimes:
          frontier:
            start: closed
            transitions: {closed: {open: 2/year}, open: {closed: 0/year}}
        events:
          news: {frequency: 0/year, then: {change: {acme.usage: 5%}}}

        """ + events.split(separator: "\n").map { "  \($0)\n" }.joined(),
      settings: settings.compactMap { Setting($0) })
  }

  private func effects(_ then: String) throws -> [Effect] {
    let scenario = try read("e: {at: 2027-06-30, then: \(then)}")
    return try #require(scenario.definition.events.last?.then?.effects)
  }

  private func warnings(_ events: String) throws -> [String] {
    try read(events).warnings().map(\.message)
  }

  // MARK: Numbers

  /// The full name is that of the key, however it is written; kind and bounds are those of the number.
  @Test(arguments: [
    ("acme.growth.longRun", "acme.growth.longRun", Kind.rate, Domain.aboveMinusOne),
    ("acme.listPrice.drift", "acme.listPrice.drift", .rate, .aboveMinusOne),
    ("acme.multiple.volatility", "acme.multiple.volatility", .volatility, .nonNegative),
    ("acme.multiple.jumps.frequency", "acme.multiple.jumps.frequency", .frequency, .nonNegative),
    ("acme.tax", "acme.tax.rate", .share, .unit), ("acme.tax.rate", "acme.tax.rate", .share, .unit),
    ("frontier.closed.open", "frontier.closed.open", .frequency, .nonNegative),
    ("news.frequency", "news.frequency", .frequency, .nonNegative),
  ])
  func names(written: String, name: String, kind: Kind, domain: Domain) throws {
    let effect = try #require(try effects("{change: {\(written): 50%}}").first)
    guard case .parameter(name, kind, domain) = effect.target else {
      Issue.record("\(effect.target)")
      return
    }
    #expect(effect.key == "e.then.change.\(written)" && effect.lasting == nil)
    #expect(effect.operation == .change && effect.size?.law.median == 0.5)
  }

  /// Where a level and a number have one name, it is the level.
  @Test func levelsWin() throws {
    for name in ["acme.costs.fixed", "acme.multiple", "acme.costs.grossMargin"] {
      guard case .level("acme", _)? = try effects("{change: {\(name): 5%}}").first?.target else {
        Issue.record("\(name) is no level")
        continue
      }
    }
  }

  /// A rate is moved by points of itself; what is set has the number's own kind and bounds.
  @Test(arguments: [
    ("add: {acme.growth.longRun: 2%}", true), ("add: {acme.growth.longRun: -150%}", true),
    ("add: {acme.growth.longRun: -8% to -2%}", true),
    ("add: {acme.growth.longRun: -2% to 12%}", true),
    ("set: {acme.growth.longRun: 2%/month}", true), ("set: {acme.growth.longRun: -100%}", false),
    ("change: {acme.growth.longRun: -100%}", true), ("change: {acme.growth.longRun: -101%}", false),
    ("add: {news.frequency: 2/year}", true), ("add: {news.frequency: 20%}", false),
    ("set: {news.frequency: -1/year}", false),
    ("set: {frontier.closed.open: 2/year to 4/year}", true),
    ("set: {frontier.closed.open: open}", false), ("change: {frontier.open.open: 5%}", false),
    ("change: {acme.growth.initial: 5%}", false), ("change: {acme.listPrice.headroom: 5%}", false),
    ("change: {e.frequency: 5%}", false),
  ])
  func bounds(effect: String, isRight: Bool) {
    #expect(((try? effects("{\(effect)}")) != nil) == isRight)
  }

  /// What entering a state does may move numbers, too, its own rates included, wherever they stand.
  @Test func ofRegimes() throws {
    let scenario = try read(
      "",
      settings: [
        "frontier.then={open: {set: {news.frequency: 9/year, frontier.open.closed: 3/year}}}"
      ])
    let regime = try #require(scenario.definition.regimes.first)
    #expect(regime.onEntering[1]?.effects.count == 2)
    #expect(scenario.warnings().isEmpty, "\(scenario.warnings())")
  }

  // MARK: For a time

  /// One duration governs a map, and no other map beside it.
  @Test func lasting() throws {
    let effects = try effects(
      "[{change: {acme.usage: 5%}, set: {acme.growth.longRun: 5%}, for: 6 to 12 months}, {change: {acme.usage: 5%}}]"
    )
    #expect(effects.map { $0.lasting?.key } == ["e.then.0.for", "e.then.0.for", nil])
    let law = try #require(effects[0].lasting?.law)
    #expect(law.median > 0.5 && law.median < 1)
    let cases = try self.effects(
      "{cases: {hit: {weight: 20%, change: {acme.usage: 5%}, for: 9 months}, miss: {change: {acme.usage: -5%}}}}"
    )
    #expect(cases.map { $0.lasting?.key } == ["e.then.hit.for", nil])
    #expect(cases[0].lasting?.law.median == 0.75)
  }

  /// How long is an assumption as any number is, can be set, and is drawn for each occurrence.
  @Test func lastingIsStated() throws {
    let events = "e: {at: 2027-06-30, then: {add: {acme.growth.longRun: 5%}, for: 6 to 12 months}}"
    let scenario = try read(events, settings: ["e.then.for=3 to 6 months"])
    let stated = scenario.description.assumptions.first { $0.key == "e.then.for" }
    #expect(
      stated?.text == "3 to 6 months" && stated?.group == "events" && stated?.isNumber == true)
    #expect(scenario.words(of: "e.then.for")?.hasPrefix("e, then: how long the effects") ?? false)
    #expect(
      scenario.words(of: "e.then.add.acme.growth.longRun")
        == "e, then: added to growth that it fades to")
    #expect(throws: Diagnostics.self) {
      try read(
        events,
        settings: ["correlations=[{between: [e.then.for, acme.growth.longRun], rank: 0.5}]"])
    }
    let without = try read(events, settings: ["e.then.for=~"])
    #expect(without.definition.events.last?.then?.effects.first?.lasting == nil)
  }

  @Test(arguments: [
    ("{for: 9 months}", false), ("{set: {frontier: open}, for: 9 months}", false),
    ("{set: {acme.usage: 2}, for: 9 months}", false),
    ("{add: {acme.usage: 2}, for: 9 months}", true),
    ("{add: {acme.cash: 2M}, for: 9 months}", false),
    ("{change: {acme.debt: 5%}, for: 1 year}", false),
    ("{set: {acme.tax: 20%}, for: 9 months}", true), ("{set: {acme.tax: 20%}, for: 0 days}", false),
    ("{change: {acme.sharePrice: 5%}, for: {lognormal: {mean: 1 year, sd: 1 year}}}", true),
  ])
  func whatLasts(then: String, isRight: Bool) {
    #expect(((try? effects(then)) != nil) == isRight)
  }

  // MARK: What can show

  /// An event that may raise a frequency from 0 makes possible what has it; a change of 0 does not.
  @Test(arguments: [
    ("set: {news.frequency: 2/year}", true), ("add: {news.frequency: 2/year}", true),
    ("change: {news.frequency: 50%}", false), ("add: {news.frequency: 0/year}", false),
  ])
  func frequencies(effect: String, isPossible: Bool) throws {
    let said = try warnings("e: {at: 2027-06-30, then: {\(effect)}}")
    #expect(said.contains { $0.contains("'news' can never show") } == !isPossible, "\(said)")
    #expect(said.contains { $0.contains("'frontier.open.closed' can never show") })
  }

  @Test func transitions() throws {
    let said = try warnings("e: {at: 2027-06-30, then: {set: {frontier.open.closed: 2/year}}}")
    #expect(!said.contains { $0.contains("frontier") }, "\(said)")
    // The control: what never happens moves nothing.
    let never = try warnings(
      "e: {at: 2027-06-30, probability: 0%, then: {set: {frontier.open.closed: 2/year}}}")
    #expect(never.contains { $0.contains("'frontier.open.closed' can never show") }, "\(never)")
  }

  /// A change of what is 0, by the file or by default, moves nothing.
  @Test func changesOfNothing() throws {
    let said = try warnings(
      "e: {at: 2027-06-30, then: {change: {acme.multiple.jumps.frequency: 50%, acme.multiple.volatility: 5%}}}"
    )
    #expect(said.count { $0.contains("is 0, and a change of 0 is 0") } == 2, "\(said)")
    let moved = try warnings(
      "e: {at: 2027-06-30, then: [{add: {acme.multiple.volatility: 5%}}, {change: {acme.multiple.volatility: 5%}}]}"
    )
    #expect(!moved.contains { $0.contains("a change of 0") }, "\(moved)")
  }

  /// What is set for a time hides what else is done only as long as it lasts.
  @Test func sets() throws {
    func isHidden(_ first: String, _ second: String) throws -> Bool {
      try warnings("e: {at: 2027-06-30, then: [\(first), \(second)]}")
        .contains { $0.contains("behind it") }
    }
    let (add, set) = ("add: {acme.growth.longRun: 5%}", "set: {acme.growth.longRun: 5%}")
    #expect(try isHidden("{\(add)}", "{\(set)}") && isHidden("{\(add), for: 1 year}", "{\(set)}"))
    #expect(try !isHidden("{\(add)}", "{\(set), for: 1 year}"))
    #expect(try isHidden("{\(add), \(set), for: 1 year}", "{change: {acme.usage: 5%}}"))
  }

  /// What an event moves acts from the next step on, so that frequencies make no ring.
  @Test func noRing() throws {
    let scenario = try read(
      """
      first: {frequency: 1/year, when: second, then: {set: {second.frequency: 2/year, first.frequency: 3/year}}}
      second: {frequency: 1/year, then: {change: {first.frequency: 50%}}}
      """)
    #expect(scenario.definition.events.count == 3)
    // The control: conditions that wait for each other.
    #expect(throws: Diagnostics.self) {
      try read("first: {when: second}\nsecond: {when: first}")
    }
  }

  /// Protects the reference from going stale: each of its numbers is one that an effect can move.
  @Test(arguments: HappeningTables.numberExamples.map(\.name))
  func numbersOfTheReference(_ name: String) throws {
    let scenario = try Scenario(
      text: HappeningKeyTests.text.replacing("initial: 40%}", with: "initial: 40%, longRun: 5%}"),
      settings: [
        try #require(Setting("factors={sector: {volatility: 50%}}")),
        try #require(Setting("fx={CNY: 0.14}")),
        try #require(Setting("rise.then.change={\(name): 50%}")),
      ])
    guard
      case .parameter(name, _, _)? = scenario.definition.events.first?.then?.effects.first?.target
    else {
      Issue.record("\(name) is no number")
      return
    }
  }
}
