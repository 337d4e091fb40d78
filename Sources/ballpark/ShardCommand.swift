import ArgumentParser
import Reports
import Shards
import Simulation

struct ShardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shard",
    abstract: "Share the paths of a run, sweep, comparison or tornado among many machines.",
    discussion: """
      A plan cuts what a command simulates into shards, each machine fills some, and \
      merging them writes what the command itself would have written, byte for byte.

      Examples:
        ballpark shard plan zhipu.yaml --paths 10M --shards 8 --output plan
        ballpark shard run plan --index 3
        ballpark shard missing plan
        ballpark shard merge plan --output Output/zhipu

      Machines share the folder of the plan and need nothing else: the scenario is in it. Groups, such as 'worst \
      5% by zhipu.maxDrawdown', need a second round: 'merge' asks for it, and then every shard is run once more.

      Exit codes, beside those of all commands: 65 where no retry helps (a file is of another plan, or damaged, or \
      made by another version); 75 where one may (shards are missing, a second round is needed, the disk is full).
      """,
    subcommands: [
      ShardPlanCommand.self, ShardRunCommand.self, ShardMissingCommand.self, ShardMergeCommand.self,
    ])
}

struct ShardPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Cut what a command simulates into shards, and write plan.json.",
    discussion: """
      Examples:
        ballpark shard plan zhipu.yaml --shards 8
        ballpark shard plan zhipu.yaml --paths 100M --shards 64 \\
          --worst zhipu.maxDrawdown
        ballpark shard plan sweep acme.yaml --shards 8 \\
          --vary acme.growth.initial=40%:120%:9
        ballpark shard plan tornado acme.yaml --shards 8 --metric acme.arr.p50
        ballpark shard plan compare base.yaml bull.yaml --shards 4

      The words are those of the command: run, which need not be said, sweep, compare, stress or tornado, with \
      any of its options. How its answer is printed and where it goes is stated when the shards are merged.
      """)

  @Option(
    parsing: .unconditional, help: "Number of shards: at most one for each 512 paths.",
    transform: { try SimulationOptions.number($0, in: 1...100_000) })
  var shards: Int

  @Option(
    help: .init(
      "The folder of the plan and its shards. (default: Output/<name of the file>-shards)",
      valueName: "dir"), completion: .directory)
  var output: String?

  @Argument(
    parsing: .allUnrecognized,
    help: .init("A command and its options.", valueName: "command"),
    completion: .file(extensions: ["yaml", "yml"]))
  var words: [String]

  func run() throws {
    let plan = try ShardPlan(words, shards: shards) { command in
      let words = [OutputOptions.baseName(of: command.mainFile), name(of: command), "shards"]
      return output ?? "Output/" + words.compactMap(\.self).joined(separator: "-")
    }
    let isNew = try plan.write()
    let folder = plan.shards.folder.shellWord
    var lines = [
      "\(isNew ? "Planned" : "The plan is there already"): \(plan.contents) in \(plan.shards.folder)",
      "",
      "  ballpark shard run \(folder) --index \(shards == 1 ? "0" : "K")\(shards == 1 ? "" : "    for each K from 0 to \(shards - 1), on any machine")",
      "  ballpark shard missing \(folder)",
      "  ballpark shard merge \(folder)",
    ]
    if plan.shards.hasSecondRound {
      lines += [
        "",
        "Groups need a second round: 'merge' asks for it, then run every shard and merge once more.",
      ]
    }
    try StandardStream.output.write(lines.joined(separator: "\n") + "\n")
  }

  private func name(of command: any Shareable) -> String? {
    command is RunCommand ? nil : type(of: command).configuration.commandName
  }
}

struct ShardRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Fill one shard of a plan.",
    discussion: """
      Examples:
        ballpark shard run plan --index 3
        sbatch --array=0-7 --wrap 'ballpark shard run plan'

      Without --index the number is that of the task: SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX (Kubernetes) or \
      AWS_BATCH_JOB_ARRAY_INDEX, the first of them that is set. A shard that is there and sound is left as it is, \
      and one that is not sound is moved aside.
      """)

  @Argument(help: "The folder of the plan.", completion: .directory)
  var folder: String

  @Option(
    parsing: .unconditional, help: "Number of the shard, from 0.",
    transform: { try SimulationOptions.number($0, in: 0...99_999) })
  var index: Int?

  @Option(
    name: .customLong("workers"), parsing: .unconditional,
    help: "Number of threads, 1 to 1024; no result depends on it. (default: all processors)",
    transform: { try SimulationOptions.number($0, in: 1...1024) })
  var workers: Int?

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  func run() throws {
    let index = try index ?? ArrayTask.index()
    let plan = try ShardPlan(in: folder)
    let watch = Watch(showingProgress: !quiet)
    try watch.interruptible {
      let isNew = try watch.during(label: { "shard \(index)  " }) {
        try plan.shards.fill(
          index, workers: workers ?? RunRecord.processors, progress: watch.progress)
      }
      guard !quiet else { return }
      try StandardStream.output.write(
        "Shard \(index) of \(plan.shards.count) \(isNew ? "is filled" : "is there already")\n")
    }
  }
}

struct ShardMissingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "missing",
    abstract: "Print which shards of a plan are still to be filled, as schedulers take it: 3,7-9.",
    discussion: """
      Examples:
        ballpark shard missing plan
        sbatch --array=$(ballpark shard missing plan) \\
          --wrap 'ballpark shard run plan'

      Every file is read as a whole. What is there and does not count is named on standard error. Nothing is \
      printed where nothing is missing.
      """)

  @Argument(help: "The folder of the plan.", completion: .directory)
  var folder: String

  func run() throws {
    let plan = try ShardPlan(in: folder)
    let missing = try plan.shards.missing()
    for problem in missing.compactMap(\.problem) { StandardStream.say("ballpark: \(problem)") }
    guard !missing.isEmpty else { return }
    try StandardStream.output.write("\(IndexList(missing.map(\.index)))\n")
  }
}

struct ShardMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Print and write what the command of a plan would have, from its shards.",
    discussion: """
      Examples:
        ballpark shard merge plan
        ballpark shard merge plan --output Output/zhipu --xlsx

      Only manifest.json differs from what the command itself writes: it has the time of this process.
      """)

  @Argument(help: "The folder of the plan.", completion: .directory)
  var folder: String

  @Option(
    name: .customLong("workers"), parsing: .unconditional,
    help: "Number of threads, 1 to 1024; no result depends on it. (default: all processors)",
    transform: { try SimulationOptions.number($0, in: 1...1024) })
  var workers: Int?

  @Flag(
    help:
      "Of a run, print all bands, outcomes, causes, groups and warnings, and not only what fits one screen."
  )
  var full = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    try ShardPlan(in: folder).merge(workers: workers ?? RunRecord.processors) { command in
      command.output = output
      command.simulation.statedWorkers = workers
      guard full else { return }
      guard var run = command as? RunCommand else {
        throw CommandError("--full belongs to the plan of a run")
      }
      run.full = true
      command = run
    }
  }
}
