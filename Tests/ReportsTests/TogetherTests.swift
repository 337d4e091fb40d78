import Foundation
import Simulation
import Statistics
import Testing
import Text

@testable import Reports

/// Protects what a holder of several companies reads first: baskets lead, each pair that is held has a row, and
/// what holding them saves is told in points.
@Suite struct TogetherTests {
  private static func series(_ name: String) -> SeriesSummary {
    SeriesSummary(
      name: "\(name).sharePrice", unit: "HKD", dates: Fixture.dates, bands: Fixture.price.bands)
  }

  private static func share(_ value: Double, _ half: Double) -> ClusteredShare {
    ClusteredShare(
      hits: Int(10_000 * value), count: 10_000, clusters: 90,
      interval: Interval(low: value - half, high: value + half))
  }

  private static func basket(_ name: String, saved: Double) -> ([SeriesSummary], [OutcomeSummary]) {
    func quantity(_ role: Quantity.Role) -> Quantity? {
      BasketCatalog.quantities(isIndex: true).first { $0.role == role }?
        .of(name, currency: "HKD", reporting: "HKD")
    }
    let bands = [1, 0.8, 0.7].map { factor in
      Fixture.band(
        [factor, factor, factor].enumerated().map { $1 * Double($0 + 1) / 2 },
        halfWidths: [0.01, 0.01, 0.01], mean: factor, mcse: 0.01)
    }
    func outcome(_ role: Quantity.Role, _ values: [Double]) -> OutcomeSummary? {
      quantity(role).map {
        OutcomeSummary(
          $0,
          sample: Fixture.band(
            values, halfWidths: values.map { _ in 0.0012 }, mean: values[1], mcse: 0.001))
      }
    }
    return (
      quantity(.sharePrice).map { [SeriesSummary($0, dates: Fixture.dates, bands: bands)] } ?? [],
      [
        outcome(.maximumDrawdown, [0.3, 0.72, 0.9]),
        outcome(.diversificationBenefit, [-0.01, saved, 0.1]),
      ].compactMap(\.self)
    )
  }

  /// Four companies, of which a basket holds the first two.
  private static func report(saved: Double = 0.0221, isHeld: Bool = true) -> Report {
    let names = ["acme", "bolt", "core", "dust"]
    let companies = names.map(series)
    let pair = basket("held", saved: saved)
    let whole = Fixture.summary(series: companies, outcomes: [], groups: [])
    let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)].map { first, second in
      DependenceSummary.Pair(
        first: first, second: second,
        steps: .init(mean: Estimate(value: 0.748, error: 0.002), paths: 2_048),
        logs: .init(mean: Estimate(value: 0.69, error: 0.002), paths: 2_048),
        horizon: IntervalEstimate(value: 0.41, interval: Interval(low: 0.4, high: 0.42)),
        horizonPaths: 16_384,
        falls: [(0.05, 0.2), (0.1, 0.048), (0.2, 0.002)].map { fall, alone in
          .init(
            of: second, given: first, fall: fall, probability: share(0.36, 0.01),
            alone: share(alone, 0.001))
        })
    }
    return Fixture.report(
      summary: Summary(
        paths: whole.paths, seed: whole.seed, series: Catalog(companies + (isHeld ? pair.0 : [])),
        outcomes: Catalog(isHeld ? pair.1 : []),
        dependence: DependenceSummary(
          series: companies.map(\.quantity), pairs: pairs, returns: names.map { _ in [] }),
        baskets: isHeld ? [BasketSummary(name: "held", holds: ["acme", "bolt"])] : [],
        warnings: [], failures: whole.failures))
  }

  private static func lines(_ report: Report, columns: Int = 80) -> [String] {
    report.text(on: Terminal(columns: columns)).split(separator: "\n").map {
      String($0).replacing(/\ +/, with: " ")
    }
  }

  @Test func firstScreen() throws {
    let lines = Self.lines(Self.report())
    let held = try #require(
      lines.firstIndex { $0.hasPrefix("held: value, index 1.00 ") }, "\(lines)")
    let acme = try #require(lines.firstIndex { $0.hasPrefix("acme") })
    #expect(held < acme && lines.count <= 40)
    let pair = try #require(lines.firstIndex { $0.hasPrefix(" bolt with acme") })
    #expect(
      lines[pair - 2...pair + 1] == [
        " Spearman Pearson falls > 10 % falls > 10 %",
        "moving together by week by week when it does on any week",
        " bolt with acme 0.748±0.004 0.690±0.004 36±1 % 4.8±0.1 %",
        " held: maximum drawdown 2.2 ± 0.1 points below its names' mean (median)",
      ], "\(lines)")
    // Other pairs are held by nobody.
    #expect(!lines.contains { $0.contains("core with") })
    for columns in [40, 57] {
      #expect(Self.lines(Self.report(), columns: columns).allSatisfy { $0.count <= columns })
    }
  }

  /// Without a basket the first pairs, and nothing is saved; with one that falls deeper that is said.
  @Test func others() {
    let bare = Self.lines(Self.report(isHeld: false))
    #expect(bare.count { $0.contains(" with ") && $0.contains("±") } == 3)
    #expect(!bare.contains { $0.contains("names' mean") })
    let worse = Self.lines(Self.report(saved: -0.0221))
    #expect(worse.contains { $0.contains("2.2 ± 0.1 points above its names' mean") })
  }

  /// On the page baskets have a table of their own, before companies, and neither has an empty column.
  @Test func page() throws {
    let html = Self.report().page([]).replacing("\u{A0}", with: " ")
    let (value, price) = (
      try #require(html.firstRange(of: ">Value</th>")),
      try #require(html.firstRange(of: ">Share price, HKD</th>"))
    )
    #expect(value.lowerBound < price.lowerBound)
    #expect(html.contains("mean fall, points</th>"))
    #expect(!html[value.lowerBound..<price.lowerBound].contains("<td>–</td>"))
  }
}
