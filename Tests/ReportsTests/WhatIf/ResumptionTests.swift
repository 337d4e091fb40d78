import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Sensitivity
@testable import Text

/// Protects an interrupted sweep: what it has found is not computed again, and what belongs to another
/// question is not taken for it.
@Suite struct ResumptionTests {
  private static let keys = [WhatIf.elasticity, WhatIf.growth]
  private static let metrics = [WhatIf.price, WhatIf.deep]

  private func resumed(
    _ folder: URL, heading: WhatIfHeading = WhatIf.heading(started: "2027-01-01T00:00:00Z"),
    keys: [SweptKey] = keys, metrics: [MetricDescription] = metrics,
    points: [[String]] = WhatIf.grid
  ) throws -> Sweep<[String]> {
    try SweepReport.finishedRows(
      in: folder.path(), of: heading, keys: keys, metrics: metrics, points: points)
  }

  /// Half of a sweep, written, read back and gone on with, is the whole sweep, to the last byte.
  @Test func resumedIsUninterrupted() throws {
    try inFolder { folder in
      let part = Array(WhatIf.grid.prefix(4))
      let out = folder.appending(path: "out")
      try WhatIf.sweep(points: part, planned: 6).write(to: out.path(), pictures: .no)
      let found = try resumed(out)
      #expect(found.rows.map(\.point) == part)
      let rest = (4..<6).map { WhatIf.row(WhatIf.grid[$0], $0) }
      let whole = SweepReport(
        WhatIf.heading(), keys: Self.keys, metrics: Self.metrics,
        sweep: Sweep(base: found.base, rows: found.rows + rest), planned: 6)
      #expect(whole.csv == WhatIf.sweep().csv && whole.json == WhatIf.sweep().json)
      #expect(whole.manifest == WhatIf.sweep().manifest)
      // The second half replaces the first.
      try whole.write(to: out.path(), pictures: .no)
      #expect(try resumed(out).rows.count == 6)
    }
  }

  /// Numbers come back as they were, also those that are none, and levels with commas and quotes.
  @Test func everyNumberReadsBack() throws {
    let numbers: [Double] = [
      0.1, 1 / 3, -Double.leastNonzeroMagnitude, 1.7976931348623157e308, .infinity, -.infinity,
      .nan, 0, 123_456_789_012,
    ]
    for number in numbers {
      let back = try #require(Double(field: number.field))
      #expect(back.bitPattern == number.bitPattern || (back.isNaN && number.isNaN))
    }
    for text in ["", "x", "0x10", "infinity", "NaN", "1,5", " 1", "1.5.2", "+inf"] {
      #expect(Double(field: text) == nil, "\(text)")
    }
    let strange = "lognormal(p5: 1, p95: \"3\")"
    let none = Hostile.none
    let row = Sweep<[String]>.Row(
      point: [strange, "80%"], estimates: [Hostile.unknown, none], differences: [none, none])
    try inFolder { folder in
      let out = folder.appending(path: "out")
      try SweepReport(
        WhatIf.heading(), keys: Self.keys, metrics: Self.metrics,
        sweep: Sweep(base: [none, none], rows: [row]), planned: 6
      ).write(to: out.path(), pictures: .no)
      let found = try resumed(out, points: [[strange, "80%"], ["-1", "80%"]])
      #expect(found.rows[0].estimates[0] == Hostile.unknown && found.base[0].value.isNaN)
    }
  }

  /// One sentence says what differs.
  @Test func anotherSweepIsRefused() throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      try WhatIf.sweep().write(to: out.path(), pictures: .no)
      func error(_ words: String, _ body: () throws -> Sweep<[String]>) {
        let error = #expect(throws: ResumeError.self) { try body() }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
      }
      error("was made with Ballpark 0.1.0, this is 0.2.0; give --output a new folder") {
        try resumed(out, heading: WhatIf.heading(version: "0.2.0"))
      }
      error("a scenario file that has changed") {
        try resumed(out, heading: WhatIf.heading(hash: "fnv1a64:0"))
      }
      error("has seed 20260624, not 7") { try resumed(out, heading: WhatIf.heading(seed: 7)) }
      error("has 100,000 paths, not 500") { try resumed(out, heading: WhatIf.heading(paths: 500)) }
      error("has zhipu.debt 0, not 5B CNY") {
        try resumed(
          out,
          heading: WhatIf.heading(assumptions: [
            ("zhipu.arr", "1.7B CNY"), ("zhipu.debt", "5B CNY"),
          ]))
      }
      error("has zhipu.debt 0, not left out") {
        try resumed(out, heading: WhatIf.heading(assumptions: [("zhipu.arr", "1.7B CNY")]))
      }
      // What is no assumption makes other numbers, too.
      error("has step week, not month") {
        try resumed(out, heading: WhatIf.heading(step: "month", steps: 24))
      }
      error("starts on 2026-06-24, not on 2026-07-01") {
        try resumed(out, heading: WhatIf.heading(start: "2026-07-01"))
      }
      error("is in HKD, not in USD") { try resumed(out, heading: WhatIf.heading(currency: "USD")) }
      error("has 104 steps, not 156, to its horizon") {
        try resumed(out, heading: WhatIf.heading(steps: 156, horizon: 3))
      }
      error("varies zhipu.listPrice.elasticity, zhipu.growth.initial, not zhipu.growth.initial") {
        try resumed(out, keys: [WhatIf.growth])
      }
      error("has the metrics zhipu.sharePrice.p50@2027-06-23, P(zhipu.maxDrawdown > 50%), not") {
        try resumed(out, metrics: [WhatIf.deep, WhatIf.price])
      }
      error("has 6 points, but only 2 are wanted") {
        try resumed(out, points: Array(WhatIf.grid.prefix(2)))
      }
      error("has -1.5, 140% as point 2, but wanted is -1.5, 300%") {
        try resumed(out, points: [["-1.5", "80%"], ["-1.5", "300%"]] + WhatIf.grid.dropFirst(2))
      }
      error("holds no earlier sweep") { try resumed(folder) }
    }
  }

  /// A setting that says what was the default stands at another place, and is no other number.
  @Test func theOrderOfAssumptionsIsNoDifference() throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      try WhatIf.sweep().write(to: out.path(), pictures: .no)
      let turned = WhatIf.heading(assumptions: [("zhipu.debt", "0"), ("zhipu.arr", "1.7B CNY")])
      #expect(try resumed(out, heading: turned).rows.count == 6)
    }
  }

  /// A file that somebody or a disk has changed is refused, not read in part: also a number that could
  /// be one. Control: what stands behind the points that the manifest knows may be half of one.
  @Test(arguments: [
    (",1800,", ",1801,"), (",1800,", ",18OO,"), ("-1.5,80%,zhipu", "-1.5,80%,acme"),
    ("point,", "points,"), ("\n6,", "\n7,"), (",HKD,1800", ",USD,1800"), ("1,-1.5", "1,\"-1.5"),
  ])
  func editedFilesAreRefused(_ text: String, _ other: String) throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      try WhatIf.sweep().write(to: out.path(), pictures: .no)
      let csv = try out.text("sweep.csv")
      func put(_ text: String) throws {
        try out.write(text, to: "sweep.csv")
        let words =
          "sweep.csv is not as the sweep wrote it; without --resume its points are computed"
        let error = #expect(throws: ResumeError.self) { try resumed(out) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
      }
      #expect(csv.contains(text))
      try put(csv.replacing(text, with: other))
      // Cut in the middle of a point.
      try put(csv.split(separator: "\n").dropLast().joined(separator: "\n"))
      try out.write((csv + "7,-1.5,8"), to: "sweep.csv")
      #expect(try resumed(out).rows.count == 6)
      let manifest = try out.text("manifest.json")
      try Data(manifest.replacing("\"done\": 6", with: "\"done\": 7").utf8)
        .write(to: out.appending(path: "manifest.json"))
      let error = #expect(throws: ResumeError.self) { try resumed(out) }
      #expect(error?.description.contains("or was changed since") == true)
    }
  }
}
