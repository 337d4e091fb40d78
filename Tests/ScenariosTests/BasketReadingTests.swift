import Simulation
import Statistics
import Testing

@testable import Scenarios

/// Protects what a file, the command line and metrics say of baskets.
@Suite struct BasketReadingTests {
  private static let text = """
    ballpark: 1
    title: Baskets
    start: 2026-07-01
    horizon: 1 year
    step: week
    currency: USD
    companies:
      acme: {shares: 50M, arr: 120M, multiple: {initial: 10, volatility: 50%}}
      bolt: {shares: 50M, arr: 120M, multiple: {initial: 10, volatility: 50%}}
    baskets:
      pair: {holds: {acme: 50%, bolt: 30%}, rebalance: 1 month}
      some: {holds: {acme: 10k shares, bolt: 5_000 shares}}
      money: {holds: {acme: 3M, bolt: 1M USD}, rebalance: 1 quarter}
      fund: {holds: {bolt: 90%}, value: 10M}
    """

  private func read(_ settings: String...) throws -> Scenario {
    try Scenario(text: Self.text, settings: settings.map { try #require(Setting($0)) })
  }

  @Test func isRead() throws {
    let text = Self.text.replacing("acme: 3M,", with: "acme: 3M USD,")
    let baskets = try Scenario(text: text).definition.baskets
    #expect(
      baskets == [
        BasketDefinition(
          name: "pair", basis: .weights(of: 1),
          holdings: [.init(company: "acme", amount: 0.5), .init(company: "bolt", amount: 0.3)],
          rebalance: 1.0 / 12, currency: nil),
        BasketDefinition(
          name: "some", basis: .shares,
          holdings: [
            .init(company: "acme", amount: 10_000), .init(company: "bolt", amount: 5_000),
          ],
          rebalance: nil, currency: "USD"),
        BasketDefinition(
          name: "money", basis: .weights(of: 4e6),
          holdings: [.init(company: "acme", amount: 0.75), .init(company: "bolt", amount: 0.25)],
          rebalance: 0.25, currency: "USD"),
        BasketDefinition(
          name: "fund", basis: .weights(of: 1e7), holdings: [.init(company: "bolt", amount: 0.9)],
          rebalance: nil, currency: "USD"),
      ])
  }

  /// A bare number is none of the three, since 50 may be 50 % or 50 shares.
  @Test func needsItsUnit() throws {
    #expect(throws: Diagnostics.self) { try read() }
    #expect(throws: Diagnostics.self) { try read("money.holds.acme=3M USD", "pair.holds.acme=0.5") }
    _ = try read("money.holds.acme=3M USD", "pair.holds.acme=0")
  }

  @Test(arguments: [
    ("pair.holds.acme", "20%"), ("baskets.pair.holds.bolt", "50%"), ("pair.rebalance", "1 week"),
    ("fund.value", "1M USD"), ("some.holds.bolt", "7k shares"),
  ])
  func isSet(_ key: String, _ value: String) throws {
    let set = try read("money.holds.acme=3M USD", "\(key)=\(value)")
    let own = key.hasPrefix("baskets.") ? String(key.dropFirst("baskets.".count)) : key
    #expect(set.description.assumptions.first { $0.key == own }?.text == value)
    _ = try set.compile()
  }

  @Test func isTakenOut() throws {
    let set = try read("money=~", "pair.holds.bolt=~", "some=~")
    #expect(set.definition.baskets.map(\.name) == ["pair", "fund"])
    #expect(set.definition.baskets[0].holdings.map(\.company) == ["acme"])
  }

  /// Levels of shares say that they are shares, so that they are read again.
  @Test func isVaried() throws {
    let scenario = try read("money=~")
    let keys = try scenario.varied([
      "pair.holds.acme=10%:50%:3", "some.holds.bolt=1k shares:3k shares:3", "fund.value=1M,2M",
      "pair.rebalance=1 week,3 months",
    ])
    #expect(keys.map(\.levels.count) == [3, 3, 2, 2])
    let middle = keys[1].levels[1].text
    #expect(middle.hasSuffix("shares"))
    let set = try scenario.setting("some.holds.bolt", to: middle)
    #expect(set.definition.baskets[1].holdings[1].amount == 2_000)
  }

  @Test func isAskedFor() throws {
    let scenario = try read("money=~")
    let metrics = try scenario.metrics([
      "pair.value.p50@2026-12-30", "pair.maxDrawdown.mean", "pair.return.es95", "some.value.mean",
      "P(pair.return > bolt.return)", "P(acme.sharePrice < bolt.sharePrice until 2026-12-30)",
      "pair.diversificationBenefit.mean", "fund.finalValue.sd",
    ])
    #expect(
      metrics.map(\.description.unit) == [
        "index", "share", "share", "USD", "probability", "probability", "share", "USD",
      ])
    #expect(
      metrics[5].description.name == "P(acme.sharePrice < bolt.sharePrice until 2026-12-30)")
    let standard = scenario.standardMetrics
    #expect(standard.contains("pair.value.p50") && standard.contains("pair.maxDrawdown.p50"))
    #expect(!standard.contains("pair.arr.p50"))
  }

  /// What a file does not name is kept, and what it names alone.
  @Test func isRecorded() throws {
    let model = try read("money=~").compile()
    #expect(Set(try model.run(paths: 512, seed: 1).series.map(\.name)).contains("pair.value"))
    let some = try Scenario(
      text: Self.text + "\nrecord: [sharePrice]\noutcomes: [finalValue]",
      settings: [
        try #require(Setting("money=~"))
      ]
    ).compile().run(paths: 512, seed: 1)
    #expect(some.series.map(\.name) == ["acme.sharePrice", "bolt.sharePrice"])
    #expect(some.outcomes.map(\.name) == ["pair.finalValue", "some.finalValue", "fund.finalValue"])
  }
}

extension Model {
  fileprivate func run(paths: Int, seed: UInt64) throws -> Summary {
    try Simulator(self, workers: 1).simulate(Run(paths: 0..<paths, seed: seed))
  }
}
