import Foundation
import TestSupport
import Testing

/// Protects `shard`: what is planned, run and merged is what the command itself writes, and schedulers get the
/// exit codes and lists that they understand.
@Suite struct ShardCommandTests {
  /// Files below a folder, but for the manifest.
  private static func files(_ folder: URL) throws -> [String: Data] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    var files: [String: Data] = [:]
    for name in names where !name.hasSuffix("manifest.json") {
      files[name] = try? Data(contentsOf: folder.appending(path: name))
    }
    return files
  }

  /// Plans, runs and merges, in as many rounds as it takes.
  ///
  /// - Returns: How many it took.
  private static func share(_ words: [String], _ count: Int, in folder: URL) throws -> Int {
    let program = try builtProgram()
    func ballpark(_ words: [String], _ environment: [String: String] = [:]) throws -> Outcome {
      try TestSupport.run(program, words, environment: environment, in: folder)
    }
    let planned = try ballpark(
      ["shard", "plan"] + words + ["--shards", "\(count)", "--output", "plan"])
    #expect(planned.code == 0 && planned.output.contains("ballpark shard run plan --index K"))
    // The plan has all that a machine needs.
    try FileManager.default.removeItem(at: folder.appending(path: "acme.yaml"))
    for round in 1...2 {
      let missing = try ballpark(["shard", "missing", "plan"])
      #expect(missing.code == 0 && missing.output == "0-\(count - 1)\n")
      for index in 0..<count {
        let run = try ballpark(["shard", "run", "plan"], ["SLURM_ARRAY_TASK_ID": "\(index)"])
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
      }
      let merged = try ballpark(["shard", "merge", "plan", "--output", "merged", "--no-charts"])
      if merged.code != 75 {
        #expect(merged.code == 0, "\(merged.errors)")
        return round
      }
      #expect(merged.errors.contains("run all \(count) shards once more"))
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "merged").path))
    }
    return 3
  }

  @Test(arguments: [
    (["acme.yaml", "--paths", "2000", "--outcomes"], 1),
    (["run", "acme.yaml", "--paths", "1500", "--worst", "acme.maxDrawdown"], 2),
    (["sweep", "acme.yaml", "--paths", "600", "--vary", "acme.growth.initial=40%,80%,120%"], 1),
    (["tornado", "acme.yaml", "--paths", "600", "--metric", "acme.sharePrice.p50"], 1),
    (["compare", "acme.yaml", "--paths", "600", "--set", "bull: acme.growth.initial=90%"], 1),
  ])
  func sameFiles(_ words: [String], _ rounds: Int) throws {
    try inFolder { folder in
      let own = words[0] == "acme.yaml" ? ["run"] + words : words
      // Something happens in it, which is told of a whole run and of groups in different ways.
      let news = "\n\nevents: {news: {frequency: 1/year, then: {change: {acme.multiple: -20%}}}}"
      try folder.write(CommandLineTests.scenario + news, to: "acme.yaml")
      let direct = try TestSupport.run(
        builtProgram(), own + ["--no-charts", "--quiet", "--output", "direct"], in: folder)
      #expect(direct.code == 0)
      #expect(try Self.share(words, 3, in: folder) == rounds)
      let (expected, found) = try (
        Self.files(folder.appending(path: "direct")), Self.files(folder.appending(path: "merged"))
      )
      #expect(found == expected && expected.count > 1)
    }
  }

  /// A file to which several lead, by different names, is in the plan by each.
  @Test func filesThatExtend() throws {
    try inFolder { folder in
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let middle = "ballpark: 1\nextends: ./acme.yaml\ncompanies: {acme: {arr: 130M}}\n"
      try folder.write(middle, to: "middle.yaml")
      try folder.write("ballpark: 1\nextends: [acme.yaml, middle.yaml]\n", to: "top.yaml")
      let plan = try ballpark(
        "shard", "plan", "top.yaml", "--paths", "600", "--shards", "1", "--output", "plan",
        in: folder)
      #expect(plan.code == 0, "\(plan.errors)")
      for name in ["acme", "middle", "top"] {
        try FileManager.default.removeItem(at: folder.appending(path: "\(name).yaml"))
      }
      let run = try ballpark("shard", "run", "plan", "--index", "0", in: folder)
      #expect(run.code == 0, "\(run.errors)")
    }
  }

  /// Of several sweeps of a file only one is cut.
  @Test func severalSweeps() throws {
    let sweeps =
      "\n\nsweeps: {one: {vary: {acme.shares: [50M, 60M]}}, two: {vary: {acme.arr: [110M, 120M]}}}"
    try inFolder { folder in
      let plan = ["shard", "plan", "sweep", "acme.yaml", "--paths", "600", "--shards", "2"]
      try folder.write(CommandLineTests.scenario + sweeps, to: "acme.yaml")
      let both = try TestSupport.run(builtProgram(), plan, in: folder)
      #expect(both.code == 64 && both.errors.contains("--only names one"), "\(both.errors)")
      let one = try TestSupport.run(builtProgram(), plan + ["--only", "two"], in: folder)
      #expect(one.code == 0, "\(one.errors)")
    }
  }

  private static func planned(_ folder: URL, shards: Int = 3) throws {
    let plan = try ballpark(
      "shard", "plan", "acme.yaml", "--paths", "1500", "--shards", "\(shards)", "--output", "plan",
      in: folder)
    #expect(plan.code == 0)
  }

  /// What is missing is a list for the scheduler, what is unsound is named, and merging refuses both: with 75
  /// where shards are to come, with 65 where a file is wrong.
  @Test func whatIsMissing() throws {
    try inFolder { folder in
      try Self.planned(folder)
      #expect(try ballpark("shard", "run", "plan", "--index", "1", in: folder).code == 0)
      let missing = try ballpark("shard", "missing", "plan", in: folder)
      #expect(missing.output == "0,2\n" && missing.errors.isEmpty)
      let early = try ballpark("shard", "merge", "plan", "--output", "merged", in: folder)
      #expect(early.code == 75 && early.errors.contains("2 of 3 shards are missing: 0,2"))
      for index in ["0", "2"] {
        #expect(try ballpark("shard", "run", "plan", "--index", index, in: folder).code == 0)
      }
      let again = try ballpark("shard", "run", "plan", "--index", "2", in: folder)
      #expect(again.code == 0 && again.output == "Shard 2 of 3 is there already\n")
      #expect(try ballpark("shard", "missing", "plan", in: folder).output.isEmpty)

      let file = folder.appending(path: "plan/first-2.shard")
      try Data(contentsOf: file).dropLast(9).write(to: file)
      let damaged = try ballpark("shard", "missing", "plan", in: folder)
      #expect(damaged.output == "2\n" && damaged.errors.contains("plan/first-2.shard: "))
      let refused = try ballpark("shard", "merge", "plan", "--output", "merged", in: folder)
      #expect(refused.code == 65 && refused.errors.contains("plan/first-2.shard: "))
      #expect(try folder.names.sorted() == ["acme.yaml", "plan"])
    }
  }

  /// A plan is the same plan where it is made again, and another one is not written over it.
  @Test func plans() throws {
    try inFolder { folder in
      try Self.planned(folder)
      let plan = folder.appending(path: "plan/plan.json")
      let text = try String(contentsOf: plan, encoding: .utf8)
      try Self.planned(folder)
      let other = try ballpark(
        "shard", "plan", "acme.yaml", "--paths", "1501", "--shards", "3", "--output", "plan",
        in: folder)
      #expect(other.code == 73 && other.errors.contains("another plan"))
      #expect(try String(contentsOf: plan, encoding: .utf8) == text)
      for (old, new) in [
        ("1500", "1400"), ("\"shards\": 3", "\"shards\": 4"), ("title:", "Title:"),
        ("glibc", "musl"), ("\"schema\": 1", "\"schema\": 2"), ("{", "["),
      ] {
        try text.replacing(old, with: new).write(to: plan, atomically: true, encoding: .utf8)
        let run = try ballpark("shard", "run", "plan", "--index", "0", in: folder)
        #expect(run.code == 65 && run.errors.contains("plan"), "\(old): \(run.errors)")
      }
      #expect(try folder.appending(path: "plan").names == ["plan.json"])
    }
  }

  @Test(arguments: [
    (["plan", "acme.yaml", "--shards", "0"], 64, "from 1 to"),
    (["plan", "acme.yaml", "--paths", "600", "--shards", "3"], 64, "2 at most"),
    (["plan", "acme.yaml"], 64, "--shards"),
    (["plan", "--shards", "2", "solve", "acme.yaml"], 64, "solve"),
    (["plan", "--shards", "2", "acme.yaml", "--path", "3"], 64, "--path"),
    (["plan", "--shards", "2", "nothing.yaml"], 66, "nothing.yaml"),
    (["plan", "--shards", "2", "acme.yaml", "--set", "acme.cahs=1"], 65, "cash"),
    (["run", "nowhere", "--index", "0"], 66, "nowhere/plan.json"),
    (["run", "plan"], 64, "SLURM_ARRAY_TASK_ID"),
    (["run", "plan", "--index", "3"], 64, "shards 0 to 2"),
    (["missing", "nowhere"], 66, "nowhere/plan.json"),
    (["merge", "nowhere"], 66, "nowhere/plan.json"),
  ])
  func badCommandLines(_ words: [String], _ code: Int, _ text: String) throws {
    try inFolder { folder in
      try Self.planned(folder)
      try FileManager.default.removeItem(at: folder.appending(path: "acme.yaml"))
      try folder.write(CommandLineTests.scenario, to: "acme.yaml")
      let run = try TestSupport.run(builtProgram(), ["shard"] + words, in: folder)
      #expect(run.code == Int32(code) && run.errors.contains(text), "\(run.code) \(run.errors)")
    }
  }

  /// A disk that is full leaves nothing behind and may have room the next time; here it is the shell's limit of a
  /// file's size.
  @Test func fullDisk() throws {
    try inFolder { folder in
      try Self.planned(folder)
      let program = try builtProgram().path
      let run = try TestSupport.run(
        URL(filePath: "/bin/sh"),
        ["-c", "ulimit -f 8; \"\(program)\" shard run plan --index 0"], in: folder)
      #expect(run.code == 75 && run.errors.contains("cannot write plan/first-0.shard"))
      #expect(try folder.appending(path: "plan").names == ["plan.json"])
    }
  }
}
