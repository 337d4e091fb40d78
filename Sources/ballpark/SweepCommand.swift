import ArgumentParser
import Reports
import Scenarios
import Sensitivity
import Simulation
import Statistics
import Text

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Set keys of a scenario to several values and tell what each changes.",
    discussion: """
      Every point is simulated on the same draws, so that small differences can be told from chance.

      Examples:
        ballpark sweep acme.yaml --vary acme.growth.initial=40%,80%,120%
        ballpark sweep acme.yaml --vary acme.growth.initial=40%:120%:9 \\
          --vary acme.multiple.longRun=5:15:5 --metric acme.sharePrice.p50
        ballpark sweep acme.yaml --vary acme.arr=90M:150M \\
          --vary acme.multiple.longRun=5:15 --design lhs --points 40
        ballpark sweep acme.yaml --rows points.csv
        ballpark sweep acme.yaml       # what the file's 'sweeps' ask for

      low:high:count is so many points with equal distances. A level may be a range or a \
      distribution, too. A file of rows names keys in its first line and has a point in each other.
      """)

  enum Design: String, ExpressibleByArgument, CaseIterable { case grid, lhs }

  @Argument(
    help: "The scenario file; - for standard input.",
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    help: .init(
      "A key and its values: a,b,c or low:high:count; can be repeated.", valueName: "key=values"))
  var vary: [String] = []

  @OptionGroup var metric: MetricOptions

  @Option(
    help: """
      Every value with every other (grid), or points spread over low:high of each key, a Latin \
      hypercube (lhs).
      """)
  var design: Design?

  @Option(
    parsing: .unconditional, help: "Number of points of a Latin hypercube.",
    transform: { try SimulationOptions.number($0, in: 2...SweepRequest.mostPoints) })
  var points: Int?

  @Option(
    help: .init("A CSV file: keys in its first line, a point in each other.", valueName: "csv"),
    completion: .file(extensions: ["csv"]))
  var rows: String?

  @Option(help: .init("Of the file's sweeps, only this one.", valueName: "name"))
  var only: String?

  @Flag(help: "Go on with a sweep that was interrupted: its points are kept.")
  var resume = false

  @OptionGroup var simulation: SimulationOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !vary.isEmpty, rows != nil { throw ValidationError("--vary and --rows contradict") }
    if only != nil, !vary.isEmpty || rows != nil {
      throw ValidationError("--only names a sweep of the file; --vary and --rows are another")
    }
    if rows != nil, design != nil || points != nil {
      throw ValidationError("--rows has its own points: --design and --points contradict it")
    }
    if vary.isEmpty, design != nil || points != nil {
      throw ValidationError("--design and --points belong to --vary")
    }
    guard (design == .lhs) == (points != nil) else {
      throw ValidationError("--design lhs needs --points, and --points needs --design lhs")
    }
    if resume, output.noFiles {
      throw ValidationError("--resume and --no-files contradict: points are kept in files")
    }
  }

  func run() throws {
    let whatIf = try WhatIf(file, simulation, output)
    let plans = try plans(whatIf.scenario)
    if output.json, plans.count > 1 {
      throw CommandError("--json prints one sweep; the file has several: --only names one")
    }
    if output.output != nil, plans.count > 1 {
      throw CommandError("--output names the folder of one sweep; --only names one")
    }
    if plans.count > 1, ShardedCommand.engine != nil {
      throw CommandError("one sweep can be cut into shards, the file has several: --only names one")
    }
    // All folders first: a refused one should not cost a sweep.
    let folders = try plans.map {
      try output.folder(for: file, .sweep, suffix: $0.name.map { "sweep-\($0)" } ?? "sweep")
    }
    for key in Set(plans.flatMap(\.keys).map(\.name)).sorted() { whatIf.warnOfLosses(at: key) }
    try whatIf.watch.interruptible {
      for (plan, folder) in zip(plans, folders) {
        let run = try SweepRun(plan, whatIf, output, folder)
        try run.run(resuming: resume, isOnly: plans.count == 1)
      }
    }
  }

  private func plans(_ scenario: Scenario) throws -> [SweepPlan] {
    if let rows {
      return [try SweepPlan(rowsOf: rows, of: scenario, metrics: metric.metrics)]
    }
    if !vary.isEmpty {
      let request = SweepRequest(
        name: "", keys: try scenario.varied(vary), metrics: metric.metrics,
        design: points.map { .latinHypercube(points: $0) } ?? .grid)
      if let problem = request.keys.problem(isGrid: points == nil) {
        throw CommandError("--vary \(problem.key): \(problem.expected) was expected")
      }
      return [try SweepPlan(request, name: nil, of: scenario, metrics: metric.metrics)]
    }
    guard !scenario.sweeps.isEmpty else {
      throw CommandError(
        "nothing to vary: --vary key=values was expected, or 'sweeps' in the file")
    }
    let wanted = scenario.sweeps.filter { only == nil || $0.name == only }
    guard !wanted.isEmpty else {
      let known = scenario.sweeps.map { "'\($0.name)'" }.joined(separator: ", ")
      throw CommandError("the file has no sweep '\(only ?? "")'; it has \(known)")
    }
    return try wanted.map {
      try SweepPlan($0, name: $0.name, of: scenario, metrics: metric.metrics)
    }
  }
}

/// The points of a sweep, in their order.
struct SweepPlan {
  /// Of a sweep of the file.
  let name: String?
  let keys: [VariedKey]
  /// A level for each key.
  let points: [[Scenarios.Level]]
  let metrics: [String]

  /// - Parameter metrics: Those of the command line, which go before those of the file.
  init(
    _ request: SweepRequest, name: String?, of scenario: Scenario, metrics: [String]
  ) throws {
    self.name = name
    keys = request.keys
    self.metrics = metrics.isEmpty ? request.metrics : metrics
    switch request.design {
    case .grid:
      let count = keys.reduce(1.0) { $0 * Double($1.levels.count) }
      guard count <= Double(SweepRequest.mostPoints) else {
        throw CommandError(
          "the grid has \(Figure(count, error: 0, unit: "").text) points, at most "
            + "\(grouped(SweepRequest.mostPoints)) were expected: take fewer values, or --design lhs"
        )
      }
      points = Design.grid(keys.map(\.levels))
    case .latinHypercube(let count):
      points = Design.latinHypercube(dimensions: keys.count, points: count, seed: scenario.seed)
        .map { shares in zip(request.keys, shares).compactMap { $0.level(at: $1) } }
    }
  }

  init(rowsOf path: String, of scenario: Scenario, metrics: [String]) throws {
    name = nil
    (keys, points) = try scenario.points(inRowsOf: path)
    self.metrics = metrics
  }

  var assignments: [[Experiment.Assignment]] {
    points.map { zip(keys, $0).map { Experiment.Assignment($0.name, $1) } }
  }
}
