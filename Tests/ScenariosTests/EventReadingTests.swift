import Simulation
import Testing

@testable import Scenarios

/// Protects what a file says of events.
@Suite struct EventReadingTests {
  private func read(_ events: String, _ rest: String = "") throws -> Scenario {
    let company =
      "acme: {shares: 5M, arr: 5M, multiple: {initial: 5}, cash: 2M, costs: {grossMargin: 60%, "
      + "fixed: 1M}, revenue: {lines: [{amount: 1M, growth: 0%, margin: 40%}]}, sharePrice"
    return try Scenario(
      text: ConditionTests.file.replacing("currency: HKD", with: "currency: USD")
        .replacing("{CNY: 1.15}", with: "{CNY: 0.14, HKD: 0.13}")
        .replacing("other: {shares: 1M, arr: 5M, sharePrice", with: company)
        + "regimes: {frontier: {start: closed, transitions: {closed: {open: 2/year}, open: {closed: 1/year}}}}\n"
        + "events:\n" + events.split(separator: "\n").map { "  \($0)\n" }.joined() + rest)
  }

  private func event(_ text: String) throws -> EventDefinition {
    try #require(try read(text).definition.events.last)
  }

  private func date(_ text: String) throws -> CalendarDate {
    try #require(CalendarDate(text))
  }

  // MARK: Triggers

  @Test func dates() throws {
    guard case .dates(let one) = try event("e: {at: 2026-12-02}").trigger,
      case .dates(let more) = try event("e: {at: [2027-01-06, 2026-12-02]}").trigger
    else {
      Issue.record("no dates")
      return
    }
    #expect(try one == [date("2026-12-02")])
    #expect(try more == [date("2026-12-02"), date("2027-01-06")])
    let likely = try event("e: {at: 2026-12-02, probability: 40% to 60%}")
    #expect(abs((likely.probability?.median ?? 0) - 0.5) < 1e-9 && !likely.mayRepeat)
  }

  @Test func deadline() throws {
    let event = try event("e: {until: 2026-12-07, probability: 35%, from: 2026-09-01}")
    guard case .deadline(let end) = event.trigger else {
      Issue.record("no deadline")
      return
    }
    #expect(try end == date("2026-12-07") && event.from == date("2026-09-01"))
    #expect(event.probability?.median == 0.35 && event.when == nil && !event.isDefinition)
    let met = try self.event("e: {until: 2026-12-07, when: acme.sharePrice < 5}")
    #expect(met.probability == nil && met.when?.text == "acme.sharePrice < 5 USD")
  }

  @Test func clocks() throws {
    guard case .frequency(let rate) = try event("e: {frequency: 2/year to 6/year}").trigger,
      case .interval(let interval) = try event("e: {every: 4 months, from: 2026-05-01}").trigger
    else {
      Issue.record("no clocks")
      return
    }
    #expect(rate.median > 2 && rate.median < 6 && abs(interval.median - 1.0 / 3) < 1e-12)
    guard
      case .frequency(.regime("frontier", let laws)) = try event(
        "e: {frequency: {regime: frontier, closed: 1/year, open: 9/year}}"
      ).trigger
    else {
      Issue.record("no regime")
      return
    }
    #expect(laws.map(\.median) == [1, 9])
  }

  @Test func conditions() throws {
    let event = try event(
      "e: {when: frontier = open, again: 6 months, then: {change: {acme.usage: 5%}}}")
    guard case .condition = event.trigger else {
      Issue.record("no condition")
      return
    }
    #expect(event.when?.test == .state(regime: "frontier", state: 1, .now))
    #expect(event.again?.median == 0.5 && event.mayRepeat && !event.isDefinition)
    #expect(try self.event("e: {when: not (frontier = open)}").isDefinition)
  }

  /// An event may be named before it is written.
  @Test func order() throws {
    let events = try read("both: {when: a and b}\na: {at: 2026-12-02}\nb: {at: 2026-12-09}")
      .definition.events
    #expect(events.map(\.name) == ["both", "a", "b"])
    #expect(events[0].when?.test.events == ["a", "b"])
  }

  // MARK: What follows

  @Test func effects() throws {
    let event = try event(
      """
      e:
        at: 2026-12-02
        then:
          change: {acme.usage: 10% to 80%, zhipu.sharePrice: {uniform: {low: -40%, high: -30%}}}
          add: {acme.cash: {value: -2M, source: a talk}, acme.costs.grossMargin: 3%}
          set: {acme.costs.fixed: 3M EUR, acme.revenue.lines.0: 0, frontier: open}
        otherwise: {set: {frontier: closed}}
      """.replacing("EUR", with: "USD"))
    let effects = try #require(event.then?.effects)
    #expect(
      effects.map(\.key) == [
        "e.then.change.acme.usage", "e.then.change.zhipu.sharePrice", "e.then.add.acme.cash",
        "e.then.add.acme.costs.grossMargin", "e.then.set.acme.costs.fixed",
        "e.then.set.acme.revenue.lines.0", "e.then.set.frontier",
      ])
    #expect(effects.map(\.operation) == [.change, .change, .add, .add, .set, .set, .set])
    guard case .level("acme", "revenue.lines.0") = effects[5].target,
      case .state("frontier", 1) = effects[6].target
    else {
      Issue.record("other targets")
      return
    }
    #expect(effects[2].size?.law.median == -2e6 && effects[6].size == nil)
    guard case .state("frontier", 0)? = event.otherwise?.effects.first?.target else {
      Issue.record("another state")
      return
    }
  }

  @Test func listsAndCases() throws {
    let event = try event(
      """
      release:
        every: 3 months
        then:
          - {change: {acme.usage: 5%}}
          - {change: {acme.usage: 6%}}
      """)
    #expect(
      event.then?.effects.map(\.key) == [
        "release.then.0.change.acme.usage", "release.then.1.change.acme.usage",
      ])
    let cases = try #require(
      try self.event(
        """
        release:
          every: 3 months
          then:
            cases:
              hit: {weight: 20% to 30%, change: {acme.usage: 40%}}
              flop: {weight: 5%, then: [{change: {acme.usage: -5%}}, {change: {acme.multiple: -6%}}]}
              nothing: {}
        """
      ).then?.cases)
    #expect(cases.map(\.name) == ["hit", "flop", "nothing"] && cases[2].weight == nil)
    #expect(
      cases.flatMap(\.effects).map(\.key) == [
        "release.then.hit.change.acme.usage", "release.then.flop.0.change.acme.usage",
        "release.then.flop.1.change.acme.multiple",
      ])
  }

  /// Every number is an assumption of the description, and so is what is no number.
  @Test func stated() throws {
    let scenario = try read(
      """
      agent:
        until: 2026-12-02
        probability: {value: 25% to 60%, source: a talk}
        from: 2026-07-01
        when: frontier = open
        then: {change: {acme.usage: 10%}, set: {frontier: closed}}
        otherwise: {cases: {fall: {weight: 30%, change: {acme.sharePrice: -30%}}, none: {}}}
      """)
    let stated = scenario.description.assumptions.filter { $0.group == "events" }
    #expect(
      stated.map { "\($0.key) = \($0.text)" } == [
        "agent.until = 2026-12-02", "agent.probability = 25% to 60%", "agent.from = 2026-07-01",
        "agent.when = frontier = open", "agent.then.change.acme.usage = 10%",
        "agent.then.set.frontier = closed", "agent.otherwise.fall.weight = 30%",
        "agent.otherwise.fall.change.acme.sharePrice = -30%",
      ])
    #expect(
      stated.filter(\.isNumber).map(\.key) == [
        "agent.probability", "agent.then.change.acme.usage", "agent.otherwise.fall.weight",
        "agent.otherwise.fall.change.acme.sharePrice",
      ])
    #expect(stated.first { $0.isNumber }?.source == "a talk")
  }

  /// The first draw of a clock is a driver; sizes are drawn at each occurrence.
  @Test func correlations() throws {
    func isRead(_ first: String, _ second: String) -> Bool {
      let events = """
        a: {until: 2026-12-02, probability: 25% to 60%}
        b: {frequency: 2/year to 4/year, then: {change: {acme.usage: 5% to 9%}}}
        dated: {at: 2026-12-02, probability: 50%}
        timed: {every: 3 months}
        met: {until: 2026-12-02, when: acme.sharePrice < 5}
        """
      let line = "correlations: [{between: [\(first), \(second)], rank: 0.4}]\n"
      return (try? read(events, line)) != nil
    }
    #expect(isRead("a", "b") && isRead("a", "frontier") && isRead("a.probability", "b.frequency"))
    for none in ["dated", "timed", "met", "b.then.change.acme.usage", "dated.probability"] {
      #expect(!isRead("a", none), "\(none)")
    }
  }

  /// Kinds and bounds are those of what is moved.
  @Test(arguments: [
    ("change: {acme.usage: 50%}", true), ("change: {acme.usage: -99%}", true),
    ("change: {acme.usage: -100%}", false), ("change: {acme.costs.fixed: -100%}", true),
    ("add: {acme.usage: -0.5}", true), ("add: {acme.usage: 5M}", false),
    ("set: {acme.usage: 0}", false), ("set: {acme.costs.fixed: 0}", true),
    ("set: {acme.costs.grossMargin: 100%}", false), ("set: {acme.sharePrice: 5}", false),
    ("change: {acme.sharePrice: -20%}", true), ("add: {acme.cash: -5M}", true),
    ("add: {acme.cash: -5M HKD}", true), ("add: {acme.debt: 5%}", false),
    ("change: {zhipu.cash: 5%}", false), ("set: {acme.revenue.lines.1: 0}", false),
  ])
  func bounds(effect: String, isRight: Bool) {
    let isRead = (try? read("e: {at: 2026-12-02, then: {\(effect)}}")) != nil
    #expect(isRead == isRight)
  }
}
