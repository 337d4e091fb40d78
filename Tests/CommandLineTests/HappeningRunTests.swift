import Foundation
import TestSupport
import Testing

/// Protects what commands tell of events and regimes, from the file to the page.
@Suite struct HappeningRunTests {
  private static let scenario =
    CommandLineTests.scenario + """

      regimes:
        prices:
          start: truce
          transitions: {truce: {war: 0.5/year}, war: {truce: 1.5/year}}
        shanghai:
          start: filed
          transitions: {filed: {listed: 4/year, withdrawn: 1/year}}
      events:
        agent:
          until: 2026-12-07
          probability: 40%
          then: {change: {acme.usage: 10% to 80%}}
        release:
          frequency: 2/year
          then: {cases: {hit: {weight: 25%, change: {acme.usage: 50%}},
            flop: {weight: 75%, change: {acme.sharePrice: -20%}}}}
        rise: {at: 2026-10-01, then: {change: {acme.listPrice: 20%}}}
      questions: [agent and acme.maxDrawdown > 60%]
      """

  /// What numbers at their medians come to, by hand: 1 − e^−2, 1/0.5, 0.75 and 0.25.
  @Test func check() throws {
    try inFolder { folder in
      let told = try ballpark("check", "acme.yaml", scenario: Self.scenario, in: folder)
      #expect(told.code == 0, "\(told.errors)")
      for (label, text) in [
        ("agent by 2026-12-07", "40.00 %"), ("release by ", "86.47 %, 2.00 times on average"),
        ("rise on 2026-10-01", "100 %"), ("truce", "2.00 years on average"),
        ("share of time in the long run", "truce 75.00 %, war 25.00 %"), ("listed", "never left"),
        ("share of time in the long run", "none: the start decides"),
      ] {
        #expect(
          told.output.split(separator: "\n").contains {
            $0.hasPrefix("  " + label) && $0.hasSuffix(text)
          }, "\(label) \(text):\n\(told.output)")
      }
      // Nothing of it where nothing may happen.
      #expect(try !ballpark("check", "acme.yaml", in: folder).output.contains("What may happen"))
    }
  }

  /// What clusters come to: as often as stated in the mean, 1/(1 - 0.4) of them together; by another program once
  /// within a year on 99.943 % of paths.
  @Test func checkOfClusters() throws {
    try inFolder { folder in
      let clusters = "clustering: {branching: 40%, halfLife: 14 days}"
      let told = try ballpark(
        "check", "acme.yaml",
        scenario: CommandLineTests.scenario
          + "\nevents: {crash: {frequency: 12/year, \(clusters)}}", in: folder)
      #expect(told.code == 0, "\(told.errors)")
      let words = "99.94 %, 12.0 times on average, in clusters of 1.67; 12.0 a year in the long run"
      #expect(told.output.contains(words), "\(told.output)")
    }
  }

  private struct Summary: Decodable {
    struct Share: Decodable { let value: Double }
    struct Event: Decodable {
      let name: String
      let probability: Share
    }
    struct Regime: Decodable {
      struct State: Decodable {
        struct Time: Decodable { let mean: Double }
        let share: Time
      }
      let states: [State]
    }
    let events: [Event]
    let regimes: [Regime]
  }

  @Test func run() throws {
    try inFolder { folder in
      let told = try ballpark(
        "run", "acme.yaml", "--paths", "2000", scenario: Self.scenario, in: folder)
      #expect(told.code == 0, "\(told.errors)")
      let lines = told.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 41, "\(told.output)")
      for start in [
        "  agent and acme.maxDrawdown > 60 %", "  agent by 2026-12-07, half by 2026-",
        "  rise on 2026-10-01", "  prices = war", "  shanghai = listed",
      ] { #expect(lines.contains { $0.hasPrefix(start) }, "\(start):\n\(told.output)") }
      let summary = try JSONDecoder().decode(
        Summary.self, from: Data(contentsOf: folder.appending(path: "Output/acme/summary.json")))
      #expect(summary.events.map(\.name) == ["agent", "release", "rise"])
      // Four standard errors of 2,000 paths.
      #expect(abs(summary.events[0].probability.value - 0.4) < 4 * 0.011)
      #expect(abs(summary.events[1].probability.value - 0.8647) < 4 * 0.0077)
      #expect(summary.events[2].probability.value == 1)
      for regime in summary.regimes {
        #expect(abs(regime.states.reduce(0) { $0 + $1.share.mean } - 1) < 1e-9)
      }
    }
  }

  @Test(.enabled(if: Browser.isWanted, "THE PAGE IS NOT OPENED: BALLPARK_SKIP_BROWSER=1"))
  func page() throws {
    try inFolder { folder in
      let told = try ballpark(
        "run", "acme.yaml", "--paths", "600", "--quiet", scenario: Self.scenario, in: folder)
      #expect(told.code == 0, "\(told.errors)")
      let page = "Output/acme/report.html"
      #expect(try Browser.faults([page], in: folder) == [page + " ok"])
      #expect(try folder.text(page).contains("<figcaption>States of shanghai"))
    }
  }

  /// The day, the state and the size of one path agree with each other.
  @Test func audit() throws {
    try inFolder { folder in
      let told = try ballpark(
        "run", "acme.yaml", "--paths", "600", "--path", "3", scenario: Self.scenario, in: folder)
      #expect(told.code == 0, "\(told.errors)")
      let rows = told.output.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      #expect(rows.count { $0[2] == "state" && $0[3] == "prices" } == 13)
      #expect(
        rows.filter { $0[2] == "state" }.allSatisfy {
          ["truce", "war", "filed", "listed", "withdrawn"].contains($0[5])
        })
      let rise = try #require(rows.first { $0[3] == "rise.time" })
      #expect(rise[1] == "2026-10-01" && rise[2] == "event" && rise[4] == "steps")
      let agent = try #require(rows.first { $0[3] == "agent.time" })
      let sizes = rows.filter { $0[3] == "agent.then.change.acme.usage" }
      #expect((agent[5] == "inf") == sizes.isEmpty && (agent[5] == "inf") == agent[1].isEmpty)
      let releases = rows.filter { $0[2] == "happened" && $0[3] == "release" }
      #expect(releases.count == rows.first { $0[3] == "release.count" }.flatMap { Int($0[5]) })
      #expect(releases.count == rows.count { $0[2] == "case" && $0[3] == "release" })
      // A reader gets the same in words.
      #expect(told.errors.contains("path 3\n"), "\(told.errors)")
      #expect(told.errors.contains("\n  2026-10-01  rise: change acme.listPrice 20 %\n"))
      let quiet = try ballpark(
        "run", "acme.yaml", "--paths", "600", "--path", "3", "--quiet",
        scenario: Self.scenario, in: folder)
      #expect(quiet.output == told.output && !quiet.errors.contains("path 3"))
    }
  }

  /// What happened on every path, beside its outcomes.
  @Test func outcomes() throws {
    try inFolder { folder in
      let told = try ballpark(
        "run", "acme.yaml", "--paths", "600", "--outcomes", "--no-charts", "--quiet",
        scenario: Self.scenario, in: folder)
      #expect(told.code == 0, "\(told.errors)")
      struct Manifest: Decodable {
        struct Column: Decodable { let name, unit: String }
        let outcomes: [Column]
      }
      let manifest = try JSONDecoder().decode(
        Manifest.self, from: Data(contentsOf: folder.appending(path: "Output/acme/manifest.json")))
      #expect(
        manifest.outcomes.suffix(13).map { "\($0.name), \($0.unit)" } == [
          "agent.time, years", "release.time, years", "release.count, count",
          "release.hit.time, years", "release.hit.count, count", "release.flop.time, years",
          "release.flop.count, count", "rise.time, years", "prices.truce.share, share",
          "prices.war.share, share", "shanghai.filed.share, share", "shanghai.listed.share, share",
          "shanghai.withdrawn.share, share",
        ])
    }
  }

  /// Which of what happens is among the drivers, whatever the method.
  @Test(arguments: ["swing", "conditional", "rank"]) func drivers(_ method: String) throws {
    try inFolder { folder in
      let told = try ballpark(
        "tornado", "acme.yaml", "--paths", "600", "--metric", "acme.arr.p50", "--method", method,
        "--no-files", scenario: Self.scenario, in: folder)
      #expect(told.code == 0, "\(told.errors)")
      let text = told.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(text.contains("† release clock") == (method != "swing"), "\(text)")
      #expect(text.contains("Clock: the first draw of an event") == (method != "swing"))
    }
  }
}
