import Foundation
import Statistics
import Testing

@testable import Reports

/// Protects where things stand in a picture.
@Suite struct ChartLayoutTests {
  @Test func axes() throws {
    let wide = try #require(Axis([56.0, 2174, 15_300], unit: "HKD"))
    #expect(wide.isLogarithmic && wide.low < 56 && wide.high > 15_300)
    #expect(wide.ticks == [50, 100, 200, 500, 1000, 2000, 5000, 10_000])
    #expect(abs(wide.place(of: (wide.low * wide.high).squareRoot()) - 0.5) < 1e-12)
    let narrow = try #require(Axis([900, 1000, 1700], unit: "HKD"))
    #expect(!narrow.isLogarithmic && narrow.ticks == [1000, 1200, 1400, 1600])
    let share = try #require(Axis([0, 0.983], unit: "share"))
    #expect((share.low, share.high) == (0, 1))
    #expect(share.ticks.map(share.label) == ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"])
    let losses = try #require(Axis([-3e9, 1e9], unit: "CNY"))
    #expect(losses.ticks.map(losses.label) == ["-3B", "-2B", "-1B", "0", "1B"])
    // Nine decades, and paths that are worth nothing.
    #expect(try #require(Axis([0, 1, 1e9], unit: "x")).ticks.count <= 9)
    // The start of what grows for years is far below its end, and is shown all the same.
    let growth = try #require(Axis([0.3, 1090, 4e9], unit: "USD"))
    #expect(growth.part(of: 0.3) > 0 && growth.cut([0.3]) == nil)
    #expect(try #require(Axis([0.3, 4e9], unit: "USD", isOfPaths: true)).cut([0.3]) != nil)
    // Labels of any size; those that are long get more room beside the plot, or are fewer below it.
    #expect(Canvas.file.leftMargin(for: ["-100 %", "5 %"]).isEmpty)
    #expect(Canvas.file.leftMargin(for: ["0.0000005"]) == ["set lmargin at screen 0.1264"])
    #expect(Canvas.file.rightMargin(for: ["median  16.8M"]).isEmpty)
    #expect(Canvas.file.rightMargin(for: ["median  0.00000033"]) == ["set rmargin at screen 0.785"])
    let row = try #require(Axis([1.2e-8, 7.2e-8], unit: "USD"))
    #expect(
      row.ticks.count == 8 && row.horizontalCommands(on: .file)[1].split(separator: ",").count == 4)
    #expect(row.horizontalCommands(on: .file, width: 0.3)[1].split(separator: ",").count == 2)
    #expect(
      row.verticalCommands(on: .file)[1].split(separator: ",").count == 8
        && row.verticalCommands(on: .file).count == 3)
    let tiny = try #require(Axis([8.3e-8, 1.2e-6], unit: "USD"))
    #expect(tiny.ticks.map(tiny.label).contains("0.0000005"))
    #expect(try #require(Axis([2e-12, 3e-12], unit: "USD")).label(2.5e-12) == "2.5e-12")
    #expect(Axis([5, 5], unit: "x") == nil && Axis([.nan], unit: "x") == nil)
  }

  @Test func dates() {
    func labels(_ dates: [String]) -> [String] { DateAxis(dates: dates).ticks().map(\.label) }
    #expect(
      labels(["2026-06-24", "2029-06-20"]) == ["Jul 2026", "2027", "Jul", "2028", "Jul", "2029"])
    #expect(labels(["2026-11-15", "2027-03-20"]) == ["Dec 2026", "2027", "Feb", "Mar"])
    #expect(labels(["2026-01-01", "2046-01-01"]).first == "2030")
    #expect(labels(["2026-06-24", "2026-06-25"]) == ["24 Jun", "25 Jun 2026"])
    #expect(labels(["nonsense"]).isEmpty && labels([]).isEmpty)
  }

  /// Labels keep their order and a line's distance, and stay where they are if they do not touch.
  @Test func endLabels() {
    #expect(EndLabels.apart([0.1, 0.5, 0.9], line: Canvas.file.line) == [0.1, 0.5, 0.9])
    for places in [[0, 0, 0, 0], [0.99, 0.995, 1, 1], [0.4, 0.41, 0.44, 0.45, 0.9]] {
      let apart = EndLabels.apart(places, line: Canvas.file.line)
      #expect(zip(apart, apart.dropFirst()).allSatisfy { $1 - $0 > 0.0559 }, "\(apart)")
      #expect(apart.allSatisfy { $0 >= 0 && $0 <= 1 }, "\(apart)")
    }
  }

  /// No line crosses the text of another mark, wherever the marks are.
  @Test func markedLevels() {
    for places in [[0.45, 0.5, 0.6, 0.8], [0.1, 0.12], [0.9, 0.95, 0.99], [0.5, 0.52, 0.54]] {
      let marks = places.map { (DistributionChart.Mark(value: $0, text: "44 % below 560"), $0) }
      let placed = MarkLabels.placed(marks)
      #expect(placed.count == marks.count)
      for (row, label) in placed.enumerated() {
        let width = 0.18
        let span =
          label.isRight ? label.place...label.place + width : label.place - width...label.place
        for above in placed[..<row] { #expect(!span.contains(above.place), "\(places)") }
      }
    }
  }

  /// Where there is no room for all, the most important stay, wherever they are.
  @Test func mostImportantMarks() {
    let many = (0..<9).map {
      (DistributionChart.Mark(value: 0, text: "x\($0)"), 1 - Double($0) / 9)
    }
    #expect(
      Set(MarkLabels.placed(many).map(\.mark.text)) == ["x0", "x1", "x2", "x3", "x4", "x5"])
  }

  @Test func textsInGnuplot() {
    #expect("it's `x` \\n \"q\"\n%d".inGnuplot == "'it''s `x` \\n \"q\" %d'")
    #expect("a]]>b\u{FFFE}".inGnuplot == "'a]] >b?'")
    #expect("acme.sharePrice".inFileName == "acme.sharePrice")
    #expect("../../etc/x y'`".inFileName == "-..-..-etc-x-y--")
  }
}
