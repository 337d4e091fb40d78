import Foundation
import TestSupport
import Testing

/// Protects numbers of the command line, and what a run says of which no path comes through.
@Suite struct ArgumentTests {
  /// A number that begins as options do is a number that is too small, and the bound that broke is the one
  /// that is named.
  @Test(arguments: [
    (["--paths", "-5"], "'-5' is below 1;"), (["--paths", "0"], "'0' is below 1;"),
    (["--paths", "5_000_000_000"], "is above 4000000000;"),
    (["--paths", "1e30"], "is above 4000000000;"),
    (["--paths", "99999999999999999999"], "is above 4000000000;"),
    (["--paths", "2.5"], "is not a whole"), (["--paths", "0.5"], "is not a whole"),
    (["--seed", "-1.5"], "is not a whole"), (["--workers", "2000.5"], "is not a whole"),
    (["--paths", "10\u{B2}"], "U+00B2 (superscript two) stands in it, not '2'"),
    (["--paths", "1\u{301}0"], "U+0301 (combining acute accent)"),
    (["--paths", "100K"], "did you mean '100k'?"), (["--paths", "1 million"], "'1M'?"),
    (["--paths", "1.000.000"], "did you mean '1000000'?"), (["--paths", "1,5"], "is not a whole"),
    (["--paths", "100.000"], "did you mean '100000'?"),
    // Of another magnitude, or out of bounds, nothing is suggested.
    (["--paths", "5tn"], "4000000000 was expected\n"),
    (["--paths", "0b1"], "4000000000 was expected\n"),
    (["--paths", "5b"], "4000000000 was expected\n"),
    (["--worst", "maxDrawdown"], "--worst #1:1: error: no outcome of the scenario"),
    (["--set", "bull: acme.cash=3M"], "labels belong to 'compare'; did you mean 'acme.cash=3M'?"),
    (["--set", "x: acme.arr: 150M"], "did you mean 'x: acme.arr=150M'?"),
    (["--paths", "1.0005k"], "is not a whole"), (["--paths", "5 USD"], "is not a whole"),
    (["--seed", "-1"], "'-1' is below 0;"),
    (["--seed", "18446744073709551616"], "is above 18446744073709551615;"),
    (["--workers", "-1"], "'-1' is below 1;"), (["--workers", "1025"], "is above 1024;"),
    (["--path", "-1"], "'-1' is below 0;"), (["--path", "4e9"], "is above 3999999999;"),
    (["--paths", "\u{FF11}0"], "U+FF11 (fullwidth digit one)"),
  ])
  func bounds(_ options: [String], _ words: String) throws {
    try inFolder { folder in
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let said = try run(builtProgram(), ["run", "acme.yaml", "--no-files"] + options, in: folder)
      #expect(
        [64, 65].contains(said.code) && said.output.isEmpty && said.errors.contains(words),
        "\(said.errors)")
    }
  }

  /// Underscores as in the file, and the same draws.
  @Test func numbersOfAFile() throws {
    try inFolder { folder in
      func json(_ options: [String]) throws -> String {
        try run(
          builtProgram(), ["run", "acme.yaml", "--no-files", "--json"] + options, in: folder
        ).output
      }
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let plain = try json(["--paths", "600", "--seed", "1000"])
      #expect(plain.contains("\"seed\": 1000"))
      #expect(try json(["--paths", "6e2", "--seed", "1_000"]) == plain)
      #expect(try json(["--paths=600", "--seed=1e3", "--set", "questions=[]"]) == plain)
      #expect(try json(["--paths", "0.6k", "--seed", "1,000"]) == plain)
      #expect(try json(["--paths", "600", "--seed", "1001"]) != plain)
      let greatest = try json(["--paths", "600", "--seed", "18446744073709551615"])
      #expect(greatest.contains("18446744073709551615"))
    }
  }

  /// USD 1 for a share whose company has more cash than that.
  private static let failing = CommandLineTests.scenario
    .replacingOccurrences(of: "initial: 15, ", with: "")
    .replacingOccurrences(
      of: "shares: 50M", with: "shares: 50M\n    sharePrice: 1\n    cash: 300M to 600M")

  /// Every command says which cause failed all paths, leaves what was there, and ends with 65.
  @Test(arguments: [
    ["run"], ["sweep", "--vary", "acme.growth.volatility=10%,30%"],
    ["tornado", "--metric", "acme.arr.p50"],
    ["tornado", "--metric", "acme.arr.p50", "--method", "rank"],
    ["compare", "acme.yaml"],
    [
      "solve", "--find", "acme.growth.volatility", "--between", "1%:9%", "--so-that",
      "acme.arr.p50 = 5M",
    ],
  ])
  func noPathComesThrough(_ command: [String]) throws {
    try inFolder { folder in
      try folder.write(Self.failing, to: "acme.yaml")
      let options = ["--paths", "512", "--no-charts", "--output", "kept"]
      let arguments = [command[0], "acme.yaml"] + command.dropFirst() + options
      let sound = try run(
        builtProgram(), arguments + ["--set", "acme.sharePrice=36"], in: folder)
      #expect([0, 1].contains(sound.code), "\(sound.errors)")
      let kept = folder.appending(path: "kept/manifest.json")
      let before = try Data(contentsOf: kept)
      let said = try run(builtProgram(), arguments, in: folder)
      #expect(said.code == 65 && said.output.isEmpty, "\(said.output) \(said.errors)")
      #expect(said.errors.contains("every path failed"))
      #expect(
        said.errors.contains("512: acme: the share price implies an enterprise value of 0 or less"))
      #expect(try Data(contentsOf: kept) == before)
    }
  }

  /// Of a sweep of which no path comes through there is nothing to go on from.
  @Test func nothingIsKeptOfFailures() throws {
    try inFolder { folder in
      try folder.write(Self.failing, to: "acme.yaml")
      let sweep = [
        "sweep", "acme.yaml", "--vary", "acme.growth.volatility=10%,30%", "--paths", "512",
        "--no-charts", "--output", "out",
      ]
      #expect(try run(builtProgram(), sweep, in: folder).code == 65)
      #expect(try folder.names == ["acme.yaml"])
      let resumed = try run(builtProgram(), sweep + ["--resume"], in: folder)
      #expect(resumed.code == 64 && resumed.errors.contains("no interrupted sweep"))
    }
  }

  /// The control: where some points or paths come through there is something to tell.
  @Test func someComeThrough() throws {
    try inFolder { folder in
      let point = try ballpark(
        "sweep", "acme.yaml", "--vary", "acme.sharePrice=1,36", "--paths", "512", "--no-files",
        scenario: Self.failing, in: folder)
      #expect(point.code == 0, "\(point.errors)")
      let some = try ballpark(
        "run", "acme.yaml", "--set", "acme.sharePrice=9", "--paths", "512", "--no-files",
        scenario: Self.failing, in: folder)
      #expect(
        some.code == 0 && some.output.contains("paths are not in the bands"), "\(some.output)")
    }
  }

  /// Protects a root that lies on an end of the range from being denied: 120M doubles at 100 %.
  @Test(arguments: [
    ("acme.growth.initial", "acme.arr.p50 = 240M", "100%:500%", "100%"),
    ("acme.growth.initial", "acme.arr.p50 = 168M", "0%:40%", "40%"),
    ("acme.shares", "acme.sharePrice.p50 = 36 USD", "50M:200M", "50M"),
    ("acme.arr", "acme.marketCap.p50 = 900M", "60M:200M", "60M USD"),
  ])
  func rootsAtTheEnds(_ key: String, _ target: String, _ range: String, _ root: String) throws {
    let growth = key.hasSuffix("growth.initial") ? "40%" : "0%"
    let scenario = """
      ballpark: 1
      title: A root at the end
      start: 2026-07-01
      horizon: 1 year
      currency: USD
      companies:
        acme: {shares: 50M, arr: 120M, growth: {initial: \(growth)}, multiple: {initial: 15}}
      """
    try inFolder { folder in
      let found = try ballpark(
        "solve", "acme.yaml", "--paths", "64", "--find", key, "--so-that", target, "--between",
        range,
        "--no-files", scenario: scenario, in: folder)
      #expect(
        found.code == 0 && found.output.contains("\(key) must be \(root) for"), "\(found.output)")
    }
  }

  /// A scenario that is missing is missing, whatever its name. Control: help is no error.
  @Test func missingScenarios() throws {
    try inFolder { folder in
      let long = String(repeating: "x", count: 300) + ".yaml"
      for command in ["run", "check", "sweep"] {
        let result = try run(builtProgram(), [command, long], in: folder)
        #expect(result.code == 66 && result.errors == "ballpark: \(long): no such file\n")
      }
      let help = try run(builtProgram(), ["run", "--help"], in: folder)
      #expect(help.code == 0 && help.errors.isEmpty && help.output.contains("--paths"))
    }
  }
}
