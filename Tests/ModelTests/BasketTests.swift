import Scenarios
import Statistics
import Testing

@testable import Simulation

/// Protects baskets: their value by hand from share prices on every path and date, what holding several names
/// saves, what an event may ask of them, and that they change nothing else. Their moments are with the closed forms.
@Suite struct BasketTests {
  private static let paths = 512
  private static let acme = """
    shares: {issued: 10M, options: [{count: 1M, strike: 30 USD}], stockCompensation: 5%}
    arr: 100M
    cash: 12M
    costs: {grossMargin: 60%, fixed: 90M}
    growth: {initial: 40%, volatility: 30%}
    multiple: {initial: 5, volatility: 60%}
    """
  private static let others = """
    bolt: {shares: 1M, arr: 5M, debt: 20M, multiple: {initial: 8, volatility: 90%}}
    cove: {shares: 2M, arr: 5M EUR, currency: EUR, multiple: {initial: 8, volatility: 30%}}
    """
  private static let offer =
    "offer: {until: 2027-04-24, probability: 60%, then: {buyOut: {bolt: 40%}}}"

  private static func text(
    _ baskets: String, events: String = offer, top: String = "", step: String = "week"
  ) -> ScenarioText {
    ScenarioText(
      step: step, record: "[sharePrice, value, drawdown]", start: "2026-06-24",
      top: "fx: {EUR: 1.1 to 1.3}\nevents:\n" + HappeningFixture.indented(events)
        + (baskets.isEmpty ? "" : "\nbaskets:\n" + HappeningFixture.indented(baskets)) + "\n" + top,
      acme: acme, others: others)
  }

  private func trajectories(_ text: ScenarioText) throws -> Trajectories {
    try Simulator(text.model(), workers: 2)
      .trajectories(of: Run(paths: 0..<Self.paths, seed: 191), paths: 0..<Self.paths)
  }

  // MARK: By hand

  private struct Stated {
    let weights: [String: Double]
    let rebalance: Set<Int>
    var redeems = false
  }

  /// The value on each date of a path, from the share prices and what has happened.
  private func byHand(
    _ stated: Stated, _ prices: [String: [Double]], gone: [String: Int]
  ) -> [Double] {
    var cash = 1 - stated.weights.values.reduce(0, +)
    let rest = cash
    var held = stated.weights.reduce(into: [String: Double]()) {
      $0[$1.key] = $1.value / prices[$1.key]![0]
    }
    return prices["acme"]!.indices.map { step in
      let worth = held.mapValues { $0 }.reduce(into: [String: Double]()) {
        $0[$1.key] = $1.value * prices[$1.key]![step]
      }
      let value = cash + worth.values.reduce(0, +)
      guard stated.rebalance.contains(step) else { return value }
      let live = worth.filter { name, worth in
        worth > 0 && (stated.redeems || step < gone[name] ?? .max)
      }
      let pool = cash + live.values.reduce(0, +)
      let share = rest + live.keys.reduce(0) { $0 + stated.weights[$1]! }
      for name in live.keys {
        held[name] = pool * stated.weights[name]! / share / prices[name]![step]
      }
      cash = pool * rest / share
      return value
    }
  }

  /// Held, and put back to its weights each month and each quarter, with names that fail, are bought, are worth
  /// nothing for a while, or dilute. Controls: a name that was bought is sold, and one month in place of three.
  @Test func isItsParts() throws {
    let weights = ["acme": 0.5, "bolt": 0.3, "cove": 0.1]
    let holds = "holds: {acme: 50%, bolt: 30%, cove: 10%}"
    let all = try trajectories(
      Self.text(
        "held: {\(holds)}\nmonthly: {\(holds), rebalance: 1 month}\nquarterly: {\(holds), rebalance: 3 months}"
      ))
    let months = Set((1...12).map { ($0 * 52 + 11) / 12 })
    let stated: [(String, Stated)] = [
      ("held", Stated(weights: weights, rebalance: [])),
      ("monthly", Stated(weights: weights, rebalance: months)),
      ("quarterly", Stated(weights: weights, rebalance: [13, 26, 39, 52])),
    ]
    let dates = try ["acme.insolvency", "bolt.takeover"].map {
      try #require(all.constants[$0]).values
    }
    var (failed, bought, sold, often) = (0, 0, 0.0, 0.0)
    for path in 0..<Self.paths {
      let prices = try weights.keys.reduce(into: [String: [Double]]()) {
        $0[$1] = Array(try #require(all.tracks["\($1).sharePrice"]).values(at: path))
      }
      var gone: [String: Int] = [:]
      if dates[0][path].isFinite { gone["acme"] = Int(dates[0][path]) }
      if dates[1][path].isFinite { gone["bolt"] = Int(dates[1][path]) }
      failed += gone["acme"] == nil ? 0 : 1
      bought += gone["bolt"] == nil ? 0 : 1
      for (name, stated) in stated {
        let told = try #require(all.tracks[name + ".value"]).values(at: path)
        let hand = byHand(stated, prices, gone: gone)
        #expect(zip(told, hand).allSatisfy { areEqual($0, $1, within: 1e-11) }, "\(name), \(path)")
        #expect(told.first == 1)
        guard name == "quarterly" else { continue }
        let redeeming = byHand(
          Stated(weights: weights, rebalance: stated.rebalance, redeems: true), prices, gone: gone)
        sold = max(sold, abs(redeeming[52] / hand[52] - 1))
        let monthly = byHand(Stated(weights: weights, rebalance: months), prices, gone: gone)
        often = max(often, abs(monthly[52] / hand[52] - 1))
      }
    }
    #expect(failed > 20 && bought > 100)
    #expect(sold > 0.1 && often > 0.01)
  }

  /// Shares are worth their prices; money buys what it buys; in another currency all is divided by its rate.
  @Test func positionsAndMoney() throws {
    let all = try trajectories(
      Self.text(
        """
        some: {holds: {acme: 1000 shares, bolt: 2k shares}, rebalance: 1 month}
        alone: {holds: {acme: 1000 shares, bolt: 2k shares}}
        money: {holds: {acme: 3M USD, cove: 1M USD}}
        abroad: {holds: {acme: 60%, bolt: 20%}, value: 1M EUR}
        home: {holds: {acme: 60%, bolt: 20%}}
        """))
    let rates = try #require(all.constants["fx.EUR"]).values
    for path in 0..<Self.paths {
      func values(_ name: String) throws -> [Double] {
        Array(try #require(all.tracks[name]).values(at: path))
      }
      let (acme, bolt) = (try values("acme.sharePrice"), try values("bolt.sharePrice"))
      let cove = try values("cove.sharePrice")
      let (alone, money) = (try values("alone.value"), try values("money.value"))
      let (abroad, home) = (try values("abroad.value"), try values("home.value"))
      for step in acme.indices {
        #expect(areEqual(alone[step], 1_000 * acme[step] + 2_000 * bolt[step], within: 1e-11))
        #expect(
          areEqual(
            money[step], 3e6 * acme[step] / acme[0] + 1e6 * cove[step] / cove[0], within: 1e-11))
        let parts = 0.6 * acme[step] / acme[0] + 0.2 * bolt[step] / bolt[0]
        #expect(areEqual(home[step], parts + 0.2, within: 1e-11))
        // A rate that stands still moves nothing.
        #expect(areEqual(abroad[step], 1e6 * home[step], within: 1e-11))
      }
      #expect(rates[path] != 1)
      #expect(areEqual(try values("some.value")[4], alone[4], within: 1e-11))
    }
    let units = try Self.text("abroad: {holds: {acme: 60%}, value: 1M EUR}").run(
      paths: 512, seed: 3
    ).series
    #expect(units["abroad.value"]?.unit == "EUR")
  }

  /// Falls and what is saved, path by path.
  @Test func whatHoldingSeveralSaves() throws {
    let model = try Self.text("pair: {holds: {acme: 50%, cove: 30%}, rebalance: 1 month}").model()
    let all = try Simulator(model, workers: 2)
      .trajectories(of: Run(paths: 0..<Self.paths, seed: 191), paths: 0..<Self.paths)
    func outcome(_ name: String) throws -> [Double] { try #require(all.constants[name]).values }
    let saved = try outcome("pair.diversificationBenefit")
    let own = try outcome("pair.maxDrawdown")
    let (acme, cove) = (try outcome("acme.maxDrawdown"), try outcome("cove.maxDrawdown"))
    let (ends, returns) = (try outcome("pair.finalValue"), try outcome("pair.return"))
    let track = try #require(all.tracks["pair.value"])
    for path in 0..<Self.paths {
      let parts = 0.5 * acme[path] + 0.3 * cove[path]
      #expect(areEqual(saved[path] + 1, parts - own[path] + 1, within: 1e-12))
      let values = Array(track.values(at: path))
      var (peak, fall) = (values[0], 0.0)
      for value in values {
        peak = max(peak, value)
        fall = max(fall, 1 - value / peak)
      }
      #expect(areEqual(own[path] + 1, fall + 1, within: 1e-12))
      #expect(ends[path] == values.last)
      #expect(areEqual(returns[path] + 1, values[52], within: 1e-12))
    }
    #expect(saved.contains { $0 < 0 } && saved.contains { $0 > 0.05 })
  }

  // MARK: What asks

  /// An event sees a basket as it was on the date before, and moves what it holds.
  @Test func anEventLooksAtIt() throws {
    let baskets = "pair: {holds: {acme: 50%, cove: 30%}}"
    let events = """
      fallen: {when: pair.drawdown > 20%}
      stop: {when: pair.drawdown > 20%, then: {change: {cove.multiple: 50%}}}
      crossed: {when: acme.sharePrice < cove.sharePrice, then: {change: {cove.multiple: 0%}}}
      """
    let all = try trajectories(Self.text(baskets, events: events))
    let (seen, acted) = (
      try #require(all.constants["fallen.time"]).values,
      try #require(all.constants["stop.time"]).values
    )
    let over = try #require(all.constants["crossed.time"]).values
    var count = 0
    for path in 0..<Self.paths {
      let falls = Array(try #require(all.tracks["pair.drawdown"]).values(at: path))
      let first = falls.firstIndex { $0 > 0.2 }
      #expect(seen[path] == first.map(Double.init) ?? .infinity)
      let next = first.map { $0 + 1 }.flatMap { $0 <= 52 ? $0 : nil }
      #expect(acted[path] == next.map(Double.init) ?? .infinity)
      let acme = Array(try #require(all.tracks["acme.sharePrice"]).values(at: path))
      let cove = Array(try #require(all.tracks["cove.sharePrice"]).values(at: path))
      let below = acme.indices.first { acme[$0] < cove[$0] }.map { $0 + 1 }
      #expect(over[path] == below.flatMap { $0 <= 52 ? Double($0) : nil } ?? .infinity)
      count += first == nil ? 0 : 1
    }
    #expect((50..<Self.paths).contains(count))
  }

  /// Two outcomes and two series, against the values themselves; what may come after the horizon is decided where
  /// what it exceeds decides. Controls: the other way round.
  @Test func comparesTwo() throws {
    let text = Self.text(
      "pair: {holds: {acme: 50%, cove: 30%}}",
      top: """
        questions:
          - acme.return > cove.return
          - cove.return > acme.return
          - pair.maxDrawdown < acme.maxDrawdown
          - acme.sharePrice < cove.sharePrice until 2026-12-30
          - acme.drawdownDuration > cove.drawdownDuration
          - acme.insolvency < bolt.takeover
          - acme.return > acme.return
        """)
    let summary = try text.run(paths: Self.paths, seed: 191)
    let all = try trajectories(text)
    func outcome(_ name: String) throws -> [Double] { try #require(all.constants[name]).values }
    func count(_ first: [Double], _ second: [Double], _ holds: (Double, Double) -> Bool) -> Int {
      zip(first, second).count { holds($0, $1) }
    }
    let hits = summary.answers.map(\.probability.hits)
    let (acme, cove) = (try outcome("acme.return"), try outcome("cove.return"))
    #expect(hits[0] == count(acme, cove, >) && hits[1] == count(acme, cove, <))
    #expect(hits[0] != hits[1] && hits[0] + hits[1] == Self.paths)
    #expect(hits[2] == count(try outcome("pair.maxDrawdown"), try outcome("acme.maxDrawdown"), <))
    let prices = try ["acme", "cove"].map { try #require(all.tracks["\($0).sharePrice"]) }
    #expect(
      hits[3]
        == (0..<Self.paths).count { path in
          (0...27).contains { prices[0][$0, path] < prices[1][$0, path] }
        })
    // An open duration exceeds what has passed since its peak.
    let (one, other) = (try outcome("acme.drawdownDuration"), try outcome("cove.drawdownDuration"))
    let open = (0..<Self.paths).count { one[$0] == .infinity && other[$0] == .infinity }
    #expect(summary.answers[4].probability.undecided >= open && open > 0)
    let (insolvent, bought) = (try outcome("acme.insolvency"), try outcome("bolt.takeover"))
    let neither = (0..<Self.paths).count { insolvent[$0] == .infinity && bought[$0] == .infinity }
    #expect(hits[5] == count(insolvent, bought, <))
    #expect(summary.answers[5].probability.undecided == neither && neither > 0)
    #expect(hits[6] == 0)
  }

  // MARK: Nothing else

  /// A basket draws nothing and moves nothing: not a byte of anything else changes, wherever it stands. The control:
  /// an event that looks at one does.
  @Test func leavesNoTrace() throws {
    let old = HappeningFixture.scenario()
    var new = old
    new.top +=
      "\nbaskets: {pair: {holds: {acme: 60%}, rebalance: 1 month}, some: {holds: {acme: 5 shares}}}"
    let (before, after) = (
      try old.run(paths: 1_536, seed: 165), try new.run(paths: 1_536, seed: 165)
    )
    func isUntouched(_ old: Summary, _ new: Summary) -> Bool {
      old.series.allSatisfy { new.series[$0.name] == $0 }
        && old.outcomes.allSatisfy { new.outcomes[$0.name] == $0 }
        && old.answers.allSatisfy(new.answers.contains)
        && old.regimes.allSatisfy { spelled(new.regimes[$0.name]) == spelled($0) }
        && old.events.allSatisfy {
          spelled(new.events[$0.name]?.occurrences) == spelled($0.occurrences)
        }
        && old.failures == new.failures
    }
    #expect(isUntouched(before, after))
    #expect(after.outcomes["pair.maxDrawdown"] != nil && after.outcomes["some.return"] != nil)
    var acting = HappeningFixture.scenario(
      events: HappeningFixture.events
        + "\nstop: {when: pair.drawdown > 10%, then: {change: {acme.multiple: 20%}}}")
    acting.top += "\nbaskets: {pair: {holds: {acme: 60%}}}"
    #expect(!isUntouched(before, try acting.run(paths: 1_536, seed: 165)))
  }

  /// The same bytes for any number of workers, and for the same paths of a longer run.
  @Test func isDetermined() throws {
    let model = try Self.text(
      "pair: {holds: {acme: 50%, cove: 30%}, rebalance: 1 month}",
      top: "questions: [pair.return > cove.return]"
    ).model()
    let one = try model.run(paths: 2_048, seed: 7, workers: 1)
    #expect(one == (try model.run(paths: 2_048, seed: 7, workers: 3)))
    #expect(one != (try model.run(paths: 2_048, seed: 8, workers: 3)))
  }
}
