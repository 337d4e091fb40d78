import Scenarios
import Simulation
import Statistics
import Testing

/// Protects the promise that what does not happen leaves no trace: an event, a regime or a raise more disturbs
/// no draw, and no byte of any result that does not tell of it.
@Suite struct IdleHappeningTests {
  private static let paths = 1_536
  private static let seed: UInt64 = 165

  private func run(_ text: ScenarioText) throws -> Summary {
    try text.run(paths: Self.paths, seed: Self.seed)
  }

  /// Everything of the first summary is in the second, byte for byte. What is told of paths that there are none
  /// of is no number, which is unlike itself: so events are compared as they are spelled.
  private func isUntouched(_ old: Summary, _ new: Summary) -> Bool {
    old.series.allSatisfy { new.series[$0.name] == $0 }
      && old.outcomes.allSatisfy { new.outcomes[$0.name] == $0 }
      && old.answers.allSatisfy(new.answers.contains)
      && old.events.allSatisfy { isUntouched($0, new.events[$0.name]) }
      && old.regimes.allSatisfy { spelled(new.regimes[$0.name]) == spelled($0) }
      && old.failures == new.failures
  }

  /// Of an event what is told of it, and of what has been told of before given that it happened: another
  /// company's outcomes come in addition.
  private func isUntouched(_ old: EventSummary, _ new: EventSummary?) -> Bool {
    guard let new else { return false }
    let splits = Set(new.given.map(spelled))
    return spelled(old.occurrences) == spelled(new.occurrences)
      && spelled(old.cases) == spelled(new.cases) && old.byDeadline == new.byDeadline
      && old.given.allSatisfy { splits.contains(spelled($0)) }
  }

  private static let idle = [
    "idle: {until: 2026-12-24, probability: 0%, then: {change: {acme.usage: 10% to 80%}}}",
    "idle: {frequency: 0/year, then: {change: {acme.multiple: -35% to -5%}, add: {acme.cash: -5M}}}",
    "idle: {frequency: 5/year}",
    "idle: {frequency: 5/year, clustering: {branching: 10% to 80%, halfLife: 1 to 4 weeks, recent: 3}}",
    "idle: {at: 2026-10-24, probability: 0%, then: {change: {acme.listPrice: 20%}}}",
    "idle: {every: 2 years, then: {change: {acme.costs.fixed: 20%}, add: {acme.costs.grossMargin: 3%}}}",
    "idle: {when: acme.arr < 1 USD, again: 1 month, then: {change: {acme.debt: 10%}}}",
    "idle: {when: acme.arr < 1 USD, then: {change: {acme.sharePrice: -10%}}}",
    "idle: {when: acme.drawdown > 10%}",
    "idle: {until: 2026-12-24, probability: 0%, then: {raise: {acme: {amount: 50M to 200M, discount: 10%}}}}",
    "idle: {frequency: 3/year, then: {cases: {a: {weight: 40%, change: {acme.usage: 0%}}, b: {change: {acme.multiple: 0%}}}}}",
  ]

  /// Beside a company to which nothing else happens.
  @Test(arguments: idle)
  func event(_ idle: String) throws {
    let old = try run(HappeningFixture.scenario(regimes: "", events: ""))
    let new = try run(HappeningFixture.scenario(regimes: "", events: idle))
    #expect(isUntouched(old, new))
    #expect(new.events["idle"] != nil)
  }

  /// Beside all kinds of regimes and events, first and last in the file.
  @Test(arguments: idle)
  func eventAmongOthers(_ idle: String) throws {
    let old = try run(HappeningFixture.scenario())
    let first = HappeningFixture.scenario(events: idle + "\n" + HappeningFixture.events)
    let last = HappeningFixture.scenario(events: HappeningFixture.events + "\n" + idle)
    #expect(isUntouched(old, try run(first)))
    #expect(isUntouched(old, try run(last)))
  }

  /// One that would move the rates of clocks: they ring at the very same times.
  @Test(arguments: ["0%", "100%"])
  func eventThatWouldMoveRates(_ probability: String) throws {
    let rates = ["rival.frequency", "cut.frequency", "prices.truce.war", "frontier.closed.open"]
    let changes = rates.map { "\($0): 50%" }.joined(separator: ", ")
    let idle =
      "idle: {until: 2026-12-24, probability: \(probability), then: {change: {\(changes)}}}"
    let old = try run(HappeningFixture.scenario())
    let first = HappeningFixture.scenario(events: idle + "\n" + HappeningFixture.events)
    let last = HappeningFixture.scenario(events: HappeningFixture.events + "\n" + idle)
    #expect(isUntouched(old, try run(first)) == (probability == "0%"))
    #expect(isUntouched(old, try run(last)) == (probability == "0%"))
  }

  /// One that would move a number of the company, one that is drawn and one that is not. Control: one that is certain
  /// moves each.
  @Test(arguments: [
    ("growth.longRun", "longRun: 10%", "5% to 15%"),
    ("listPrice.drift", "drift: -25%", "-30% to -20%"),
    ("multiple.jumps.frequency", "frequency: 3/year to 9/year", "6/year"),
    ("multiple.volatility", "volatility: 90% to 130%", "110%"),
    ("listPrice.changes.frequency", "frequency: 1.5/year", "1/year to 2/year"),
    ("listPrice.elasticity", "elasticity: -1.4 to -0.4", "-0.8"),
    ("costs.variable", "variable: 20% to 60%", "40%"),
    ("costs.grossMargin.longRun", "longRun: 60% to 75%", "70%"),
    ("financing.window.closes", "closes: 2/year", "1/year to 3/year"),
    ("financing.emergency.discount", "discount: 10% to 40%", "20%"),
    ("tax.rate", "rate: 25%", "20% to 30%"),
  ])
  func eventThatWouldMoveANumber(_ key: String, _ stated: String, _ other: String) throws {
    func text(_ number: String, _ event: String) -> ScenarioText {
      var text = HappeningFixture.scenario(
        regimes: "",
        events: event.isEmpty ? "" : "idle: {\(event), then: {change: {acme.\(key): 20%}}}")
      let name = stated.prefix { $0 != ":" }
      text.acme = text.acme.replacing(
        stated, with: number == stated ? stated : "\(name): \(number)", maxReplacements: 1)
      return text
    }
    for number in [stated, other] {
      let old = try run(text(number, ""))
      #expect(isUntouched(old, try run(text(number, "until: 2026-12-24, probability: 0%"))))
      #expect(!isUntouched(old, try run(text(number, "at: 2026-08-24"))))
    }
  }

  /// A frequency whose occurrences bring about no others is that frequency, to the last digit.
  @Test func clusteringOfNone() throws {
    func text(_ clustering: String) -> ScenarioText {
      HappeningFixture.scenario(
        events: HappeningFixture.events.replacing(
          "frequency: {regime: frontier, closed: 1/year, open: 4/year}",
          with: "frequency: {regime: frontier, closed: 1/year, open: 4/year}\(clustering)"))
    }
    let old = try run(text(""))
    let none = text(", clustering: {branching: 0%, halfLife: 1 week, recent: 2}")
    #expect(isUntouched(old, try run(none)))
    let some = text(", clustering: {branching: 20%, halfLife: 1 week}")
    #expect(!isUntouched(old, try run(some)))
  }

  /// The control: what happens does move the results, and only those that depend on it.
  @Test func eventThatHappens() throws {
    let old = try run(HappeningFixture.scenario(regimes: "", events: ""))
    let new = try run(
      HappeningFixture.scenario(
        regimes: "", events: "news: {frequency: 2/year, then: {change: {acme.multiple: -20%}}}"))
    #expect(!isUntouched(old, new))
    for name in ["usage", "listPrice", "arr", "grossMargin", "ebitda"] {
      #expect(new.series["acme.\(name)"] == old.series["acme.\(name)"])
    }
    #expect(new.series["acme.multiple"] != old.series["acme.multiple"])
  }

  @Test func regime() throws {
    let idle = "mood: {start: calm, transitions: {calm: {panic: 2/year}, panic: {calm: 4/year}}}"
    let old = try run(HappeningFixture.scenario())
    let new = try run(
      HappeningFixture.scenario(regimes: idle + "\n" + HappeningFixture.regimes))
    #expect(isUntouched(old, new))
    let alone = try run(HappeningFixture.scenario(regimes: "", events: ""))
    #expect(isUntouched(alone, try run(HappeningFixture.scenario(regimes: idle, events: ""))))
  }

  /// A number by the states of a regime that never leaves its start is that number.
  @Test func regimeThatStays() throws {
    let stays = "mood: {start: calm, transitions: {calm: {panic: 0/year}, panic: {calm: 4/year}}}"
    func text(_ volatility: String, _ regimes: String) -> ScenarioText {
      var text = HappeningFixture.scenario(regimes: regimes, events: "")
      text.acme = text.acme.replacing("volatility: 90% to 130%", with: volatility)
      return text
    }
    let old = try run(text("volatility: 90% to 130%", ""))
    let new = try run(
      text("volatility: {regime: mood, calm: 90% to 130%, panic: 200% to 300%}", stays))
    #expect(isUntouched(old, new))
    let moves = stays.replacing("panic: 0/year", with: "panic: 1/year")
    let moved = try run(
      text("volatility: {regime: mood, calm: 90% to 130%, panic: 200% to 300%}", moves))
    #expect(!isUntouched(old, moved))
  }

  /// A raise of a name that does not take place, written before another or after it.
  @Test func namedRaise() throws {
    let list =
      "raises: [{date: 2026-12-24, amount: 50M to 200M, probability: 60%, discount: 10%}]"
    let one = "{date: 2026-12-24, amount: 50M to 200M, probability: 60%, discount: 10%}"
    func text(_ raises: String) -> ScenarioText {
      var text = HappeningFixture.scenario()
      text.acme = text.acme.replacing(list, with: "raises: {\(raises)}")
      return text
    }
    let never = "{date: 2026-12-24, amount: 10M to 20M, probability: 0%}"
    let old = try run(text("seriesB: \(one)"))
    #expect(isUntouched(old, try run(text("seriesA: \(never), seriesB: \(one)"))))
    #expect(isUntouched(old, try run(text("seriesB: \(one), seriesC: \(never)"))))
    #expect(!isUntouched(old, try run(text("seriesC: \(one)"))))
  }

  /// Nothing depends on the order in which events and regimes stand in the file.
  @Test func order() throws {
    func reversed(_ text: String) -> String {
      var blocks: [String] = []
      for line in text.split(separator: "\n") {
        if line.hasPrefix(" "), !blocks.isEmpty {
          blocks[blocks.count - 1] += "\n" + line
        } else {
          blocks.append(String(line))
        }
      }
      return blocks.reversed().joined(separator: "\n")
    }
    // What changes the multiple twice in a step is multiplied in another order, so rounds otherwise.
    let events = HappeningFixture.events.split(separator: "\n")
      .filter { !$0.hasPrefix("rival:") }.joined(separator: "\n")
      .replacing("fallen or rival", with: "fallen or cut")
    let old = try run(HappeningFixture.scenario(events: events))
    let new = try run(
      HappeningFixture.scenario(
        regimes: reversed(HappeningFixture.regimes), events: reversed(events)))
    #expect(isUntouched(old, new))
  }

  /// Another company's events leave this one's numbers alone.
  @Test func anotherCompany() throws {
    let old = try run(HappeningFixture.scenario())
    var text = HappeningFixture.scenario(
      events: "theirs: {frequency: 4/year, then: {change: {other.multiple: -20% to 5%}}}\n"
        + HappeningFixture.events)
    text.others = FullScenario.other
    #expect(isUntouched(old, try run(text)))
  }
}
