import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Text

/// The short answer: what is asked first, on one screen.
@Suite struct BriefTests {
  private static func lines(_ report: Report, columns: Int = 80) -> [String] {
    report.text(on: Terminal(columns: columns)).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  /// Protects wording and layout, on wide and narrow terminals.
  @Test(arguments: [80, 60, 40]) func matchesItsGoldenText(_ columns: Int) throws {
    let reports = [Market().report(), BusinessFixture().report(), Fixture.report()]
    let texts = reports.map { $0.text(on: Terminal(columns: columns)) }
    try expectGolden(texts.joined(separator: "\n\n\n"), "brief-\(columns).txt")
  }

  /// Answers are never cut, and what stands beside them has at most 24 lines.
  @Test(arguments: [0, 1, 17, 200]) func manyQuestions(_ count: Int) {
    let answers = (0..<count).map { number in
      Answer(
        name: "\(number)", quantity: "zhipu.sharePrice", unit: "HKD", isAbove: true,
        level: Double(1000 + number), time: .until(Fixture.dates[1]),
        probability: Proportion(hits: number, of: 1000))
    }
    let lines = Self.lines(Self.report(answers))
    for number in 0..<count {
      #expect(lines.contains { $0.contains("> \(1000 + number) HKD until") }, "\(number)")
    }
    // One of the lines is left to the files, and one end is empty.
    #expect(lines.count <= max(40, count + 24))
    #expect(lines.contains { $0.contains("┤") })
    #expect(lines.allSatisfy { $0.displayWidth <= 80 })
  }

  private static func report(
    _ answers: [Answer], step: String = "month", questions: [ScenarioDescription.Question] = []
  ) -> Report {
    let some = Fixture.report()
    let (summary, description) = (some.summary, some.description)
    return Report(
      ScenarioDescription(
        title: description.title, text: "", start: description.start, step: step, steps: 2,
        horizon: 2, currency: "HKD", assumptions: description.assumptions, questions: questions),
      Summary(
        paths: summary.paths, seed: 1, series: summary.series,
        outcomes: Catalog(Array(summary.outcomes) + [Fixture.recovery]), answers: answers,
        observations: [], groups: [], warnings: summary.warnings,
        failures: summary.failures), some.record)
  }

  /// Protects the words of the file from those of the model, and says where the two differ.
  @Test func wordsOfTheFile() {
    func question(
      _ quantity: String, _ unit: String, _ level: Double, _ time: Answer.Time, _ stated: String,
      on date: String? = nil, above: Bool = false, step: String = "month"
    ) -> String {
      let answer = Answer(
        name: "asked", quantity: "zhipu.\(quantity)", unit: unit, isAbove: above, level: level,
        time: time, probability: Proportion(hits: 1, of: 10))
      let report = Self.report(
        [answer], step: step, questions: [.init(name: "asked", level: stated, date: date)])
      return report.question(answer)
    }
    let dates = Fixture.dates
    #expect(question("runway", "years", 14 / 12, .path, "14 months") == "runway < 14 months")
    #expect(
      question("maxDrawdown", "share", 0.9, .path, "90%", above: true) == "maximum drawdown > 90 %")
    #expect(
      question("sharePrice", "HKD", 560, .until(dates[1]), "560 HKD", on: "2027-12-31")
        == "share price < 560 HKD until 2027-12-31 (monthly grid: 2027-06-23)")
    #expect(
      question("sharePrice", "HKD", 560, .at(dates[1]), "560 HKD", on: dates[1], step: "day")
        == "share price < 560 HKD at 2027-06-23")
    // Without a date the horizon is meant.
    #expect(
      question("sharePrice", "HKD", 560, .at(dates[2]), "560 HKD")
        == "share price < 560 HKD at 2028-06-21")
    for (level, above, stated, judged) in [
      (1.0, false, "2027-06-23", ""), (2.0, false, "2027-12-31", " (daily grid: up to 2027-06-23)"),
      (1.0, true, "2027-12-31", " (daily grid: after 2027-06-23)"),
      (3.0, false, "2028-06-30", " (daily grid: up to 2028-06-21)"),
    ] {
      let text = question(
        "drawdownRecovery", "date", level, .path, stated, above: above, step: "day")
      #expect(
        text.hasSuffix(" \(above ? ">" : "<") \(stated)\(judged)") && text.contains("recovery"),
        "\(text)")
    }
  }

  /// Protects what is told of none, of all, and of what the horizon does not decide.
  @Test(arguments: [
    (Proportion(hits: 0, of: 20_000), "none", "< 0.02 %"),
    (Proportion(hits: 20_000, of: 20_000), "all", "> 99.98 %"),
    (Proportion(hits: 2_500, of: 20_000), "12.5 %", "± 0.5 %"),
    (Proportion(hits: 5_000, undecided: 5_000, of: 20_000), "25.0 % to 50.0 %", "± 0.7 %"),
    (Proportion(hits: 0, of: 0), "–", ""),
  ])
  func shares(_ share: Proportion, _ text: String, _ error: String) {
    #expect(share.shortText == text && share.shortErrorText == error, "\(share.shortErrorText)")
  }

  /// Several companies have a row each, those of which all is the same share one, and where a terminal or a
  /// limit leaves something out, that is said.
  @Test func severalCompanies() {
    func report(_ count: Int, questions: Int = 0) -> Report {
      let series = (0..<count).map { number in
        let scale = Double(number / 2 + 1)
        let bands = Fixture.price.bands.map { band in
          Fixture.band(
            band.percentiles.map { $0.value * scale },
            halfWidths: band.percentiles.map { ($0.interval.high - $0.interval.low) / 2 * scale },
            mean: 1, mcse: 1)
        }
        return SeriesSummary(
          name: "c\(number).sharePrice", unit: "HKD", dates: Fixture.dates, bands: bands)
      }
      return Fixture.report(summary: Fixture.summary(series: series, outcomes: [], groups: []))
    }
    let four = Self.lines(report(4))
    #expect(
      four.contains { $0.hasPrefix("c0 and c1 ") } && four.contains { $0.hasPrefix("c2 and c3 ") })
    #expect(four.contains { $0.hasPrefix("share price, HKD") })
    let many = Self.lines(report(60))
    #expect(many.count <= 40 && many.contains { $0.contains("companies") }, "\(many)")
    for columns in [40, 57] {
      #expect(Self.lines(report(9), columns: columns).allSatisfy { $0.displayWidth <= columns })
    }
  }

  /// Nothing recorded, or nothing that came through, is not a reason to crash.
  @Test func emptySummaries() {
    let none = Fixture.band([], halfWidths: [], mean: .nan, mcse: .nan)
    let holed = SeriesSummary(
      name: "a.b", unit: "x", dates: Fixture.dates,
      bands: [none, Fixture.price.bands[1], none])
    for summary in [
      Fixture.summary(series: [], outcomes: []), Fixture.summary(series: [holed], outcomes: []),
      Fixture.summary(series: [SeriesSummary(name: "x", unit: "", dates: [], bands: [])]),
    ] {
      #expect(Fixture.report(summary: summary).text(on: Terminal()).contains("100,000 paths"))
    }
  }

  /// Protects the terminal from what a scenario file contains.
  @Test func noEscapeSequenceReachesTheTerminal() {
    var market = Market()
    market.words = "\u{1B}[2J\u{07}evil\r\n\u{9B}31m\u{202E}"
    (market.title, market.company) = (market.words, "co" + market.words)
    let text = market.report().text(on: Terminal())
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !$0.isUnprintable })
  }
}
