import Statistics
import Testing

@testable import Reports

/// Protects what the picture of a distribution says of the paths that it does not show.
@Suite struct DistributionTests {
  private static func sample(
    _ values: [Double] = [], levels: [Double] = [], histogram: Histogram? = nil
  ) -> SampleSummary {
    SampleSummary(
      count: 1_000, failed: 0, mean: Estimate(value: 1, error: 0.1),
      standardDeviation: 1, minimum: 0, maximum: 1e4,
      percentiles: zip(levels, values).map {
        Percentile(level: $0, value: $1, interval: Interval(low: $1, high: $1))
      }, histogram: histogram)
  }

  private static func chart(_ sample: SampleSummary, marks: [DistributionChart.Mark] = [])
    -> Chart?
  {
    DistributionChart(
      file: "a", company: "a", title: "A", scenario: "s", unit: "HKD", sample: sample, marks: marks
    ).chart
  }

  private static func note(_ chart: Chart) -> String { chart.note }

  /// From, to, share and height of each bar.
  private static func rows(_ chart: Chart) -> [[Double]] {
    chart.data.split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t").compactMap { Double($0) }
    }
  }

  /// A lump near 0 lies below a logarithmic axis: it is told, and is not in the data.
  @Test func lumpNearZero() throws {
    let histogram = Histogram(
      edges: [1e-9, 1e-7, 1e-6, 10, 100, 1_000, 10_000], counts: [200, 50, 0, 300, 300, 100],
      below: 10, above: 40)
    let chart = try #require(Self.chart(Self.sample(histogram: histogram)))
    #expect(Self.note(chart).contains("not shown: 26 % to the left and 4.0 % to"))
    let rows = Self.rows(chart)
    #expect(rows.map { $0[2] } == [0, 0.3, 0.3, 0.1] && rows.allSatisfy { $0.count == 4 })
    #expect(rows[0][0] > 0.05 && rows[0][1] == 10)
  }

  /// A bar that the end of the axis cuts leaves a part of its paths outside.
  @Test func cutBar() throws {
    let axis = try #require(Axis([0.0, 1, 100_000], unit: "HKD"))
    let histogram = Histogram(edges: [0, 2, 10, 100_000], counts: [500, 300, 200])
    let bars = DistributionBars(.init(Self.sample(histogram: histogram)), on: axis)
    #expect(bars.isCut && abs(bars.below - 0.5 * axis.low / 2) < 1e-12 && bars.above == 0)
    #expect(abs(bars.below + bars.bars.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    let area = bars.bars.reduce(0) {
      $0 + $1.height * (axis.place(of: $1.high) - axis.place(of: $1.low))
    }
    #expect(abs(area + bars.below - 1) < 1e-12)
    let chart = try #require(Self.chart(Self.sample(histogram: histogram)))
    #expect(Self.note(chart).contains("not shown: about "))
  }

  /// Bars between percentiles: what is beyond them, and values that many paths share, have no bar.
  @Test func percentilesWithAtoms() throws {
    let linear = try #require(
      Self.chart(Self.sample([0, 0, 4, 4, 7], levels: [5, 15, 50, 75, 95])))
    #expect(
      Self.note(linear).contains(
        "not shown: 5.0 % to the left, 5.0 % to the right and 35 % on single values.'"))
    #expect(Self.rows(linear).map { $0[2] } == [0.35, 0.2])
    let logarithmic = try #require(
      Self.chart(
        Self.sample([0, 0, 4, 80, .infinity], levels: [5, 15, 50, 75, 95])))
    #expect(Self.note(logarithmic).contains("25 % to the right"))
    let whole = Histogram(edges: [1, 2, 3], counts: [500, 500])
    #expect(
      Self.note(try #require(Self.chart(Self.sample(histogram: whole))))
        .contains("'Areas are shares of paths.'"))
  }

  /// The description tells the marks that are drawn, and of many the first ones.
  @Test func marks() throws {
    let histogram = Histogram(edges: [0, 50, 100], counts: [500, 500])
    let marks = [99.0, 98, 10, 20, 30, 40, 60, 500].map {
      DistributionChart.Mark(value: $0, text: "mark \($0)")
    }
    let chart = try #require(Self.chart(Self.sample(histogram: histogram), marks: marks))
    #expect(
      chart.alternative.hasSuffix(
        "Marked: mark 10.0; mark 20.0; mark 30.0; mark 40.0; mark 98.0; mark 99.0."))
    for mark in marks {
      let isDrawn = chart.script.contains { $0.contains("'\(mark.text)'") }
      #expect(isDrawn == chart.alternative.contains(mark.text + ";") || mark.value == 99)
    }
  }
}
