import Foundation
import TestSupport
import Testing

/// Protects what a newcomer is told who writes options as other tools have them.
@Suite struct OptionHintTests {
  @Test(arguments: [
    (["run", "--format", "json"], "'run' has no option '--format': --json prints JSON"),
    (["run", "-o", "out"], "'run' has no option '-o': --output names the folder"),
    (["run", "--csv"], "--output names the folder that gets the tables as CSV"),
    (["run", "--trials=500"], "'run' has no option '--trials': --paths is the number of paths"),
    (["sweep", "-j", "2", "--vary", "acme.arr=1M,2M"], "--workers is the number of threads"),
    (["solve", "--target", "x", "--find", "acme.arr"], "--so-that is what should come out"),
    (
      ["run", "--metric", "acme.arr.p50"],
      "--metric belongs to 'sweep', 'compare', 'stress' and 'tornado'"
    ),
    (["check", "--json"], "; what a file states is in the manifest.json of a run"),
    (["check", "--silent"], "--quiet belongs to 'run', "),
    (["run", "other.yaml"], "'run' takes one file, and 'other.yaml' is one more"),
    // The controls: what is only misspelt, and what nobody knows, is ArgumentParser's.
    (["run", "--wrkers", "2"], "Did you mean '--workers'?"),
    (["run", "--frobnicate"], "Error: Unknown option '--frobnicate'\n"),
  ])
  func options(_ arguments: [String], _ words: String) throws {
    try inFolder { folder in
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let said = try run(
        builtProgram(), [arguments[0], "acme.yaml"] + arguments.dropFirst(), in: folder)
      #expect(said.code == 64 && said.output.isEmpty, "\(said.errors)")
      #expect(said.errors.contains(words), "\(said.errors)")
      #expect(try folder.names == ["acme.yaml"])
    }
  }

  /// A word of another program, or a file, where a command stands; a file by the name that it nearly has.
  @Test(arguments: [
    (["simulate", "acme.yaml"], "did you mean 'run'?", Int32(64)),
    (["acme.yaml"], "did you mean 'run acme.yaml'?", 64), (["chekc"], "did you mean 'check'?", 64),
    (["frobnicate"], "one of 'init', 'check', 'run', ", 64),
    (["run", "acme"], "acme: no such file; did you mean 'acme.yaml'?", 66),
    (["check", "amce.yml"], "did you mean 'acme.yaml'?", 66),
    (["run", "entirely-different.yaml"], "entirely-different.yaml: no such file\n", 66),
  ])
  func commandsAndFiles(_ arguments: [String], _ words: String, _ code: Int32) throws {
    try inFolder { folder in
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let said = try run(builtProgram(), arguments, in: folder)
      #expect(said.code == code && said.errors.contains(words), "\(said.errors)")
    }
  }

  /// A name of a file is no folder in silence. Controls: a folder that is said to be one, a name with a
  /// point that is none of a file, and a folder that is there.
  @Test func filesForFolders() throws {
    try inFolder { folder in
      func code(_ output: String) throws -> (code: Int32, errors: String) {
        let result = try ballpark(
          "run", "acme.yaml", "--paths", "64", "--no-charts", "--quiet", "--output", output,
          in: folder)
        return (result.code, result.errors)
      }
      for name in ["report.xlsx", "a/bands.CSV", "page.html"] {
        let said = try code(name)
        #expect(said.code == 64 && said.errors.contains("looks like a file"), "\(said.errors)")
      }
      #expect(try folder.names == ["acme.yaml"])
      for name in ["report.xlsx/", "v1.2", "report.xlsx"] {
        #expect(try code(name).code == 0)
      }
    }
  }

  /// A folder that cannot be written is told before a run that would take days, by every command that
  /// writes one.
  @Test(arguments: [
    ["run"], ["sweep", "--vary", "acme.arr=90M,120M"], ["tornado", "--metric", "acme.arr.p50"],
    ["compare", "acme.yaml"],
    ["solve", "--find", "acme.arr", "--so-that", "acme.arr.p50 = 200M"],
  ])
  func unwritable(_ command: [String]) throws {
    try inFolder { folder in
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      try folder.write("", to: "file")
      var impossible = ["file/out"]
      // Where even root can make no folder.
      if FileManager.default.fileExists(atPath: "/proc/self") { impossible.append("/proc/out") }
      for output in impossible {
        let options = ["--paths", "4B", "--output", output]
        let said = try run(
          builtProgram(), [command[0], "acme.yaml"] + command.dropFirst() + options, in: folder)
        #expect(said.code == 73 && said.output.isEmpty, "\(said.errors)")
        #expect(said.errors.contains("cannot write \(output)"), "\(said.errors)")
      }
      #expect(try folder.names == ["acme.yaml", "file"])
    }
  }
}
