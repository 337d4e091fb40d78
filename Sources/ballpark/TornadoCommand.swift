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
    abstract: "Rank what a number depends on: every range of the file, by what it moves.",
    discussion: """
      Examples:
        ballpark tornado acme.yaml --metric acme.sharePrice.p50
        ballpark tornado acme.yaml --metric acme.maxDrawdown.mean --swing 5%
        ballpark tornado acme.yaml --metric acme.arr.p50 --method conditional

      Methods:
        swing        each range held at its P10 and at its P90, the others drawn;
                     two runs for each range
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
    let stated = experiment.drivers
    guard !stated.isEmpty else {
      throw CommandError("\(file) has no ranges: every number is one; vary them with 'sweep'")
    }
    let progress = whatIf.watch.progress
    progress.plan(paths: whatIf.scenario.paths * (2 * stated.count + 1))
    let inputs = stated.map {
      Tornado.Input(
        name: $0.name, low: $0.distribution.quantile(swing),
        high: $0.distribution.quantile(1 - swing))
    }
    if let wide = inputs.first(where: { !$0.low.isFinite || !$0.high.isFinite }) {
      throw CommandError("\(wide.name) has no finite percentile there; take a larger --swing")
    }
    let base = try experiment.estimates(at: [], progress: progress)
    var known: [String: [Double: [PathEstimate]]] = [:]
    let drivers = whatIf.scenario.told(stated, tail: swing)
    return try experiment.metrics.indices.map { metric in
      let bars = try Tornado.swing(inputs, tail: swing, base: base[metric]) { name, value in
        if let estimates = known[name]?[value] { return estimates[metric] }
        let estimates = try experiment.estimates(holding: [name: value], progress: progress)
        known[name, default: [:]][value] = estimates
        return estimates[metric]
      }
      return DrivenMetric(bars: bars, drivers: drivers)
    }
  }

  private func fromOneRun(_ experiment: Experiment, _ whatIf: WhatIf) throws -> [DrivenMetric] {
    whatIf.watch.progress.plan(paths: whatIf.scenario.paths)
    let beyond = swing * Double(whatIf.scenario.paths)
    guard method == .rank || beyond >= 10 else {
      throw CommandError(
        "less than ten paths are beyond the ends; take a larger --swing or more --paths")
    }
    let run = try DrivenRun(
      experiment, of: whatIf.scenario, tail: swing, progress: whatIf.watch.progress)
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
