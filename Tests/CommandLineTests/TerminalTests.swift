import Foundation
import TestSupport
import Testing

/// The program in a terminal: its width, colours, progress and Ctrl-C.
@Suite(
  .enabled(if: hasPython, "NO TERMINAL IS TRIED: THERE IS NO PYTHON3"))
struct TerminalTests {
  private static let escape: Character = "\u{1B}"

  /// Paths that take longer than half a second.
  #if DEBUG
    private static let second = "30000"
  #else
    private static let second = "10000000"
  #endif

  /// Lines as a terminal shows them: what follows a carriage return stands over what was before.
  private static func lines(_ text: String) -> [String] {
    text.replacing(/\u{1B}\[[0-9;]*m/, with: "").split(separator: "\n")
      .map { String($0.split(separator: "\r").last ?? "") }
  }

  /// Protects pipes and files from colours, and colours from being there without a wish.
  @Test func coloursAreForTerminalsOnly() throws {
    try inFolder { folder in
      let run = ["run", "acme.yaml", "--paths", "600", "--no-files"]
      let piped = try ballpark(run[0], run[1], run[2], run[3], run[4], in: folder)
      #expect(piped.code == 0 && !piped.output.contains(Self.escape))
      for (environment, isColoured) in [
        ([:], true), (["NO_COLOR": "1"], false), (["TERM": "dumb"], false),
        (["NO_COLOR": ""], true),
      ] {
        let shown = try inTerminal(
          environment: environment, run[0], run[1], run[2], run[3], run[4], in: folder)
        #expect(shown.code == 0)
        #expect(shown.output.contains(Self.escape) == isColoured, "\(environment)")
        // The same words, coloured or not.
        #expect(Self.lines(shown.output).suffix(20) == Self.lines(piped.output).suffix(20))
      }
    }
  }

  /// Protects narrow terminals, and long lines from wide ones; COLUMNS is a wish of the user, and a
  /// pipe has 80.
  @Test func widths() throws {
    try inFolder { folder in
      let run = ["run", "acme.yaml", "--paths", "600", "--no-files", "--where", "acme.return < 0"]
      func widest(_ columns: Int, _ environment: [String: String] = [:]) throws -> Int {
        let shown = try inTerminal(
          columns: columns, environment: environment, run[0], run[1], run[2], run[3], run[4],
          run[5], run[6], in: folder)
        #expect(shown.code == 0)
        return Self.lines(shown.output).map(\.count).max() ?? 0
      }
      #expect((36...40).contains(try widest(40)))
      #expect((36...40).contains(try widest(20)))
      #expect((50...57).contains(try widest(57)))
      #expect((70...80).contains(try widest(200)))
      #expect((50...57).contains(try widest(200, ["COLUMNS": "57"])))
      #expect((70...80).contains(try widest(200, ["COLUMNS": "wide"])))
      let piped = try ballpark(
        "run", "acme.yaml", "--paths", "600", "--no-files", environment: ["COLUMNS": "40"],
        in: folder)
      #expect((70...80).contains(Self.lines(piped.output).map(\.count).max() ?? 0))
    }
  }

  /// Protects the width of the commands that look things up.
  @Test(arguments: [40, 57]) func otherCommandsFit(_ columns: Int) throws {
    try inFolder { folder in
      let shown = [
        try inTerminal(columns: columns, "list", in: folder),
        try inTerminal(columns: columns, "list", "keys", in: folder),
        try inTerminal(columns: columns, "show", "40% to 120%", in: folder),
        try inTerminal(columns: columns, "show", "8 months", in: folder),
        try inTerminal(columns: columns, "check", "acme.yaml", in: folder),
      ]
      for outcome in shown {
        #expect(outcome.code == 0)
        for line in Self.lines(outcome.output) { #expect(line.count <= columns, "\(line)") }
      }
    }
  }

  /// Protects the progress of long runs: it is there, says what it must, and is gone at the end.
  @Test func progressOfALongRun() throws {
    try inFolder { folder in
      let run = ["run", "acme.yaml", "--paths", Self.second, "--no-files", "--workers", "1"]
      let shown = try inTerminal(
        run[0], run[1], run[2], run[3], run[4], run[5], run[6], "--worst", "acme.return",
        "--where", "acme.maxDrawdown > 10%", in: folder)
      #expect(shown.code == 0)
      let steps = shown.output.matches(
        of: /([0-9]+) %  [0-9.kM]+ paths\/s  (?:[0-9]+ min )?[0-9]+ s left/)
      let shares = steps.compactMap { Int($0.output.1) }
      #expect(!shares.isEmpty && shares.allSatisfy { (0...100).contains($0) })
      #expect(Self.lines(shown.output).contains("Acme"))
      #expect(!Self.lines(shown.output).contains { $0.contains("left") && $0.contains("paths/s") })
      let quiet = try inTerminal(
        run[0], run[1], run[2], run[3], run[4], run[5], run[6], "--quiet", in: folder)
      #expect(quiet.code == 0 && quiet.output.isEmpty)
      let piped = try ballpark(run[0], run[1], run[2], run[3], run[4], run[5], run[6], in: folder)
      #expect(piped.code == 0 && piped.errors.isEmpty)
    }
  }

  /// Protects what was there from a run that is stopped: exit code 130, and no file or folder.
  @Test func interruptedRunsLeaveNothing() throws {
    try inFolder { folder in
      let shown = try inTerminal(
        interrupt: "paths/s", "run", "acme.yaml", "--paths", "100000000", in: folder)
      #expect(shown.code == 130)
      #expect(Self.lines(shown.output).last == "ballpark: interrupted, nothing written")
      // The progress line, and the ^C behind it, are covered with spaces.
      let last = shown.output.split(separator: "\r").suffix(2).first ?? ""
      #expect(!last.isEmpty && last.allSatisfy { $0 == " " })
      #expect(try folder.names == ["acme.yaml"])
    }
  }

  /// Protects a folder from half a result: when Ctrl-C comes before the end, there is what was before.
  @Test(arguments: ["P50", "not a forecast"])
  func interruptedWritingLeavesNothing(_ text: String) throws {
    try inFolder { folder in
      let shown = try inTerminal(
        interrupt: text, environment: try fakeGnuplot("sleep 15", in: folder), "run", "acme.yaml",
        "--paths", "2000", in: folder)
      // Before the pictures are drawn, or while they are: never too late.
      #expect(shown.code == 130)
      let left = try folder.names
      #expect(left == ["acme.yaml", "bin"])
    }
  }

  /// The same while gnuplot draws, which takes long enough to be told: what an earlier run left stays.
  @Test func interruptedDrawing() throws {
    try inFolder { folder in
      let run = ["run", "acme.yaml", "--paths", "600"]
      #expect(try ballpark(run[0], run[1], run[2], run[3], "--no-charts", in: folder).code == 0)
      let manifest = folder.appending(path: "Output/acme/manifest.json")
      let before = try Data(contentsOf: manifest)
      let shown = try inTerminal(
        interrupt: "drawing pictures…",
        environment: try fakeGnuplot("sleep 15", in: folder), run[0], run[1], run[2], run[3],
        in: folder)
      #expect(shown.code == 130)
      #expect(Self.lines(shown.output).last == "ballpark: interrupted, nothing written")
      #expect(Self.lines(shown.output).contains("Acme"))
      #expect(try Data(contentsOf: manifest) == before)
      let results = folder.appending(path: "Output").path()
      #expect(try FileManager.default.contentsOfDirectory(atPath: results) == ["acme"])
    }
  }
}
