import Sensitivity
import Statistics
import Testing

@testable import Reports
@testable import Text

/// Protects every report against numbers at the ends of what a double holds: a scenario may state 1e308,
/// and what is no whole number ends the process where it is made one.
@Suite struct ExtremeNumberTests {
  private static let numbers = [
    0, -0.0, 1, -1, 5e-324, -5e-324, 1e-320, 2.3e-308, 1e-300, 1e18, 9.3e18, 1e300, -1e300, 1e308,
    -1e308, Double.greatestFiniteMagnitude, .infinity, -.infinity, .nan,
  ]
  private static let units = ["HKD", "share", "probability", "date", "count", "years", ""]

  private static let pairs = numbers.flatMap { first in numbers.map { (first, $0) } }

  private static func estimate(_ value: Double, _ end: Double) -> IntervalEstimate {
    IntervalEstimate(value: value, interval: Interval(low: min(value, end), high: max(value, end)))
  }

  /// No number that a reader sees is a word of the language it was made with.
  private static func isReadable(_ text: String) -> Bool {
    !text.contains("nan") && !text.contains("inf")
  }

  @Test func texts() {
    for (value, other) in Self.pairs {
      for unit in Self.units {
        let figure = Figure(value, error: abs(other), unit: unit)
        #expect(Self.isReadable(figure.text + figure.errorText), "\(value) ± \(other)")
        let estimate = Self.estimate(value, other)
        let texts =
          [estimate.cell, estimate.errorCell, estimate.text, estimate.difference, estimate.signed]
          .map { $0(unit) } + [estimate.differenceError(unit)]
        #expect(texts.allSatisfy(Self.isReadable), "\(value), \(other): \(texts)")
      }
      _ = Self.estimate(value, other).rounded(beside: [Self.estimate(other, value)])
      #expect(
        Self.isReadable(JSON.numbers([value, other]).document.replacing("\"", with: "")),
        "\(value), \(other)")
    }
  }

  @Test func shortNumbers() throws {
    for number in Self.numbers {
      for digits in 1...3 {
        let rounded = number.rounded(digits: digits)
        #expect(
          rounded == number || abs(rounded / number - 1) < 0.5 || number.isNaN,
          "\(number) with \(digits) digits is \(rounded)")
      }
      #expect(number.isFinite ? number.shortest.flatMap(Double.init) == number : true)
      let read = try #require(Double(field: number.field))
      #expect(read == number || number.isNaN)
    }
  }

  /// An axis has ends, and round numbers between them that can be counted, or there is none.
  @Test func axes() throws {
    for (first, second) in Self.pairs {
      for unit in ["HKD", "share"] {
        let axes = [
          Axis([first, second], unit: unit), Axis([first, second], unit: unit, isTight: true),
          Axis([first, second, 1], unit: unit, isOfPaths: true),
          Axis([first, second], unit: unit, isLinear: true),
          Axis(around: [first, second], unit: unit), Axis(around: [first], unit: unit),
        ]
        for axis in axes.compactMap(\.self) {
          #expect(axis.low < axis.high && (axis.high - axis.low).isFinite, "\(first), \(second)")
          #expect(axis.ticks.count <= 40 && axis.ticks.allSatisfy(\.isFinite))
          #expect((axis.horizontalCommands(on: .file) + axis.verticalCommands(on: .file)).allSatisfy(Self.isReadable))
          let places = Self.numbers.map(axis.place)
          #expect(places.allSatisfy { $0 >= 0 && $0 <= 1 })
        }
      }
    }
    // The control: what is only large or small has an axis.
    #expect(try #require(Axis([1e-200, 1e200], unit: "HKD")).isLogarithmic)
    #expect(try #require(Axis([-1e290, 1e290], unit: "HKD")).ticks.count > 2)
    #expect(Axis([5e6, 1e308], unit: "HKD") == nil && Axis([-1e308, 1e308], unit: "HKD") == nil)
    // Values that no axis holds together are not shown around one of them.
    #expect(Axis(around: [-1e308, 1e308], unit: "HKD") == nil)
  }

  @Test func sketches() {
    for (low, high) in Self.pairs {
      let sketch = DensitySketch { low + (high - low) * $0 }
      #expect(sketch?.lines { $0.field }.isEmpty != true, "\(low) to \(high)")
      _ = DensitySketch { $0 < 0.5 ? low : high }?.lines { $0.field }
    }
    #expect(DensitySketch { 1e308 * $0 } == nil && DensitySketch { 1e-320 * $0 } == nil)
    #expect(DensitySketch { 1e290 * $0 } != nil)
  }

  /// A run with the numbers in each place of its summary.
  @Test func runs() throws {
    for (low, high) in Self.pairs {
      let sample = Fixture.band(
        [min(low, high), low, max(low, high)], halfWidths: [0, high, 1], mean: low, mcse: abs(high))
      let series = SeriesSummary(
        name: "zhipu.sharePrice", unit: "HKD", dates: Fixture.dates,
        bands: [Fixture.price.bands[0], sample, sample])
      let outcomes = ["share", "date", "count", "years"].map { unit in
        OutcomeSummary(
          name: "zhipu.\(unit)", unit: unit, sample: sample,
          dates: unit == "date" ? Fixture.dates : [])
      }
      let report = Fixture.report(summary: Fixture.summary(series: [series], outcomes: outcomes))
      #expect(!report.text(on: Terminal()).isEmpty)
      #expect(!report.csv.isEmpty && !report.json.isEmpty)
      _ = TextFan(series)?.lines(on: Terminal())
      _ = report.charts
    }
  }

  @Test func answers() throws {
    let terminal = Terminal()
    for (value, other) in Self.pairs {
      let estimates = [Self.estimate(value, other), Self.estimate(other, value)]
      let keys = [
        SweptKey(name: "zhipu.arr", stated: "1", unit: "CNY", numbers: ["a": value, "b": other]),
        SweptKey(name: "zhipu.debt", stated: "1", unit: "years", numbers: ["a": other, "b": 1]),
      ]
      for count in 1...2 {
        let rows = [["a", "a"], ["b", "b"], ["a", "b"]].prefix(count + 1).map { point in
          Sweep<[String]>.Row(
            point: Array(point.prefix(count)), estimates: [estimates[0]],
            differences: [estimates[1]])
        }
        let report = SweepReport(
          WhatIf.heading(), keys: Array(keys.prefix(count)), metrics: [WhatIf.price],
          sweep: Sweep(base: [estimates[1]], rows: rows), planned: rows.count)
        #expect(!report.text(on: terminal).isEmpty && !report.json.isEmpty)
      }
      let bar = Tornado.Bar(
        name: "zhipu.growth.initial", low: estimates[0], high: estimates[1], swing: estimates[0],
        isDistinguishable: true)
      for method in Tornado.Method.allCases {
        let report = WhatIf.tornado(method, bars: [bar], base: estimates[1])
        #expect(!report.text(on: terminal).isEmpty && report.charts.count <= 1)
      }
      let contrast = WhatIf.contrast(WhatIf.price, estimates[0], estimates[1], estimates[0])
      let comparison = ComparisonReport(WhatIf.two, contrasts: [contrast])
      #expect(!comparison.text(on: terminal).isEmpty)
      let goal = GoalSeekReport(
        WhatIf.heading(), key: keys[0], metric: WhatIf.price, target: "1 HKD", between: 0...4,
        goal: GoalSeek(
          target: value.isNaN ? 0 : value,
          samples: [
            .init(input: 0, output: estimates[0]), .init(input: other, output: estimates[1]),
          ],
          roots: []),
        isAllowed: { _ in true }, text: WhatIf.percent)
      #expect(!goal.text(on: terminal).isEmpty && goal.charts.count <= 1)
    }
  }
}
