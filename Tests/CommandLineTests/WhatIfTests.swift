import Foundation
import TestSupport
import Testing

/// The what-if commands as a shell sees them.
@Suite struct WhatIfTests {
  private static func text(_ path: String, in folder: URL) throws -> String {
    try folder.text("Output/\(path)")
  }

  private static func json(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// Numbers of a row of `sweep.csv`, by the names of its columns.
  private static func rows(_ csv: String) -> [[String: String]] {
    let lines = csv.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// Protects equal bytes: neither workers nor another point beside it change a row.
  @Test func sweepsAreDeterministic() throws {
    try inFolder { folder in
      func csv(_ name: String, _ workers: String, _ vary: String...) throws -> String {
        let options = vary.flatMap { ["--vary", $0] }
        let result = try run(
          builtProgram(),
          ["sweep", "acme.yaml", "--paths", "1500", "--workers", workers, "--no-charts"]
            + ["--quiet", "--output", "Output/\(name)"] + options, in: folder)
        #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
        return try Self.text("\(name)/sweep.csv", in: folder)
      }
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let growth = "acme.growth.initial=50%,90%"
      let one = try csv("one", "1", growth, "acme.multiple.longRun=6,9")
      #expect(try csv("three", "3", growth, "acme.multiple.longRun=6,9") == one)
      let other = try csv("other", "2", growth, "acme.multiple.longRun=9")
      func value(_ csv: String, _ levels: [String]) throws -> [String: String] {
        let row = Self.rows(csv).first {
          [$0["acme.growth.initial"], $0["acme.multiple.longRun"]] == levels
        }
        var found = try #require(row)
        found["point"] = nil
        return found
      }
      #expect(try value(other, ["90%", "9"]) == value(one, ["90%", "9"]))
      #expect(try value(one, ["50%", "9"]) != value(one, ["90%", "9"]))
    }
  }

  /// Protects a point from being another run: what a sweep tells is what a run of the same setting tells,
  /// also where the setting is a number in place of a range, and where it is compiled anew.
  @Test(arguments: [
    "acme.growth.initial=80%", "acme.growth.volatility=35%", "acme.multiple.longRun=5 to 30",
    "acme.arr=90M", "step=week",
  ])
  func pointsAreRuns(_ setting: String) throws {
    try inFolder { folder in
      let metrics = ["acme.sharePrice.p50", "P(acme.sharePrice < 30 USD)", "acme.maxDrawdown.mean"]
      let sweep = try ballpark(
        "sweep", "acme.yaml", "--paths", "4000", "--vary", setting, "--no-files", "--json",
        "--metric", metrics[0], "--metric", metrics[1], "--metric", metrics[2], in: folder)
      #expect(sweep.code == 0, "\(sweep.errors)")
      let point = try #require((Self.json(sweep.output)["points"] as? [[String: Any]])?.first)
      let results = try #require(point["results"] as? [[String: Any]])
      let told = results.map { ($0["estimate"] as? [String: Any])?["value"] as? Double ?? .nan }

      let question = CommandLineTests.scenario + "\nquestions: [acme.sharePrice < 30 USD]"
      let run = try ballpark(
        "run", "acme.yaml", "--paths", "4000", "--set", setting, "--no-files", "--json",
        scenario: question, in: folder)
      let summary = try Self.json(run.output)
      let series = try #require(summary["series"] as? [[String: Any]])
      let price = try #require(series.first { $0["name"] as? String == "acme.sharePrice" })
      let medians = (price["percentiles"] as? [String: [Double]])?["50"]
      let median = try #require(medians?.last)
      // A band is read from bins, a metric from all values.
      #expect(abs(told[0] / median - 1) < 0.008, "\(told[0]) \(median)")
      let answer = try #require((summary["answers"] as? [[String: Any]])?.first)
      let share = try #require(answer["probability"] as? [String: Any])
      let probability = try #require(share["value"] as? Double)
      #expect(abs(told[1] - probability) < 1e-12)
      let outcomes = try #require(summary["outcomes"] as? [[String: Any]])
      let outcome = try #require(outcomes.first { $0["name"] as? String == "acme.maxDrawdown" })
      let mean = try #require(outcome["mean"] as? Double)
      #expect(abs(told[2] - mean) < 1e-9)
    }
  }

  /// Protects what was found before Ctrl-C, and that going on gives the same bytes as never stopping.
  @Test(.enabled(if: hasPython)) func interruptedSweepsGoOn() throws {
    try inFolder { folder in
      let sweep = [
        "sweep", "acme.yaml", "--vary", "acme.growth.initial=50%:90%:5", "--paths", "20000",
        "--no-charts",
      ]
      let shown = try inTerminal(
        interrupt: "2 of 5 points", sweep[0], sweep[1], sweep[2], sweep[3], sweep[4], sweep[5],
        sweep[6], in: folder)
      #expect(shown.code == 130)
      #expect(shown.output.contains("interrupted, "))
      #expect(shown.output.contains("of 5 points are in Output/acme-sweep-unfinished"))
      let kept = try Self.text("acme-sweep-unfinished/sweep.csv", in: folder)
      #expect((2...4).contains((Self.rows(kept).last?["point"]).flatMap { Int($0) } ?? 0))

      let resumed = try run(builtProgram(), sweep + ["--resume"], in: folder)
      #expect(resumed.code == 0, "\(resumed.errors)")
      let whole = try run(builtProgram(), sweep + ["--output", "Output/whole"], in: folder)
      #expect(whole.code == 0)
      for file in ["sweep.csv", "sweep.json"] {
        #expect(
          try Self.text("acme-sweep/\(file)", in: folder) == Self.text("whole/\(file)", in: folder))
      }
      // The control: another sweep cannot go on from here, and says why.
      let other = try run(
        builtProgram(), sweep + ["--resume", "--seed", "2", "--output", "Output/whole"], in: folder)
      #expect(other.code == 64 && other.errors.contains("seed"), "\(other.errors)")
      #expect(try !Self.text("whole/sweep.csv", in: folder).isEmpty)
    }
  }

  /// Protects bad command lines: an exit code, a sentence, and nothing written.
  @Test(
    arguments: [
      (["sweep"], 64, "nothing to vary"),
      (["sweep", "--vary", "acme.growth.inital=5%"], 65, "did you mean 'initial'?"),
      (["sweep", "--vary", "acme.growth.initial=50%,-150%"], 65, "'-150%' is out of bounds"),
      (["sweep", "--vary", "acme.growth.initial=50%:90%"], 64, "low:high:count"),
      (
        ["sweep", "--vary", "acme.shares=1M,2M", "--metric", "acme.sharePrise.p50"], 65,
        "acme.sharePrice"
      ),
      (["sweep", "--vary", "step=week,fortnight"], 65, "unknown step 'fortnight'"),
      (["sweep", "--vary", "acme.multiple=5,-5"], 65, "a map of keys"),
      (["sweep", "--vary", "seed=1,2"], 65, "cannot be varied"),
      (["sweep", "--rows", "none.csv"], 66, "no such file"),
      (["sweep", "--resume", "--vary", "acme.shares=1M,2M"], 64, "no interrupted sweep"),
      (["sweep", "--design", "lhs", "--vary", "acme.shares=1M:2M"], 64, "--points"),
      (
        ["sweep", "--design", "lhs", "--vary", "acme.shares=1M:2M", "--points", "1.5"], 64,
        "'1.5' is not a whole number"
      ),
      (["sweep", "--only", "x"], 64, "'sweeps' in the file"),
      (["compare", "other.yaml"], 66, "no such file"),
      (["compare"], 64, "nothing to compare acme with"),
      (["compare", "--set", ": acme.cash=1M"], 64, "--set #1: there is no label"),
      (["compare", "--set", "acme: acme.cash=1M"], 64, "what the file of that name is called"),
      (
        ["compare", "--set", "acme.growth: initial=9%"], 64,
        "'acme.growth.initial=9%' sets that key"
      ),
      (["compare", "--set", "bull: seed=2"], 64, "seed cannot differ"),
      (
        ["compare", "--set", "acme.cash=1M", "--set", "bull: acme.cahs=1M"], 65, "--set #2:6: error"
      ),
      (["compare", "--without", "agent"], 65, "no event is called 'agent'; there is none"),
      (["solve", "--find", "acme.growth.inital", "--so-that", "acme.arr.p50 = 1M"], 65, "initial"),
      (["solve", "--find", "acme.growth.initial", "--so-that", "acme.arr.p50"], 65, "its value"),
      (["solve", "--find", "acme.growth.initial", "--so-that", "acme.arr.p50 = 5%"], 65, "money"),
      (["solve", "--find", "acme.cash", "--so-that", "acme.arr.p50 = 1M"], 64, "--between"),
      (["solve", "--find", "step", "--so-that", "acme.arr.p50 = 1M"], 64, "holds no number"),
      (
        ["solve", "--find", "acme.shares", "--between", "5", "--so-that", "acme.arr.p50 = 1M"], 64,
        "low:high"
      ),
      (["tornado"], 64, "--metric"),
      (["tornado", "--metric", "acme.arr"], 65, "acme.arr.p50"),
      (["tornado", "--metric", "acme.arr.p50", "--swing", "60%"], 64, "below 50%"),
    ] as [([String], Int32, String)])
  func badCommandLines(_ arguments: [String], _ code: Int32, _ words: String) throws {
    try inFolder { folder in
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let result = try run(
        builtProgram(), [arguments[0], "acme.yaml"] + arguments.dropFirst(), in: folder)
      #expect(result.code == code, "\(arguments) \(result.errors)")
      #expect(result.errors.contains(words), "\(arguments) \(result.errors)")
      #expect(result.output.isEmpty)
      let left = try folder.names
      #expect(left == ["acme.yaml"])
    }
  }

  /// Protects the folder of a run from a sweep that is told to write there.
  @Test func runsAreNotReplaced() throws {
    try inFolder { folder in
      _ = try ballpark("run", "acme.yaml", "--paths", "600", "--quiet", "--no-charts", in: folder)
      let sweep = try ballpark(
        "sweep", "acme.yaml", "--paths", "600", "--vary", "acme.shares=1M,2M", "--output",
        "Output/acme", in: folder)
      #expect(sweep.code == 73, "\(sweep.errors)")
      #expect(try Self.text("acme/summary.json", in: folder).contains("acme.sharePrice"))
    }
  }

  /// Protects comparisons: a file and itself differ in nothing, and no metric does; a change does, and a
  /// label beside files makes one more scenario of the first.
  @Test func comparisons() throws {
    try inFolder { folder in
      func compared(_ others: String...) throws -> String {
        let result = try run(
          builtProgram(), ["compare", "acme.yaml", "--paths", "2000", "--no-charts"] + others,
          in: folder)
        #expect(result.code == 0, "\(result.errors)")
        return result.output
      }
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let same = try compared("acme.yaml")
      #expect(same.contains("assumptions: none") && same.hasPrefix("acme, acme (2): "), "\(same)")
      #expect(!same.contains("P(best)") && !same.contains("≈"), "\(same)")
      try Data(
        "extends: acme.yaml\ntitle: Faster\ncompanies: {acme: {growth: {initial: 200%}}}".utf8
      ).write(to: folder.appending(path: "faster.yaml"))
      let three = try compared(
        "faster.yaml", "--set", "bear: acme.growth.initial=10%", "--set", "acme.cash=1M",
        "--set", "bear: acme.multiple.longRun=3", "--metric", "acme.arr.p50", "--metric",
        "acme.return.VaR95", "--metric", "acme.arr.median")
      #expect(
        three.contains("acme.growth.initial: 40% to 120% → 200% (faster), 10% (bear)")
          && three.contains("→ 3 (bear)") && !three.contains("acme.cash:"), "\(three)")
      #expect(three.ranges(of: "P(best)").count == 2, "one row and one legend: \(three)")
      let rows = try Self.rows(Self.text("acme-compare-faster+bear/comparison.csv", in: folder))
      #expect(
        rows.count == 6 && rows.map { $0["variant"] }.prefix(3) == ["acme", "faster", "bear"])
      #expect(Double(rows[1]["differenceLow"] ?? "").map { $0 > 0 } == true, "\(rows)")
      #expect(Double(rows[2]["differenceHigh"] ?? "").map { $0 < 0 } == true, "\(rows)")
      let best = rows.prefix(3).compactMap { Double($0["best"] ?? "") }
      #expect(best[1] > best[0] && best.reduce(0, +) > 0.999 && best.reduce(0, +) <= 1.000001)
      #expect(rows[4]["best"] == "" && rows[4]["greater"] == "", "\(rows[4])")
    }
  }

  /// Protects labels of which each makes a folder of its own, whatever signs and however many it has, and what
  /// is said of those that are read as keys.
  @Test func labelsMakeFolders() throws {
    try inFolder { folder in
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let long = String(repeating: "x", count: 300)
      for labels in [["a b"], ["a-b"], ["a", "b"], [long]] {
        let settings = labels.map { $0 + ": acme.cash=3M" }
        let result = try run(
          builtProgram(),
          ["compare", "acme.yaml", "--paths", "100", "--no-charts", "--quiet"]
            + settings.flatMap { ["--set", $0] }, in: folder)
        #expect(result.code == 0, "\(result.errors)")
      }
      let names = try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "Output").path)
      #expect(names.count == 4 && names.contains("acme-compare-a+b"), "\(names)")
      for (setting, words) in [
        ("title: acme.arr=150M", "'title-2: acme.arr=150M' has another label"),
        ("g=40%: acme.growth.initial=40%", "'g 40%: acme.growth.initial=40%' was expected"),
      ] {
        let refused = try run(
          builtProgram(), ["compare", "acme.yaml", "--set", setting], in: folder)
        #expect(refused.code == 64 && refused.errors.contains(words), "\(refused.errors)")
      }
    }
  }

  /// Protects a label that gives one number to a range that others are correlated with: these keep their
  /// draws, so its paths are those of a sweep's point.
  @Test func correlatedRangesAreHeld() throws {
    try inFolder { folder in
      let scenario =
        CommandLineTests.scenario
        + "\ncorrelations: [{between: [acme.growth.initial, acme.multiple.longRun], rank: 0.5}]\n"
      try folder.write(scenario, to: "acme.yaml")
      let options = ["--metric", "acme.sharePrice.mean", "--paths", "2000", "--no-charts"]
      let compared = try run(
        builtProgram(),
        ["compare", "acme.yaml", "--set", "bull: acme.growth.initial=200%"] + options, in: folder)
      #expect(compared.code == 0 && compared.output.contains("40% to 120% → 200%"))
      #expect(
        compared.errors.contains(
          "bull: acme.growth.initial: what it is correlated with keeps its own"))
      let swept = try run(
        builtProgram(), ["sweep", "acme.yaml", "--vary", "acme.growth.initial=200%"] + options,
        in: folder)
      #expect(swept.code == 0, "\(swept.errors)")
      let values = try [
        Self.rows(Self.text("acme-compare-bull/comparison.csv", in: folder))[1]["value"],
        Self.rows(Self.text("acme-sweep/sweep.csv", in: folder)).last?["value"],
      ]
      #expect(values[0] != nil && values[0] == values[1], "\(values)")
    }
  }

  /// Protects a search with a known answer, and the exit code of one without.
  @Test func searches() throws {
    try inFolder { folder in
      let found = try ballpark(
        "solve", "acme.yaml", "--paths", "2000", "--find", "acme.arr", "--so-that",
        "acme.arr.p50@2026-07-01 = 77M USD", "--no-charts", in: folder)
      #expect(found.code == 0, "\(found.errors)")
      #expect(found.output.contains("77M USD"), "\(found.output)")
      let none = try ballpark(
        "solve", "acme.yaml", "--paths", "2000", "--find", "acme.growth.initial", "--so-that",
        "acme.sharePrice.p50 = 1M USD", "--no-charts", in: folder)
      #expect(none.code == 1 && none.errors.isEmpty, "\(none.errors)")
      #expect(none.output.contains("No value of acme.growth.initial"), "\(none.output)")
      #expect(try Self.text("acme-solve/goal.csv", in: folder).split(separator: "\n").count > 9)
    }
  }

  /// Protects tornadoes of each method: every range has a bar, and in one run chance has some, too.
  @Test(arguments: ["swing", "conditional", "rank"]) func tornadoes(_ method: String) throws {
    try inFolder { folder in
      let result = try ballpark(
        "tornado", "acme.yaml", "--paths", "2000", "--metric", "acme.sharePrice.p50", "--method",
        method, "--no-files", "--json", in: folder)
      #expect(result.code == 0, "\(result.errors)")
      for name in ["acme.growth.initial", "acme.multiple.longRun", "acme.usage.volatility.initial"]
      {
        #expect(result.output.contains("\"\(name)\""))
      }
      #expect(result.output.contains("\"acme.multiple\"") == (method != "swing"))
    }
  }

  /// Protects sweeps of the file: each has its folder, and one can be asked for alone.
  @Test func sweepsOfTheFile() throws {
    try inFolder { folder in
      let scenario =
        CommandLineTests.scenario + """

          sweeps:
            growth: {vary: {acme.growth.initial: [50%, 90%]}, metrics: [acme.arr.p50]}
            all: {vary: {acme.shares: '50M:60M', acme.growth.initial: '20%:90%'}, design: lhs, points: 3}
          """
      let both = try ballpark(
        "sweep", "acme.yaml", "--paths", "600", "--no-charts", scenario: scenario, in: folder)
      #expect(both.code == 0, "\(both.errors)")
      let growth = Self.rows(try Self.text("acme-sweep-growth/sweep.csv", in: folder))
      #expect(growth.map { $0["acme.growth.initial"] } == ["", "50%", "90%"])
      let all = Self.rows(try Self.text("acme-sweep-all/sweep.csv", in: folder))
      #expect(Set(all.map { $0["acme.shares"] }).count == 4)
      let one = try ballpark(
        "sweep", "acme.yaml", "--paths", "600", "--no-files", "--json", "--only", "growth",
        scenario: scenario, in: folder)
      #expect(one.code == 0 && one.output.contains("acme.arr.p50"))
      let several = try ballpark(
        "sweep", "acme.yaml", "--paths", "600", "--json", scenario: scenario, in: folder)
      #expect(several.code == 64 && several.errors.contains("--only"))
    }
  }

  /// Protects points from a table.
  @Test func rowsOfATable() throws {
    try inFolder { folder in
      let table = "acme.growth.initial,step\n50%,week\n\"30% to 90%\",month\n"
      try folder.write(table, to: "points.csv")
      let result = try ballpark(
        "sweep", "acme.yaml", "--rows", "points.csv", "--paths", "600", "--no-charts", in: folder)
      #expect(result.code == 0, "\(result.errors)")
      let rows = Self.rows(try Self.text("acme-sweep/sweep.csv", in: folder))
      #expect(Set(rows.map { $0["step"] }) == ["", "week", "month"])
    }
  }

  /// Protects the guide's examples from commands that are none. Their answers are made by
  /// `make examples`, with more paths than a test has time for.
  @Test func commandsOfTheGuideRun() throws {
    let page = try repository.text("Documentation/what-if.md")
    let examples = page.replacing("\\\n", with: "").matches(
      of: /```text\n\$ ballpark ([^\n]+)\n([^\n]+)/)
    #expect(examples.count >= 5)
    for example in examples {
      let shell = "\"$0\" \(example.1) --paths 512 --no-files 2>/dev/null"
      let result = try run(
        URL(filePath: "/bin/sh"), ["-c", shell, builtProgram().path()], in: repository)
      #expect([0, 1].contains(result.code), "\(example.1)")
      #expect(result.output.hasPrefix(example.2), "\(example.1)")
    }
  }
}
