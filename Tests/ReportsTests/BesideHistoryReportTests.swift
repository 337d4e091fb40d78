import Foundation
import Statistics
import Testing

@testable import Reports

/// Protects what is said of a share price beside its history: text, JSON, CSV, page and sheet say the same numbers,
/// and nothing is said where nothing is told.
@Suite struct BesideHistoryReportTests {
  private static let history: HistorySummary = {
    let quantity = Quantity.outcome("fallsAbove10", .level, worst: .above, help: "")
      .of("acme", currency: "USD", reporting: "USD")
    let sample = Fixture.band(
      [2, 5, 11], halfWidths: [0.1, 0.2, 0.4], mean: 5.51, mcse: 0.02)
    return HistorySummary(
      company: "acme", first: "2026-01-08", last: "2026-06-24", steps: 110,
      moves: [
        .init(
          value: 8, outcome: OutcomeSummary(quantity, sample: sample),
          rank: Proportion(hits: 700, of: 1_000))
      ])
  }()

  private static func report(_ histories: [HistorySummary] = [history]) -> Report {
    let whole = Fixture.summary(series: [Fixture.price], outcomes: [], groups: [])
    return Fixture.report(
      summary: Summary(
        paths: whole.paths, seed: whole.seed, series: whole.series, outcomes: whole.outcomes,
        histories: histories, warnings: [], failures: whole.failures))
  }

  @Test func texts() throws {
    let report = Self.report()
    let text = report.table.replacing(/\ +/, with: " ")
    for line in [
      "acme, 110 weeks to 2026-06-24", "beside history history below", "fallsAbove10 8 70 %",
    ] {
      #expect(text.contains(line), "\(line): \(text)")
    }
    let page = report.page([])
    #expect(page.contains("Beside history") && page.contains("acme, 110 weeks to 2026-06-24"))
    let csv = report.csv
    #expect(csv.contains("acme,fallsAbove10,,2026-06-24,history,,8,,,,,\n"))
    #expect(csv.contains("mean beside history,,5.51,"))
    #expect(csv.contains("acme,fallsAbove10,probability,,below history,8,0.7,"))
    let none = Self.report([])
    for text in [none.table, none.page([]), none.csv, none.json] {
      #expect(!text.contains("eside history") && !text.contains("histories"))
    }
  }

  @Test func sheet() throws {
    let file = try JSONDecoder().decode(SummaryFile.self, from: Data(Self.report().json.utf8))
    let move = try #require(file.histories?.first?.moves.first)
    #expect(move.value == 8 && move.rank.value == 0.7 && move.outcome.mean == 5.51)
    let sheets = HistorySheet(file).all
    #expect(sheets.map(\.name) == ["Beside history"])
    #expect(sheets.allSatisfy { $0.rows.count == 1 && $0.rows[0].count == $0.columns.count })
    let none = try JSONDecoder().decode(SummaryFile.self, from: Data(Self.report([]).json.utf8))
    #expect(HistorySheet(none).all.isEmpty)
  }
}
