import Foundation
import TestSupport
import Testing

/// The files of a run as its user finds them, also when something is in the way.
@Suite struct ReportTests {
  @Test func files() throws {
    try inFolder { folder in
      let run = try ballpark("run", "acme.yaml", "--paths", "600", "--full", in: folder)
      #expect(run.code == 0)
      let results = folder.appending(path: "Output/acme")
      let line = try #require(run.output.firstRange(of: "Files in Output/acme: "))
      let files = run.output[line.upperBound...].split { ", \n".contains($0) }.map(String.init)
      #expect(files.first == "report.html" && files.contains("charts/"), "\(files)")
      let existing = try results.names.map { $0 == "charts" ? "charts/" : $0 }
      #expect(files.sorted() == existing.sorted())
      let manifest = try results.text("manifest.json")
      #expect(manifest.contains("\"command\": \"ballpark run acme.yaml --paths 600\""))

      let less = try ballpark(
        "run", "acme.yaml", "--paths", "600", "--no-charts", "--set", "title=Two words", in: folder)
      #expect(less.code == 0 && !less.output.contains("report.html"))
      #expect(try !results.names.contains("charts"))
      let quoted = try results.text("manifest.json")
      #expect(quoted.contains("--set 'title=Two words'"))
    }
  }

  @Test(arguments: [
    ["--no-charts", "--png"], ["--no-files", "--png"], ["--no-files", "--outcomes"],
    ["--full", "--json"], ["--full", "--quiet"], ["--full", "--path=1"],
  ])
  func contradictions(_ options: [String]) throws {
    try inFolder { folder in
      let run = try ballpark("run", "acme.yaml", options[0], options[1], in: folder)
      #expect(run.code == 64 && run.errors.contains("contradict"))
    }
  }

  /// Without gnuplot a run is a run, with one line more on standard error.
  @Test func noGnuplot() throws {
    try inFolder { folder in
      let run = try ballpark(
        "run", "acme.yaml", "--paths", "600", environment: ["PATH": "/nowhere"], in: folder)
      #expect(run.code == 0)
      #expect(
        run.errors.split(separator: "\n") == [
          "ballpark: no pictures: there is no gnuplot; on Debian and Ubuntu: apt-get install "
            + "gnuplot-nox"
        ])
      #expect(try folder.appending(path: "Output/acme").names.contains("summary.json"))
    }
  }

  @Test func gnuplotThatFails() throws {
    try inFolder { folder in
      let run = try ballpark(
        "run", "acme.yaml", "--paths", "600", "--quiet",
        environment: try fakeGnuplot("echo 'line 3: oops' >&2; exit 3", in: folder), in: folder)
      #expect(run.code == 0 && run.output.isEmpty)
      #expect(run.errors == "ballpark: no pictures: gnuplot failed with status 3\nline 3: oops\n")
      let results = folder.appending(path: "Output/acme")
      #expect(try results.names.contains("report.html"))
      #expect(try folder.appending(path: "Output").names == ["acme"])
    }
  }

  /// The answer does not wait for the pictures.
  @Test func answerComesFirst() throws {
    try inFolder { folder in
      let answer = folder.appending(path: "answer.txt").path()
      let environment = try fakeGnuplot(
        "cat '\(answer)' > '\(folder.path())/seen.txt'; exit 1", in: folder)
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let script = "'\(try builtProgram().path())' run acme.yaml --paths 600 > '\(answer)'"
      let shell = URL(filePath: "/bin/sh")
      #expect(try run(shell, ["-c", script], environment: environment, in: folder).code == 0)
      let seen = try folder.text("seen.txt")
      #expect(seen.contains("maximum drawdown") && !seen.contains("Files in"))
    }
  }

  /// Protects from half a result and from a gnuplot left behind, whatever ends a run.
  @Test(
    arguments: [("INT", 130), ("TERM", 143), ("HUP", 129), ("QUIT", 131), ("XCPU", 152)]
      as [(String, Int32)])
  func signals(_ name: String, _ code: Int32) throws {
    try inFolder { folder in
      let script = "kill -\(name) $PPID; sleep 60; touch '\(folder.path())/finished'"
      let path = try fakeGnuplot(script, in: folder)
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      // Also where the tests themselves ignore a signal, as under nohup.
      let arguments = ["--default-signal", try builtProgram().path(), "run", "acme.yaml"]
      let result = try run(
        URL(filePath: "/usr/bin/env"), arguments + ["--paths", "600", "--quiet"], environment: path,
        in: folder)
      #expect(result.code == code)
      #expect(result.errors == "ballpark: interrupted, nothing written\n")
      #expect(try folder.names == ["acme.yaml", "bin"])
    }
  }

  /// Whoever starts the program may ignore the end of children, and after nohup the terminal's.
  @Test(arguments: ["CHLD", "HUP"]) func ignoredSignals(_ name: String) throws {
    try inFolder { folder in
      let path = try fakeGnuplot("kill -\(name) $PPID; exit 3", in: folder)
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let arguments = ["--ignore-signal=\(name)", try builtProgram().path(), "run", "acme.yaml"]
      let result = try run(
        URL(filePath: "/usr/bin/env"), arguments + ["--paths", "600", "--quiet"], environment: path,
        in: folder)
      #expect(result.code == 0)
      #expect(result.errors == "ballpark: no pictures: gnuplot failed with status 3\n")
    }
  }

  /// A reader that has seen enough ends nothing.
  @Test func closedPipe() throws {
    try inFolder { folder in
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let script =
        "{ '\(try builtProgram().path())' run acme.yaml --paths 600; echo $? > code; } | head -1"
      let result = try run(URL(filePath: "/bin/sh"), ["-c", script], in: folder)
      #expect(result.output == "Acme\n")
      #expect(try folder.text("code") == "0\n")
      #expect(try folder.appending(path: "Output/acme").names.contains("report.html"))
    }
  }

  // MARK: A file system of one's own

  /// How to start a shell that may mount: as root, or as the root of a namespace of its own.
  private static let privateMounts: [String]? = [["-m"], ["-Urm"]].first { options in
    let shell = URL(filePath: "/usr/bin/unshare")
    let script = "mount -t tmpfs none /mnt"
    return (try? run(shell, options + ["sh", "-c", script], in: repository))?.code == 0
  }

  /// Runs the program with `out` on a file system of its own; prints its exit code and then what is
  /// in there.
  private func onTmpfs(_ options: String, _ before: String, in folder: URL) throws -> Outcome {
    try folder.write(CommandLineTests.scenario, to: "acme.yaml")
    let script = """
      run() { '\(try builtProgram().path())' run acme.yaml --paths 600 --quiet --output out/new; }
      mkdir out && mount -t tmpfs -o \(options) none out || exit 99
      \(before)
      run
      echo $?
      ls -A out
      """
    let arguments = try #require(Self.privateMounts) + ["sh", "-c", script]
    return try run(URL(filePath: "/usr/bin/unshare"), arguments, in: folder)
  }

  @Test(
    .enabled(if: ReportTests.privateMounts != nil, "NO FULL DISK IS TRIED: NOTHING CAN BE MOUNTED"),
    arguments: [8, 24, 60, 100])
  func fullDisk(_ kilobytes: Int) throws {
    try inFolder { folder in
      let result = try onTmpfs("size=\(kilobytes)k", "", in: folder)
      #expect(result.output == "73\n", "\(result.errors)")
      #expect(result.errors.contains("No space left on device"))
    }
  }

  /// The same with room enough: what makes the runs above fail is the disk.
  @Test(
    .enabled(if: ReportTests.privateMounts != nil, "NO FULL DISK IS TRIED: NOTHING CAN BE MOUNTED"))
  func largeDisk() throws {
    try inFolder { folder in
      let result = try onTmpfs("size=8m", "", in: folder)
      #expect(result.output == "0\nnew\n", "\(result.errors)")
    }
  }

  /// What cannot be removed of an earlier run is a note: the results are in place. And where
  /// something is mounted, nothing can be replaced, which is said before the run.
  @Test(
    .enabled(
      if: ReportTests.privateMounts != nil, "NO MOUNT POINT IS TRIED: NOTHING CAN BE MOUNTED"))
  func mountPoints() throws {
    try inFolder { folder in
      let result = try onTmpfs("size=8m", "run; mount -t tmpfs none out/new/charts", in: folder)
      #expect(result.output == "0\nballpark-kept\nnew\n", "\(result)")
      #expect(result.errors.contains("/out/ballpark-kept\n"))
    }
    try inFolder { folder in
      let result = try onTmpfs(
        "size=8m", "mkdir out/new && mount -t tmpfs none out/new", in: folder)
      #expect(result.output == "73\nnew\n")
      #expect(result.errors.contains("is where a file system is mounted"))
    }
  }

  @Test(
    .enabled(
      if: ReportTests.privateMounts != nil, "NO READ-ONLY FOLDER IS TRIED: NOTHING CAN BE MOUNTED"))
  func readOnly() throws {
    try inFolder { folder in
      let result = try onTmpfs("size=8m", "mount -o remount,ro out", in: folder)
      #expect(result.output == "73\n", "\(result.errors)")
      #expect(result.errors.contains("Read-only file system"))
    }
  }
}

/// A program that is found as gnuplot before any other.
func fakeGnuplot(_ script: String, in folder: URL) throws -> [String: String] {
  let bin = folder.appending(path: "bin")
  try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
  let program = bin.appending(path: "gnuplot")
  try Data("#!/bin/sh\n\(script)\n".utf8).write(to: program)
  try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path())
  let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
  return ["PATH": bin.path() + ":" + path]
}
