import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Text

@Suite struct TableTests {
  /// Protects wording and layout.
  @Test func matchesItsGoldenTable() throws {
    try expectGolden(Fixture.report().table, "table.txt")
  }

  /// Protects the width, whatever the numbers, names and titles are.
  @Test func fitsEightyColumns() {
    let reports = [
      Fixture.report(), Fixture.report(title: String(repeating: "智谱AI ", count: 40)),
      Fixture.report(measure: "riskAdjusted", summary: Self.wideSummary),
    ]
    for line in reports.flatMap({ $0.table.split(separator: "\n") }) {
      #expect(String(line).displayWidth <= 80, "\(line)")
    }
  }

  private static let wideSummary: Summary = {
    let levels: [Double] = [1, 2.5, 5, 10, 25, 50, 75, 90, 95, 97.5, 99]
    let band = Fixture.band(
      levels.map { -1.2345678e8 * $0 }, halfWidths: levels.map { $0 * 1e4 }, levels: levels,
      mean: -6e9, mcse: 1e5)
    let name = "company-with-a-very-long-name.quantityWithAnEvenLongerNameThatNobodyWouldWrite"
    return Fixture.summary(
      paths: 1024..<99_999_999, warnings: [String(repeating: "word ", count: 60), name + name],
      series: [
        SeriesSummary(
          name: name, unit: "HKD", dates: Fixture.dates, bands: [band, band, band])
      ],
      outcomes: [OutcomeSummary(name: name, unit: "HKD", sample: band)])
  }()

  /// Protects the rule which percentiles stay when not all fit.
  @Test func keepsLowestMedianAndHighest() throws {
    let lines = Fixture.report(summary: Self.wideSummary).table.split(separator: "\n")
    let titles = try #require(lines.first { $0.contains("±P50") }).split(separator: " ")
    #expect(titles.contains("P1") && titles.contains("P50") && titles.contains("P99"))
    #expect(titles.contains("P25") && titles.contains("P75") && !titles.contains("P2.5"))
  }

  /// Protects the terminal from what a scenario file contains.
  @Test func noEscapeSequenceReachesTheTerminal() {
    let evil = "\u{1B}[2J\u{07}evil\r\n\u{9B}31m\u{202E}\u{2028}\u{E0041}\u{0}"
    let series = SeriesSummary(
      name: "co\(evil).x", unit: evil, dates: [evil, evil], bands: Array(Fixture.price.bands[1...]))
    let summary = Fixture.summary(warnings: [evil], series: [series])
    for text in [
      Fixture.report(title: evil, summary: summary).table,
      Fixture.report(title: evil, summary: summary).json,
      Fixture.report(title: evil, summary: summary).manifest,
    ] {
      let bad = text.unicodeScalars.filter {
        ($0.value < 0x20 && $0 != "\n") || (0x7F..<0xA0).contains($0.value)
          || $0 == "\u{202E}" || $0 == "\u{2028}" || $0.value == 0xE0041
      }
      #expect(bad.isEmpty)
    }
    #expect(Fixture.report(title: evil).table.hasPrefix("?[2J?evil  ?31m"))
  }

  @Test func riskAdjustedScenariosSayso() {
    let words = Fixture.report(measure: "riskAdjusted").table
    #expect(words.contains("risk-adjusted scenario") && !words.contains("real-world"))
    #expect(Fixture.report().table.contains("real-world scenario, not a forecast; P10: one path"))
  }

  /// Only 0 is told as 0, whatever the largest path has; the bin that holds zeros is no error.
  @Test func smallBesideLarge() {
    func cells(_ values: [Double], halfWidths: [Double]) -> [String] {
      let sample = Fixture.band(values, halfWidths: halfWidths, mean: 1e10, mcse: 1e9)
      return Report.numbers(sample, [5, 50, 97.5], 50, unit: "USD")
    }
    #expect(
      cells([0.3, 1088, 8e13], halfWidths: [0.02, 52, 1e12]) == ["0.30", "1090", "80T", "50"])
    #expect(
      cells([0, 1e-4, 8e13], halfWidths: [100, 2e-5, 1e12]).dropLast() == ["0", "0.00010", "80T"])
    #expect(cells([0, 0, 8e13], halfWidths: [100, 100, 1e12]) == ["0", "0", "80T", "0"])
  }

  @Test func unknownErrorsAreExplained() {
    let band = Fixture.band(
      [1, 2, 3], halfWidths: [.infinity, 0.1, .infinity], mean: 2, mcse: 0.1)
    let series = SeriesSummary(name: "a.b", unit: "x", dates: ["2026-01-01"], bands: [band])
    let table = Fixture.report(summary: Fixture.summary(series: [series])).table
    #expect(table.contains("~1") && table.replacing("\n", with: " ").contains("~: too few paths"))
  }

  /// Nothing recorded, or nothing that came through, is not a reason to crash.
  @Test func emptySummariesPrint() {
    let empty = Fixture.summary(series: [], outcomes: [])
    #expect(Fixture.report(summary: empty).table.contains("100,000 paths"))
    let none = Fixture.band([], halfWidths: [], mean: .nan, mcse: .nan)
    let holed = SeriesSummary(
      name: "a.b", unit: "x", dates: Fixture.dates,
      bands: [Fixture.price.bands[1], none, Fixture.price.bands[2]])
    let report = Fixture.report(summary: Fixture.summary(series: [holed], outcomes: []))
    let words = report.table.split { $0.isWhitespace }
    #expect(words.contains(["2027-06-23", "–", "–", "–", "–"]))
    #expect(report.json.contains("[310.4, null, 55.55]"))
    let series = SeriesSummary(name: "x", unit: "", dates: [], bands: [])
    #expect(!Fixture.report(summary: Fixture.summary(series: [series])).json.isEmpty)
    #expect(!Fixture.report(summary: Fixture.summary(series: [series])).table.isEmpty)
  }

  @Test(arguments: [
    ("short", 5, "short"), ("longer", 5, "long…"), ("智谱人工", 5, "智谱…"),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("👩‍👩‍👧ab", 3, "👩‍👩‍👧…"), ("", 3, ""),
  ])
  func titlesAreCutByColumns(_ text: String, _ width: Int, _ cut: String) {
    #expect(text.truncated(to: width) == cut)
    #expect(cut.displayWidth <= width)
  }
}
