import Foundation
import TestSupport
import Testing

/// Protects the audit of one path, `ballpark run FILE --path N`, and what is refused for its size.
@Suite struct AuditTests {
  private struct Row: Hashable {
    let kind: String
    let name: String
    let date: String
  }

  private static func rows(_ output: String) -> [Row: Substring] {
    var rows: [Row: Substring] = [:]
    for line in output.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      let row = Row(
        kind: String(fields[2]), name: String(fields[3]), date: String(fields[1]))
      rows[row] = fields[5]
    }
    return rows
  }

  private static func audit(_ path: Int, _ more: [String] = []) throws -> Outcome {
    try run(
      builtProgram(),
      ["run", "Scenarios/zhipu.yaml", "--paths", "1000", "--path", "\(path)"] + more,
      in: repository)
  }

  private struct Document: Decodable {
    struct Track: Decodable {
      let name: String
      let values: [Double?]
    }
    struct Constant: Decodable {
      let name: String
      let value: Double?
    }
    struct Occurrence: Decodable {
      let kind: String
      let name: String
      let time: Double
    }

    let dates: [String]
    let drivers: [Constant]
    let series: [Track]
    let shocks: [Track]
    let happened: [Occurrence]
  }

  /// As JSON it has the same numbers, and the occurrences in the same order.
  @Test func agreesAsJSON() throws {
    let file = "Tests/CommandLineTests/Recomputation/happenings.yaml"
    let arguments = ["run", file, "--path", "44", "--quiet"]
    let table = try run(builtProgram(), arguments, in: repository).output
    let json = try run(builtProgram(), arguments + ["--json"], in: repository)
    #expect(json.code == 0 && json.errors.isEmpty)
    let document = try JSONDecoder().decode(Document.self, from: Data(json.output.utf8))
    let rows = Self.rows(table)
    for (kind, tracks) in [("series", document.series), ("shock", document.shocks)] {
      for track in tracks {
        for (date, value) in zip(document.dates, track.values) {
          let row = rows[Row(kind: kind, name: track.name, date: date)]
          #expect(row.flatMap { Double($0) } ?? .nan == value ?? .nan || value == nil)
        }
      }
    }
    for driver in document.drivers {
      let row = rows[Row(kind: "driver", name: driver.name, date: "")]
      #expect(row.flatMap { Double($0) } == driver.value)
    }
    let times = table.split(separator: "\n").map { $0.split(separator: ",") }
      .filter { ["happened", "entered"].contains($0[2]) }
    #expect(times.count > 10 && times.count == document.happened.count)
    for (row, one) in zip(times, document.happened) {
      #expect(row[2] == one.kind && row[3] == one.name && Double(row[5]) == one.time)
    }
  }

  /// Every number of the sample paths that a run writes is in the audit, digit by digit, and so are the
  /// draws; a run of another length has the same path, another path has other numbers.
  @Test func agreesWithTheRun() throws {
    let audit = try Self.audit(42)
    #expect(audit.code == 0)
    let rows = Self.rows(audit.output)
    for kind in ["driver", "shock", "jumps", "series", "outcome"] {
      #expect(rows.keys.contains { $0.kind == kind }, "no \(kind)")
    }
    try inFolder { folder in
      let result = try run(
        builtProgram(),
        [
          "run", repository.appending(path: "Scenarios/zhipu.yaml").path(), "--paths", "600",
          "--no-charts", "--quiet",
        ], in: folder)
      #expect(result.code == 0)
      let paths = try folder.text("Output/zhipu/paths.csv")
      let lines = paths.split(separator: "\n")
      let names = try #require(lines.first).split(separator: ",").dropFirst(2)
      let path = lines.dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      .filter { $0[0] == "42" }
      #expect(path.count == 157)
      for fields in path {
        for (name, value) in zip(names, fields.dropFirst(2)) {
          let row = Row(kind: "series", name: String(name), date: String(fields[1]))
          #expect(rows[row] == value, "\(name) on \(fields[1])")
        }
      }
    }
    #expect(try Self.audit(42, ["--workers", "2"]).output == audit.output)
    #expect(try Self.audit(43).output != audit.output)
  }

  /// A path beyond the run is a mistake of the command line.
  @Test func noSuchPath() throws {
    let audit = try Self.audit(1_000)
    #expect(audit.code == 64)
    #expect(audit.output.isEmpty)
    #expect(audit.errors.contains("there is no path 1000: the run has paths 0 to 999"))
  }

  /// What a run refuses for its memory is refused by `check` before.
  @Test func checkRefusesWhatRunRefuses() throws {
    try inFolder { folder in
      let more = CommandLineTests.scenario + "\ngroups: {worst: worst 5% by acme.return}\n"
      for command in ["check", "run"] {
        let result = try ballpark(
          command, "acme.yaml", "--set", "paths=3_000_000_000", scenario: more, in: folder)
        #expect(result.code == 65)
        #expect(result.errors.contains("what is kept of the paths would take"))
      }
    }
  }
}
