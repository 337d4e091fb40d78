import Foundation
import Statistics
import Testing

@testable import Simulation

/// Protects takeovers: what a holder gets and keeps, what goes on, and what comes first of a takeover, an
/// insolvency and a raise.
@Suite struct TakeoverTests {
  private static let paths = 600
  private static let offer =
    "offer: {until: 2027-04-24, probability: 60%, then: {buyOut: {acme: 10% to 60%}}}"

  private func scenario(
    _ events: String, cash: String = "400M", fixed: String = "90M",
    shares: String = "{issued: 10M, options: [{count: 1M, strike: 30 USD}], stockCompensation: 5%}",
    financing: String = "", record: [String] = CompanyCatalog.plain.names, top: String = ""
  ) -> ScenarioText {
    ScenarioText(
      step: "month", record: "[\(record.joined(separator: ", "))]", start: "2026-06-24",
      top: (events.isEmpty ? "" : "events:\n" + HappeningFixture.indented(events) + "\n") + top,
      acme: """
        shares: \(shares)
        arr: 100M
        cash: \(cash)
        growth: {initial: 40%, volatility: 30%}
        usage: {volatility: 30%}
        costs: {grossMargin: 60%, fixed: \(fixed)}
        multiple: {initial: 5, volatility: 60%}
        financing: {fee: 3%\(financing)}
        """)
  }

  private func trajectories(_ text: ScenarioText, seed: UInt64 = 181) throws -> Trajectories {
    try Simulator(text.model(), workers: 2)
      .trajectories(of: Run(paths: 0..<Self.paths, seed: seed), paths: 0..<Self.paths)
  }

  private func track(_ name: String, _ all: Trajectories) throws -> Trajectories.Track {
    try #require(all.tracks["acme." + name])
  }

  private func outcome(_ name: String, _ all: Trajectories) throws -> [Double] {
    try #require(all.constants["acme." + name]).values
  }

  /// On the date of the offer the price is what it would be times 1 + premium, to the last bits, and stays; so do
  /// market cap and shares; before it nothing differs, and the business never does. With options and without.
  /// Control: the price of a date later.
  @Test(arguments: [
    "10M", "{issued: 10M, options: [{count: 1M, strike: 30 USD}], stockCompensation: 5%}",
  ])
  func holdersGetTheirPrice(_ shares: String) throws {
    let bought = try trajectories(scenario(Self.offer, shares: shares))
    let other = try trajectories(
      scenario("offer: {until: 2027-04-24, probability: 60%}", shares: shares))
    let dates = try outcome("takeover", bought)
    let (price, unbought) = try (track("sharePrice", bought), track("sharePrice", other))
    var (count, control) = (0, 0.0)
    for path in 0..<Self.paths {
      let date = min(dates[path], 100)
      for step in 0...12 where Double(step) < date {
        #expect(price[step, path] == unbought[step, path])
      }
      guard dates[path] < .infinity else { continue }
      count += 1
      let sizes = bought.occurrences[path].flatMap(\.sizes)
      let premium = try #require(sizes.first { $0.name == "offer.then.buyOut.acme" }).value
      let step = Int(date)
      let paid = unbought[step, path] * (1 + premium)
      for step in step...12 { #expect(areEqual(price[step, path], paid, within: 1e-14)) }
      if step < 12 {
        control = max(control, abs(unbought[step + 1, path] * (1 + premium) / paid - 1))
      }
    }
    #expect((320...400).contains(count) && control > 0.3)
    for name in ["marketCap", "shares", "sharePrice"] {
      let values = try track(name, bought)
      for path in 0..<Self.paths where dates[path] < .infinity {
        let first = values[Int(dates[path]), path]
        for step in Int(dates[path])...12 { #expect(values[step, path] == first) }
      }
    }
    for name in ["usage", "arr", "multiple", "ebitda", "cash", "enterpriseValue"] {
      let (one, two) = try (track(name, bought), track(name, other))
      for path in 0..<Self.paths {
        for step in 0...12 { #expect(one[step, path] == two[step, path]) }
      }
    }
    let (cap, diluted) = try (track("marketCap", bought), track("shares", bought))
    for path in 0..<Self.paths {
      #expect(areEqual(cap[12, path], diluted[12, path] * price[12, path], within: 1e-12))
    }
  }

  /// Who is insolvent is not bought, and who is bought neither raises money nor becomes insolvent, though cash
  /// runs out. Controls: there are paths of each kind, and without the offer the bought ones are insolvent.
  @Test func whatComesFirst() throws {
    let raises = ", raises: [{date: 2027-05-24, amount: 1M}]"
    let bought = try trajectories(
      scenario(Self.offer, cash: "12M", fixed: "100M", financing: raises))
    let other = try trajectories(scenario("", cash: "12M", fixed: "100M", financing: raises))
    let (takeover, insolvency) = try (outcome("takeover", bought), outcome("insolvency", bought))
    let (unbought, raised) = try (outcome("insolvency", other), outcome("raises", bought))
    let (price, cash) = try (track("sharePrice", bought), track("cash", bought))
    var (saved, lost) = (0, 0)
    for path in 0..<Self.paths {
      #expect(takeover[path] == .infinity || insolvency[path] == .infinity)
      if takeover[path] < .infinity {
        #expect(takeover[path] < unbought[path] && price[12, path] > 0)
        #expect(takeover[path] >= 11 || raised[path] == 0)
        if unbought[path] < .infinity {
          saved += 1
          #expect((0...12).contains { cash[$0, path] < 0 })
        }
      } else {
        #expect(insolvency[path] == unbought[path])
        let offered = bought.occurrences[path].contains { $0.name == "offer" }
        if offered {
          lost += 1
          #expect(price[12, path] == 0)
        }
      }
    }
    #expect(saved > 20 && lost > 20)
  }

  /// A company is bought once, at the first offer; of two of one date at that which the file has first.
  @Test func onceOnly() throws {
    func end(_ events: String) throws -> [Double] {
      let all = try trajectories(scenario(events, record: ["sharePrice", "multiple"]))
      let price = try track("sharePrice", all)
      return (0..<Self.paths).map { price[12, $0] }
    }
    let first = "first: {at: 2026-10-24, then: {buyOut: {acme: 20%}}}"
    let one = try end(first)
    #expect(try one == end(first + "\nsecond: {at: 2026-12-24, then: {buyOut: {acme: 300%}}}"))
    // Though it is decided behind the other.
    let waiting = "first: {when: second, then: {buyOut: {acme: 20%}}}"
    let second = "second: {at: 2026-10-24, then: {buyOut: {acme: 300%}}}"
    #expect(try one == end(waiting + "\n" + second))
    #expect(try one != end(second + "\n" + waiting))
    #expect(
      try one == end("first: {at: 2026-10-24, then: [{buyOut: {acme: 20%}}, {buyOut: {acme: 9%}}]}")
    )
  }

  /// The premium is a part of its own in what moved the price, the others stand as they were at the takeover, and
  /// the parts add up on every path. Control: without the premium they do not.
  @Test(arguments: [
    "10M", "{issued: 10M, options: [{count: 1M, strike: 30 USD}], stockCompensation: 5%}",
  ])
  func attribution(_ shares: String) throws {
    let text = scenario(
      "offer: {until: 2027-04-24, probability: 60%, then: {buyOut: {acme: 40%}}}", shares: shares,
      financing: ", raises: [{date: 2026-09-24, amount: 30M, discount: 10%}]")
    let summary = try text.run(paths: 1_024, seed: 182)
    let full = try #require(summary.attributions["acme"])
    #expect(full.largestGap <= 1e-12)
    let premium = try #require(full[.takeover]).mean.value
    let share = try #require(summary.events["offer"]).occurrences.probability.value
    #expect(areEqual(premium, share * log(1.4), within: 1e-9))
    let means = full.parts.map(\.sample.mean.value)
    #expect(areEqual(means.reduce(0, +), full.total.mean.value, within: 1e-9))
    #expect(!areEqual(means.reduce(0, +) - premium, full.total.mean.value, within: 1e-3))
    // All of it where the takeover comes on the first date.
    let early = try scenario(
      "offer: {at: 2026-07-24, then: {buyOut: {acme: 40%}}}", shares: shares
    ).run(paths: 512, seed: 183)
    let month = try scenario("", shares: shares).run(paths: 512, seed: 183)
    let (frozen, moved) = try (
      #require(early.attributions["acme"]?[.multiple]),
      #require(month.attributions["acme"]?[.multiple])
    )
    #expect(
      abs(frozen.standardDeviation / moved.standardDeviation - (1.0 / 12).squareRoot()) < 0.05)
  }

  /// Today's holders have what they got, discounted from its date; on other paths nothing changes.
  @Test func intrinsicValue() throws {
    let worth = "\nintrinsicValue: {discountRate: 12%, terminalMultiple: 10x}"
    func values(_ events: String) throws -> Trajectories {
      var text = scenario(events)
      text.acme += worth
      return try trajectories(text)
    }
    let (bought, other) = try (
      values(Self.offer), values("offer: {until: 2027-04-24, probability: 60%}")
    )
    let (dates, price) = try (outcome("takeover", bought), track("sharePrice", bought))
    let perShare = try outcome("freeCashFlowValuePerShare", bought)
    let unbought = try outcome("freeCashFlowValuePerShare", other)
    for path in 0..<Self.paths {
      let paid = price[12, path] * pow(1.12, -min(dates[path], 12) / 12)
      #expect(
        areEqual(perShare[path], dates[path] < .infinity ? paid : unbought[path], within: 1e-12))
    }
    #expect(perShare != unbought)
  }

  /// An event can wait for a takeover, and questions can ask for it.
  @Test func isAsked() throws {
    let all = try trajectories(
      scenario(
        Self.offer + "\nafter: {when: acme.takeover}",
        top: "questions: [acme.takeover by 2026-12-24]"))
    let (dates, after) = (try outcome("takeover", all), all.occurrences)
    for path in 0..<Self.paths {
      let seen = after[path].first { $0.name == "after" }?.time
      #expect(seen == (dates[path] < .infinity ? dates[path] : nil))
    }
  }

  @Test func isRefusedUnderTheRiskAdjustedMeasure() {
    let text = scenario(Self.offer, top: "measure: riskAdjusted\nriskFreeRate: 3%")
    #expect(text.refusal().contains("riskAdjusted; measure: realWorld"), "\(text.refusal())")
  }

  /// The same bytes for any workers and blocks.
  @Test func sameBytes() throws {
    let model = try scenario(Self.offer).model()
    let run = Run(paths: 0..<2_560, seed: 184)
    let one = try Simulator(model, workers: 1).simulate(run)
    for (workers, size) in [(2, 512), (7, 1_024)] {
      let other = try Simulator(model, workers: workers, blockSize: size).simulate(run)
      #expect(other.series == one.series && other.outcomes == one.outcomes)
      #expect(spelled(other.attributions["acme"]) == spelled(one.attributions["acme"]))
    }
  }

  /// An offer that never comes changes no byte; one that does comes with others' bytes as they were. A company
  /// without cash, without options, and one with everything.
  @Test func idle() throws {
    let plain = ScenarioText(
      record: "[arr, marketCap, sharePrice, drawdown]", start: "2026-06-24",
      acme: "shares: 10M\narr: 100M\nmultiple: {initial: 5, volatility: 60%}")
    for whole in [plain, scenario("")] {
      func run(_ probability: String?) throws -> Summary {
        var text = whole
        text.top +=
          probability.map {
            "\nevents: {offer: {until: 2027-04-24, probability: \($0), then: {buyOut: {acme: 40%}}}}"
          } ?? ""
        return try text.run(paths: 1_024, seed: 185)
      }
      let (old, new, some) = try (run(nil), run("0%"), run("5%"))
      #expect(old.series.allSatisfy { new.series[$0.name] == $0 })
      #expect(old.outcomes.allSatisfy { new.outcomes[$0.name] == $0 })
      let parts = try #require(old.attributions["acme"]).parts
      for part in parts { #expect(new.attributions["acme"]?[part.cause] == part.sample) }
      #expect(some.series["acme.sharePrice"] != old.series["acme.sharePrice"])
      #expect(some.series["acme.arr"] == old.series["acme.arr"])
      #expect(old.outcomes["acme.takeover"] == nil && new.outcomes["acme.takeover"] != nil)
    }
  }
}
