import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Text

/// Protects readers of comparisons from differences that are not told.
@Suite struct ComparisonTests {
  private static func report(
    _ second: WhatIfHeading, first: WhatIfHeading = WhatIf.heading(),
    fans: [[SeriesSummary]] = []
  ) -> ComparisonReport {
    ComparisonReport(
      [Variant("base", first), Variant("bear", second)],
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
    #expect(
      json.contains("\"key\": \"start\"") && json.contains("\"values\": [\"2 years\", \"3 years\"]")
    )
    // A longer way to the same dates has the same draws.
    let longer = Self.report(WhatIf.heading(steps: 156, horizon: 3)).text(on: Terminal())
    #expect(longer.contains("both on the same draws") && longer.contains("2 years → 3 years"))
    let picture = Self.report(
      WhatIf.heading(title: "Bear", step: "month"), fans: [[Fixture.price, Fixture.price]])
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

  /// Of three: who has what, and who has nothing.
  @Test func differencesOfThree() {
    let stated = [
      [("a", "1"), ("b", "2"), ("c", "3")], [("a", "2"), ("b", "2"), ("d", "5")],
      [("a", "2"), ("b", "4"), ("d", "6")],
    ]
    let report = ComparisonReport(
      zip(["base", "bull", "bear"], stated).map { Variant($0, WhatIf.heading(assumptions: $1)) },
      contrasts: [])
    #expect(
      report.differences.map { "\($0.key): \($0.text(report.labels))" } == [
        "a: 1 → 2", "b: 2 → 4 (bear)", "c: only in base: 3", "d: only in bull: 5; only in bear: 6",
      ])
  }

  /// Which path is the better one says nothing of a loss, and a smaller drawdown is the better one.
  @Test func ranking() {
    func contrast(_ name: String, _ values: [[Double]]?) -> Contrast {
      Contrast(
        MetricDescription(named: name, unit: "share"),
        estimates: [1, 2, 3].map { PathEstimate(exactly: $0) }, values: values)
    }
    let values = [[0.1, 0.5, 0.3], [0.2, 0.5, .nan], [0.3, 0.9, 0.1]]
    let deep = contrast("zhipu.maxDrawdown.mean", values)
    #expect(deep.ranking?.best.map(\.hits) == [1, 0, 0] && deep.ranking?.ties.hits == 1)
    #expect(deep.best == "smallest" && deep.sides[2].greater == Proportion(hits: 2, of: 3))
    #expect(deep.sides[1].greater == Proportion(hits: 1, of: 2) && deep.sides[0].greater == nil)
    let worth = contrast("zhipu.return.mean", values)
    #expect(worth.ranking?.best.map(\.hits) == [0, 0, 2] && worth.best == "greatest")
    let loss = contrast("zhipu.return.VaR95", nil)
    #expect(loss.ranking == nil && loss.sides[1].greater == nil)
    let text = ComparisonReport(
      ["a", "b", "c"].map { Variant($0, WhatIf.heading()) }, contrasts: [loss]
    ).text(on: Terminal())
    #expect(text.contains("less a") && !text.contains("P("))
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
    let drawn = Self.report(WhatIf.heading(), fans: [[Fixture.price, Fixture.price]])
    #expect(drawn.charts.count == 1 && !drawn.text(on: Terminal()).contains("No picture"))
  }
}
