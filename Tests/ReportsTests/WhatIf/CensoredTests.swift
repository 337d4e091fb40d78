import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Sensitivity
@testable import Text

/// Protects readers from taking what is not reached by the horizon for what has no value, and rounding
/// for a difference.
@Suite struct CensoredTests {
  private static let metric = MetricDescription(named: "zhipu.drawdownDuration.p90", unit: "years")
  private static let date = MetricDescription(named: "zhipu.drawdownRecovery.p50", unit: "years")
  private static let bounded = IntervalEstimate(
    value: .infinity, interval: Interval(low: 1.4567, high: .infinity))
  private static let never = IntervalEstimate(
    value: .infinity, interval: Interval(low: .infinity, high: .infinity))
  private static let unknown = IntervalEstimate(
    value: .nan, interval: Interval(low: -.infinity, high: .infinity))

  private static func sweep(_ estimates: [IntervalEstimate]) -> SweepReport {
    let levels = ["-1.5", "-1", "-0.5"].prefix(estimates.count)
    return SweepReport(
      WhatIf.heading(), keys: [WhatIf.elasticity], metrics: [metric],
      sweep: Sweep(
        base: [WhatIf.estimate(1.2, 0.1)],
        rows: zip(levels, estimates).map {
          .init(point: [$0], estimates: [$1], differences: [unknown])
        }), planned: estimates.count)
  }

  @Test func sweepsAndPicturesSayIt() throws {
    let report = Self.sweep([WhatIf.estimate(1.3, 0.1), Self.bounded, Self.never])
    let text = report.text(on: Terminal()).replacing("\n", with: " ")
    #expect(text.contains("> 1.4 ") && text.contains("later "))
    #expect(text.contains("later: not by the horizon.") && text.contains(">: not by the horizon;"))
    #expect(report.json.contains("\"censored\": true"))
    #expect(report.json.components(separatedBy: "censored").count == 3)
    let chart = try #require(report.charts.first)
    #expect(chart.script.contains { $0.contains("2 points beyond the horizon: not drawn") })
    let plain = Self.sweep([WhatIf.estimate(1.3, 0.1)])
    #expect(!plain.text(on: Terminal()).contains("horizon") && !plain.json.contains("censored"))
  }

  @Test func theOthersSayIt() {
    let contrast = WhatIf.contrast(Self.metric, WhatIf.estimate(1, 0.1), Self.bounded, Self.unknown)
    let comparison = ComparisonReport(WhatIf.two, contrasts: [contrast])
    #expect(comparison.text(on: Terminal()).contains("> 1.4"))
    #expect(comparison.json.contains("\"censored\": true"))
    let bar = Tornado.Bar(
      name: "a.b", low: WhatIf.estimate(1, 0.1), high: Self.bounded, swing: Self.unknown,
      isDistinguishable: false)
    let tornado = WhatIf.tornado(bars: [bar], base: Self.never, metric: Self.date)
    let text = tornado.text(on: Terminal())
    #expect(text.contains("As in the file: not by the horizon.") && text.contains("> 1.4"))
    #expect(text.contains("zhipu.drawdownRecovery.p50, years after the start"))
    #expect(!text.contains("distinguishable"))
    #expect(Self.bounded.amount(Self.date) == "> 1.4 years after the start")
    let goal = GoalSeekReport(
      WhatIf.heading(), key: WhatIf.growth, metric: Self.metric, target: "1 year", between: 0...1,
      goal: GoalSeek(
        target: 1, samples: [.init(input: 0, output: Self.bounded)], roots: []))
    #expect(goal.text(on: Terminal()).contains("> 1.4"))
    #expect(goal.json.contains("\"censored\": true"))
  }

  /// What rounding leaves of equal numbers is no difference.
  @Test func roundingIsNone() {
    func none(_ value: Double, _ half: Double) -> Bool {
      WhatIf.estimate(value, half).rounded(beside: [WhatIf.estimate(2000, 20), nil]).isNone
    }
    #expect(none(2e-10, 1e-10) && none(0, 0) && none(-1e-9, 0))
    #expect(!none(1e-8, 0) && !none(0, 1) && !none(.nan, 0))
    let bar = WhatIf.bar("a.b", 2000, 2000 + 2e-10, half: 1e-11)
    let text = WhatIf.tornado(bars: [bar], drivers: []).text(on: Terminal())
    #expect(text.contains("exactly the same") && text.contains(" none"))
    #expect(!text.contains("distinguishable") && !text.contains("Bonferroni"))
    #expect(WhatIf.tornado(bars: [bar]).json.contains("\"distinguishable\": false"))
  }

  // MARK: Goals

  /// Digits stop in the unit that is printed: half a hundredth of a year is not half a month.
  @Test func durationsAreCutInTheirUnit() {
    let key = SweptKey(name: "zhipu.growth.halfLife", stated: nil, unit: "years", numbers: [:])
    let report = GoalSeekReport(
      WhatIf.heading(), key: key, metric: WhatIf.price, target: "2174 HKD", between: 0.5...3,
      goal: GoalSeek(target: 2174, samples: [], roots: []),
      text: { value, error in "\(Figure(12 * value, error: 12 * error, unit: "").text) months" })
    func told(_ months: Double, _ half: Double) -> String {
      report.told(WhatIf.estimate(months / 12, half / 12))
    }
    #expect(told(15.953, 0.05) == "15.95 months (15.90 months to 16.00 months)")
    #expect(told(15.953, 0.5) == "16.0 months (15.5 months to 16.5 months)")
    #expect(told(15.953, 3) == "16 months (13 months to 19 months)")
    // By default a plain number, and a notation that knows no error is cut for.
    let plain = GoalSeekReport(
      WhatIf.heading(), key: key, metric: WhatIf.price, target: "2174 HKD", between: 0.5...3,
      goal: GoalSeek(target: 2174, samples: [], roots: []))
    #expect(plain.told(WhatIf.estimate(1.2345, 0.01)) == "1.23 (1.22 to 1.24)")
  }

  /// Where a metric is flat on the target no input is better than another.
  @Test func plateausAreTold() {
    func told(_ root: Double, _ low: Double, _ high: Double, _ f: @escaping (Double) -> Double)
      -> String
    {
      WhatIf.goal(roots: [(root, low, high)], f).answers[0]
    }
    #expect(
      told(3, 1.9, .infinity) { min(2174, 1000 + 600 * $0) }.contains("must be 190% or more for"))
    #expect(
      told(1, -.infinity, 2.2) { max(2174, 1000 + 600 * $0) }.contains("must be 220% or less for"))
    #expect(
      told(2, -.infinity, .infinity) { _ in 2174 }.contains("be anything between 0% and 400%"))
    // A root near the end of the search is none.
    #expect(told(3.9, 3.8, .infinity) { 1198.75 + 250 * $0 }.contains("(380% or more)"))
  }

  /// The curve fills its columns, not the way from 0.
  @Test func curvesNeedNoZero() {
    let text = WhatIf.goal(target: 2170, roots: []) { 2100 + 40 * $0 }.text(on: Terminal())
    let places = text.split(separator: "\n").compactMap { line in
      Array(line).firstIndex(of: "●")
    }
    #expect((places.max() ?? 0) - (places.min() ?? 0) > 25)
  }

  @Test func quantitiesAreNamed() {
    func name(_ name: String) -> String { MetricDescription(named: name, unit: "").quantityOnDate }
    #expect(name("zhipu.sharePrice.p2.5@2029-06-20") == "zhipu.sharePrice on 2029-06-20")
    #expect(name("zhipu.maxDrawdown.CED95") == "zhipu.maxDrawdown")
    #expect(name("P(zhipu.maxDrawdown > 50%)") == "P(zhipu.maxDrawdown > 50%)")
    #expect(name("zhipu.arr") == "zhipu.arr" && name("").isEmpty)
  }
}
