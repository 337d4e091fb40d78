import Foundation
import Statistics
import Testing

@testable import Simulation

/// Protects other listings: when they open, what they add to the market cap, that nothing else hears of them, and
/// when they end. The law of the premium is among the cases of `WhatCanHappenTests`.
@Suite struct ListingTests {
  private static let paths = 600
  private static let listing = """

    listings:
      shanghai: {opens: listed, weight: 5%, premium: {initial: 100%, longRun: 20%, halfLife: 6 months, volatility: 40%}}
    """

  private func scenario(
    _ events: String = "listed: {until: 2027-04-24, probability: 60%}", _ listing: String = listing,
    cash: String = "400M", fixed: String = "90M", top: String = "",
    record: [String] = CompanyCatalog.plain.names
  ) -> ScenarioText {
    ScenarioText(
      step: "month", record: "[\(record.joined(separator: ", "))]", start: "2026-06-24",
      top: "events:\n" + HappeningFixture.indented(events) + "\n" + top,
      acme: """
        shares: {issued: 10M, options: [{count: 1M, strike: 30 USD}], stockCompensation: 5%}
        arr: 100M
        cash: \(cash)
        growth: {initial: 40%, volatility: 30%}
        usage: {volatility: 30%}
        costs: {grossMargin: 60%, fixed: \(fixed)}
        multiple: {initial: 5, volatility: 60%}
        financing: {fee: 3%}\(listing)
        """)
  }

  private func trajectories(_ text: ScenarioText, seed: UInt64 = 211) throws -> Trajectories {
    try Simulator(text.model(), workers: 2)
      .trajectories(of: Run(paths: 0..<Self.paths, seed: seed), paths: 0..<Self.paths)
  }

  private func track(_ name: String, _ all: Trajectories) throws -> Trajectories.Track {
    try #require(all.tracks["acme." + name])
  }

  /// The market cap is that without a listing times 1 + weight · premium on every path and date, and every other
  /// series is what it was, to the last bit; before the opening so is the cap, and the premium is 0.
  @Test func addsToTheMarketCapAlone() throws {
    let record = CompanyCatalog.plain.names
    let listed = try trajectories(scenario(record: record + ["shanghai.premium"]))
    let plain = try trajectories(scenario(Self.events, "", record: record))
    let (cap, home) = try (track("marketCap", listed), track("marketCap", plain))
    let premium = try track("shanghai.premium", listed)
    var open = 0
    for path in 0..<Self.paths {
      let opened = listed.occurrences[path].first { $0.name == "listed" }?.time ?? .infinity
      for step in 0...12 {
        let isOpen = Double(step) >= opened
        #expect((premium[step, path] != 0) == isOpen)
        open += isOpen ? 1 : 0
        let expected = home[step, path] * (1 + 0.05 * premium[step, path])
        #expect(areEqual(cap[step, path], expected, within: 1e-14))
      }
    }
    #expect(open > 1_000)
    for name in record where name != "marketCap" {
      let (one, two) = try (track(name, listed), track(name, plain))
      for path in 0..<Self.paths {
        for step in 0...12 { #expect(one[step, path] == two[step, path], "\(name)") }
      }
    }
  }

  private static let events = "listed: {until: 2027-04-24, probability: 60%}"

  /// Nothing depends on the order of listings in the file, and a new one moves no draw of another.
  @Test func othersDisturbNone() throws {
    let other = "  paris: {weight: 10%, premium: {initial: 10%, volatility: 20%}}"
    let record = ["marketCap", "shanghai.premium"]
    let first = try trajectories(
      scenario(Self.events, Self.listing + "\n" + other, record: record + ["paris.premium"]))
    let shanghai = Self.listing.split(separator: "\n").last.map(String.init) ?? ""
    let last = try trajectories(
      scenario(
        Self.events, "\nlistings:\n\(other)\n\(shanghai)", record: record + ["paris.premium"]))
    let alone = try trajectories(scenario(record: record))
    let (one, two, three) = try (
      track("shanghai.premium", first), track("shanghai.premium", last),
      track("shanghai.premium", alone)
    )
    let (cap, otherCap) = try (track("marketCap", first), track("marketCap", last))
    for path in 0..<Self.paths {
      for step in 0...12 {
        #expect(one[step, path] == two[step, path] && one[step, path] == three[step, path])
        #expect(cap[step, path] == otherCap[step, path])
      }
    }
  }

  /// A bidder pays one price for all shares, and who is insolvent has none: no premium from then on.
  @Test func endsWithTheCompany() throws {
    let offer =
      "listed: {at: 2026-07-24}\noffer: {until: 2027-04-24, probability: 40%, then: {buyOut: {acme: 30%}}}"
    let record = CompanyCatalog.plain.names + ["shanghai.premium"]
    let all = try trajectories(
      scenario(offer, cash: "20M", fixed: "100M", record: record))
    let premium = try track("shanghai.premium", all)
    let (cap, price, shares) = try (
      track("marketCap", all), track("sharePrice", all), track("shares", all)
    )
    let takeover = try #require(all.constants["acme.takeover"]).values
    let insolvency = try #require(all.constants["acme.insolvency"]).values
    var (bought, insolvent) = (0, 0)
    for path in 0..<Self.paths {
      let end = min(takeover[path], insolvency[path])
      (bought, insolvent) = (
        bought + (takeover[path] < .infinity ? 1 : 0),
        insolvent + (insolvency[path] < .infinity ? 1 : 0)
      )
      for step in 1...12 {
        #expect((premium[step, path] == 0) == (Double(step) >= end))
        guard Double(step) >= end else { continue }
        #expect(areEqual(cap[step, path], shares[step, path] * price[step, path], within: 1e-12))
      }
    }
    #expect(bought > 100 && insolvent > 100)
  }

  /// A condition on the company's own series opens it on the date behind the one that shows it.
  @Test func seriesOpenIt() throws {
    let listing = """

      listings:
        shanghai: {opens: acme.sharePrice > 60, weight: 5%, premium: 50%}
      """
    let all = try trajectories(
      scenario(Self.events, listing, record: CompanyCatalog.plain.names + ["shanghai.premium"]))
    let (premium, price) = try (track("shanghai.premium", all), track("sharePrice", all))
    var opened = 0
    for path in 0..<Self.paths {
      let first = (0...12).first { price[$0, path] > 60 } ?? 100
      for step in 0...12 {
        #expect(areEqual(premium[step, path], step > first ? 0.5 : 0, within: 1e-12))
      }
      opened += first < 12 ? 1 : 0
    }
    #expect(opened > 100)
  }

  /// Whatever the number of workers, and the size of blocks.
  @Test func sameBytes() throws {
    let model = try scenario(record: ["marketCap", "shanghai.premium"]).model()
    let run = Run(paths: 0..<3_000, seed: 5)
    let one = try Simulator(model, workers: 1).simulate(run)
    let two = try Simulator(model, workers: 2).simulate(run)
    #expect(one.series == two.series)
  }

  /// What does not go together is said.
  @Test func refusals() {
    let over =
      "\nlistings:\n  one: {weight: 70%, premium: 1%}\n  two: {weight: 40%, premium: 1%}"
    #expect(scenario(Self.events, over).refusal().contains("add up to more than 100 %"))
    let lacking = "\nlistings:\n  one: {weight: 70%}"
    #expect(scenario(Self.events, lacking).refusal().contains("'premium' is missing"))
  }

  /// Shares that are sold when the price is high: at the price behind the fall that comes with them, less the
  /// discount, once a year at most.
  @Test func windfall() throws {
    let events = """
      windfall:
        when: acme.sharePrice > 60
        again: 6 months
        then:
          raise: {acme: {amount: 20M, discount: 10%}}
          change: {acme.sharePrice: -8%}
      afterwards: {when: windfall, then: {add: {acme.cash: 1M}}}
      sold: {when: change of acme.raised over 1 month > 0 USD, again: 1 month, then: {add: {acme.cash: 1M}}}
      """
    let record = CompanyCatalog.plain.names + ["raised", "shares"]
    let all = try trajectories(scenario(events, "", record: Array(Set(record)).sorted()))
    let other = try trajectories(
      scenario(
        "windfall: {when: acme.sharePrice > 60, again: 6 months}", "",
        record: Array(Set(record)).sorted()))
    let (price, raised) = try (track("sharePrice", all), track("raised", all))
    let before = try track("sharePrice", other)
    var (first, again) = (0, 0)
    for path in 0..<Self.paths {
      let times = all.occurrences[path].filter { $0.name == "windfall" }.map { Int($0.time) }
      let sold = all.occurrences[path].filter { $0.name == "sold" }.map { Int($0.time) }
      let after = all.occurrences[path].filter { $0.name == "afterwards" }.map { Int($0.time) }
      #expect(after == Array(times.prefix(1)))
      #expect(sold == times.map { $0 + 1 }.filter { $0 <= 12 })
      #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 6 })
      for (number, step) in times.enumerated() {
        #expect(price[step - 1, path] > 60)
        #expect(areEqual(raised[step, path], 20e6 * Double(number + 1), within: 1e-12))
      }
      again += times.count > 1 ? 1 : 0
      guard let step = times.first else { continue }
      first += 1
      // The fall is 8 % of the price, but for what new shares below it take from holders, and the fee.
      let fall = price[step, path] / before[step, path]
      #expect(fall < 0.92 && fall > 0.90)
    }
    #expect(first > 100 && again > 30)
  }
}
