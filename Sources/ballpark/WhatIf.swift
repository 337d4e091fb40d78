import ArgumentParser
import Reports
import Scenarios
import Sensitivity
import Simulation
import Statistics
import Text

/// What every what-if subcommand does before and after its own work.
struct WhatIf {
  let scenario: Scenario
  let engine: Engine
  let watch: Watch
  let warnings: [Diagnostic]
  private let isStrict: Bool
  private let held: HeldNumbers

  /// Reads the file, and says what is wrong with it before anything is simulated.
  init(_ file: String, _ simulation: SimulationOptions, _ output: OutputOptions) throws {
    try self.init(
      Scenario(contentsOf: file, settings: simulation.settings), simulation,
      Watch(showingProgress: !output.quiet))
  }

  /// - Parameters:
  ///   - held: Numbers in place of what the file draws.
  ///   - known: Warnings that have been said of another scenario.
  init(
    _ scenario: Scenario, _ simulation: SimulationOptions, _ watch: Watch,
    holding held: HeldNumbers = .none, besides known: [Diagnostic] = []
  ) throws {
    self.scenario = scenario
    self.held = held
    isStrict = simulation.reading.strict
    self.watch = watch
    engine = simulation.engine
    let model = try scenario.compile(strict: simulation.reading.strict)
    warnings = scenario.warnings(of: model)
    StandardStream.warn(warnings.filter { !known.contains($0) })
  }

  /// - Parameters:
  ///   - metrics: As the command line states them; none for those that are worth asking anyway.
  ///   - areStated: Whether the user has stated them: what nobody asked for is not doubted, as in a run.
  ///   - isFirst: Whether their doubts have not been said yet.
  func experiment(
    _ metrics: [String], areStated: Bool = true, isFirst: Bool = true
  ) throws -> Experiment {
    let experiment = try Experiment(
      scenario, metrics: metrics.isEmpty ? scenario.standardMetrics : metrics, on: engine,
      holding: held, areAsked: areStated && !metrics.isEmpty)
    guard !isStrict || experiment.doubts.isEmpty else {
      throw Diagnostics(all: experiment.doubts.map(\.asError))
    }
    if isFirst { StandardStream.warn(experiment.doubts) }
    return experiment
  }

  /// Says what a level at a key takes away that nobody may expect.
  func warnOfLosses(at key: String) {
    guard let number = scenario.number(at: key) else { return }
    if let date = number.rolledForwardFrom {
      StandardStream.say(
        "warning: \(key) is stated as of \(date) and rolled forward from there; a number in its place is "
          + "that of the start. A level '{value: …, asOf: \(date)}' keeps the date")
    }
    if number.isDrawnPerEvent {
      StandardStream.say(
        "warning: \(key) is drawn at each event; a number in its place is the same at all of them")
    }
  }

  func heading(_ experiment: Experiment) -> WhatIfHeading {
    WhatIfHeading(
      held.description(of: scenario), paths: scenario.paths, seed: scenario.seed,
      record: RunRecord(
        scenario, (warnings + experiment.doubts).map { "\($0)" } + experiment.warnings,
        workers: engine.workers, watch: watch))
  }

  /// Prints an answer and writes its files.
  func finish(
    _ answer: some Publication, doubts: [String], _ output: OutputOptions, in folder: OutputFolder?
  ) throws {
    StandardStream.warn(doubts)
    do {
      try output.deliver(answer, to: folder, watch)
    } catch is CancellationError {
      // What took long is there, and pictures are not worth losing it.
      guard let folder, let signal = Watch.endedBy else { return }
      let written = try answer.write(
        to: folder, pictures: Pictures(areWanted: false), workbooks: output.workbooks)
      throw Interruption(
        signal: signal, left: "the numbers are in \(written.folder), without pictures")
    }
  }

  /// A key with its levels, for a report.
  func swept(_ key: VariedKey, _ levels: [Scenarios.Level]) -> SweptKey {
    SweptKey(
      name: key.name, stated: scenario.stated(asLevelOf: key.name), unit: key.unit,
      numbers: Dictionary(
        levels.compactMap { level in level.number.map { (level.text, $0) } },
        uniquingKeysWith: { first, _ in first }),
      isOfGrid: key.isOfGrid)
  }
}

/// Options that most what-if subcommands share.
struct MetricOptions: ParsableArguments {
  @Option(
    name: .customLong("metric"),
    help: .init(
      """
      What to tell, such as acme.sharePrice.p50@2027-06-30, acme.maxDrawdown.mean or \
      'P(acme.maxDrawdown > 50%)'; can be repeated. (default: median share price and ARR at the \
      horizon, median maximum drawdown, the file's questions)
      """, valueName: "metric"))
  var metrics: [String] = []
}
