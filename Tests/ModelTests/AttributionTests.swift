import Foundation
import Scenarios
import Statistics
import Testing

@testable import Simulation

/// Protects the split of a share price's change into what moved it.
@Suite struct AttributionTests {
  private typealias Cause = PriceAttribution.Cause
  private static let seed: UInt64 = 1_401

  /// Every part of the model at work, in another currency than that of the report.
  private static let abroad = ScenarioText(
    step: "month", horizon: "2 years", currency: "HKD", percentiles: "[5, 25, 50, 75, 95]",
    record: "[usage, listPrice, multiple, enterpriseValue, marketCap, shares, sharePrice]",
    top: "fx: {CNY: 1.1 to 1.2}",
    acme: "currency: CNY\n"
      + FullScenario.acme.replacing(
        "strike: 12}", with: "strike: 12 HKD}, {count: 9M, strike: 45 HKD}")
  )

  /// Debt that swamps the company where its multiple falls.
  private static let indebted = ScenarioText(
    step: "month", horizon: "2 years", percentiles: "[5, 25, 50, 75, 95]",
    acme: """
      shares: {issued: 100, options: [{count: 5, strike: 0.5}]}
      arr: 10
      debt: 60
      cash: {normal: {mean: 10, sd: 6}}
      multiple: {initial: 10x, volatility: 60%}
      """)

  private func acme(_ summary: Summary) throws -> PriceAttribution {
    try #require(summary.attributions["acme"])
  }

  /// Protects the sum on every path, with options and an exchange rate; so the parts' means add, too.
  /// Control: without any one of the four that move, they do not.
  @Test func partsAdd() throws {
    let attribution = try acme(Self.abroad.run(paths: 20_000, seed: Self.seed))
    #expect(attribution.largestGap > 0 && attribution.largestGap <= 1e-9)
    #expect(attribution.leftOut.count == 20_000)
    // Nothing happens to the share price itself.
    let causes = Cause.allCases.filter { ![.events, .takeover].contains($0) }
    #expect(attribution.parts.map(\.cause) == causes)
    #expect(attribution.parts.allSatisfy { $0.sample.count == attribution.total.count })
    let total = attribution.total.mean.value
    let means = attribution.parts.map(\.sample.mean.value)
    #expect(abs(means.reduce(0, +) - total) <= 1e-9)
    for cause in causes where cause != .currency {
      let others = attribution.parts.filter { $0.cause != cause }.map(\.sample.mean.value)
      #expect(abs(others.reduce(0, +) - total) > 1e-3, "\(cause)")
    }
    let currency = try #require(attribution[.currency])
    #expect(currency.minimum == 0 && currency.maximum == 0)
  }

  /// Protects each part on single paths: what the recorded series say, read otherwise than the
  /// attribution reads them.
  @Test(arguments: [0, 1, 511, 512, 999])
  func singlePath(_ number: Int) throws {
    let path = try Self.abroad.model().path(number, paths: 1_000, seed: Self.seed)
    let attribution = try acme(path)
    func change(_ series: String) throws -> Double {
      let values = try path.values(series)
      return log(values[values.count - 1] / values[0])
    }
    let expected: [Cause: Double] = try [
      .usage: change("usage"), .listPrice: change("listPrice"), .multiple: change("multiple"),
      .capitalStructure: change("marketCap") - change("enterpriseValue") - change("shares"),
      .currency: 0,
    ]
    for (cause, value) in expected {
      let part = try #require(attribution[cause]).mean.value
      #expect(abs(part - value) <= 1e-9, "\(cause): \(part), not \(value)")
    }
    #expect(try abs(attribution.total.mean.value - change("sharePrice")) <= 1e-12)
    #expect(attribution.largestGap <= 1e-9)
    #expect(try abs(change("usage")) > 1e-3 && abs(change("shares")) > 1e-6)
  }

  /// Protects against a hand-computed path. Usage grows tenfold. EV 646 → 6,460; with cash 300 and debt
  /// 50 it is 896 → 6,710 CNY. Options of strikes 4 and 40 HKD dilute 100 shares at a price of 10 by
  /// 20 · 0.6, and at (8,387.5 + 80 + 200) / 125 = 69.34 by 20 (1 - 4/69.34) + 5 (1 - 40/69.34).
  @Test func handComputed() throws {
    let summary = try ScenarioText(
      step: "year", currency: "HKD", top: "fx: {CNY: 1.25}",
      acme: """
        currency: CNY
        shares: {issued: 100, options: [{count: 5, strike: 40 HKD}, {count: 20, strike: 4 HKD}]}
        sharePrice: 10 HKD
        arr: 10
        cash: 300
        debt: 50
        growth: {initial: 900%}
        """
    ).run(paths: 16, seed: 1)
    let attribution = try acme(summary)
    func part(_ cause: Cause) throws -> Double { try #require(attribution[cause]).mean.value }
    let diluted = 100 + 20 * (1 - 4 / 69.34) + 5 * (1 - 40 / 69.34)
    let capital = log((6_710.0 / 6_460) / (896.0 / 646)) - log(diluted / 112)
    #expect(try abs(part(.usage) - log(10)) < 1e-12)
    #expect(try part(.listPrice) == 0 && part(.currency) == 0)
    #expect(try abs(part(.multiple)) < 1e-12)
    #expect(try abs(part(.capitalStructure) - capital) < 1e-12)
    #expect(abs(attribution.total.mean.value - log(69.34 / 10)) < 1e-12)
    #expect(attribution.largestGap < 1e-12)
    #expect(attribution.leftOut == Proportion(hits: 0, of: 16))
    // Without dilution, the parts would miss the price by a tenth.
    #expect(try abs(part(.usage) + capital + log(diluted / 112) - log(6.934)) > 0.05)
  }

  /// Protects the share of the paths that are left out: those whose debt has swamped the company by the
  /// horizon, and those that failed.
  @Test func leavesOut() throws {
    let model = try Self.indebted.model {
      $0.measured = [.series(.acme("sharePrice"), step: $0.grid.steps)]
    }
    let run = Run(paths: 0..<5_000, seed: Self.seed)
    let (summary, values) = try Simulator(model, workers: 2).simulateKeepingValues(run)
    let prices = values.columns[0].values
    let (dead, failed) = (prices.count { $0 == 0 }, prices.count { $0.isNaN })
    #expect(dead > 500 && failed > 100 && failed == summary.failures.paths)
    let attribution = try acme(summary)
    #expect(attribution.leftOut == Proportion(hits: dead + failed, of: 5_000))
    #expect(attribution.total.count == 5_000 - dead - failed)
    #expect(attribution.total.mean.value.isFinite && attribution.largestGap <= 1e-9)
    // The low end of those that are left is far below all that a company without debt would see.
    #expect(attribution.total.minimum < -3)
  }

  /// Protects the promise of the same bytes: workers, blocks and shards leave no trace, also where paths
  /// are left out. Another seed does.
  @Test(arguments: [abroad, indebted])
  func isDeterministic(_ text: ScenarioText) throws {
    let model = try text.model()
    let one = try model.run(paths: 5_000, seed: Self.seed, workers: 1).attributions
    #expect(one.count == 1)
    for workers in [2, 3, 7] {
      #expect(try model.run(paths: 5_000, seed: Self.seed, workers: workers).attributions == one)
    }
    let run = Run(paths: 0..<5_000, seed: Self.seed)
    for size in [512, 1_024, 2_048] {
      let simulator = Simulator(model, workers: 3, blockSize: size, order: { $0.reversed() })
      #expect(try simulator.simulate(run).attributions == one)
    }
    let simulator = Simulator(model, workers: 2)
    let shard = try simulator.simulate(Run(paths: 1_024..<2_048, seed: Self.seed)).attributions
    #expect(try simulator.simulate(run, where: 1_024..<2_048).attributions == shard)
    #expect(shard != one)
    #expect(try model.run(paths: 5_000, seed: Self.seed + 1).attributions != one)
  }

  /// A group has the attribution of its paths alone.
  @Test func groups() throws {
    let model = try Self.abroad.model {
      $0.groups = [PathGroup(Condition("sharePrice", .at(24), .below, 20))]
    }
    let run = Run(paths: 0..<3_000, seed: Self.seed)
    let summary = try Simulator(model, workers: 2).simulate(run)
    let group = try #require(summary.groups.first)
    let own = try #require(group.attributions["acme"])
    #expect(group.paths > 300 && own.leftOut.count == group.paths)
    #expect(try own.total.maximum < log(20.0 / 40) + 1e-9 && acme(summary).total.maximum > 0)
    #expect(own.largestGap <= 1e-9)
  }

  /// Protects what nobody asks for: without a recorded share price, or where values are measured, there
  /// is no attribution, and no column more than before.
  @Test func costsNothingWhereNobodyAsks() throws {
    var text = Self.indebted
    text.record = "[arr, marketCap]"
    let plain = try text.model()
    #expect(plain.attributions.isEmpty)
    #expect(try plain.run(paths: 512, seed: 1).attributions.isEmpty)
    let measuring = try Self.indebted.scenario().compile(
      measuring: [.series(.acme("sharePrice"), step: 3)], recording: [.acme("sharePrice")])
    #expect(measuring.attributions.isEmpty)
    var definition = try Self.indebted.scenario().definition
    let with = try Model(definition)
    definition.attributesPrices = false
    let without = try Model(definition)
    #expect(with.attributions.count == 1 && without.attributions.isEmpty)
    #expect(with.layout.columns == without.layout.columns)
    #expect(with.components.count == without.components.count)
    let run = Run(paths: 0..<1_000, seed: Self.seed)
    let (one, other) = try (
      Simulator(with, workers: 2).simulate(run), Simulator(without, workers: 2).simulate(run)
    )
    #expect(one.series == other.series && one.outcomes == other.outcomes)
  }
}
