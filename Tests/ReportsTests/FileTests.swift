import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Text

@Suite struct FileTests {
  /// Protects the shape that other programs read.
  @Test func filesMatchTheirGoldenOnes() throws {
    let report = Fixture.report()
    try expectGolden(report.json, "summary.json")
    try expectGolden(report.csv, "bands.csv")
    try expectGolden(report.manifest, "manifest.json")
  }

  /// An independent reader understands it, and finds every number to the last bit.
  @Test func summaryReadsBack() throws {
    let object = try JSONSerialization.jsonObject(with: Data(Fixture.report().json.utf8))
    let root = try #require(object as? [String: Any])
    let series = try #require(root["series"] as? [[String: Any]])
    #expect(series[0]["mean"] as? [Double] == Fixture.arr.bands.map(\.mean.value))
    let intervals = try #require(series[1]["intervals"] as? [String: [[Double]]])
    #expect(intervals["97.5"]?[2] == [9970, 10490])
    let outcomes = try #require(root["outcomes"] as? [[String: Any]])
    #expect(outcomes[1]["mean"] is NSNull)
    #expect((root["scenario"] as? [String: Any])?["firstPath"] == nil)
    _ = try JSONSerialization.jsonObject(with: Data(Fixture.report().manifest.utf8))
  }

  @Test func shardsTellTheirFirstPath() {
    let shard = Fixture.summary(paths: 512..<1024)
    #expect(Fixture.report(summary: shard).json.contains("\"paths\": 512,\n"))
    #expect(Fixture.report(summary: shard).json.contains("\"firstPath\": 512\n"))
  }

  @Test(
    arguments: [
      (0.1, "0.1"), (-0.0, "0"), (1e15, "1000000000000000"), (1.5e300, "1.5e+300"),
      (.leastNonzeroMagnitude, "5e-324"), (.nan, nil), (-.infinity, nil),
    ] as [(Double, String?)])
  func numbersAreShortest(_ number: Double, _ text: String?) {
    #expect(number.shortest == text)
    if let text { #expect(Double(text) == number) }
  }

  @Test func keysKeepTheirOrderAndTextIsEscaped() {
    let json: JSON = [
      "z": "a\"\\\n\u{1}\u{E0041}", "a": .numbers([1, .nan]), "m": [:], "l": .list([]),
    ]
    let lines = [
      "{", ##"  "z": "a\"\\\n\u0001\udb40\udc41","##, #"  "a": [1, null],"#, #"  "m": {},"#,
      #"  "l": []"#, "}",
    ]
    #expect(json.document == lines.joined(separator: "\n") + "\n")
  }

  /// Equal runs are equal bytes: nothing of when, where and how fast is in the answer.
  @Test func theRecordIsInTheManifestOnly() {
    let first = Fixture.report()
    let record = RunRecord(
      scenarioHash: "other", versions: .init(ballpark: "9", gsl: "9", libc: "9"),
      instructionSet: "portable", started: "2030-01-01T00:00:00Z", seconds: 9, workers: 9)
    let second = Report(first.description, first.summary, record)
    #expect(first.json == second.json && first.csv == second.csv && first.table == second.table)
    #expect(first.manifest != second.manifest)
  }
}
