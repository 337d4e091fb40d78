import Foundation
import Statistics
import Testing

@testable import Reports

/// Protects what is said of how prices move together: text, JSON, CSV, page, sheets and picture say the same
/// numbers, and nothing is said where nothing is told.
@Suite struct DependenceTests {
  private static func share(_ hits: Int, _ count: Int) -> ClusteredShare {
    let value = Double(hits) / Double(count)
    return ClusteredShare(
      hits: hits, count: count, clusters: 90,
      interval: Interval(low: value - 0.02, high: value + 0.02))
  }

  /// Two prices that go together on 1,000 paths; on each tenth the second is worth nothing.
  private static let dependence: DependenceSummary = {
    let returns = (0..<1_000).map { path -> (Double, Double) in
      let (a, b) = (sin(Double(path)), cos(1.7 * Double(path)))
      return (exp(a) - 1, path % 10 == 0 ? -1 : exp(0.7 * a + 0.5 * b) - 1)
    }
    return DependenceSummary(
      series: ["acme", "bolt"].map {
        .series("sharePrice", .reportingCurrency, role: .sharePrice, help: "")
          .of($0, currency: "USD", reporting: "USD")
      },
      pairs: [
        .init(
          first: 0, second: 1,
          steps: .init(mean: Estimate(value: 0.512, error: 0.01), paths: 900),
          logs: .init(mean: Estimate(value: 0.534, error: 0.01), paths: 900),
          horizon: IntervalEstimate(value: 0.701, interval: Interval(low: 0.66, high: 0.74)),
          horizonPaths: 1_000,
          falls: [
            .init(
              of: 1, given: 0, fall: 0.1, probability: share(300, 1_000), alone: share(500, 9_000))
          ])
      ], returns: [returns.map(\.0), returns.map(\.1)])
  }()

  private static func report(_ dependence: DependenceSummary? = dependence) -> Report {
    let whole = Fixture.summary(series: [Fixture.price], outcomes: [], groups: [])
    return Fixture.report(
      summary: Summary(
        paths: whole.paths, seed: whole.seed, series: whole.series, outcomes: whole.outcomes,
        dependence: dependence, warnings: [], failures: whole.failures))
  }

  @Test func texts() throws {
    let report = Self.report()
    let text = report.table.replacing(/\ +/, with: " ")
    for line in [
      "correlation by week Spearman ± Pearson ± to the end ±",
      " acme and bolt 0.51 0.02 0.53 0.02 0.70 0.04",
      " bolt > 10 % when acme > 10 % 30 % 2 % 6 % 2 %",
    ] {
      #expect(text.contains(line), "\(line): \(text)")
    }
    let page = report.page([])
    #expect(page.contains("How prices move together") && page.contains("bolt &gt; 10"))
    let csv = report.csv
    #expect(
      csv.contains(
        "acme,sharePrice,,,step rank correlation with bolt.sharePrice,,0.512,0.4924,0.5316,,,\n"))
    #expect(
      csv.contains(
        "acme,sharePrice,,,step correlation with bolt.sharePrice,,0.534,0.5144,0.5536,,,\n"))
    #expect(
      csv.contains(
        "bolt,sharePrice,probability,,falls given acme.sharePrice,0.1,0.3,0.28,0.32,,,\n"))
    #expect(csv.contains("falls beside acme.sharePrice,0.1,"))
    let none = Self.report(nil)
    for text in [none.table, none.page([]), none.csv, none.json] {
      #expect(!text.contains("Spearman") && !text.contains("correlation with"))
      #expect(!text.contains("dependence"))
    }
  }

  /// Readers of the file see the numbers, and so do sheets.
  @Test func sheets() throws {
    let json = Data(Self.report().json.utf8)
    let file = try JSONDecoder().decode(SummaryFile.self, from: json)
    let pair = try #require(file.dependence?.pairs.first)
    #expect(pair.steps?.value == 0.512 && pair.horizon?.paths == 1_000)
    #expect(pair.pearson?.value == 0.534 && pair.pearson?.paths == 900)
    #expect(pair.falls.first?.probability.count == 1_000)
    let sheets = DependenceSheets(file).all
    #expect(sheets.map(\.name) == ["Rank correlations", "Joint falls"])
    #expect(sheets.allSatisfy { $0.rows.count == 1 && $0.rows[0].count == $0.columns.count })
    let none = try JSONDecoder().decode(SummaryFile.self, from: Data(Self.report(nil).json.utf8))
    #expect(DependenceSheets(none).all.isEmpty)
  }

  /// Areas and points of the picture; prices that end at one value have none.
  @Test func picture() throws {
    let chart = try #require(Self.report().dependenceCharts.first)
    #expect(chart.name == "together-acme-bolt")
    #expect(chart.note.contains("on which both are worth something"))
    #expect(chart.data.components(separatedBy: "\n\n\n").count == 2)
    let still = DependenceSummary(
      series: Self.dependence.series, pairs: Self.dependence.pairs, returns: [[0.1, 0.1], [0, 1]])
    #expect(Self.report(still).dependenceCharts.isEmpty)
  }

  /// Regions of a normal hold what they say. Control: half of that many places do not.
  @Test func regions() throws {
    var state: UInt64 = 3
    func normal() -> Double {
      (0..<12).reduce(-6) { sum, _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return sum + Double(state >> 11) / 9_007_199_254_740_992
      }
    }
    let points = (0..<8_000).map { _ -> (x: Double, y: Double) in
      let (a, b) = (normal(), normal())
      return (0.5 + 0.1 * a, 0.5 + 0.1 * (0.8 * a + 0.6 * b))
    }
    let density = try #require(JointDensity(points))
    for (region, share) in JointDensity.shares.enumerated() {
      let held = points.count { (density.region(x: $0.x, y: $0.y) ?? -1) >= region }
      #expect(abs(Double(held) / 8_000 - share) < 0.05, "\(held)")
    }
    // The ellipse of a correlation of 0.8 has 0.6 of the area of a circle: 2π · ln 10 · 0.6 · 0.01.
    let area = density.spans.reduce(0) { $0 + ($1.to - $1.from) * ($1.high - $1.low) }
    #expect(abs(area / (2 * .pi * log(10) * 0.006) - 1) < 0.15, "\(area)")
    #expect(JointDensity(Array(points.prefix(100))) == nil)
  }
}
