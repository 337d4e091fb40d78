import Foundation
import Scenarios
import Statistics
import Testing

@testable import Simulation

/// Protects exchange rates that move: what must hold of any file with some. Their laws are in
/// `WhatCanHappenTests`, their equations in `RecomputationTests`.
@Suite struct CurrencyTests {
  private typealias Cause = PriceAttribution.Cause

  /// Books in yuan and a listing in Hong Kong, with costs and raises in other currencies.
  private static func listing(_ rates: String, happens: String = "") -> ScenarioText {
    ScenarioText(
      step: "month", horizon: "2 years", currency: "HKD",
      record: "[usage, listPrice, multiple, enterpriseValue, marketCap, shares, sharePrice]",
      top: "fx: {\(rates)}\n" + happens,
      acme: """
        currency: CNY
        shares: {issued: 10M, options: [{count: 1M, strike: 15 HKD}]}
        arr: 10M
        sharePrice: 20 HKD
        cash: 10M USD
        growth: {initial: 50%, volatility: 20%}
        multiple: {volatility: 30%}
        costs: {grossMargin: 60%, fixed: 8M}
        financing: {raises: {a: {date: 2027-06-24, amount: 20M HKD, discount: 5%}}}
        intrinsicValue: {discountRate: 12%, terminalMultiple: 10x}
        """)
  }

  private static let bill =
    "events: {bill: {frequency: 2/year, then: {add: {acme.cash: -1M USD}, raise: {acme: {amount: 1M USD}}}}}"

  private func isSame(_ one: Summary, _ other: Summary) -> Bool {
    one.series.allSatisfy { other.series[$0.name] == $0 }
      && one.outcomes.allSatisfy { other.outcomes[$0.name] == $0 }
      && one.events.allSatisfy { spelled(other.events[$0.name]) == spelled($0) }
      && spelled(one.attributions) == spelled(other.attributions)
  }

  // MARK: Bytes

  /// A rate without volatility and drift is the number that it starts with, to the last bit, and draws as that
  /// does. Control: with volatility it is not.
  @Test func still() throws {
    func summary(_ rates: String) throws -> Summary {
      try Self.listing(rates, happens: Self.bill).run(paths: 1_536, seed: 261)
    }
    let plain = try summary("CNY: 1.10 to 1.17, USD: 7.8")
    let moving = "CNY: {value: 1.10 to 1.17, volatility: 0%}, USD: {value: 7.8, halfLife: 1 year}"
    let still = try summary(moving)
    #expect(plain.series.allSatisfy { still.series[$0.name] == $0 })
    #expect(plain.outcomes.allSatisfy { still.outcomes[$0.name] == $0 })
    let noisy = try summary(moving.replacing("0%", with: "2%"))
    #expect(noisy.series["acme.sharePrice"] != plain.series["acme.sharePrice"])
    let start = try #require(noisy.series["acme.enterpriseValue"]?.bands.first)
    #expect(start == plain.series["acme.enterpriseValue"]?.bands.first)
  }

  /// An event that never happens and would move a rate that is one number on a path moves no byte. Control: one that
  /// happens does.
  @Test func neverMoved() throws {
    func summary(_ event: String) throws -> Summary {
      let bill = Self.bill.dropLast()
      return try Self.listing("CNY: 1.10 to 1.17, USD: 7.8", happens: bill + event + "}")
        .run(paths: 1_536, seed: 266)
    }
    func isUntouched(_ old: Summary, _ new: Summary) -> Bool {
      old.series.allSatisfy { new.series[$0.name] == $0 }
        && old.outcomes.allSatisfy { new.outcomes[$0.name] == $0 }
    }
    let old = try summary("")
    for rate in ["CNY", "USD"] {
      func peg(_ frequency: String) -> String {
        ", peg: {frequency: \(frequency), then: {change: {fx.\(rate): -20% to -5%}}}"
      }
      #expect(isUntouched(old, try summary(peg("0/year"))), "\(rate)")
      #expect(!isUntouched(old, try summary(peg("2/year"))), "\(rate)")
    }
  }

  /// A currency in which nothing is, and events on it, leave every other byte alone. Control: one in which
  /// something is does not.
  @Test func idle() throws {
    let old = try HappeningFixture.scenario().run(paths: 1_536, seed: 262)
    func with(_ rate: String, _ event: String = "") throws -> Summary {
      var text = HappeningFixture.scenario(events: HappeningFixture.events + "\n" + event)
      text.top += "\nfx: {XTS: \(rate)}"
      return try text.run(paths: 1_536, seed: 262)
    }
    let moving = "{value: 1 to 3, volatility: 20% to 40%, drift: 5%}"
    #expect(isSame(old, try with(moving)))
    #expect(
      isSame(old, try with("2", "peg: {frequency: 2/year, then: {change: {fx.XTS: -20% to -5%}}}")))
    var used = HappeningFixture.scenario()
    used.top += "\nfx: {XTS: {value: 1, volatility: 20%}}"
    used.acme += "\ncurrency: XTS"
    used.acme = used.acme.replacing("strike: 12", with: "strike: 12 USD")
    #expect(!isSame(old, try used.run(paths: 1_536, seed: 262)))
  }

  @Test func workers() throws {
    let model = try Self.listing(
      "CNY: {value: 1.10 to 1.17, volatility: {initial: 9%, longRun: 2%, halfLife: 1 year}}, USD: {value: 7.8, longRun: 7.6, halfLife: 1 year, volatility: 2%}",
      happens: Self.bill
    ).model()
    let one = try model.run(paths: 3_000, seed: 263, workers: 1)
    for workers in [2, 7] {
      #expect(isSame(one, try model.run(paths: 3_000, seed: 263, workers: workers)))
    }
  }

  // MARK: What it moves

  /// Protects the currency's part of what moved the share price, ln of the rate of the horizon over that of the
  /// start, and the sum of all parts; an event on the rate is in it. Control: without it they do not add.
  @Test(arguments: [0, 1, 511, 512])
  func attribution(_ number: Int) throws {
    var text = Self.listing(
      "CNY: {value: 1.10 to 1.17, volatility: 12%, drift: -3%}, USD: 7.8",
      happens: "events: {peg: {frequency: 1/year, then: {change: {fx.CNY: -20% to -5%}}}}")
    text.record = text.record.replacing("sharePrice]", with: "sharePrice, fx.CNY]")
    let path = try text.model().path(number, paths: 1_000, seed: 264)
    let attribution = try #require(path.attributions["acme"])
    let rates = try #require(path.series["fx.CNY"]).bands.map(\.mean.value)
    let part = try #require(attribution[.currency]).mean.value
    #expect(abs(part - log(rates[rates.count - 1] / rates[0])) <= 1e-12)
    #expect(abs(part) > 1e-4)
    let sum = attribution.parts.reduce(0) { $0 + $1.sample.mean.value }
    #expect(abs(sum - attribution.total.mean.value) <= 1e-9 && attribution.largestGap <= 1e-9)
    #expect(abs(sum - part - attribution.total.mean.value) > 1e-4)
  }

  /// New shares that bring an amount of the listing's currency at the share price of the date are that amount over
  /// the price, whatever the rate is. Control: at the rate of the start they are not.
  @Test func raise() throws {
    let text = ScenarioText(
      step: "month", horizon: "1 year", currency: "HKD",
      record: "[sharePrice, shares, cash, fx.CNY]",
      top: """
        fx: {CNY: {value: 1.25, volatility: 20%}}
        events: {placing: {at: 2026-12-24, then: {raise: {acme: {amount: 3M HKD}}}}}
        """,
      acme: """
        currency: CNY
        shares: 1M
        arr: 1M
        sharePrice: 100 HKD
        cash: 5M
        costs: {fixed: 0, grossMargin: 0%}
        financing: {raises: {a: {date: 2026-09-24, amount: 2M HKD}}}
        """)
    let path = try text.model().path(3, paths: 100, seed: 265)
    func course(_ name: String) throws -> [Double] {
      try #require(path.series[name]).bands.map(\.mean.value)
    }
    let (prices, shares, cash) = try (
      course("acme.sharePrice"), course("acme.shares"), course("acme.cash")
    )
    let rates = try course("fx.CNY")
    for (step, amount) in [(3, 2e6), (6, 3e6)] {
      let new = shares[step] - shares[step - 1]
      #expect(areEqual(new, amount / prices[step], within: 1e-9))
      #expect(areEqual(cash[step] - cash[step - 1], amount / rates[step], within: 1e-9))
      #expect(!areEqual(cash[step] - cash[step - 1], amount / rates[0], within: 1e-3))
    }
  }

  /// A condition sees the rate of the date before, and what it does is converted at that of its own.
  @Test func decided() throws {
    let text = ScenarioText(
      step: "month", horizon: "1 year", currency: "HKD", record: "[sharePrice, cash, fx.CNY]",
      top: """
        fx: {CNY: {value: 1.25, volatility: 30%}}
        events:
          low: {when: fx.CNY < 1.2, then: {add: {acme.cash: 1M HKD}}}
        """,
      acme: """
        currency: CNY
        shares: 1M
        arr: 1M
        sharePrice: 100 HKD
        cash: 5M
        costs: {fixed: 0, grossMargin: 0%}
        """)
    var seen = 0
    for number in 0..<20 {
      let path = try text.model().path(number, paths: 100, seed: 266)
      let rates = try #require(path.series["fx.CNY"]).bands.map(\.mean.value)
      let cash = try #require(path.series["acme.cash"]).bands.map(\.mean.value)
      guard let first = rates.dropLast().firstIndex(where: { $0 < 1.2 }) else {
        #expect(cash.last == cash.first)
        continue
      }
      seen += 1
      #expect(cash[first] == cash[0])
      #expect(areEqual(cash[first + 1] - cash[first], 1e6 / rates[first + 1], within: 1e-9))
    }
    #expect(seen > 3)
  }

  // MARK: What is said of it

  @Test func warnings() throws {
    func texts(_ top: String, _ acme: String = "shares: 1M\narr: 1M\nmultiple: 10x") throws
      -> [String]
    {
      try ScenarioText(
        step: "month", top: top, acme: acme.replacing(": 10x", with: ": {initial: 10}")
      )
      .model().warnings.map { "\($0.key) \($0.text)" }
    }
    let moving = "fx: {CNY: {value: 0.14, volatility: 3%}}"
    #expect(try texts(moving).contains { $0.hasPrefix("fx.CNY is not used") })
    #expect(try texts(moving + "\nquestions: [fx.CNY > 0.15]") == [])
    #expect(
      try texts(moving, "currency: CNY\nshares: 1M\narr: 1M\nmultiple: 10x") == [])
    #expect(
      try texts(moving + "\nmeasure: riskAdjusted\nriskFreeRate: 3%").contains {
        $0.contains("exchange rates: they keep their real-world laws")
      })
  }

  /// The value at the start and the shocks have one name, and each is told and ranked by itself.
  @Test func traced() throws {
    var text = Self.listing("CNY: {value: 1.0 to 1.3, volatility: 20%}, USD: 7.8")
    text.top += "paths: 500"
    let draws = try Experiment(
      text.scenario(), metrics: ["acme.sharePrice.p50"], workers: 2
    ).draws()
    let rates = draws.factors.filter { $0.name == "fx.CNY" }
    #expect(Set(rates.map(\.kind)) == [.driver, .shock])
    #expect(rates.count == 2 && rates[0].values != rates[1].values)
    let driver = try #require(rates.first { $0.kind == .driver }).values
    #expect(driver.allSatisfy { $0 > 0.8 && $0 < 1.6 })
  }
}
