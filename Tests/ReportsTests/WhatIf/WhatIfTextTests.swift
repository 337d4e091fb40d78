import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Sensitivity
@testable import Text

/// Protects what a reader sees of what-if answers, and what other programs read.
@Suite struct WhatIfTextTests {
  @Test func sweepsMatchTheirGoldenOnes() throws {
    let sweep = WhatIf.sweep(planned: 9)
    try expectGolden(sweep.text(on: Terminal()), "sweep.txt")
    try expectGolden(sweep.text(on: Terminal(columns: 40)), "sweep-narrow.txt")
    try expectGolden(sweep.csv, "sweep.csv")
    try expectGolden(sweep.json, "sweep.json")
    try expectGolden(sweep.manifest, "sweep-manifest.json")
  }

  @Test func comparisonsMatchTheirGoldenOnes() throws {
    let comparison = WhatIf.comparison()
    try expectGolden(comparison.text(on: Terminal()), "comparison.txt")
    try expectGolden(comparison.text(on: Terminal(columns: 40)), "comparison-narrow.txt")
    try expectGolden(WhatIf.comparison(of: 20).text(on: Terminal()), "comparison-many.txt")
    try expectGolden(comparison.csv, "comparison.csv")
    try expectGolden(comparison.json, "comparison.json")
  }

  @Test func goalsMatchTheirGoldenOnes() throws {
    let goal = WhatIf.parabola()
    try expectGolden(goal.text(on: Terminal()), "goal.txt")
    try expectGolden(goal.csv, "goal.csv")
    try expectGolden(goal.json, "goal.json")
  }

  @Test func tornadosMatchTheirGoldenOnes() throws {
    let tornado = WhatIf.tornado()
    try expectGolden(tornado.text(on: Terminal()), "tornado.txt")
    try expectGolden(tornado.text(on: Terminal(columns: 40)), "tornado-narrow.txt")
    try expectGolden(WhatIf.tornado(.rank).text(on: Terminal()), "tornado-rank.txt")
    try expectGolden(tornado.csv, "tornado.csv")
    try expectGolden(tornado.json, "tornado.json")
  }

  /// A percentile of pay-offs is no value; a mean is.
  @Test func percentilesOfPayOffsAreDoubted() {
    func caution(_ name: String) -> [String] {
      Legend.caution(on: [MetricDescription(named: name, unit: "USD")])
    }
    for name in ["discountedValue", "discountedValuePerShare", "freeCashFlowValue"] {
      #expect(caution("acme.\(name).p50").count == 1)
      #expect(caution("acme.\(name).mean") == [])
    }
    for name in ["acme.sharePrice.p50@2027-06-30", "P(acme.discountedValue > 2)", ""] {
      #expect(caution(name) == [])
    }
  }

  /// The width holds and nothing moves a cursor, whatever names, levels and numbers are.
  @Test(arguments: Hostile.publications.indices)
  func hostileAnswersFit(_ index: Int) {
    let answer = Hostile.publications[index]
    for width in [40, 57, 80] {
      let text = answer.text(on: Terminal(columns: width))
      #expect(text.hasSuffix("\n") && !text.contains("nan") && !text.contains("inf "))
      for line in text.split(separator: "\n") {
        #expect(String(line).displayWidth <= width, "\(line)")
      }
    }
    for text in [answer.text(on: Terminal()), answer.json, answer.manifest] {
      #expect(!text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0 == "\u{202E}" })
    }
  }

  // MARK: Words

  @Test func differencesSayWhatIsKnown() {
    func text(_ value: Double, _ half: Double, _ unit: String = "HKD") -> String {
      WhatIf.estimate(value, half).difference(unit)
    }
    #expect(text(190, 10) == "+190" && text(-190, 10) == "-190")
    #expect(text(3, 9) == "≈+3" && text(0, 0) == "none" && text(.nan, 1) == "–")
    #expect(text(0.0001, 0.01, "share") == "≈+0.01 %" && text(-0.3, 9) == "≈-0.3")
    #expect(text(2000, .infinity) == "≈~2000")
    // Exactly known, and not 0.
    #expect(text(2, 0) == "+2")
  }

  @Test func keysAreShortened() {
    #expect(["zhipu.listPrice.elasticity"].shortened == ["listPrice.elasticity"])
    #expect(
      ["zhipu.growth.initial", "zhipu.multiple"].shortened == ["growth.initial", "multiple"])
    #expect(["zhipu.a.b", "acme.a.b"].shortened == ["zhipu.a.b", "acme.a.b"])
    #expect(["z.a.b", "z.a.b"].shortened == ["a.b", "a.b"])
    #expect(["a", "a.b"].shortened == ["a", "a.b"] && [String]().shortened.isEmpty)
  }

  /// Levels that do not fit are listed once, and rows have numbers.
  @Test func longLevelsAreListed() {
    let long = "lognormal(p5: 60%, p50: 90%, p95: 160%, p99: 240%)"
    let text = WhatIf.sweep(points: [["-1", long], ["-0.5", long]]).text(on: Terminal())
    #expect(text.contains("\n#2: listPrice.elasticity -0.5, growth.initial lognormal(p5: 60%,"))
    #expect(text.contains("\nfile  ") && text.contains("\n#2    "))
  }

  /// Of many points, those at both ends are told, and how many are not.
  @Test func manyPointsAreThinned() {
    let points = (0..<60).map { ["\($0)"] }
    let text = WhatIf.sweep([WhatIf.regime], points: points).text(on: Terminal())
    #expect(text.contains("… 40 of 60 points: in the files"))
    #expect(text.split(separator: "\n").count < 60)
    let triple = WhatIf.sweep(
      [WhatIf.regime, WhatIf.growth, WhatIf.elasticity], points: [["a", "b", "c"]])
    #expect(triple.text(on: Terminal()).contains("No picture: it has room for two keys."))
  }

  @Test func equalFilesDifferInNothing() {
    func compared(_ second: WhatIfHeading) -> String {
      ComparisonReport(
        [Variant("a", WhatIf.heading()), Variant("b", second)], contrasts: []
      ).text(on: Terminal())
    }
    #expect(compared(WhatIf.heading()).contains("Differences between the assumptions: none."))
    #expect(compared(WhatIf.heading()).hasPrefix("a, b: Zhipu AI (2513.HK)\n"))
    let seeds = compared(WhatIf.heading(title: "B", seed: 7))
    #expect(seeds.contains("a: 100,000 paths, seed 20260624; b: 100,000 paths, seed 7"))
    let later = SeriesSummary(
      name: "zhipu.sharePrice", unit: "HKD", dates: ["2027-01-01", "2028-01-01", "2029-01-01"],
      bands: Fixture.price.bands)
    let apart = WhatIf.comparison(fans: [[Fixture.price, later]])
    #expect(apart.charts.isEmpty && apart.missingPictures[0].hasPrefix("No picture: the dates"))
  }

  // MARK: Goals

  @Test func everyAnswerIsTold() {
    let one = WhatIf.goal(roots: [(3.12, 3.05, 3.2)]) { 900 + 408 * $0 }
    #expect(
      one.answers == [
        "zhipu.growth.initial must be 312% (305% to 320%) for zhipu.sharePrice.p50@2027-06-23 to be "
          + "2174 HKD."
      ])
    #expect(
      WhatIf.parabola().answers == [
        "zhipu.sharePrice.p50@2027-06-23 is 2174 HKD at 2 values of zhipu.growth.initial: 89% "
          + "(85% to 92%) and 311% (307% or more)."
      ])
    func told(_ value: Double, _ low: Double, _ high: Double) -> String {
      one.told(.init(value: value, interval: Interval(low: low, high: high)))
    }
    // Digits stop where the interval starts.
    #expect(told(10.616, 9.5444, 11.499) == "1060% (950% to 1150%)")
    #expect(told(3.1234, -.infinity, 3.2) == "312% (320% or less)")
    #expect(told(3, 3, 3) == "300%" && told(3.1234, .nan, .nan) == "312.34%")
    #expect(told(3, -.infinity, .infinity) == "300% (or any other that was searched)")
  }

  @Test func noAnswerSaysWhatIsReached() {
    func words(_ target: Double, _ function: @escaping (Double) -> Double) -> String {
      WhatIf.goal(target: target, roots: [], function).answers.joined(separator: " ")
    }
    let high = words(9000) { 1000 + 1700 * $0 - 425 * $0 * $0 }
    #expect(high.contains("between 0% and 400% brings zhipu.sharePrice.p50@2027-06-23 to 9000 HKD"))
    #expect(high.contains("it goes from 1000 ± 40 HKD at 0% to 2700 ± 40 HKD at 200%."))
    #expect(words(2000) { $0 < 2 ? 1000 : 3000 }.contains("it jumps over the target"))
    #expect(words(2000) { _ in 1000 }.contains("it is 1000 ± 40 HKD at 0%"))
    #expect(words(2000) { _ in .nan }.contains("has no value for zhipu.growth.initial between"))
  }

  /// Nobody is sent where the metric falls away from the target, beyond the key's bounds, or to a wider
  /// range where the target lies inside of what was reached.
  @Test func adviceLeadsTowardsTheTarget() {
    func advice(
      _ target: Double, within bounds: ClosedRange<Double> = -10...10,
      _ function: @escaping (Double) -> Double
    ) -> String {
      WhatIf.goal(target: target, roots: [], isAllowed: { bounds.contains($0) }, function).answers
        .last
        ?? ""
    }
    let (lower, higher) = (
      "vary another key, or take a lower target.", "vary another key, or take a higher target."
    )
    #expect(advice(9000) { 1000 + $0 } == "Search above 400%, " + lower)
    #expect(advice(9000) { 1000 - $0 } == "Search below 0%, " + lower)
    #expect(advice(100) { 1000 + $0 } == "Search below 0%, " + higher)
    #expect(advice(100) { 1000 - $0 } == "Search above 400%, " + higher)
    #expect(advice(9000, within: 0...4) { 1000 + $0 } == "V" + lower.dropFirst())
    #expect(advice(100, within: 0...9) { 1000 + $0 } == "V" + higher.dropFirst())
    #expect(advice(9000) { _ in 1000 } == "V" + lower.dropFirst())
    #expect(
      advice(9000) { 1000 - ($0 - 2) * ($0 - 2) } == "Search a narrower range around 200%, " + lower
    )
    let jump = advice(2000) { $0 < 2 ? 1000 : 3000 }
    #expect(jump.hasSuffix("it jumps over the target: take another target."))
    #expect(jump.contains("1000 ± 40 HKD at 150% to 3000 ± 40 HKD at 200%"))
    #expect(advice(2000) { $0 < 2 ? 1000 : .infinity }.contains("jumps over"))
    #expect(advice(2000) { $0 < 1 ? 1000 : $0 < 3 ? .nan : 3000 }.contains("has no value"))
  }

  // MARK: Tornados

  @Test func methodsAreExplained() {
    func method(_ report: TornadoReport) -> String { report.tornados[0].method }
    #expect(method(WhatIf.tornado()) == "each driver at its P10 and P90, the others drawn")
    #expect(
      method(WhatIf.tornado(.conditional)).hasPrefix("among the tenth of the paths with the"))
    #expect(WhatIf.tornado(.rank).text(on: Terminal()).contains("Spearman rank correlation"))
  }

  /// The company goes where there is only one, also beside rates of exchange.
  @Test func driversAreShortened() {
    func labels(_ drivers: (name: String, subject: String)...) -> [String] {
      WhatIf.tornado(
        bars: drivers.map { WhatIf.bar($0.name, 0, 1) },
        drivers: drivers.map { .init(name: $0.name, of: $0.subject, kind: .driver, ends: nil) },
        heading: WhatIf.heading(assumptions: [("zhipu.arr", "1B"), ("acme.arr", "1B")])
      ).tornados[0].labels
    }
    let (growth, rate) = (("zhipu.growth.initial", "zhipu"), ("fx.CNY", ""))
    #expect(labels(growth, rate) == ["growth.initial", "fx.CNY"])
    let cash = labels(("zhipu.cash", "zhipu"), ("acme.cash", "acme"))
    #expect(cash == ["zhipu.cash", "acme.cash"])
    #expect(labels(rate) == ["fx.CNY"] && labels().isEmpty)
  }

  @Test func chanceIsMarkedAndTheRestIsCounted() {
    let many = (0..<33).map { WhatIf.bar("a.d\($0)", 0, 100 - Double($0)) }
    let text = WhatIf.tornado(bars: many, drivers: []).text(on: Terminal())
    #expect(text.contains("… 13 smaller ones: in the files") && !text.contains("†"))
    #expect(WhatIf.tornado(bars: many).csv.split(separator: "\n").count == 34)
    let usual = WhatIf.tornado().text(on: Terminal())
    #expect(usual.contains("† multiple shocks") && usual.contains("† usage.jumps "))
    #expect(usual.contains("not distinguishable from 0   ") && usual.contains("(Bonferroni)"))
    #expect(WhatIf.tornado(bars: []).text(on: Terminal()).contains("There is no driver."))
  }
}
