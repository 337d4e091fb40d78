import Foundation
import TestSupport
import Testing

/// Protects `init`: a first file that runs, and no file of the author's lost.
@Suite struct InitTests {
  @Test func writesAFileThatRuns() throws {
    try inFolder { folder in
      let made = try ballpark("init", "--company", "north-wind", in: folder)
      #expect(made.code == 0)
      #expect(
        made.output == "north-wind.yaml is written. Next: ballpark check north-wind.yaml\n")
      let text = try folder.text("north-wind.yaml")
      #expect(text.contains("title: North Wind,") && text.contains("  north-wind:\n"))
      #expect(try ballpark("check", "north-wind.yaml", "--strict", in: folder).code == 0)
      let run = try ballpark(
        "run", "north-wind.yaml", "--paths", "1000", "--no-files", in: folder)
      #expect(run.code == 0 && run.output.contains("share price, USD"))
    }
  }

  @Test func everyKeyRuns() throws {
    try inFolder { folder in
      let made = try ballpark("init", "--all", "--output", "-", in: folder)
      #expect(made.code == 0 && made.output.contains("# initial: 15x"))
      try folder.write(made.output, to: "all.yaml")
      #expect(try ballpark("check", "all.yaml", "--strict", in: folder).code == 0)
    }
  }

  @Test func keepsWhatIsThere() throws {
    try inFolder { folder in
      let refused = try ballpark("init", in: folder)
      #expect(refused.code == 73 && refused.output.isEmpty)
      #expect(
        refused.errors
          == "ballpark: acme.yaml is there already; --force replaces it, --output names another\n")
      let file = folder.appending(path: "acme.yaml")
      #expect(try String(contentsOf: file, encoding: .utf8) == CommandLineTests.scenario)
      #expect(try ballpark("init", "--force", in: folder).code == 0)
      #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("# A young"))
      #expect(try folder.names == ["acme.yaml"])
    }
  }

  @Test func whatIsRefused() throws {
    try inFolder { folder in
      let missing = try ballpark("init", "--output", "no/such/file.yaml", in: folder)
      #expect(missing.code == 73)
      #expect(
        missing.errors == "ballpark: cannot write no/such/file.yaml: No such file or directory\n")
      for force in [[], ["--force"]] {
        let blocked = try run(
          builtProgram(), ["init", "--output", "acme.yaml/x.yaml"] + force, in: folder)
        #expect(blocked.code == 73, "\(blocked.errors)")
      }
      for name in ["z.ai", "a b", "-acme", ""] {
        let bad = try ballpark("init", "--company", name, "--output", "-", in: folder)
        #expect(bad.code == 64 && bad.output.isEmpty)
        #expect(bad.errors.contains("letters, digits, _ and - (not first) were expected"))
      }
      let taken = try ballpark("init", "--company", "start", "--output", "-", in: folder)
      #expect(taken.code == 64 && taken.errors.contains("it is a key of the top level"))
      #expect(try ballpark("init", "--output", "", in: folder).code == 64)
    }
  }
}
