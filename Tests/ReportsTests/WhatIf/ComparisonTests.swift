import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Text

/// Protects readers of comparisons from differences that are not told.
@Suite struct ComparisonTests {
  private static func report(
    _ second: WhatIfHeading, first: WhatIfHeading = WhatIf.heading(),
    fans: [(first: SeriesSummary, second: SeriesSummary)] = []
  ) -> ComparisonReport {
    ComparisonReport(
      first, second,
      contrasts: [
        WhatIf.contrast(
          WhatIf.price, WhatIf.estimate(2310, 20), WhatIf.estimate(1846, 15),
          WhatIf.estimate(-464, 9), hits: 31_200)
      ], fans: fans)
  }

  /// Dates come first, and nobody takes differences for those of paths in pairs.
  @Test func otherDatesAreTold() {
    let other = Self.report(
      WhatIf.heading(start: "2026-07-01", step: "month", steps: 36, horizon: 3))
    let text = other.text(on: Terminal())
    #expect(
      text.contains(
        "Differences between the dates:\n  start: 2026-06-24 → 2026-07-01\n"
          + "  horizon: 2 years → 3 years\n  step: week → month\n"
          + "Differences between the assumptions: none."))
    #expect(!text.contains("draws") && text.contains("the seed is the same but the dates are not"))
    #expect(!text.contains("path by path"))
    let json = other.json
    #expect(json.contains("\"key\": \"start\"") && json.contains("\"second\": \"3 years\""))
    // A longer way to the same dates has the same draws.
    let longer = Self.report(WhatIf.heading(steps: 156, horizon: 3)).text(on: Terminal())
    #expect(longer.contains("both on the same draws") && longer.contains("2 years → 3 years"))
    let picture = Self.report(
      WhatIf.heading(title: "Bear", step: "month"), fans: [(Fixture.price, Fixture.price)])
    #expect(
      picture.charts[0].script.contains {
        $0.contains("same seed, other dates · Zhipu AI (2513.HK) and Bear")
      })
  }

  /// Forty questions do not push a changed assumption out of sight.
  @Test func questionsAreLast() throws {
    let asked = (0..<40).map { ("questions.\($0)", "zhipu.sharePrice > \($0) HKD") }
    let report = Self.report(
      WhatIf.heading(
        assumptions: [("zhipu.arr", "1.9B CNY"), ("zhipu.debt", "0")],
        asked: [("extends", "a.yaml"), ("groups.deep", "x"), ("observations.0", "y")] + asked))
    #expect(report.differences.map(\.key) == ["zhipu.arr"])
    #expect(report.askedOtherwise.count == 43)
    let text = report.text(on: Terminal())
    #expect(text.contains("  zhipu.arr: 1.7B CNY → 1.9B CNY\nAsked otherwise:\n  extends: only in"))
    #expect(text.contains("… and 13 more in the files"))
    #expect(report.json.contains("\"askedOtherwise\": [\n"))
  }

  /// Points of a sweep over steps are not on the same draws.
  @Test func sweepsOverStepsSaySo() {
    let step = SweptKey(name: "step", stated: "week", unit: "", numbers: [:], isOfGrid: true)
    let text = WhatIf.sweep([step], points: [["week"], ["month"]]).text(on: Terminal())
    #expect(text.contains("Points with another step have other draws"))
    #expect(text.contains("each point with the same seed"))
    #expect(!WhatIf.sweep().text(on: Terminal()).contains("other draws"))
  }

  @Test func missingPicturesAreExplained() {
    #expect(
      Self.report(WhatIf.heading()).text(on: Terminal()).contains("No picture: only series have"))
    #expect(
      WhatIf.tornado(bars: []).text(on: Terminal()).contains("No picture: there is no driver."))
    let none = Hostile.nothing.text(on: Terminal()).replacing("\n", with: " ")
    #expect(none.contains("No picture of ") && none.contains("there is no value to draw"))
    #expect(!none.contains("Digits stop") && !none.contains("±:"))
    let drawn = Self.report(WhatIf.heading(), fans: [(Fixture.price, Fixture.price)])
    #expect(drawn.charts.count == 1 && !drawn.text(on: Terminal()).contains("No picture"))
  }
}
