import Foundation
import Simulation
import Statistics
import Testing

/// Protects raises: what they do to the share price, and how often they take place.
@Suite struct FinancingTests {
  private func scenario(_ financing: String, horizon: String = "1 year") -> ScenarioText {
    ScenarioText(
      horizon: horizon, record: "[sharePrice, marketCap, shares]",
      acme: """
        shares: {issued: 10M, options: [{count: 1M, strike: 30 USD}]}
        arr: 100M
        cash: 400M
        growth: {initial: 40%, volatility: 30%}
        usage: {volatility: 30%}
        costs: {grossMargin: 60%, fixed: 90M}
        multiple: {initial: 5, volatility: 60%}
        \(financing)
        """)
  }

  /// A raise without discount and fee leaves every share price as it is without it, since new holders
  /// bring what they get. Control: at a discount of 1 % it does not.
  @Test func aFairRaiseMovesNoSharePrice() throws {
    func prices(_ discount: String?) throws -> Trajectories.Track {
      let financing = discount.map {
        "financing: {raises: [{date: 2026-10-24, amount: 80M, discount: \($0)}]}"
      }
      let model = try scenario(financing ?? "financing: {fee: 0%}").model()
      let run = Run(paths: 0..<500, seed: 613)
      let all = try Simulator(model, workers: 1).trajectories(of: run, paths: 0..<500)
      return try #require(all.tracks["acme.sharePrice"])
    }
    let (without, fair, cheap) = try (prices(nil), prices("0%"), prices("1%"))
    for path in 0..<500 {
      for step in 0...4 {
        #expect(areEqual(fair[step, path], without[step, path], within: 1e-12))
      }
    }
    #expect(!areEqual(cheap[4, 7], without[4, 7], within: 1e-4))
  }

  private func share(_ financing: String, seed: UInt64, paths: Int) throws -> Proportion {
    let model = try scenario(financing).model {
      $0.questions = [Condition(.raises, .above, 0)]
    }
    let summary = try model.run(paths: paths, seed: seed)
    return try #require(summary.answers.first).probability
  }

  /// A window that shuts a times a year and opens b times is open at t with b/(a+b) + a/(a+b) e^-(a+b)t:
  /// seen through a raise that needs it open. And a raise takes place as often as is stated. n = 100,000
  /// paths, α = 1e-6 each; a rate that is wrong by a tenth is 11 standard errors off, so that its
  /// power is above 0.999.
  @Test func raisesTakePlaceAsOftenAsStated() throws {
    let n = 100_000
    func open(_ a: Double, _ b: Double, after t: Double, from state: Double) -> Double {
      b / (a + b) + (state - b / (a + b)) * exp(-(a + b) * t)
    }
    func compared(_ hits: Proportion, with p: Double) -> Comparisons {
      var result = Comparisons()
      result.add("share", hits.value, p, error: (p * (1 - p) / Double(n)).squareRoot())
      return result
    }
    let raise = "raises: [{date: 2026-12-24, amount: 10M}]"
    let opened = try share(
      "financing: {\(raise), window: {closes: 2/year, reopens: 1/year}}", seed: 617, paths: n)
    #expect(compared(opened, with: open(2, 1, after: 0.5, from: 1)).failures == [])
    #expect(!compared(opened, with: open(2.2, 1, after: 0.5, from: 1)).hold)
    let reopened = try share(
      "financing: {\(raise), window: {closes: 2/year, reopens: 1/year, initial: shut}}", seed: 619,
      paths: n)
    #expect(compared(reopened, with: open(2, 1, after: 0.5, from: 0)).failures == [])
    #expect(!compared(reopened, with: open(2, 1.1, after: 0.5, from: 0)).hold)
    let likely = try share(
      "financing: {raises: [{date: 2026-12-24, amount: 10M, probability: 30%}]}", seed: 631,
      paths: n)
    #expect(compared(likely, with: 0.3).failures == [])
    #expect(!compared(likely, with: 0.31).hold)
  }

  /// A raise that has a name keeps its draws whatever is written beside it, and wherever. The control: in a
  /// list, one that is written before another takes its luck.
  @Test func namedRaisesKeepTheirDraws() throws {
    func drawn(_ raises: String) throws -> [String: [Double]] {
      let model = try scenario("financing: {raises: \(raises)}").scenario().compile(auditing: true)
      let all = try Simulator(model, workers: 1)
        .trajectories(of: Run(paths: 0..<400, seed: 641), paths: 0..<400)
      let drivers = all.constants.filter { $0.kind == .driver }
      return Dictionary(uniqueKeysWithValues: drivers.map { ($0.name, $0.values) })
    }
    let (one, other, third) = (
      "{date: 2026-12-24, amount: 10M to 30M, probability: 60%}",
      "{date: 2027-03-24, amount: 40M to 80M, probability: 30%}",
      "{date: 2026-09-24, amount: 1M to 9M, probability: 50%}"
    )
    let two = try drawn("{seriesA: \(one), seriesB: \(other)}")
    let reversed = try drawn("{seriesB: \(other), seriesA: \(one)}")
    let three = try drawn("{bridge: \(third), seriesA: \(one), seriesB: \(other)}")
    let names = ["seriesA", "seriesB"].flatMap {
      ["acme.financing.raises.\($0)", "acme.financing.raises.\($0).amount"]
    }
    for name in names {
      let values = try #require(two[name])
      #expect(values == reversed[name] && values == three[name], "\(name)")
      #expect(Set(values).count > 1)
    }
    #expect(three["acme.financing.raises.bridge"] != two["acme.financing.raises.seriesA"])
    let list = try drawn("[\(one), \(other)]")
    let longer = try drawn("[\(third), \(one), \(other)]")
    #expect(list["acme.financing.raises.0.amount"] != nil)
    #expect(list["acme.financing.raises.0"] != longer["acme.financing.raises.1"])
  }

  /// Raises of one date are taken by name, so that nothing depends on where they stand: the second pays for
  /// shares at a price that the first, at a discount, has lowered.
  @Test func raisesOfOneDateGoByName() throws {
    func price(_ raises: String) throws -> [Double] {
      let model = try scenario("financing: {fee: 5%, raises: \(raises)}").model()
      let all = try Simulator(model, workers: 1)
        .trajectories(of: Run(paths: 0..<50, seed: 643), paths: 0..<50)
      let track = try #require(all.tracks["acme.sharePrice"])
      return (0..<50).map { track[6, $0] }
    }
    let (cheap, fair) = (
      "{date: 2026-12-24, amount: 80M, discount: 40%}", "{date: 2026-12-24, amount: 50M}"
    )
    let ordered = try price("{a: \(cheap), b: \(fair)}")
    #expect(try ordered == price("{b: \(fair), a: \(cheap)}"))
    #expect(try ordered == price("[\(cheap), \(fair)]"))
    // The control: the other order is another price.
    #expect(try ordered != price("{b: \(cheap), a: \(fair)}"))
  }

  /// Those who hold today keep what they held but for the new shares: a raise of a quarter of the market
  /// cap, at its price, leaves them four fifths; one of the same size at half the price, two thirds.
  /// Stock compensation of 5 % dilutes without any raise.
  @Test func dilution() throws {
    func diluted(discount: String) throws -> Double {
      let text = ScenarioText(
        acme: """
          shares: 10M
          arr: 100M
          cash: 0
          multiple: {initial: 4}
          costs: {grossMargin: 50%, fixed: 50M}
          financing: {raises: [{date: 2026-09-24, amount: 100M, discount: \(discount)}]}
          """)
      return try #require(text.run(paths: 16, seed: 1).outcome(.dilution).mean).value
    }
    #expect(areEqual(try diluted(discount: "0%"), 1.0 / 5, within: 1e-9))
    #expect(areEqual(try diluted(discount: "50%"), 1.0 / 3, within: 1e-9))
    let text = ScenarioText(
      acme: """
        shares: {issued: 10M, stockCompensation: 5%}
        arr: 100M
        multiple: {initial: 5}
        """)
    let diluted = try text.run(paths: 16, seed: 1).outcome(.dilution)
    #expect(areEqual(try #require(diluted.mean).value, 1 - 1 / 1.05, within: 1e-9))
  }
}
