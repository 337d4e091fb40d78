import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Text

/// Protects what is said of an attribution, and its picture.
@Suite struct AttributionReportTests {
  private static func report(_ attributions: [PriceAttribution]) -> Report {
    Fixture.report(summary: Fixture.summary(attributions: attributions))
  }

  private static func lines(_ attributions: [PriceAttribution], columns: Int = 80) -> [String] {
    report(attributions).attributionLines(on: Terminal(columns: columns)).flatMap(\.self)
  }

  private static let none = PriceAttribution(
    company: "zhipu",
    parts: PriceAttribution.Cause.allCases.map { .init(cause: $0, sample: nothing) },
    total: nothing, leftOut: Proportion(hits: 7, of: 7), largestGap: 0)

  private static let nothing = SampleSummary(
    count: 0, failed: 7, mean: Estimate(value: .nan, error: .nan),
    standardDeviation: .nan, minimum: .infinity, maximum: -.infinity, percentiles: [])

  /// Protects table and words: factors, of which those that move nothing are left out.
  @Test func matchesItsGoldenText() throws {
    let text = Self.lines([Fixture.attribution]).joined(separator: "\n") + "\n"
    try expectGolden(text, "attribution.txt")
    #expect(!text.contains("list price") && !text.contains("currency"))
  }

  /// Protects narrow terminals: the mean stays while there is room for median and edges.
  @Test func narrow() {
    for columns in [40, 52, 66] {
      let lines = Self.lines([Fixture.attribution], columns: columns)
      #expect(lines.allSatisfy { $0.displayWidth <= columns }, "\(columns): \(lines)")
      #expect(lines.contains { $0.hasPrefix("all together") && $0.contains("0.192") })
    }
  }

  /// Protects against speaking of survivors as of all paths: words, page and picture begin with the
  /// paths that are told of. Control: where none is left out, nothing is said.
  @Test func survivorsAreNamed() throws {
    let whole = Fixture.attribution
    let some = PriceAttribution(
      company: whole.company, parts: whole.parts, total: whole.total,
      leftOut: Proportion(hits: 310, of: 1000), largestGap: 0)
    let words = "On the 69 % of the paths that keep a share price, that of zhipu ends at 0.1884"
    let text = Self.lines([some]).joined(separator: " ").split(separator: " ")
      .joined(separator: " ")
    #expect(text.contains(words), "\(text)")
    let report = Self.report([some])
    let chart = try #require(report.charts.first { $0.name.hasSuffix("-attribution") })
    #expect(chart.alternative.hasPrefix(words))
    let commands = chart.script.joined()
    #expect(commands.contains("On the 69 % of the paths that keep a share price: geometric"))
    #expect(commands.contains("'end, 69 %'"))
    #expect(report.page([]).contains("to the horizon, on the 69 % of the paths that keep"))
    let other = PriceAttribution(
      company: whole.company, parts: whole.parts, total: whole.total,
      leftOut: Proportion(hits: 0, of: 1000), largestGap: 0)
    let all = Self.lines([other]).joined() + Self.report([other]).page([])
    #expect(all.contains("The share price of zhipu ends at") && !all.contains("that keep"))
  }

  /// What moves the price on no path has no bar and no row.
  @Test func idlePartsAreLeftOut() throws {
    let report = Self.report([Fixture.attribution])
    let chart = try #require(report.charts.first { $0.name.hasSuffix("-attribution") })
    #expect(!chart.script.joined().contains("currency"))
    let page = report.page([])
    #expect(page.contains(">multiple<") && !page.contains(">currency<"))
  }

  /// Where no path has an attribution, that is all that is said, and there is no picture.
  @Test func nothingToTell() {
    #expect(
      Self.lines([Self.none]) == [
        "Left out: 100 % of the paths (60 % to 100 %), on which the share price of zhipu",
        "  is 0 at the start or the end, or which failed.",
      ])
    #expect(Self.lines([]) == [])
    #expect(!Self.report([Self.none]).charts.contains { $0.name.hasSuffix("-attribution") })
    #expect(!Self.report([]).json.contains("leftOut"))
  }

  /// Protects the script and the numbers of the waterfall.
  @Test func matchesItsGoldenPicture() throws {
    let chart = try #require(
      Self.report([Fixture.attribution]).charts.first { $0.name.hasSuffix("-attribution") })
    #expect(chart.name == "zhipu.sharePrice-attribution")
    let text = [Chart.script([chart], Pictures()), chart.data, chart.alternative, ""]
      .joined(separator: "\n")
    // The last digits belong to the C library.
    let rounded = text.replacing(/[0-9]+\.[0-9]{7,}/) { number in
      String(format: "%.6g", Double(number.output) ?? .nan)
    }
    try expectGolden(rounded, "attribution.gp")
  }

  /// Each bar starts where the one before it ends, and the last ends where they all lead.
  @Test func barsAreJoined() throws {
    let chart = try #require(
      Self.report([Fixture.attribution]).charts.first { $0.name.hasSuffix("-attribution") })
    let boxes = chart.data.split(separator: "# middle paths")[0].split(separator: "\n")
      .compactMap { line -> [Double]? in
        let numbers = line.split(separator: "\t").compactMap { Double($0) }
        return numbers.count == 3 ? numbers : nil
      }.sorted { $0[0] < $1[0] }
    #expect(boxes.map { $0[0] } == [2, 3, 4, 5])
    try #require(boxes.count == 4)
    #expect(boxes[0][1] == 1 && boxes[3][1] == 1)
    for (bar, next) in zip(boxes.dropLast(), boxes.dropFirst().dropLast()) {
      #expect(bar[2] == next[1])
    }
    #expect(abs(boxes[2][2] / boxes[3][2] - 1) < 1e-5)
  }
}
