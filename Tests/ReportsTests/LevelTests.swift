import Statistics
import Testing

@testable import Reports
@testable import Text

/// Protects what is made of the percentiles that a file asks for, whichever they are.
@Suite struct LevelTests {
  struct Case: Sendable, CustomStringConvertible {
    let levels: [Double]
    let bands: [[Double]]
    let line: Double?
    /// In the page's sentence on the share price: the share of the paths, and what is said of the line.
    let percent: String
    let words: String
    let legend: String

    init(
      _ levels: [Double], bands: [[Double]], line: Double?, _ percent: String = "",
      _ words: String = "", _ legend: String = ""
    ) {
      (self.levels, self.bands, self.line) = (levels, bands, line)
      (self.percent, self.words, self.legend) = (percent, words, legend)
    }
    var description: String { "\(levels)" }
  }

  @Test(arguments: [
    Case([5, 95], bands: [[5, 95]], line: nil, "90", "", "▒ P5–P95"),
    Case([50], bands: [], line: 50, "", "", "━ median"),
    Case([10], bands: [], line: 10, "", "", "━ P10"),
    Case([10, 40, 90], bands: [[10, 90]], line: 40, "80", "P40", "▒ P10–P90, ━ P40"),
    Case([0.1, 40, 99.9], bands: [[0.1, 99.9]], line: 40, "99.8", "P40", "▒ P0.1–P99.9, ━ P40"),
    Case(
      [2.5, 50, 97.5], bands: [[2.5, 97.5]], line: 50, "95", "median", "▒ P2.5–P97.5, ━ median"),
    Case([5, 50, 97.5], bands: [[5, 97.5]], line: 50, "92.5", "median", "▒ P5–P97.5, ━ median"),
    Case(
      [5, 10, 25, 75, 90, 95], bands: [[5, 95], [10, 90], [25, 75]], line: nil, "90", "",
      "░ P5–P95, ▒ P10–P90, ▓ P25–P75"),
  ])
  func oneRule(_ example: Case) throws {
    let scale = { (level: Double) in 1 + level / 100 }
    let bands = [0.5, 1, 2].map { factor in
      Fixture.band(
        example.levels.map { 100 + 10 * factor * scale($0) },
        halfWidths: example.levels.map { _ in 0.1 }, levels: example.levels, mean: 100, mcse: 0.1)
    }
    let series = SeriesSummary(
      name: "zhipu.sharePrice", unit: "HKD", dates: Fixture.dates, bands: bands)
    #expect(series.levels.bands.map { [$0.low, $0.high] } == example.bands)
    #expect(series.levels.line == example.line)
    let fan = try #require(TextFan(series))
    #expect(fan.lines(on: Terminal()).last?.replacing("\u{A0}", with: " ") == example.legend)
    let report = Fixture.report(
      summary: Fixture.summary(series: [series], groups: [Self.group(series)]))
    let page = report.page([])
    let fans = report.charts.filter { $0.name == "zhipu.sharePrice" }
    let groups = report.charts.filter { $0.name.contains("group") }
    #expect(fans.count == example.bands.prefix(1).count && groups.count == fans.count)
    if !fans.isEmpty {
      #expect(fans[0].script.joined().contains("\(example.percent)"))
      #expect(groups[0].alternative.contains("their \(example.words) is") == (example.line != nil))
      #expect(
        groups[0].data.split(separator: "\n")[1].split(separator: "\t").count
          == 1 + 2 * series.levels.few.count)
    }
    #expect(example.words.isEmpty || page.contains("<p>\(example.words)"))
    // Nothing is called a median that is none.
    let pictures = (fans + groups).map { $0.script.joined() + $0.alternative + $0.data }.joined()
    let terminal = report.fans(on: Terminal()).joined().joined()
    #expect(example.levels.contains(50) || !(pictures + terminal).contains("median"))
    #expect(!page.contains("00000"))
  }

  private static func group(_ series: SeriesSummary) -> GroupSummary {
    GroupSummary(
      name: "deep", condition: "zhipu.maxDrawdown > 95%", paths: 500,
      share: Proportion(hits: 5, of: 1_000), series: Catalog([series]), outcomes: Catalog([]),
      shifts: [])
  }

  @Test func commonBands() {
    func pairs(_ levels: [Double]) -> [[Double]] {
      let band = Fixture.band(
        levels, halfWidths: levels.map { _ in 1 }, levels: levels, mean: 1, mcse: 1)
      return Levels([band]).bands.map { [$0.low, $0.high] }
    }
    #expect(pairs([5, 10, 25, 50, 75, 90, 95]) == [[5, 95], [10, 90], [25, 75]])
    #expect(pairs([1, 5, 10, 25, 50, 75, 90, 95, 99]) == [[5, 95], [10, 90], [25, 75]])
    #expect(pairs([2.5, 5, 50, 97.5]) == [[2.5, 97.5]] && pairs([]).isEmpty)
  }

  /// A logarithmic axis has no 0: pictures and the terminal say so in the same words.
  @Test func cutAtTheLowerEnd() throws {
    let bands = [[50.0, 100, 200], [0, 90, 4_000]].map {
      Fixture.band($0, halfWidths: [1, 1, 1], levels: [10, 50, 90], mean: 100, mcse: 1)
    }
    let series = SeriesSummary(
      name: "zhipu.sharePrice", unit: "HKD", dates: Array(Fixture.dates[1...]), bands: bands)
    let report = Fixture.report(
      summary: Fixture.summary(
        series: [series], attributions: [], groups: [Self.group(series)]))
    let words = "lower edge: 42 or less"
    #expect(try #require(Axis([50.0, 100, 4_000], unit: "HKD")).cut([50.0, 60]) == nil)
    let pictures = report.charts.filter { !$0.name.hasSuffix("at-end") && $0.company == "zhipu" }
    for chart in pictures where !chart.name.hasSuffix("maxDrawdown") {
      #expect(chart.script.contains { $0.contains(words) }, "\(chart.script)")
    }
    #expect(
      report.fans(on: Terminal()).joined().joined().replacing("\u{A0}", with: " ").contains(words))
  }

  /// Names that differ only in what a file's name cannot hold have pictures of their own.
  @Test func everyCompanyHasItsPictures() {
    let series = ["a'", "a`", "A!", "a--2"].map {
      SeriesSummary(
        name: $0 + ".sharePrice", unit: "HKD", dates: Fixture.dates, bands: Fixture.price.bands)
    }
    let charts = Fixture.report(summary: Fixture.summary(series: series, outcomes: [])).charts
    #expect(
      charts.map(\.name).filter { $0.hasSuffix(".sharePrice") } == [
        "a-.sharePrice", "a--2.sharePrice", "A--3.sharePrice", "a--2-2.sharePrice",
      ])
    for chart in charts {
      #expect(chart.script.contains { $0.contains("'\(chart.name).dat'") })
    }
  }
}
