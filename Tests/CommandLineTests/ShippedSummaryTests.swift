import Foundation
import TestSupport
import Testing

/// Protects the numbers of the shipped scenarios: a run of each is kept in `Golden`, and nothing may move
/// it unseen. A person can read what is kept; a checksum stands for the dates that are left out.
@Suite struct ShippedSummaryTests {
  private static func summary(_ scenario: String, _ more: [String] = []) throws -> String {
    let result = try run(
      builtProgram(),
      ["run", "Scenarios/\(scenario).yaml", "--paths", "2048", "--json", "--no-files"] + more,
      in: repository)
    #expect(result.code == 0)
    return try SummaryDigest(Data(result.output.utf8)).text
  }

  @Test(arguments: shippedScenarios)
  func isGolden(_ scenario: String) throws {
    let path = "Tests/CommandLineTests/Golden/\(scenario).txt"
    try expectRecorded(Self.summary(scenario), at: path, agree: SummaryDigest.agree)
    // Another seed gives others.
    let other = try Self.summary(scenario, ["--seed", "2"])
    #expect(try !SummaryDigest.agree(other, repository.text(path)))
  }

  /// Protects that the answer stands on one screen: 40 lines of 80 columns, with the one that names the
  /// files, and every question among them.
  @Test(arguments: shippedScenarios)
  func answerFitsOneScreen(_ scenario: String) throws {
    try inFolder { folder in
      let file = repository.appending(path: "Scenarios/\(scenario).yaml").path()
      let result = try run(
        builtProgram(),
        ["run", file, "--paths", "512", "--no-charts", "--output", "out"], in: folder)
      #expect(result.code == 0)
      let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(lines.count <= 40 && lines.allSatisfy { $0.count <= 80 }, "\(result.output)")
      #expect(lines.last?.hasPrefix("Files in out: ") == true)
      let summary = try JSONSerialization.jsonObject(
        with: Data(contentsOf: folder.appending(path: "out/summary.json")))
      let asked = (summary as? [String: Any])?["answers"] as? [Any] ?? []
      let start = try #require(lines.firstIndex { $0.hasPrefix("Asked") } ?? lines.indices.first)
      let rows = lines[start...].dropFirst().prefix { $0.hasPrefix("  ") }
      #expect(rows.count(where: { !$0.hasPrefix("    ") }) >= asked.count)
    }
  }

  /// A whole summary, as programs read it: every key in its place.
  @Test func summaryIsGolden() throws {
    let scenario =
      CommandLineTests.scenario + """

        record: [sharePrice]
        outcomes: [drawdownRecovery, return]
        percentiles: [5, 95]
        questions: [acme.sharePrice < 20 USD until 2026-12-31]
        observations: [{series: acme.sharePrice, date: 2026-10-01, value: 40, source: close}]
        """
    try inFolder { folder in
      let result = try ballpark(
        "run", "acme.yaml", "--set", "step=quarter", "--paths", "1024", "--json", "--no-files",
        scenario: scenario, in: folder)
      #expect(result.code == 0, "\(result.errors)")
      try expectRecorded(
        result.output, at: "Tests/CommandLineTests/Golden/summary.json", agree: SummaryDigest.agree)
    }
  }

  /// The control: a number of a date that is left out is seen where it moves by three billionths, and a
  /// last digit is not.
  @Test func checksumSeesEveryDate() throws {
    func digest(_ fourth: Double?, _ second: Double = 80) throws -> String {
      let text = """
        {"series": [{"name": "acme.arr", "dates": ["a", "b", "c", "d", "e"],
          "mean": [1e9, \(second), -3e-7, \(fourth.map { "\($0)" } ?? "null"), 0],
          "percentiles": {"50": [1, 1, 1, 1, 1]},
          "intervals": {"50": [[0, 2], [0, 2], [0, 2], [0, 2], [0, 2]]}}]}
        """
      return try SummaryDigest(Data(text.utf8)).text
    }
    let recorded = try digest(80)
    #expect(recorded.contains("mean: [1000000000, -3e-07, 0]"), "\(recorded)")
    #expect(try SummaryDigest.agree(digest(80 * (1 + 1e-15)), recorded))
    #expect(try !SummaryDigest.agree(digest(80 * (1 + 3e-9)), recorded))
    #expect(try !SummaryDigest.agree(digest(-80), recorded))
    #expect(try !SummaryDigest.agree(digest(nil), digest(0)))
    #expect(try SummaryDigest.agree(digest(81, 79), digest(81, 79)))
    #expect(try !SummaryDigest.agree(digest(81, 79), digest(79, 81)))
  }
}
