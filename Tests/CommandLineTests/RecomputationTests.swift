import Foundation
import TestSupport
import Testing

/// Protects Documentation/model.md: a program written from that page alone recomputes audited paths,
/// every draw, series and outcome to a billionth, of shipped scenarios, of one with every part, and of one to which
/// everything happens: states, times, cases and sizes by the seed alone, and what they do to levels, to numbers
/// and to rates, for good and for a time; of numbers that follow series; and of what comes in clusters, and
/// volatilities that are uncertain.
///
/// Needs Python with PyYAML (Debian: python3-yaml; `make test` installs it). BALLPARK_SKIP_VALIDATOR=1
/// leaves it out, and says so.
@Suite struct RecomputationTests {
  static let mayRecompute = SchemaTests.mayValidate

  private static let python = installedPython(with: "yaml")

  private static let rich = "Tests/CommandLineTests/Recomputation/rich.yaml"
  private static let happenings = "Tests/CommandLineTests/Recomputation/happenings.yaml"

  private static let factors = "Tests/CommandLineTests/Recomputation/factors.yaml"
  private static let baskets = "Tests/CommandLineTests/Recomputation/baskets.yaml"
  private static let currencies = "Tests/CommandLineTests/Recomputation/currencies.yaml"
  private static let along = "Tests/CommandLineTests/Recomputation/along.yaml"
  private static let crowds = "Tests/CommandLineTests/Recomputation/crowds.yaml"

  /// On some of these a company raises money or is insolvent, on some the price recovers.
  private static let paths = [10, 12, 14, 18]

  /// What the program says of each path, and how many numbers it compared.
  private func verdicts(
    _ scenario: String, paths: [Int] = paths, without equation: String? = nil
  ) throws -> [(word: Substring, count: Int, text: String)] {
    let file = repository.appending(path: scenario).path()
    var verdicts: [(word: Substring, count: Int, text: String)] = []
    try inFolder { folder in
      let names = paths.map { "\($0).csv" }
      for (path, name) in zip(paths, names) {
        let audit = try run(builtProgram(), ["run", file, "--path", "\(path)"], in: folder)
        #expect(audit.code == 0, "\(audit.errors)")
        try folder.write(audit.output, to: name)
      }
      let script = repository.appending(path: "Tests/CommandLineTests/Recomputation/recompute.py")
      let result = try run(
        #require(Self.python, "python3 with yaml"),
        [script.path()] + (equation.map { ["--without", $0] } ?? []) + [file] + names, in: folder)
      #expect(result.code == 0, "\(result.errors)")
      verdicts = result.output.split(separator: "\n").filter { !$0.hasPrefix("  ") }.map {
        let words = $0.split(separator: " ")
        return (words[0], Int(words[2]) ?? 0, result.output)
      }
    }
    return verdicts
  }

  @Test(
    .enabled(
      if: RecomputationTests.mayRecompute, "NO PATH IS RECOMPUTED: BALLPARK_SKIP_VALIDATOR=1"),
    arguments: [
      "Scenarios/zhipu.yaml", "Scenarios/price-war.yaml", "Scenarios/schwartz-moon-amazon.yaml",
      rich, happenings, factors, baskets, currencies, along, crowds,
    ])
  func pageSaysWhatARunComputes(_ scenario: String) throws {
    let verdicts = try verdicts(scenario)
    #expect(verdicts.count == Self.paths.count)
    for verdict in verdicts {
      #expect(verdict.word == "ok", "\(verdict.text)")
      #expect(verdict.count > 900)
    }
  }

  /// The control: the same without one equation, which must be seen. A company that never earns knows no
  /// losses carried forward; that of path 44 pays tax.
  @Test(
    .enabled(
      if: RecomputationTests.mayRecompute, "NO PATH IS RECOMPUTED: BALLPARK_SKIP_VALIDATOR=1"),
    arguments: [
      ("ito", "Scenarios/zhipu.yaml"), ("drift", "Scenarios/zhipu.yaml"),
      ("learning", "Scenarios/price-war.yaml"),
      ("premium", "Scenarios/schwartz-moon-amazon.yaml"),
      ("losses", "Scenarios/schwartz-moon-amazon.yaml"), ("levels", rich), ("runs", rich),
      ("sizes", happenings), ("cases", happenings), ("otherwise", happenings),
      ("switches", happenings), ("moves", happenings), ("raises", happenings),
      ("takeover", happenings), ("numbers", happenings),
      ("rates", happenings), ("balance", happenings), ("delay", happenings), ("order", happenings),
      ("for", happenings), ("capacity", happenings), ("renewal", happenings),
      ("factors", factors), ("pull", factors), ("moves", factors),
      ("rebalance", baskets), ("gone", baskets),
      ("exchange", currencies), ("mean", currencies), ("raises", currencies),
      ("line", along), ("lag", along), ("history", along),
      ("clusters", crowds), ("spread", crowds), ("leverage", crowds), ("opening", crowds),
    ])
  func seesAMissingEquation(_ equation: String, _ scenario: String) throws {
    #expect(try verdicts(scenario, paths: [44], without: equation).map(\.word) == ["bad"])
  }
}
