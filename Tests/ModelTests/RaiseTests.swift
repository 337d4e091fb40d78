import Statistics
import Testing

@testable import Simulation

/// Protects raises that follow from events: that they are planned raises in all but when they take place, that
/// cash and shares add up on every path, and that nothing depends on what does not take place.
@Suite struct RaiseTests {
  private static let paths = 600

  private func scenario(
    _ financing: String = "financing: {fee: 3%}", happens: String, step: String = "month",
    shares: String = "{issued: 10M, options: [{count: 1M, strike: 30 USD}]}", cash: String = "400M",
    currency: String = "USD", record: [String] = CompanyCatalog.plain.names
  ) -> ScenarioText {
    ScenarioText(
      step: step, record: "[\(record.joined(separator: ", "))]",
      start: "2026-06-24", top: "fx: {CNY: 0.14}\n" + happens,
      acme: """
        currency: \(currency)
        shares: \(shares)
        arr: 100M
        cash: \(cash)
        growth: {initial: 40%, volatility: 30%}
        usage: {volatility: 30%}
        costs: {grossMargin: 60%, fixed: 90M}
        multiple: {initial: 5, volatility: 60%}
        \(financing)
        """)
  }

  private func event(_ when: String, _ raise: String) -> String {
    "events: {deal: {\(when), then: {raise: {acme: \(raise)}}}}"
  }

  private func trajectories(_ text: ScenarioText, seed: UInt64 = 171) throws -> Trajectories {
    try Simulator(text.model(), workers: 2)
      .trajectories(of: Run(paths: 0..<Self.paths, seed: seed), paths: 0..<Self.paths)
  }

  /// A raise on a date is, to the last bit, the planned raise of that date. Control: a month later it is not.
  @Test func isAPlannedRaise() throws {
    let terms = "amount: 80M, discount: 10%"
    for window in ["", ", window: {closes: 2/year, reopens: 1/year}"] {
      let planned = try scenario(
        "financing: {fee: 3%, raises: [{date: 2026-10-24, \(terms)}]\(window)}", happens: ""
      ).run(paths: 2_000, seed: 172)
      func followed(_ date: String) throws -> Summary {
        try scenario(
          "financing: {fee: 3%\(window)}", happens: event("at: \(date)", "{\(terms)}")
        ).run(paths: 2_000, seed: 172)
      }
      let same = try followed("2026-10-24")
      #expect(planned.series == same.series && planned.outcomes == same.outcomes)
      #expect(spelled(planned.attributions["acme"]) == spelled(same.attributions["acme"]))
      #expect(same.failures.paths == 0)
      #expect(try planned.series != followed("2026-11-24").series)
    }
  }

  /// A raise at a discount issues A / (p (1 - d)) shares and brings A (1 - fee), on every path and whichever the
  /// date; one at a price issues A / price, whatever the market pays. Controls: another discount, price, fee.
  @Test(arguments: ["discount: 20%", "price: 250 CNY"])
  func addsUp(_ terms: String) throws {
    let all = try trajectories(
      scenario(
        happens: event("until: 2027-04-24, probability: 70%", "{amount: 10M to 90M, \(terms)}"),
        shares: "10M"))
    func track(_ name: String) throws -> Trajectories.Track {
      try #require(all.tracks["acme." + name])
    }
    let (cash, raised, shares, cap) = try (
      track("cash"), track("raised"), track("shares"), track("marketCap")
    )
    let ebitda = try track("ebitda")
    var (deals, gap, control, dates) = (0, 0.0, 0.0, Set<Int>())
    for path in 0..<Self.paths {
      for step in 1..<all.dates.count {
        let amount = raised[step, path] - raised[step - 1, path]
        let earned = (ebitda[step - 1, path] + ebitda[step, path]) / 24
        func money(_ fee: Double) -> Double {
          abs(cash[step - 1, path] + earned + amount * (1 - fee) - cash[step, path]) / 100e6
        }
        func issue(_ other: Double) -> Double {
          // Before the raise, the market cap was less by what it brought.
          let before = cap[step, path] - amount * 0.97
          let price = before / shares[step - 1, path]
          let count = amount / (terms.hasPrefix("d") ? price * (0.8 + other) : 35 + other)
          return abs(shares[step - 1, path] + count - shares[step, path]) / 10e6
        }
        gap = max(gap, money(0.03), issue(0))
        guard amount > 0 else { continue }
        (deals, control) = (deals + 1, max(control, min(money(0.031), issue(0.01))))
        dates.insert(step)
      }
    }
    #expect(gap < 1e-9)
    #expect(control > 1e-5)
    #expect((380...460).contains(deals) && dates.count == 10)
    let raises = try #require(all.constants["acme.raises"]).values
    #expect(raises.allSatisfy { $0 <= 1 } && raises.reduce(0, +) == Double(deals))
  }

  /// Several raises of a date take place in the order of the file, each at the price that those before it have
  /// left, and one behind a planned one: as planned raises of names in that order. Control: the other order.
  @Test func inTheOrderOfTheFile() throws {
    let (cheap, fair) = ("{amount: 80M, discount: 40%}", "{amount: 50M}")
    func followed(_ first: String, _ second: String) throws -> Summary {
      // The first waits for the second, so that it is decided behind it.
      try scenario(
        happens: """
          events:
            one: {when: two, then: {raise: {acme: \(first)}}}
            two: {at: 2026-10-24, then: {raise: {acme: \(second)}}}
          """
      ).run(paths: 500, seed: 173)
    }
    let planned = try scenario(
      """
      financing:
        fee: 3%
        raises: {a: {date: 2026-10-24, amount: 80M, discount: 40%}, b: {date: 2026-10-24, amount: 50M}}
      """, happens: ""
    ).run(paths: 500, seed: 173)
    let ordered = try followed(cheap, fair)
    #expect(ordered.series == planned.series)
    #expect(try followed(fair, cheap).series != planned.series)
    let both = try scenario(
      "financing: {fee: 3%, raises: [{date: 2026-10-24, amount: 80M, discount: 40%}]}",
      happens: event("at: 2026-10-24", fair)
    ).run(paths: 500, seed: 173)
    #expect(both.series == planned.series)
    let one = try scenario(
      happens:
        "events: {deal: {at: 2026-10-24, then: [{raise: {acme: \(cheap)}}, {raise: {acme: \(fair)}}]}}"
    ).run(paths: 500, seed: 173)
    #expect(one.series == planned.series)
  }

  /// Each occurrence brings its own amount, several in one step among them: what is raised is the sum of what
  /// was drawn, in the order of their numbers. Control: without the last of each.
  @Test func eachOccurrence() throws {
    let text = scenario(
      "financing: {fee: 3%, window: {closes: 0/year, reopens: 1/year}}",
      happens: event("frequency: 20/year", "{amount: 1M to 9M, discount: 1% to 20%}"))
    let all = try trajectories(text)
    let raised = try #require(all.tracks["acme.raised"])
    var most = 0
    for (path, occurrences) in all.occurrences.enumerated() {
      let sizes = occurrences.flatMap(\.sizes).filter { $0.name == "deal.then.raise.acme.amount" }
        .map(\.value)
      #expect(areEqual(raised[12, path], sizes.reduce(0, +), within: 1e-12))
      if let last = sizes.last, sizes.count > 1 {
        #expect(!areEqual(raised[12, path], sizes.reduce(0, +) - last, within: 1e-6))
      }
      most = max(most, sizes.count)
    }
    #expect(most > 30)
    #expect(try #require(all.constants["acme.raises"]).values.max() == Double(most))
  }

  /// Nothing is raised through a shut window, nor by an insolvent company. Controls: an open window, cash.
  @Test func noneWhereNobodyBuys() throws {
    func raises(_ financing: String, cash: String, price: String = "") throws -> Double {
      let summary = try scenario(
        financing, happens: event("at: 2026-10-24", "{amount: 300M\(price)}"), cash: cash
      ).run(paths: 500, seed: 174)
      return try #require(summary.outcome(.raises).mean).value
    }
    let shut = "financing: {window: {closes: 1/year, reopens: 0/year, initial: shut}}"
    let open = "financing: {window: {closes: 0/year, reopens: 1/year}}"
    for price in ["", ", price: 100 USD"] {
      #expect(try raises(shut, cash: "400M", price: price) == 0)
      #expect(try raises(open, cash: "400M", price: price) == 1)
      #expect(try raises(open, cash: "0", price: price) == 0)
    }
  }

  /// Entering a state raises, once for each entering.
  @Test func stagesEndInOne() throws {
    let text = scenario(
      happens: """
        regimes:
          listing:
            start: filed
            transitions: {filed: {listed: 2/year, withdrawn: 1/year}}
            then: {listed: {raise: {acme: {amount: 900M CNY, discount: 10%}}}}
        """)
    let all = try trajectories(text)
    let raised = try #require(all.tracks["acme.raised"])
    var listed = 0
    for (path, occurrences) in all.occurrences.enumerated() {
      let isListed = occurrences.contains { $0.name == "listing.listed" }
      listed += isListed ? 1 : 0
      #expect(areEqual(raised[12, path], isListed ? 126e6 : 0, within: 1e-12))
    }
    #expect((330...430).contains(listed))
  }

  /// The same bytes for any workers and blocks.
  @Test func sameBytes() throws {
    let model = try scenario(
      happens: event("frequency: 6/year", "{amount: 1M to 90M, discount: 1% to 20%}")
    ).model()
    let run = Run(paths: 0..<2_560, seed: 175)
    let one = try Simulator(model, workers: 1).simulate(run)
    for (workers, size) in [(2, 512), (7, 1_024)] {
      let other = try Simulator(model, workers: workers, blockSize: size).simulate(run)
      #expect(other.series == one.series && other.outcomes == one.outcomes)
    }
  }

  /// A raise that never takes place changes no byte of a company that has no other new shares, with options and
  /// without, and another company's raise none of this one. Control: one that does take place.
  @Test(arguments: ["10M", "{issued: 10M, options: [{count: 1M, strike: 30 USD}]}"])
  func idle(_ shares: String) throws {
    func run(_ happens: String) throws -> Summary {
      let series = CompanyCatalog.plain.names.filter { $0 != "raised" }
      return try scenario("", happens: happens, shares: shares, record: series)
        .run(paths: 1_024, seed: 176)
    }
    let old = try run("")
    let new = try run(event("until: 2027-04-24, probability: 0%", "{amount: 10M to 90M}"))
    #expect(old.series.allSatisfy { new.series[$0.name] == $0 })
    #expect(old.outcomes.allSatisfy { new.outcomes[$0.name] == $0 })
    #expect(spelled(old.attributions["acme"]) == spelled(new.attributions["acme"]))
    #expect(new.outcomes["acme.raises"] != nil && old.outcomes["acme.raises"] == nil)
    let some = try run(event("until: 2027-04-24, probability: 5%", "{amount: 10M to 90M}"))
    #expect(!old.series.allSatisfy { some.series[$0.name] == $0 })
  }

  /// What moved the share price adds up where events sell shares.
  @Test func attribution() throws {
    let summary = try scenario(
      "", happens: event("frequency: 2/year", "{amount: 10M to 90M, discount: 30%}")
    ).run(paths: 1_024, seed: 177)
    let full = try #require(summary.attributions["acme"])
    #expect(full.largestGap <= 1e-9)
  }
}
