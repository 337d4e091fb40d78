import Statistics
import Testing

@testable import Reports

/// Protects the numbers that are read first on a page, for percentiles of all kinds and for one path.
@Suite struct FirstScreenTests {
  private static func report(_ levels: [Double], half: Double = 1) -> Report {
    let bands = [0.5, 1, 2].map { factor in
      Fixture.band(
        levels.map { 100 * factor + $0 }, halfWidths: levels.map { _ in half }, levels: levels,
        mean: 100, mcse: 0.1)
    }
    let price = SeriesSummary(
      name: "zhipu.sharePrice", unit: "HKD", dates: Fixture.dates, bands: bands)
    return Fixture.report(
      summary: Fixture.summary(series: [price], outcomes: [], attributions: []))
  }

  private static func tile(_ levels: [Double], half: Double = 1) throws -> [String] {
    let tile = try #require(report(levels, half: half).keyFigures(of: "zhipu").first)
    return [tile.title, tile.value, tile.unitAndError, tile.detail]
  }

  @Test func percentilesOfAllKinds() throws {
    #expect(
      try Self.tile([10, 50, 90]) == [
        "Share price", "250", "HKD ± 1",
        "median, from median 100 ± 1 at the start; 80 % of the paths from 210 ± 1 to 290 ± 1",
      ])
    let one = try Self.tile([50])
    #expect(one == ["Share price", "250", "HKD ± 1", "median, from 100 at the start"], "\(one)")
    // Without a level in the middle, the band is the number: neither of its ends is.
    #expect(
      try Self.tile([10, 90]) == ["Share price", "210 ± 1 to 290 ± 1", "HKD", "80 % of the paths"])
    // One path has no error that could be told.
    let path = try Self.tile([50], half: .infinity)
    #expect(path[1] == "~300" && path[2] == "HKD" && !path[3].contains("±"), "\(path)")
  }

  /// Levels that as many paths pass share a row; what comes true on no path has none.
  @Test func levelsOnOneRow() throws {
    let shares = [(0.1, 1000), (0.2, 1000), (0.5, 700), (0.9, 0)]
    let fall = OutcomeSummary(
      name: "zhipu.maxDrawdown", unit: "share", sample: Fixture.price.bands[0],
      exceedances: shares.map {
        .init(level: $0.0, probability: Proportion(hits: $0.1, of: 1000))
      })
    let html = Fixture.report().passages([fall]).map(\.text).joined()
      .replacing("\u{A0}", with: " ")
    #expect(html.contains("above 10 % and 20 %</th>") && html.contains("above 50 %</th>"))
    #expect(html.contains("On no path: maximum drawdown above 90 %."), "\(html)")
    #expect(html.ranges(of: "<tr>").count == 2)
  }
}
