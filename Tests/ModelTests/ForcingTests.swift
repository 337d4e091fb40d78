import Foundation
import Statistics
import TestSupport
import Testing

@testable import Scenarios
@testable import Simulation

/// Protects what is taken for given in place of chance: it is what it says, and all else is drawn as before.
@Suite struct ForcingTests {
  private static let paths = 2_048
  private static let run = Run(paths: 0..<paths, seed: 17)

  private func values(
    _ text: ScenarioText, _ measured: [String] = [],
    _ change: (ModelDefinition) -> ModelDefinition = { $0 }
  ) throws -> [String: [Double]] {
    var definition = change(try text.scenario().definition)
    (definition.record, definition.outcomes, definition.questions) = ([], [], [])
    definition.measured =
      measured.isEmpty ? definition.happenings : measured.map { .happening($0) }
    definition.measured += ["usage", "listPrice", "multiple", "sharePrice"].map {
      .series(.acme($0), step: definition.grid.steps)
    }
    let values = try Simulator(Model(definition), workers: 2).values(of: Self.run)
    return Dictionary(
      uniqueKeysWithValues: values.columns.map { (String($0.name.prefix { $0 != "@" }), $0.values) }
    )
  }

  private func isSame(_ first: [Double]?, _ second: [Double]?) -> Bool {
    guard let first, let second else { return false }
    return first.elementsEqual(second) { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }

  // MARK: Never

  /// What an event moves is as without it, and what it does not move is untouched.
  @Test func never() throws {
    let text = HappeningFixture.scenario()
    let file = try values(text)
    let without = try values(text) { $0.forcing("rival", .never) }
    for name in [
      "agent.time", "release.time", "release.count", "cut.count", "results.count",
      "prices.war.share", "frontier.open.share", "acme.usage", "acme.listPrice",
    ] { #expect(isSame(file[name], without[name]), "\(name)") }
    let times = try #require(without["rival.time"])
    #expect(times.allSatisfy { $0 == .infinity || $0.isNaN })
    // The control: what it moves is another.
    #expect(!isSame(file["acme.multiple"], without["acme.multiple"]))
    let usage = try values(text) { $0.forcing("agent", .never) }["acme.usage"]
    #expect(!isSame(file["acme.usage"], usage))
  }

  /// Each sort of event is as one that the file itself has at never.
  @Test(arguments: [
    (
      "cut: {until: 2026-12-24, probability: 40%, then: {change: {acme.usage: 30%}}, otherwise: {change: {acme.multiple: -20%}}}",
      "40%", "0%"
    ),
    (
      "cut: {at: [2026-08-24, 2026-12-24], probability: 40%, then: {change: {acme.usage: 30%}}, otherwise: {change: {acme.multiple: -20%}}}",
      "40%", "0%"
    ),
    ("cut: {frequency: 2/year, then: {change: {acme.usage: 30%}}}", "2/year", "0/year"),
    (
      "cut: {every: 3 months, from: 2026-04-24, then: {change: {acme.usage: 30%}}}", "3 months",
      "90 years"
    ),
    (
      "cut: {until: 2026-12-24, when: acme.arr > 1 USD, then: {change: {acme.usage: 30%}}, otherwise: {change: {acme.multiple: -20%}}}",
      "> 1 USD", "< 1 USD"
    ),
    ("cut: {when: acme.arr > 1 USD, then: {change: {acme.usage: 30%}}}", "> 1 USD", "< 1 USD"),
  ]) func neverOfEachSort(_ event: String, _ stated: String, _ idle: String) throws {
    func scenario(_ event: String) -> ScenarioText {
      HappeningFixture.scenario(regimes: "", events: event)
    }
    let forced = try values(scenario(event)) { $0.forcing("cut", .never) }
    let asStated = try values(scenario(event.replacing(stated, with: idle)))
    for (name, column) in forced { #expect(isSame(column, asStated[name]), "\(name)") }
    let file = try values(scenario(event))
    #expect(!isSame(file["acme.usage"], forced["acme.usage"]))
  }

  /// A definition that never holds is false wherever it is named.
  @Test func definitions() throws {
    let text = HappeningFixture.scenario(
      regimes: "",
      events: """
        cheap: {when: acme.arr > 1 USD}
        buyer: {when: cheap, then: {change: {acme.multiple: 20%}}}
        """)
    let forced = try values(text) { $0.forcing("cheap", .never) }
    for name in ["cheap.time", "buyer.time"] {
      #expect(try #require(forced[name]).allSatisfy { $0 == .infinity || $0.isNaN })
    }
    let file = try values(text)
    #expect(try #require(file["buyer.time"]).contains(where: \.isFinite))
  }

  // MARK: Certain

  private static let agent =
    "agent: {until: 2027-06-24, probability: 30%, then: {change: {acme.usage: 30%}}}"

  /// It happens on every path, at its own time where it happens anyway, and else at times of the same law:
  /// given that it happens by T at constant hazard, at T/h (1 - (h + 1)e^(-h))/(1 - e^(-h)) in the mean.
  ///
  /// False alarm: 1 in 16,000 for each of two.
  @Test(arguments: [
    agent, agent.replacing("until:", with: "when: prices = truce or prices = war, until:"),
  ]) func certain(_ event: String) throws {
    let text = HappeningFixture.scenario(
      regimes: "prices: {start: truce, transitions: {truce: {war: 2/year}, war: {truce: 3/year}}}",
      events: event)
    let file = try #require(values(text)["agent.time"])
    let forced = try #require(values(text) { $0.forcing("agent", .certain) }["agent.time"])
    let sound = forced.filter { !$0.isNaN }
    #expect(sound.count > 1_000 && sound.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-9 })
    for (stated, own) in zip(file, forced) where stated.isFinite { #expect(stated == own) }

    let hazard = -log1p(-0.3)
    let mean = (1 - (hazard + 1) * exp(-hazard)) / (hazard * (1 - exp(-hazard)))
    func isMean(_ times: [Double]) -> Bool {
      let n = Double(times.count)
      let own = times.reduce(0, +) / n
      let variance = times.reduce(0) { $0 + ($1 - own) * ($1 - own) } / (n - 1)
      return abs(own - mean) < 4 * (variance / n).squareRoot()
    }
    #expect(isMean(sound), "\(sound.reduce(0, +) / Double(sound.count)) \(mean)")
    // The control: happening at once, as a probability of 100 % does.
    #expect(!isMean(sound.map { $0 * 0.8 }))
  }

  /// A range of probabilities, with paths on which it is nearly 0 or 1, and a date.
  @Test func certainOfRanges() throws {
    let events = """
      agent: {until: 2027-03-24, probability: 1% to 95%, then: {change: {acme.usage: 30%}}}
      idle: {until: 2027-03-24, probability: 0%, then: {change: {acme.multiple: 0.1%}}}
      results: {at: [2026-08-24, 2027-02-24], probability: 60%, then: {add: {acme.costs.grossMargin: 1% to 6%}}}
      """
    let text = HappeningFixture.scenario(regimes: "", events: events)
    for name in ["agent", "idle", "results"] {
      let times = try #require(values(text) { $0.forcing(name, .certain) }["\(name).time"])
      #expect(times.allSatisfy { $0.isNaN || $0 < 0.77 }, "\(name)")
    }
    let counts = try #require(values(text) { $0.forcing("results", .certain) }["results.count"])
    #expect(counts.allSatisfy { $0.isNaN || $0 == 2 })
  }

  /// What is correlated with a forced event, or with its probability, keeps its draws.
  @Test(arguments: [EventDefinition.Forcing.never, .certain]) func correlations(
    _ forcing: EventDefinition.Forcing
  ) throws {
    var text = HappeningFixture.scenario()
    text.top.replace(
      "correlations:\n",
      with: """
        correlations:
          - {between: [agent, acme.growth.halfLife], rank: 0.6}
          - {between: [agent.probability, acme.costs.research.growth], rank: 0.6}

        """)
    let names = ["release.time", "release.count", "results.count"]
    let file = try values(text, names)
    let forced = try values(text, names) { $0.forcing("agent", forcing) }
    for name in names + ["acme.listPrice"] { #expect(isSame(file[name], forced[name]), "\(name)") }
  }

  // MARK: Regimes

  /// A regime that is held is in its state all the time, whatever sets it; pieces keep their draws.
  @Test(arguments: ["truce", "war"]) func held(_ state: String) throws {
    let regimes = """
      prices:
        start: {truce: 70%, war: 30%}
        transitions: {truce: {war: 1/year to 3/year}, war: {truce: 3/year}}
      """
    let events = """
      cut: {frequency: 2/year, then: {change: {acme.costs.fixed: -10%}, set: {prices: war}}}
      rival: {frequency: {regime: prices, truce: 1/year to 2/year, war: 4/year to 6/year}}
      """
    let text = HappeningFixture.scenario(regimes: regimes, events: events)
    let file = try values(text)
    let place = state == "truce" ? 0 : 1
    let held = try values(text) { $0.holding("prices", place) }
    let other = state == "truce" ? "war" : "truce"
    #expect(
      try #require(held["prices.\(state).share"]).allSatisfy { $0.isNaN || abs($0 - 1) < 1e-12 })
    #expect(try #require(held["prices.\(other).share"]).allSatisfy { $0.isNaN || $0 == 0 })
    #expect(isSame(file["cut.count"], held["cut.count"]))
    #expect(isSame(file["acme.usage"], held["acme.usage"]))
    #expect(!isSame(file["rival.count"], held["rival.count"]))
    guard state == "truce" else { return }
    // As a file without the regime has it: the piece of the start has the draws of the number's own name.
    let alone = try values(
      HappeningFixture.scenario(regimes: "", events: "rival: {frequency: 1/year to 2/year}"))
    #expect(isSame(alone["rival.count"], held["rival.count"]))
  }

  // MARK: Scenarios

  /// Settings after a supposition keep it, and a description tells it.
  @Test func scenarios() throws {
    let scenario = try HappeningFixture.scenario().scenario()
      .supposing(.event("agent", .never)).supposing(.regime("prices", state: 1))
      .setting("acme.arr", to: "60M")
    #expect(scenario.definition.events.first { $0.name == "agent" }?.forcing == .never)
    #expect(scenario.definition.regimes.first { $0.name == "prices" }?.heldState == 1)
    let told = scenario.description.assumptions
    #expect(told.first { $0.key == "agent" }?.text == "never")
    #expect(told.first { $0.key == "prices" }?.text == "war")
  }
}
