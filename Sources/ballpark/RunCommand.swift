import ArgumentParser
import Reports
import Scenarios
import Simulation

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Simulate a scenario: print its percentile bands and write them to files.",
    discussion: """
      Examples:
        ballpark run zhipu.yaml
        ballpark run zhipu.yaml --paths 1_000_000 --seed 7
        ballpark run zhipu.yaml --set zhipu.multiple.volatility=60% --output Output/calm
        ballpark run zhipu.yaml --where 'zhipu.sharePrice < 560 HKD until 2026-12-31'
        ballpark run zhipu.yaml --worst zhipu.maxDrawdown
        ballpark run zhipu.yaml --path 4711 > path-4711.csv
        ballpark run zhipu.yaml --json --no-files | jq '.outcomes[0]'
      """)

  @Argument(
    help: "The scenario file; - for standard input.",
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    help: "Number of paths, instead of the file's: 100_000.",
    transform: { try RunCommand.number($0, in: 1...Int.max) })
  var paths: Int?

  @Option(help: "Seed, instead of the file's. The same seed gives the same bytes.")
  var seed: UInt64?

  @Option(
    help: "Number of threads, 1 to 1024; no result depends on it. (default: all processors)",
    transform: { try RunCommand.number($0, in: 1...1024) })
  var workers: Int?

  @OptionGroup var reading: ReadingOptions

  @Option(
    name: .customLong("where"),
    help: .init(
      "Look at the paths of a condition apart; can be repeated.", valueName: "condition"))
  var conditions: [String] = []

  @Option(
    name: .customLong("worst"),
    help: .init(
      "Look at the worst 5% of the paths by an outcome apart; short for --where 'worst 5% by <outcome>'.",
      valueName: "outcome"))
  var worst: [String] = []

  @OptionGroup var output: OutputOptions

  @Flag(help: "Instead of running, measure the time of each component.")
  var profile = false

  @Option(
    help: .init(
      "Instead of running, print every series, draw and outcome of one path as CSV.",
      valueName: "number"),
    transform: { try RunCommand.number($0, in: 0...Int.max) })
  var path: Int?

  func validate() throws {
    guard path != nil else { return }
    let others = [
      ("--profile", profile), ("--where", !conditions.isEmpty), ("--worst", !worst.isEmpty),
      ("--output", output.output != nil), ("--json", output.json), ("--png", output.png),
      ("--outcomes", output.outcomes),
    ]
    if let other = others.first(where: \.1) {
      throw ValidationError("--path and \(other.0) contradict: --path prints one path as CSV")
    }
  }

  func run() throws {
    let folder = profile || path != nil ? nil : try output.folder(for: file)
    let scenario = try Scenario(
      contentsOf: file, settings: reading.settings + shortSettings,
      groups: conditions + worst.map { "worst 5% by \($0)" })
    if let path { return try audit(path, of: scenario) }
    let model = try scenario.compile(
      strict: reading.strict, keepingOutcomes: output.outcomes)
    let warnings = scenario.warnings(of: model)
    StandardStream.warn(warnings)

    let run = Run(paths: 0..<scenario.paths, seed: scenario.seed)
    let workers = workers ?? RunRecord.processors
    let simulator = Simulator(model, workers: workers)
    if profile {
      let times = try simulator.profile(run)
      return try StandardStream.output.write(profileTable(times, run, scenario.description))
    }
    let watch = Watch(showingProgress: !output.quiet)
    try watch.interruptible {
      let (summary, outcomes) = try watch.during {
        try output.outcomes
          ? simulator.simulateKeepingValues(run, progress: watch.progress)
          : (simulator.simulate(run, progress: watch.progress), nil)
      }
      let record = RunRecord(scenario, warnings, workers: workers, watch: watch)
      if output.quiet { StandardStream.warn(summary.warnings) }
      let sample = run.paths.prefix(Self.samplePaths)
      let report = Report(
        scenario.description, summary, record,
        trajectories: folder == nil ? nil : try simulator.trajectories(of: run, paths: sample),
        outcomeValues: outcomes)
      try output.print(report)
      try watch.stopIfInterrupted()
      if let folder { try output.write(report, to: folder, watch) }
    }
  }

  /// How many paths are written out.
  private static let samplePaths = 100

  /// Every number of one path, instead of a run.
  private func audit(_ path: Int, of scenario: Scenario) throws {
    guard path < scenario.paths else {
      throw ValidationError(
        "there is no path \(path): the run has paths 0 to \(scenario.paths - 1)")
    }
    let run = Run(paths: 0..<scenario.paths, seed: scenario.seed)
    let model = try scenario.compile(strict: reading.strict, auditing: true)
    let trajectories = try Simulator(model, workers: 1).trajectories(of: run, paths: [path])
    try StandardStream.output.write(Report.auditCSV(trajectories))
  }

  /// `--paths` and `--seed` are short for `--set`, so that the reader checks them as it checks the
  /// file, and the manifest tells what was run.
  private var shortSettings: [Setting] {
    [
      paths.flatMap { Setting("paths=\($0)", as: "--paths") },
      seed.flatMap { Setting("seed=\($0)", as: "--seed") },
    ].compactMap(\.self)
  }

  private static func number(_ text: String, in range: ClosedRange<Int>) throws -> Int {
    let plain = text.filter { $0 != "_" }
    // 1e6 is a whole number, too; 0x10 is a slip.
    let isDecimal = plain.allSatisfy { $0.isNumber || "+-.eE".contains($0) }
    let number = isDecimal ? Int(plain) ?? Double(plain).flatMap(Int.init(exactly:)) : nil
    guard let number, range.contains(number) else {
      let end = range.upperBound == .max ? "on" : "to \(range.upperBound)"
      throw ValidationError("'\(text)' is not a whole number from \(range.lowerBound) \(end)")
    }
    return number
  }
}
