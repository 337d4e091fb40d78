import Simulation
import Testing

@testable import Scenarios

/// Protects what a file says of regimes, and of numbers that depend on them.
@Suite struct RegimeReadingTests {
  static let file = """
    ballpark: 1
    title: T
    start: 2026-06-24
    horizon: 3 years
    step: week
    currency: USD
    companies:
      acme:
        shares: 5M
        arr: 5M
        growth: {of: usage}
        multiple: {initial: 5}
        listPrice: {drift: 0%}

    """

  private func read(_ text: String, drift: String = "0%") throws -> Scenario {
    try Scenario(text: Self.file.replacing("drift: 0%", with: "drift: \(drift)") + text)
  }

  static let prices = """
    regimes:
      prices:
        start: truce
        transitions: {truce: {war: 0.3/year to 1/year}, war: {truce: 1/year, peace: 0.1/year}}
        then:
          war: {change: {acme.multiple: -20%}}
          peace: {cases: {rich: {weight: 30%, set: {acme.usage: 2}}, poor: {add: {acme.usage: -0.1}}}}

    """

  @Test func regime() throws {
    let scenario = try read(Self.prices)
    let regime = try #require(scenario.definition.regimes.first)
    #expect(regime.name == "prices" && regime.states == ["truce", "war", "peace"])
    #expect(regime.start.map(\.state) == [0] && regime.start.map(\.weight) == [1])
    #expect(regime.transitions.map(\.from) == [0, 1, 1])
    #expect(regime.transitions.map(\.to) == [1, 0, 2])
    #expect(regime.transitions.map { regime.key(of: $0) }.last == "prices.war.peace")
    #expect(regime.transitions[1].rate.median == 1)
    #expect(regime.onEntering.keys.sorted() == [1, 2])
    #expect(regime.onEntering[1]?.effects.map(\.key) == ["prices.then.war.change.acme.multiple"])
    let cases = try #require(regime.onEntering[2]?.cases)
    #expect(cases.map(\.name) == ["rich", "poor"] && cases[0].weight?.median == 0.3)
    #expect(cases[1].weight == nil)
    #expect(cases[1].effects.map(\.key) == ["prices.then.peace.poor.add.acme.usage"])
  }

  /// Every number is an assumption of the description.
  @Test func stated() throws {
    let stated = try read(Self.prices).description.assumptions.filter { $0.group == "regimes" }
    #expect(
      stated.map { "\($0.key) = \($0.text)" } == [
        "prices.truce.war = 0.3/year to 1/year", "prices.war.truce = 1/year",
        "prices.war.peace = 0.1/year", "prices.start = truce",
        "prices.then.war.change.acme.multiple = -20%", "prices.then.peace.rich.weight = 30%",
        "prices.then.peace.rich.set.acme.usage = 2", "prices.then.peace.poor.add.acme.usage = -0.1",
      ])
    #expect(stated.allSatisfy { $0.subject.isEmpty })
    #expect(stated.filter { !$0.isNumber }.map(\.key) == ["prices.start"])
  }

  @Test func startsInOneOfSeveral() throws {
    let regime = try #require(
      try read(
        "regimes: {m: {start: {calm: 70%, panic: 30%}, transitions: {calm: {panic: 2/year}, panic: {calm: 4/year}}}}\n"
      ).definition.regimes.first)
    #expect(regime.states == ["calm", "panic"] && regime.start.map(\.state) == [0, 1])
    #expect(regime.start.map(\.weight) == [0.7, 0.3])
    // What is never left is a state as well.
    let fixed = try read("regimes: {m: {start: {good: 40%, bad: 60%}}}\n").definition.regimes
    #expect(fixed.first?.states == ["good", "bad"] && fixed.first?.transitions.isEmpty == true)
  }

  /// A rate may follow dates and another regime, and have evidence.
  @Test func rates() throws {
    let text = """
      regimes:
        mood: {start: calm, transitions: {calm: {panic: 2/year}, panic: {calm: 4/year}}}
        stage:
          start: filed
          transitions:
            filed:
              listed: {regime: mood, calm: 2/year to 4/year, panic: 0.1/year}
              withdrawn: {value: {schedule: {2026-01-01: 0.1/year, 2027-01-01: 0.2/year}}, source: x}

      """
    let scenario = try read(text)
    let rates = try #require(scenario.definition.regimes.last).transitions.map(\.rate)
    guard case .regime("mood", let laws) = rates[0], case .schedule(let dated) = rates[1] else {
      Issue.record("\(rates)")
      return
    }
    #expect(laws.count == 2 && laws[1].median == 0.1 && dated.map(\.law.median) == [0.1, 0.2])
    let stated = scenario.description.assumptions
    #expect(
      stated.map(\.key).filter { $0.hasPrefix("stage.filed") } == [
        "stage.filed.listed", "stage.filed.listed@panic", "stage.filed.withdrawn",
        "stage.filed.withdrawn@2027-01-01",
      ])
    #expect(stated.last { $0.key == "stage.filed.withdrawn" }?.source == "x")
  }

  // MARK: Numbers by regime

  private func drift(_ text: String) throws -> Assumption.Law {
    let company = try #require(try read(Self.prices, drift: text).definition.companies.first)
    return try #require(company.assumptions.numbers["listPrice.drift"]?.law)
  }

  @Test func numberByRegime() throws {
    guard
      case .regime("prices", let laws) = try drift(
        "{regime: prices, war: -75% to -45%, truce: 5%, peace: 6%}")
    else {
      Issue.record("no regime")
      return
    }
    // In the order of the regime's states.
    #expect(laws.count == 3 && laws[0].median == 0.05 && laws[2].median == 0.06)
    #expect(laws[1].median < -0.45 && laws[1].median > -0.75)
  }

  @Test func statesLeftOut() throws {
    guard case .regime("prices", let laws) = try drift("{regime: prices, war: -50%, else: 2%}")
    else {
      Issue.record("no regime")
      return
    }
    #expect(laws.map(\.median) == [0.02, -0.5, 0.02])
  }

  @Test func pieceOfASchedule() throws {
    let law = try drift(
      "{schedule: {2026-01-01: 1%, 2027-01-01: {regime: prices, war: -50%, else: 2%}}}")
    guard case .schedule(let pieces) = law, case .regime("prices", let laws) = pieces[1].law else {
      Issue.record("\(law)")
      return
    }
    #expect(laws.map(\.median) == [0.02, -0.5, 0.02])
  }

  /// The piece of the state that paths start in has the key's own name.
  @Test(arguments: [
    ("{regime: prices, truce: 1%, war: 2%, peace: 3%}", ["", "@war", "@peace"]),
    ("{regime: prices, war: 2%, else: 3%}", ["", "@war", "@peace"]),
    (
      "{schedule: {2026-01-01: {regime: prices, war: 2%, else: 3%}, 2027-01-01: {regime: prices, war: 1%, else: 4%}}}",
      ["", "@war", "@peace", "@2027-01-01", "@2027-01-01@war", "@2027-01-01@peace"]
    ),
  ])
  func namesOfPieces(text: String, names: [String]) throws {
    let scenario = try read(Self.prices, drift: text)
    let keys = scenario.description.assumptions.filter(\.isStated).map(\.key)
      .filter { $0.hasPrefix("acme.listPrice.drift") }
    #expect(keys == names.map { "acme.listPrice.drift" + $0 })
  }

  /// Evidence that stands beside the whole holds for each piece.
  @Test func evidence() throws {
    let scenario = try read(
      Self.prices, drift: "{value: {regime: prices, war: -50%, else: 2%}, source: a talk}")
    let pieces = scenario.description.assumptions.filter {
      $0.key.hasPrefix("acme.listPrice.drift")
    }
    #expect(pieces.count == 3 && pieces.allSatisfy { $0.source == "a talk" })
  }

  /// Pieces that are ranges are drivers of their own.
  @Test func correlations() throws {
    let text =
      Self.prices
      + "correlations: [{between: [acme.listPrice.drift@war, prices], rank: 0.5}, "
      + "{between: [prices.truce.war, acme.listPrice.drift@war], rank: 0.2}]\n"
    let scenario = try read(text, drift: "{regime: prices, war: -75% to -45%, else: 2%}")
    #expect(
      scenario.definition.correlations == [
        .init("acme.listPrice.drift@war", "prices", 0.5),
        .init("prices.truce.war", "acme.listPrice.drift@war", 0.2),
      ])
  }
}
