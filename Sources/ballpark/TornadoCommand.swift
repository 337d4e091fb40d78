import ArgumentParser
import Reports
import Scenarios
import Sensitivity
import Simulation
import Statistics
import Text

struct TornadoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tornado",
    abstract:
      "Rank what a number depends on: every range, event and regime of the file, by what it moves.",
    discussion: """
      Examples:
        ballpark tornado acme.yaml --metric acme.sharePrice.p50
        ballpark tornado acme.yaml --metric acme.maxDrawdown.mean --swing 5%
        ballpark tornado acme.yaml --metric acme.arr.p50 --method conditional

      Methods:
        swing        each range held at its P10 and at its P90, each event at never
                     and at certain, or at what the file says, each regime in each of
                     its states, the others drawn; one run for each end
        conditional  the number among the tenth of the paths with the lowest and
                     the highest values of each, chance included; one run
        rank         rank correlation (Spearman) of each with the value on the
                     path; one run

      A number that the file states as one is no range: vary it with 'ballpark sweep'.
      """)

  enum Method: String, ExpressibleByArgument, CaseIterable { case swing, conditional, rank }

  @Argument(
    help: "The scenario file; - for standard input.",
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    name: .customLong("metric"),
    help: .init(
      "What to explain, such as acme.sharePrice.p50@2027-06-30 or 'P(acme.maxDrawdown > 50%)'; can be "
        + "repeated.",
      valueName: "metric"))
  var metrics: [String]

  @Option(help: "How bars come about.")
  var method = Method.swing

  @Option(
    name: .customLong("swing"), parsing: .unconditional,
    help: .init(
      "The share of each range beyond the ends of its bar: 10% for P10 and P90. (default: 10%)",
      valueName: "share"), transform: TornadoCommand.share)
  var statedSwing: Double?

  private var swing: Double { statedSwing ?? 0.1 }

  @OptionGroup var simulation: SimulationOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if method == .rank, statedSwing != nil {
      throw ValidationError("--swing and --method rank contradict: a correlation has no ends")
    }
  }

  func run() throws {
    let whatIf = try WhatIf(file, simulation, output)
    let experiment = try whatIf.experiment(metrics)
    let folder = try output.folder(for: file, .tornado, suffix: "tornado")
    try whatIf.watch.interruptible {
      let tornados = try whatIf.watch.during {
        try method == .swing ? swings(experiment, whatIf) : fromOneRun(experiment, whatIf)
      }
      try experiment.requireSoundPaths()
      let heading = whatIf.heading(experiment)
      let report = TornadoReport(
        zip(experiment.metrics, tornados).map { metric, tornado in
          MetricTornado(
            heading, metric: metric.description, tornado: tornado.bars, drivers: tornado.drivers,
            hasHappenings: whatIf.scenario.hasHappenings)
        })
      try whatIf.finish(report, doubts: experiment.warnings, output, in: folder)
    }
  }

  /// Every metric from the same runs.
  private func swings(_ experiment: Experiment, _ whatIf: WhatIf) throws -> [DrivenMetric] {
    let held = try SwingInputs(experiment.drivers, of: whatIf.scenario, tail: swing)
    guard !held.inputs.isEmpty else {
      throw CommandError("\(file) has no ranges: every number is one; vary them with 'sweep'")
    }
    let progress = whatIf.watch.progress
    let paths = whatIf.scenario.paths * (held.runs + 1)
    try whatIf.engine.expect(paths: paths, progress: progress) {
      try [experiment.simulation(at: [])]
        + held.distinct.compactMap { name, setting in
          switch setting {
          case .number(let value): experiment.simulation(holding: [name: value])
          case .supposed(let supposition): try experiment.simulation(supposing: supposition)
          case .file: nil
          }
        }
    }
    let base = try experiment.estimates(at: [], progress: progress)
    func estimates(_ name: String, _ setting: SwingSetting) throws -> [PathEstimate] {
      switch setting {
      case .number(let value):
        try experiment.estimates(holding: [name: value], progress: progress)
      case .supposed(let supposition):
        try experiment.estimates(supposing: supposition, progress: progress)
      case .file: base
      }
    }
    var known: [String: [SwingSetting: [PathEstimate]]] = [:]
    return try experiment.metrics.indices.map { metric in
      let bars = try Tornado.swing(held.inputs, tail: swing, base: base[metric]) { name, setting in
        let all = try known[name]?[setting] ?? estimates(name, setting)
        known[name, default: [:]][setting] = all
        return all[metric]
      }
      return DrivenMetric(bars: bars, drivers: held.drivers(of: bars.bars))
    }
  }

  private func fromOneRun(_ experiment: Experiment, _ whatIf: WhatIf) throws -> [DrivenMetric] {
    let beyond = swing * Double(whatIf.scenario.paths)
    guard method == .rank || beyond >= 10 else {
      throw CommandError(
        "less than ten paths are beyond the ends; take a larger --swing or more --paths")
    }
    let progress = whatIf.watch.progress
    try whatIf.engine.expect(paths: whatIf.scenario.paths, progress: progress) {
      try [experiment.simulationOfDraws()]
    }
    let run = try DrivenRun(
      experiment, of: whatIf.scenario, tail: swing, progress: progress)
    let tornados = experiment.metrics.indices.map { run.metric($0, isRank: method == .rank) }
    guard tornados.contains(where: { !$0.bars.bars.isEmpty }) else {
      throw CommandError("nothing is drawn in \(file)")
    }
    return tornados
  }

  private static func share(_ text: String) throws -> Double {
    guard case .value(let share) = (try? StatedNumber(text, kind: .share))?.law, share > 0,
      share < 0.5
    else {
      throw ValidationError(
        "'\(text)' is not a share above 0% and below 50%, such as 10%"
          + Lookalike.remark(onNumber: text))
    }
    return share
  }
}
