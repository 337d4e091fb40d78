import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Text

/// Protects what is told of the business of a company: dates, times, money, margins and counts.
@Suite struct BusinessTests {
  private static let fixture = BusinessFixture()

  @Test func tableIsGolden() throws {
    try expectGolden(Self.fixture.report().table, "business.txt")
  }

  /// Bands that cross 0, of money and of a margin, as pictures of characters.
  @Test func fansAcrossZero() throws {
    let series = Self.fixture.report().summary.series
    let pictures = try ["ebitda", "ebitdaMargin", "cash"].map { name in
      let fan = series["acme.\(name)"].flatMap { TextFan($0) }
      return try #require(fan).lines(on: Terminal()).joined(separator: "\n") + "\n"
    }
    try expectGolden(pictures.joined(separator: "\n"), "business-fans.txt")
  }

  @Test(arguments: [40, 57, 80]) func everythingFits(columns: Int) {
    let table = Self.fixture.report().table(on: Terminal(columns: columns))
    for line in table.split(separator: "\n") {
      #expect(String(line).displayWidth <= columns, "\(line)")
    }
  }

  /// Times of the business do not stand below a title that speaks of falls.
  @Test func businessStandsApart() throws {
    let lines = Self.fixture.report().table.split(separator: "\n").map(String.init)
    func line(_ start: String) throws -> Int {
      try #require(lines.firstIndex { $0.hasPrefix(start) }, "\(start)")
    }
    let titles = try ["per path", "deepest fall", "business", "pay-offs"].map(line)
    #expect(titles == titles.sorted())
    #expect(try line("drawdownTrough") < titles[2] && line("insolvency") > titles[2])
    #expect(try line("raises") < titles[1] && line("discountedValue,") > titles[3])
  }

  private func sentences(_ outcomes: [OutcomeSummary]) -> [String] {
    let report = Self.fixture.report(outcomes: outcomes)
    return outcomes.compactMap(report.exceedanceSentence) + report.censoredSentences(outcomes)
      + report.valueSentences(of: "acme")
  }

  /// Protects the words where only one of two ways is kept, and where nothing is known.
  @Test func valueInWords() throws {
    let all = Self.fixture.outcomes
    func told(_ names: String...) -> [String] {
      sentences(all.filter { names.contains(String($0.name.dropFirst(5))) })
    }
    #expect(
      told("discountedValuePerShare") == [
        "A share of acme is worth 60 ± 4 HKD (MCSE) to a holder who never sells, under the "
          + "risk-adjusted measure, beside a share price of 36 HKD at the start. The percentiles "
          + "are realised pay-offs, not a range for the value."
      ])
    let whole = told("freeCashFlowValue")
    #expect(whole.count == 1 && whole[0].contains("never sells, at its discount rate. The"))
    let both = told("freeCashFlowValue", "discountedValue")
    #expect(both.count == 2 && both.filter { $0.contains("realised") }.count == 1)
    #expect(told("finalGrossMargin") == [])
    #expect(!both.joined().contains("arbitrage"))
  }

  /// An insolvency is told by dates, spread evenly where there are many, and once.
  @Test func insolvencyInWords() {
    let many = OutcomeSummary(
      name: "acme.insolvency", unit: "date", sample: Fixture.recovery.sample,
      dates: (0...12).map { "\(2026 + $0)-06-24" },
      censored: Proportion(hits: 380, of: 400),
      exceedances: (1...12).map {
        .init(
          level: Double($0), direction: .by, probability: Proportion(hits: $0 + 8, of: 400))
      })
    let said = sentences([many])
    #expect(said.count == 1)
    #expect(said[0].hasPrefix("acme is insolvent by 2038-06-24 on 5 % of the paths ("))
    #expect(
      said[0].components(separatedBy: "; by ").last?.components(separatedBy: ", by ").count == 4)
  }

  /// Dates before the first insolvency say nothing, and no insolvency is told in paths.
  @Test func noInsolvencyInWords() {
    func said(_ hits: [Int]) -> [String] {
      sentences([
        OutcomeSummary(
          name: "acme.insolvency", unit: "date", sample: Fixture.recovery.sample,
          dates: (0...3).map { "\(2026 + $0)-06-24" },
          censored: Proportion(hits: 400 - hits[2], of: 400),
          exceedances: zip(1..., hits).map {
            .init(level: Double($0), direction: .by, probability: Proportion(hits: $1, of: 400))
          })
      ])
    }
    #expect(
      said([0, 0, 0]).first?.hasPrefix(
        "acme is insolvent by 2029-06-24 on none of the 400 paths (0") ?? false)
    #expect(!said([0, 0, 0]).joined().contains("2028"))
    let late = said([0, 4, 8]).joined()
    #expect(late.contains("; by 2028-06-24 on 1") && !late.contains("2027"), "\(late)")
  }

  /// A path has a pay-off; the value is the mean of all. One year is no years.
  @Test func payOffsAreOfAPath() {
    let report = Self.fixture.report()
    func answer(_ quantity: String, _ unit: String, _ level: Double) -> String {
      report.sentence(
        Answer(
          name: quantity, quantity: "acme.\(quantity)", unit: unit, isAbove: false, level: level,
          time: .path, probability: Proportion(hits: 40, of: 400)))
    }
    #expect(
      answer("discountedValue", "HKD", 2e9).hasPrefix(
        "The discounted pay-off of a path of acme is below 2B HKD on 10 %"))
    for name in ["discountedValuePerShare", "freeCashFlowValue", "freeCashFlowValuePerShare"] {
      #expect(answer(name, "HKD", 2).contains(" pay-off "), "\(name)")
    }
    #expect(answer("runway", "years", 1).contains(" below 1 year on"))
    #expect(answer("runway", "years", 1.5).contains(" below 1.5 years on"))
  }

  /// A share bears options that the whole does not; without options there is nothing to explain.
  @Test func optionsExplainTheShare() {
    let name = "options, by the treasury method"
    #expect(Self.fixture.report(hasOptions: true).table.replacing("\n ", with: "").contains(name))
    #expect(!Self.fixture.report().table.contains("options"))
  }

  /// `~` has two reasons: too few paths, and a horizon that is too near.
  @Test func unknownErrorsSayWhy() {
    let few = "~: too few paths to tell the error."
    #expect(Report.unknownError(isOpen: false) == few)
    #expect(Report.unknownError(isOpen: true).hasSuffix("beyond the horizon."))
    let table = Self.fixture.report().table.split { $0.isWhitespace }.joined(separator: " ")
    #expect(!table.contains("~: too few") || table.contains("beyond the horizon."))
  }

  @Test func otherFormsSayWhichSide() {
    let report = Self.fixture.report()
    #expect(report.csv.contains("acme,insolvency,probability,2027-06-24,by,,0.005,"))
    #expect(report.csv.contains("acme,raises,probability,,above,1,0.12,"))
    #expect(report.json.contains("\"by\": \"2027-06-24\""))
    #expect(report.page([]).contains("<td>by <span>2027-06-24</span></td>"))
    #expect(report.page([]).contains("Pay-offs to a holder who never sells"))
  }

  /// A line at 0 crosses pictures of what may be a loss, and a margin has no room above 100 %.
  @Test func axesAcrossZero() throws {
    let charts = Self.fixture.report().charts
    let names = charts.map(\.name)
    for name in ["revenue", "grossMargin", "ebitda", "ebitdaMargin", "cash"] {
      #expect(names.contains("acme.\(name)"))
    }
    func hasLine(_ name: String) -> Bool {
      charts.first { $0.name == "acme.\(name)" }?.script.contains { $0.contains("first 0 to") }
        ?? false
    }
    #expect(hasLine("ebitda") && hasLine("ebitdaMargin") && !hasLine("revenue"))
    let axis = try #require(Axis([-5, 0.98], unit: "share"))
    #expect(axis.low < -5 && axis.high == 1 && !axis.isLogarithmic)
  }
}
