import Foundation
import TestSupport
import Testing

/// Protects what the program says without a run: `show`, `list`, `check`.
@Suite struct LookUpTests {
  @Test func showsARange() throws {
    try inFolder { folder in
      let shown = try ballpark("show", "-10% to 30%", in: folder)
      #expect(shown.code == 0 && shown.errors.isEmpty)
      let lines = shown.output.split(separator: "\n").map(String.init)
      #expect(
        lines.prefix(2) == [
          "-10% to 30%", "Read as a rate (from its notation; --kind says another).",
        ])
      for line in ["P5        -10%", "P95        30%", "mean  8.8444%"] {
        #expect(lines.contains(line), "\(line)")
      }
      #expect(lines.allSatisfy { $0.count <= 80 })
      #expect(lines.contains { $0.hasPrefix("─") && $0.contains("┴") && $0.count == 60 })
      let kind = try ballpark(
        "show", "{lognormal: {p10: 8, p90: 30}}", "--kind", "multiple", in: folder)
      #expect(
        kind.output.contains("P90       30x\n") && kind.output.contains("Read as a multiple.\n"))
      let constant = try ballpark("show", "8 months", in: folder)
      #expect(constant.output.hasSuffix("One number on every path: 8 months.\n"))
    }
  }

  @Test func showRefuses() throws {
    try inFolder { folder in
      let unit = try ballpark("show", "4 to 8 monts", in: folder)
      #expect(unit.code == 65 && unit.output.isEmpty)
      #expect(unit.errors.hasPrefix("show:8: error: unknown unit 'monts'"))
      #expect(unit.errors.contains("did you mean 'months'?\n4 to 8 monts\n       ^\n"))
      let kind = try ballpark("show", "5", "--kind", "multipel", in: folder)
      #expect(kind.code == 64 && kind.errors.contains("did you mean 'multiple'?"))
      #expect(try ballpark("show", "5 to 1", in: folder).code == 65)
      #expect(try ballpark("show", "{normal: {mean: 1", in: folder).code == 65)
      #expect(try ballpark("show", in: folder).code == 64)
      #expect(try ballpark("show", "5", "--knid", "rate", in: folder).code == 64)
    }
  }

  @Test func lists() throws {
    try inFolder { folder in
      let overview = try ballpark("list", in: folder)
      #expect(overview.code == 0 && overview.output.contains("ballpark list keys"))
      #expect(
        try ballpark("list", "outcomes", in: folder).output.hasPrefix(
          """
          maxDrawdown                Largest fall of the share price from a running peak,
                                     seen at the dates of the grid.
                                     unit: share
          drawdownPeak               Last date at the peak before the deepest fall.

          """))
      let markdown = try ballpark("list", "keys", "--markdown", in: folder)
      #expect(markdown.output.contains("| `growth.halfLife` |"))
      #expect(try ballpark("list", "--markdown", in: folder).output.contains("## series"))
      let bad = try ballpark("list", "key", in: folder)
      #expect(bad.code == 64 && bad.errors.contains("did you mean 'keys'?"))
    }
  }

  @Test func checks() throws {
    try inFolder { folder in
      let checked = try ballpark("check", "acme.yaml", in: folder)
      #expect(checked.code == 0 && checked.errors.isEmpty)
      let lines = checked.output.split(separator: "\n").map(String.init)
      #expect(lines.allSatisfy { $0.count <= 80 })
      #expect(
        lines.prefix(2) == [
          "Acme", "12 months from 2026-07-01 to 2027-07-01, 100,000 paths, seed 1",
        ])
      for part in [
        "  arr                          120M USD", "Sourced: 0 of 17 stated numbers, 0 %.",
        "  in the long run                         5.442x", "A run takes 1.200M path-steps",
      ] {
        #expect(checked.output.contains(part), "\(part)\n\(checked.output)")
      }
      #expect(lines.contains { $0.hasPrefix("  listPrice.drift ") && $0.hasSuffix(" default") })
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "Output").path()))
      let set = try ballpark("check", "acme.yaml", "--set", "acme.cash=3B", in: folder)
      #expect(set.output.contains("3B USD"))
    }
  }

  /// `-` is standard input, and its errors are located there.
  @Test func standardInput() throws {
    try inFolder { folder in
      let file = try ballpark("check", "acme.yaml", in: folder)
      func piped(_ edit: String) throws -> Outcome {
        let program = try builtProgram().path()
        let command = "sed '\(edit)' acme.yaml | '\(program)' check -"
        return try run(URL(filePath: "/bin/sh"), ["-c", command], in: folder)
      }
      #expect(try piped("").output == file.output)
      #expect(try piped("s/growth/grwth/").errors.hasPrefix("-:10:5: error: unknown key 'grwth'"))
    }
  }

  @Test func checkRefuses() throws {
    try inFolder { folder in
      let bad = try ballpark(
        "check", "acme.yaml",
        scenario: CommandLineTests.scenario.replacingOccurrences(of: "growth:", with: "grwth:"),
        in: folder)
      #expect(bad.code == 65 && bad.output.isEmpty && bad.errors.contains("acme.yaml:10:5: error"))
      let set = "acme.arr={normal: {mean: 120M, sd: 70M}}"
      let doubtful = try ballpark("check", "acme.yaml", "--set", set, in: folder)
      #expect(doubtful.code == 0 && doubtful.errors.contains("warning: more than 2 %"))
      let strict = try ballpark("check", "acme.yaml", "--set", set, "--strict", in: folder)
      #expect(strict.code == 65 && strict.output.isEmpty)
      #expect(strict.errors.contains("error: more than 2 %"))
      let model = try ballpark(
        "check", "acme.yaml", "--set", "acme.growth.longRun=5%", "--strict", in: folder)
      #expect(model.code == 65 && model.errors.contains("acme.growth.longRun"))
      #expect(try ballpark("check", "missing.yaml", in: folder).code == 66)
      let both = try ballpark("check", "acme.yaml", "--set", "acme.sharePrice=30", in: folder)
      #expect(both.code == 65 && both.errors.contains("contradicts sharePrice"))
    }
  }
}
