import Foundation
import TestSupport
import Testing

/// How runs end that are killed, limited, disturbed or not listened to: with the exit code that is
/// documented, without litter, and at no user's cost.
@Suite struct EndingTests {
  /// A shell in the folder of `acme.yaml`; `$B` is the program.
  private func shell(
    _ script: String, environment: [String: String] = [:], in folder: URL
  ) throws -> Outcome {
    try folder.write(CommandLineTests.scenario, to: "acme.yaml")
    let own = environment.merging(["B": try builtProgram().path()]) { $1 }
    return try run(URL(filePath: "/bin/sh"), ["-c", script], environment: own, in: folder)
  }

  // MARK: Signals

  /// A reader that does not read keeps nobody from being told to end.
  @Test(
    .enabled(if: hasPython, "NO FULL PIPE IS TRIED: THERE IS NO PYTHON3"),
    arguments: [("INT", 130), ("TERM", 143), ("HUP", 129)] as [(String, Int32)])
  func readersThatDoNotRead(_ name: String, _ code: Int32) throws {
    let script = """
      import fcntl, os, signal, struct, subprocess, sys, termios, time
      end, pipe = os.pipe()
      run = subprocess.Popen(["env", "--default-signal"] + sys.argv[2:], stdout=pipe)
      full = fcntl.fcntl(pipe, 1032)  # F_GETPIPE_SZ
      while struct.unpack("i", fcntl.ioctl(end, termios.FIONREAD, bytes(4)))[0] < full:
          time.sleep(0.02)
      run.send_signal(getattr(signal, "SIG" + sys.argv[1]))
      sys.exit(run.wait(30))
      """
    try inFolder { folder in
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let command = try [builtProgram().path(), "run", "acme.yaml", "--paths", "600", "--json"]
      let result = try run(
        URL(filePath: "/usr/bin/env"),
        ["python3", "-c", script, name] + command + ["--set", "horizon=9 years"], in: folder)
      #expect(result.code == code, "\(result)")
      #expect(result.errors == "ballpark: interrupted, nothing written\n")
      #expect(try folder.names == ["acme.yaml"])
    }
  }

  /// An export that is interrupted leaves the folder as it was.
  @Test(.enabled(if: ExportTests.mayRead, "NO WORKBOOK IS MADE: BALLPARK_SKIP_WORKBOOK=1"))
  func interruptedExports() throws {
    try inFolder { folder in
      let script = """
        "$B" run acme.yaml --set 'horizon=9 years' --paths 600 --no-charts --quiet --output out 2>/dev/null
        env --default-signal "$B" export out --xlsx & one=$!
        until ls -A | grep -q ballpark || ! kill -0 $one; do :; done
        kill -TERM $one; wait $one; echo $?; ls -A . out
        """
      let result = try shell(script, in: folder)
      #expect(result.errors == "ballpark: interrupted, nothing written\n")
      let left = ".:\nacme.yaml\nout\n\nout:\nbands.csv\nmanifest.json\npaths.csv\nsummary.json\n"
      #expect(result.output == "143\n" + left, "\(result)")
    }
  }

  /// Before there is anything to lose, a signal kills: also while something is read that nobody writes.
  @Test func pipesThatNobodyWrites() throws {
    try inFolder { folder in
      let script = """
        mkfifo pipe; exec 3<>pipe
        env --default-signal "$B" sweep acme.yaml --rows pipe & one=$!
        env --default-signal "$B" compare acme.yaml pipe & other=$!
        sleep 1; kill -TERM $one; kill -TERM $other
        wait $one; echo $?; wait $other; echo $?
        """
      let result = try shell(script, in: folder)
      #expect(result.output == "143\n143\n", "\(result)")
    }
  }

  // MARK: Death

  /// A run that is killed leaves a folder that the next one removes.
  @Test func killedRuns() throws {
    try inFolder { folder in
      let deadly = try fakeGnuplot("kill -9 $PPID; sleep 0.2", in: folder)
      let run = "\"$B\" run acme.yaml --paths 600 --quiet --output out"
      let killed = try shell(
        "\(run); echo $?; ls -A | grep -c ballpark", environment: deadly, in: folder)
      #expect(killed.output.hasSuffix("137\n1\n"), "\(killed)")
      let next = try shell("\(run) --no-charts; echo $?; ls -A", in: folder)
      #expect(next.output == "0\nacme.yaml\nbin\nout\n" && next.errors.isEmpty, "\(next)")
    }
  }

  /// A sweep that is killed keeps its points, in the folder that the next one goes on from.
  @Test func killedSweeps() throws {
    try inFolder { folder in
      let sweep = """
        "$B" sweep acme.yaml --vary acme.growth.initial=50%:90%:5 --paths 6000 --no-charts --quiet
        """
      let killed = try shell(
        """
        \(sweep) --output out & p=$!
        until [ -s out-unfinished/sweep.csv ]; do sleep 0.02; done; kill -9 $p; wait $p
        grep -c '^1,' out-unfinished/sweep.csv
        """, in: folder)
      #expect(killed.output == "3\n", "\(killed)")
      let resumed = try shell(
        """
        \(sweep) --output out --resume; echo $?; ls -A
        \(sweep) --output whole && cmp out/sweep.csv whole/sweep.csv && echo equal
        """, in: folder)
      #expect(resumed.output == "0\nacme.yaml\nout\nequal\n", "\(resumed)")
    }
  }

  // MARK: Limits

  /// A limit on the size of files is an error, and leaves nothing. Control: a wide one is none.
  @Test(arguments: [("8", "73\nacme.yaml\n"), ("100000", "0\nacme.yaml\nout\n")])
  func fileSizes(_ limit: String, _ output: String) throws {
    try inFolder { folder in
      let result = try shell(
        """
        (ulimit -f \(limit); "$B" run acme.yaml --paths 600 --quiet --no-charts --output out)
        echo $?; ls -A
        """, in: folder)
      #expect(result.output == output, "\(result)")
      #expect(result.errors.isEmpty == (limit != "8"))
      #expect(limit != "8" || result.errors.hasSuffix(": File too large\n"))
    }
  }

  /// A full disk behind standard output costs no files.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullStandardOutput() throws {
    try inFolder { folder in
      let result = try shell(
        "\"$B\" run acme.yaml --paths 600 --no-charts --output out > /dev/full; echo $?; ls out",
        in: folder)
      #expect(
        result.output == "73\nbands.csv\nmanifest.json\npaths.csv\nsummary.json\n", "\(result)")
      #expect(
        result.errors == "ballpark: cannot write standard output: No space left on device\n")
    }
  }

  /// What is printed and reaches nobody is an error for every command. Control: what prints nothing.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func lostStandardOutput() throws {
    try inFolder { folder in
      let script = """
        for command in --help --version 'run --help' 'run acme.yaml --paths 600 --json --no-files' \\
          'check acme.yaml' 'show 5M' list schema 'init --company x --output -' \\
          'run acme.yaml --paths 600 --path 1'
        do
          "$B" $command > /dev/full; echo $?; "$B" $command >&-; echo $?
        done
        "$B" run acme.yaml --paths 600 --no-files --quiet >&-; echo $?
        """
      let result = try shell(script, in: folder)
      #expect(
        result.output == String(repeating: "73\n", count: 20) + "0\n", "\(result)")
      #expect(result.errors.contains("cannot write standard output: Bad file descriptor"))
    }
  }

  /// The processor time that a shell grants is over a second early, or half a second: a sweep that is told
  /// by a signal keeps what it has and leaves nothing else.
  @Test func processorTime() throws {
    try inFolder { folder in
      let result = try shell(
        """
        (ulimit -t 1; "$B" run acme.yaml --paths 300000000 --quiet --output out); echo $?
        (ulimit -t 2; "$B" sweep acme.yaml --vary acme.growth.initial=1%:90%:5 --paths 4000000 \\
          --quiet --output out); echo $?
        ls -A | grep -c ballpark
        """, in: folder)
      #expect(result.output == "152\n152\n0\n", "\(result)")
    }
  }

  // MARK: Other people's files

  /// A folder below an answer would be a file that no run wrote. Control: one beside it.
  @Test func foldersBelowAnAnswer() throws {
    try inFolder { folder in
      let run = "\"$B\" run acme.yaml --paths 600 --no-charts --quiet --output"
      let result = try shell(
        "for out in a a/b a/b/c ab; do \(run) $out; echo $?; done; \(run) a; echo $?; ls a",
        in: folder)
      #expect(
        result.output
          == "0\n73\n73\n0\n0\nbands.csv\nmanifest.json\npaths.csv\nsummary.json\n", "\(result)")
      #expect(result.errors.contains("a is the folder of an earlier run, which would not be"))
    }
  }

  /// A file that appears in the folder during a run stays, and the result is beside it.
  @Test func filesThatAppear() throws {
    try inFolder { folder in
      let run = "\"$B\" run acme.yaml --paths 600"
      #expect(try shell("\(run) --quiet --no-charts", in: folder).code == 0)
      let mean = try fakeGnuplot("echo mine > '\(folder.path())/Output/acme/notes.txt'", in: folder)
      let result = try shell(run, environment: mean, in: folder)
      #expect(result.code == 73)
      #expect(result.errors.contains("holds notes.txt, which no run wrote and which would be lost"))
      #expect(
        result.errors.contains("; the results are in ") && result.output.contains("/acme-2: rep"))
      let output = folder.appending(path: "Output")
      #expect(try output.names == ["acme", "acme-2"])
      #expect(try output.appending(path: "acme").names.contains("notes.txt"))
      #expect(try output.appending(path: "acme-2").names.contains("report.html"))
    }
  }

  /// The same for each of several sweeps: none costs the others.
  @Test func sweepsThatGoElsewhere() throws {
    try inFolder { folder in
      let sweeps = "sweeps: {a: {vary: {acme.shares: [40M, 50M]}}, b: {vary: {acme.shares: [60M]}}}"
      let script = """
        printf '\n%s\n' "\(sweeps)" >> acme.yaml
        s() { "$B" sweep acme.yaml --paths 600 --quiet $*; echo $?; }
        s --no-charts; s; ls Output; ls Output/acme-sweep-a
        """
      let mean = try fakeGnuplot(
        "echo mine > '\(folder.path())/Output/acme-sweep-a/notes.txt'", in: folder)
      let result = try shell(script, environment: mean, in: folder)
      #expect(
        result.output == """
          0
          73
          acme-sweep-a
          acme-sweep-a-2
          acme-sweep-b
          manifest.json
          notes.txt
          sweep.csv
          sweep.json

          """, "\(result)")
    }
  }

  // MARK: Words

  /// What was typed is quoted, and obeyed by no terminal.
  @Test(arguments: [
    ["run", "x.yaml", "--set", "\u{1B}[31mRED"], ["run", "x.yaml", "--\u{1B}[31mred"],
    ["\u{9B}31mrun"], ["run", "x.yaml", "--paths", "\u{7}1"], ["run", "x.yaml", "y\u{1B}c.yaml"],
    ["tornado", "x.yaml", "--metric", "m", "--method", "\u{1B}]0;t\u{7}"],
  ])
  func escapesInArguments(_ arguments: [String]) throws {
    try inFolder { folder in
      let result = try run(builtProgram(), arguments, in: folder)
      #expect(result.code == 64 && result.output.isEmpty)
      #expect(result.errors.contains("?"))
      #expect(
        !result.errors.unicodeScalars.contains { "\u{1B}\u{9B}\u{7}".unicodeScalars.contains($0) })
    }
  }
}
