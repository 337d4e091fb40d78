import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Sensitivity
@testable import Text

/// Protects the folders of what-if answers, and their pictures.
@Suite struct WhatIfFileTests {
  @Test func everyProgramHasItsFiles() throws {
    let answers: [(any Publication, [String])] = [
      (WhatIf.sweep(), ["sweep.json", "sweep.csv", "manifest.json"]),
      (WhatIf.comparison(), ["comparison.json", "comparison.csv", "manifest.json"]),
      (WhatIf.parabola(), ["goal.json", "goal.csv", "manifest.json"]),
      (WhatIf.tornado(), ["tornado.json", "tornado.csv", "manifest.json"]),
    ]
    for (answer, files) in answers {
      try inFolder { folder in
        let out = folder.appending(path: "out")
        // The second one replaces the first.
        for _ in 0..<2 {
          #expect(try answer.write(to: out.path(), pictures: .no).files == files)
        }
        #expect(try out.names == files.sorted())
        for name in files where name.hasSuffix(".json") {
          _ = try JSONSerialization.jsonObject(with: Data(out.text(name).utf8))
        }
        #expect(try out.text("manifest.json").contains("\"scenarioHash\": \"fnv1a64:"))
      }
    }
  }

  /// An answer to another question is not lost.
  @Test func noProgramReplacesAnother() throws {
    try inFolder { folder in
      let (run, sweep) = (folder.path() + "/run", folder.path() + "/sweep")
      try Fixture.report().write(to: run, pictures: .no)
      try WhatIf.sweep().write(to: sweep, pictures: .no)
      let before = try folder.appending(path: "run").text("summary.json")
      let lost = #expect(throws: OutputError.self) {
        try WhatIf.sweep().write(to: run, pictures: .no)
      }
      #expect(
        lost?.description
          == "\(run) holds an earlier run, which a sweep does not replace; give --output an empty "
          + "or a new folder, or move this one away once")
      #expect(throws: OutputError.self) { try Fixture.report().write(to: sweep, pictures: .no) }
      #expect(throws: OutputError.self) { try OutputFolder(sweep, for: .tornado) }
      #expect(throws: Never.self) { try OutputFolder(sweep, for: .sweep) }
      #expect(try folder.appending(path: "run").text("summary.json") == before)
      // A file of a run is foreign in a sweep's folder.
      try Data().write(to: folder.appending(path: "sweep/bands.csv"))
      let foreign = #expect(throws: OutputError.self) { try OutputFolder(sweep, for: .sweep) }
      #expect(foreign?.description.contains("holds bands.csv, which no sweep wrote") == true)
    }
  }

  // MARK: Pictures

  /// gnuplot draws all of them, and obeys nothing in them.
  @Test(.enabled(if: PictureTests.gnuplot != nil, "NO PICTURES ARE DRAWN: GNUPLOT IS NOT THERE"))
  func hostilePicturesAreDrawn() throws {
    try inFolder { folder in
      for (index, answer) in Hostile.publications.enumerated() {
        let out = folder.appending(path: "out\(index)")
        let written = try answer.write(to: out.path())
        #expect(written.notes.isEmpty, "\(index): \(written.notes)")
        guard !answer.charts.isEmpty else { continue }
        let charts = try out.appending(path: "charts").names
        #expect(charts.count { $0.hasSuffix(".svg") } == answer.charts.count)
        let gnuplot = try #require(PictureTests.gnuplot)
        // A warning would be a picture that is not what it says.
        let again = try run(gnuplot, ["charts.gp"], in: out.appending(path: "charts"))
        #expect(again.errors == "", "\(index)")
      }
      let all = FileManager.default.subpaths(atPath: folder.path()) ?? []
      #expect(!all.contains { $0.hasSuffix("pwned") } && all.contains { $0.hasSuffix(".svg") })
    }
  }

  /// Each shape of a sweep has its picture.
  @Test func picturesFollowTheShape() {
    func first(_ report: SweepReport) -> String {
      report.charts.first?.script.joined(separator: "\n") ?? "none"
    }
    #expect(first(WhatIf.sweep([WhatIf.elasticity], points: [["-1"], ["-0.5"]])).contains("lines"))
    // One number is no line, and a word is no number.
    #expect(first(WhatIf.sweep([WhatIf.elasticity], points: [["-1"]])).contains("xerrorbars"))
    #expect(first(WhatIf.sweep([WhatIf.regime], points: [["a"], ["b"]])).contains("xerrorbars"))
    #expect(first(WhatIf.sweep()).contains("boxxyerror"))
    // Half of a grid is a grid; a diagonal is none.
    let part = Array(WhatIf.grid.dropLast(3))
    #expect(first(WhatIf.sweep(points: part, planned: 6)).contains("boxxyerror"))
    let diagonal = [["-1.5", "80%"], ["-1", "140%"], ["-0.5", "300%"], ["-0.8", "80%"]]
    #expect(first(WhatIf.sweep(points: diagonal)).contains("points pt 7"))
    let triple = [WhatIf.regime, WhatIf.growth, WhatIf.elasticity]
    #expect(WhatIf.sweep(triple, points: [["a", "80%", "-1"]]).charts.isEmpty)
    #expect(WhatIf.sweep().charts.map(\.name).count == 2)
  }

  /// Levels that are numbers are in their order, whatever the order of the points.
  @Test func numbersAreAscending() throws {
    let curve = try #require(
      WhatIf.sweep([WhatIf.elasticity], points: [["-0.5"], ["-1.5"], ["-1"]]).charts.first)
    let inputs = curve.data.split(separator: "\n").dropFirst().compactMap {
      Double($0.prefix { $0 != "\t" })
    }
    #expect(inputs == [-1.5, -1, -0.5])
  }

  /// Both ends are drawn from the base, each in its colour, and chance is marked.
  @Test func tornadoPicture() throws {
    let chart = try #require(WhatIf.tornado().charts.first)
    // The swing's own interval, ± 15, at the end that is farther from the base, and at no other.
    #expect(chart.data.contains("\t1100\tNaN\tNaN\n"))
    #expect(chart.data.contains("\t3520\t3505\t3535\n"))
    #expect(chart.data.contains("\t2650\t2635\t2665\n") && chart.data.contains("\t2020\tNaN"))
    #expect(chart.script.contains { $0.contains("· Zhipu AI (2513.HK)'") })
    #expect(chart.data.components(separatedBy: "\n\n\n").count == 4)
    #expect(chart.script.contains { $0.contains("'† multiple shocks' 2") })
    #expect(chart.script.contains { $0.contains("'40% → 310%'") })
    #expect(WhatIf.tornado(bars: [Hostile.noBar]).charts.isEmpty)
  }

  /// Labels are the scenarios' own where they are short, else what the note explains.
  @Test func comparisonPicture() throws {
    let fans = [[Fixture.price, Fixture.price]]
    let short = try #require(WhatIf.comparison(names: ["a", "b"], fans: fans).charts.first)
    #expect(short.script.contains { $0.contains("'b median  1650'") })
    let long = try #require(
      WhatIf.comparison(names: ["bull-2026", "bull-2026 (2)"], fans: fans).charts.first)
    #expect(long.script.contains { $0.contains("'bull-202… median  1650'") })
    let alike = ["zhipu-price-war", "zhipu-price-cut"]
    let numbered = try #require(WhatIf.comparison(names: alike, fans: fans).charts.first)
    #expect(numbered.script.contains { $0.contains("'2 median  1650'") })
    #expect(
      numbered.script.contains {
        $0.contains("Blue: 1, zhipu-price-war; orange, broken: 2, zhipu-price-cut")
      })
    // Bands of different dates or units are not laid over each other.
    #expect(WhatIf.comparison(fans: [[Fixture.arr, Fixture.price]]).charts.isEmpty)
  }

  /// Of three, one band is filled and the others have edges; of more scenarios there are lines, and of many a few have labels.
  @Test func manyFans() throws {
    func counts(_ count: Int) throws -> (bands: Int, lines: Int, labels: Int) {
      let chart = try #require(WhatIf.comparison(of: count).charts.first)
      let text = chart.script.joined(separator: "\n")
      func occurrences(_ word: String) -> Int { text.ranges(of: word).count }
      return (
        occurrences("filledcurves"), occurrences("with lines"),
        occurrences("set arrow from graph 1")
      )
    }
    #expect(try counts(3) == (1, 7, 9))
    #expect(try counts(6) == (0, 6, 6))
    #expect(try counts(20) == (0, 20, 2))
  }

  /// Several metrics share a tornado's files, and none takes another's place.
  @Test func tornadosOfSeveralMetrics() {
    let one = WhatIf.tornado().tornados
    let two = TornadoReport(one + WhatIf.tornado(metric: Self.fall).tornados)
    #expect(two.charts.count == 2 && Set(two.charts.map(\.name)).count == 2)
    let rows = two.csv.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
    #expect(rows.count == 2 * WhatIf.bars.count && Set(rows).count == 2)
    let text = two.text(on: Terminal())
    #expect(text.ranges(of: "What moves ").count == 2 && text.ranges(of: ", seed ").count == 1)
    #expect(two.json.ranges(of: "\"bars\"").count == 2)
  }

  private static let fall = MetricDescription(name: "zhipu.maxDrawdown.p50", unit: "share")
}
