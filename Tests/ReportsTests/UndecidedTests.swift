import Foundation
import TestSupport
import Testing

@testable import Reports
@testable import Statistics
@testable import Text

/// Protects two bounds from being told as one number: a question or a group of which the horizon does not
/// decide all paths, in every output.
@Suite struct UndecidedReportTests {
  private static let share = Proportion(hits: 30_000, undecided: 17_000, of: 100_000)

  private static func report(_ share: Proportion = share) -> Report {
    let summary = Fixture.summary(groups: [
      GroupSummary(
        name: "long", condition: "zhipu.drawdownDuration > 0.92 years", paths: 30_000, share: share,
        series: Catalog([Fixture.price]), outcomes: Catalog([]), shifts: [])
    ])
    let answer = Answer(
      name: "zhipu.drawdownDuration > 0.92 years", quantity: "zhipu.drawdownDuration",
      unit: "years", isAbove: true, level: 0.92, time: .path, probability: share)
    return Fixture.report(
      summary: Summary(
        paths: summary.paths, seed: summary.seed, series: summary.series,
        outcomes: summary.outcomes, attributions: summary.attributions, answers: [answer],
        observations: [], groups: Array(summary.groups), warnings: [],
        failures: summary.failures))
  }

  @Test func everyOutputHasBoth() throws {
    let report = Self.report()
    let sentence = report.sentence(report.summary.answers[0])
    #expect(
      sentence
        == "The duration of the deepest fall of zhipu is above 0.92 years on 30.0 % to 47.0 % of the "
        + "paths (29.7 % to 47.3 %), because the horizon decides no more.")
    let words = "30.0 % to 47.0 % of the paths (29.7 % to 47.3 %)"
    #expect(report.table.replacing(/\s+/, with: " ").components(separatedBy: words).count == 3)
    #expect(report.page([]).replacing(/\s+/, with: " ").contains(words))
    #expect(report.json.contains("\"bounds\": [0.3, 0.47]"))
    #expect(report.json.contains("\"undecided\": 17000"))
    let rows = report.csv.split(separator: "\n").filter { $0.contains("0.92") }
    #expect(rows.count == 2)
    #expect(rows[0].contains("above asked at least,0.92,0.3,"))
    #expect(rows[1].contains("above asked at most,0.92,0.47,"))
    // Where all are decided there is one number.
    let decided = Self.report(Proportion(hits: 30_000, of: 100_000))
    #expect(!decided.json.contains("bounds") && !decided.table.contains("decides no more"))
    #expect(decided.csv.contains("above asked,0.92,0.3,"))
  }

  /// A metric has their interval, and no number between.
  @Test func metricsHaveAnInterval() {
    let metric = MetricDescription(named: "P(a.drawdownDuration > 1 year)", unit: "probability")
    let bounded = IntervalEstimate(
      value: .nan, interval: Interval(low: 0.2972, high: 0.4731))
    #expect(bounded.isBounded && !WhatIf.estimate(0.3, 0.01).isBounded)
    #expect(
      bounded.cell("probability") == "29.7 % to 47.3 %" && bounded.errorCell("probability") == "")
    #expect(bounded.amount(metric) == "29.7 % to 47.3 %")
    let unknown = IntervalEstimate(
      value: .nan, interval: Interval(low: -.infinity, high: .infinity))
    let contrast = WhatIf.contrast(metric, bounded, WhatIf.estimate(0.5, 0.01), unknown)
    let comparison = ComparisonReport(WhatIf.two, contrasts: [contrast])
    let text = comparison.text(on: Terminal()).replacing("\n", with: " ")
    #expect(text.contains("29.7 % to 47.3 %") && text.contains("the horizon decides no more"))
  }
}
