import ArgumentParser
import Reports
import Scenarios
import Simulation

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Simulate a scenario: print what it asks and its bands, and write them to files.",
    discussion: """
      Examples:
        ballpark run zhipu.yaml
        ballpark run zhipu.yaml --paths 1_000_000 --seed 7
        ballpark run zhipu.yaml --set zhipu.multiple.volatility=60% --output Output/calm
        ballpark run zhipu.yaml --where 'zhipu.sharePrice < 560 HKD until 2026-12-31'
        ballpark run zhipu.yaml --worst zhipu.maxDrawdown
        ballpark run zhipu.yaml --effects
        ballpark run zhipu.yaml --stress february
        ballpark run zhipu.yaml --path 4711 > path-4711.csv
        ballpark run zhipu.yaml --full | less
        ballpark run zhipu.yaml --json --no-files | jq '.outcomes[0]'
      """)

  @Argument(
    help: "The scenario file; - for standard input.",
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var simulation: SimulationOptions

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

  @Option(
    name: .customLong("stress"),
    help: .init(
      "Run the scenario under a stress of the file, in place of what it states.", valueName: "name")
  )
  var stresses: [String] = []

  @OptionGroup var output: OutputOptions

  @Flag(
    help:
      "Print all bands, outcomes, causes, groups and warnings, and not only what fits one screen.")
  var full = false

  @Flag(
    help: """
      Tell what each event does: the difference to the same run in which it never happens, path by path. It \
      takes one more run for each event, and one for all.
      """)
  var effects = false

  @Flag(help: "Write every path's outcomes, and what happened on it, to outcomes.npy, for NumPy.")
  var outcomes = false

  @Flag(help: "Instead of running, measure the time of each component.")
  var profile = false

  @Option(
    parsing: .unconditional,
    help: .init(
      "Instead of running, print every series, draw and outcome of one path as CSV (with --json as JSON), and "
        + "what happened on it on standard error.",
      valueName: "number"),
    transform: { try SimulationOptions.number($0, in: 0...Run.mostPaths - 1) })
  var path: Int?

  func validate() throws {
    if stresses.count > 1 {
      throw ValidationError(
        "one --stress was expected; 'ballpark stress' tells several side by side, and one stress of the file "
          + "may have several parts")
    }
    if output.noFiles, outcomes {
      throw ValidationError("--no-files and --outcomes contradict")
    }
    if full, output.json || output.quiet {
      let other = output.json ? "--json" : "--quiet"
      throw ValidationError("--full and \(other) contradict: \(other) prints no table")
    }
    guard path != nil else { return }
    let others = [
      ("--profile", profile), ("--where", !conditions.isEmpty), ("--worst", !worst.isEmpty),
      ("--output", output.output != nil), ("--png", output.png),
      ("--outcomes", outcomes), ("--full", full), ("--xlsx", output.xlsx),
      ("--effects", effects),
    ]
    if let other = others.first(where: \.1) {
      throw ValidationError(
        "--path and \(other.0) contradict: --path prints one path and nothing else")
    }
  }

  func run() throws {
    let stated = try Scenario(
      contentsOf: file, settings: simulation.settings, groups: conditions, worst: worst)
    let stress = try stated.stresses(named: stresses).first?.name
    let scenario = try stress.map { try stated.stressed(by: $0) } ?? stated
    let suffix = stress.map { OutputOptions.stressSuffix([$0]) }
    let folder = profile || path != nil ? nil : try output.folder(for: file, .run, suffix: suffix)
    if let path { return try audit(path, of: scenario) }
    let model = try scenario.compile(
      strict: simulation.reading.strict, keepingOutcomes: outcomes)
    let warnings = scenario.warnings(of: model)
    StandardStream.warn(warnings)

    let run = Run(paths: 0..<scenario.paths, seed: scenario.seed)
    let engine = simulation.engine
    let simulator = Simulator(model, on: engine)
    if profile {
      let times = try simulator.profile(run)
      return try StandardStream.output.write(profileTable(times, run, scenario.description))
    }
    let watch = Watch(showingProgress: !output.quiet)
    if effects, scenario.definition.events.isEmpty {
      throw CommandError("\(file) has no events; --effects tells what events do")
    }
    try watch.interruptible {
      let effects = try effects ? EventEffects(of: scenario, on: engine) : nil
      let (summary, values, told) = try watch.during {
        let paths = scenario.paths + (effects?.paths ?? 0)
        try engine.expect(paths: paths, progress: watch.progress) {
          try [outcomes ? .summaryAndValues(of: model, run) : .summary(of: model, run)]
            + (effects?.simulations() ?? [])
        }
        let (summary, values) =
          try outcomes
          ? simulator.simulateKeepingValues(run, progress: watch.progress)
          : (simulator.simulate(run, progress: watch.progress), nil)
        return (summary, values, try effects?.told(progress: watch.progress) ?? [])
      }
      guard summary.failures.paths < run.paths.count else {
        throw RunError.everyPathFailed(summary.failures)
      }
      let record = RunRecord(
        scenario, warnings.map { "\($0)" }, workers: simulation.workers, watch: watch)
      if output.quiet { StandardStream.warn(summary.warnings) }
      let sample = run.paths.prefix(Self.samplePaths)
      let report = Report(
        scenario.description, summary, record,
        trajectories: folder == nil ? nil : try simulator.trajectories(of: run, paths: sample),
        outcomeValues: values,
        drivers: { [workers = simulation.workers, progress = watch.progress] in
          scenario.mainDrivers(workers: workers, record: record, progress: progress)
        },
        effects: told, isFull: full)
      let written = try output.deliver(report, to: folder, namingAllFiles: full, watch)
      if outcomes, written?.files.contains("outcomes.npy") == false {
        StandardStream.say("ballpark: no outcomes.npy: the run kept no outcomes of single paths")
      }
    }
  }

  /// How many paths are written out.
  private static let samplePaths = 100

  /// Every number of one path, instead of a run; what happened on it, and why it failed, beside the table.
  private func audit(_ path: Int, of scenario: Scenario) throws {
    guard path < scenario.paths else {
      throw ValidationError(
        "there is no path \(path): the run has paths 0 to \(scenario.paths - 1)")
    }
    let run = Run(paths: 0..<scenario.paths, seed: scenario.seed)
    let model = try scenario.compile(strict: simulation.reading.strict, auditing: true)
    let trajectories = try Simulator(model, workers: 1).trajectories(of: run, paths: [path])
    try StandardStream.output.write(
      output.json ? Report.auditJSON(trajectories) : Report.auditCSV(trajectories))
    let happened = Report.happened(on: trajectories)
    if !output.quiet, !happened.isEmpty { StandardStream.say(happened) }
  }
}
