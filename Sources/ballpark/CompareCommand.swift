import ArgumentParser
import Reports
import Scenarios
import Simulation
import Statistics
import Text

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Tell what differs between two scenarios, and by how much on the same draws.",
    discussion: """
      Examples:
        ballpark compare acme.yaml bull.yaml
        ballpark compare acme.yaml bull.yaml --metric acme.sharePrice.p10

      Paths and seed are those of the first file. --set changes both.
      """)

  @Argument(help: "A scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var first: String

  @Argument(help: "Another one.", completion: .file(extensions: ["yaml", "yml"]))
  var second: String

  @OptionGroup var metric: MetricOptions
  @OptionGroup var simulation: SimulationOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if first == "-", second == "-" {
      throw ValidationError("standard input can be one of the files")
    }
  }

  func run() throws {
    let one = try WhatIf(first, simulation, output)
    let other = try WhatIf(
      Self.scenario(second, as: one.scenario, simulation), simulation, one.watch)
    let metrics = try metrics(one.scenario, other.scenario)
    let folder = try output.folder(
      for: first, .comparison, suffix: "compare-" + OutputOptions.baseName(of: second))
    try one.watch.interruptible {
      let areStated = !metric.metrics.isEmpty
      let experiments = (
        try one.experiment(metrics, areStated: areStated),
        // With the step of the first file, the same has been said of it.
        try other.experiment(
          metrics,
          areStated: areStated && one.scenario.description.step != other.scenario.description.step)
      )
      let samples = try one.watch.during {
        let progress = one.watch.progress
        progress.plan(paths: 2 * one.scenario.paths)
        let series = experiments.0.metrics.compactMap(\.quantity.series)
        return (
          try experiments.0.sample(recording: series, progress: progress),
          try experiments.1.sample(recording: series, progress: progress)
        )
      }
      try experiments.0.requireSoundPaths()
      try experiments.1.requireSoundPaths()
      let doubts = [(first, experiments.0), (second, experiments.1)].flatMap { file, experiment in
        experiment.warnings.map { "\(file): \($0)" }
      }
      let report = ComparisonReport(
        one.heading(experiments.0), other.heading(experiments.1),
        contrasts: Self.contrasts(experiments, samples),
        fans: samples.0.series.compactMap { series in
          samples.1.series[series.name].map { (series, $0) }
        }, names: (OutputOptions.baseName(of: first), OutputOptions.baseName(of: second)))
      try one.finish(report, doubts: doubts, output, in: folder)
    }
  }

  /// The second file with the first one's draws.
  private static func scenario(
    _ file: String, as first: Scenario, _ simulation: SimulationOptions
  ) throws -> Scenario {
    let scenario = try Scenario(contentsOf: file, settings: simulation.settings)
    guard scenario.paths != first.paths || scenario.seed != first.seed else { return scenario }
    StandardStream.say(
      "ballpark: \(file) is simulated with the paths and the seed of the first file: "
        + "\(grouped(first.paths)) and \(first.seed)")
    return try scenario.setting([
      Setting(key: "paths", value: "\(first.paths)"), Setting(key: "seed", value: "\(first.seed)"),
    ])
  }

  /// Those that are asked for, or those that are worth asking and that both files have. Each means the
  /// same in both: where no date is stated, the horizon of the first file.
  private func metrics(_ first: Scenario, _ second: Scenario) throws -> [String] {
    let isStated = !metric.metrics.isEmpty
    let wanted = isStated ? metric.metrics : first.standardMetrics + second.standardMetrics
    if isStated {
      let read = try first.metrics(wanted, as: "--metric, in \(self.first)")
      let names = first.hasHorizon(of: second) ? wanted : read.map(\.description.name)
      let others = try second.metrics(names, as: "--metric, in \(self.second)")
      for (one, other) in zip(read, others) where one.description.unit != other.description.unit {
        throw CommandError(
          "\(one.description.name) is in \(one.description.unit) in \(self.first), but in "
            + "\(other.description.unit) in \(self.second)")
      }
      return names
    }
    var (metrics, left): ([String], [String]) = ([], [])
    for text in wanted {
      guard let one = try? first.metrics([text])[0].description,
        let other = try? second.metrics([first.hasHorizon(of: second) ? text : one.name])[0],
        other.description.unit == one.unit
      else {
        left.append(text)
        continue
      }
      let name = first.hasHorizon(of: second) ? text : one.name
      if !metrics.contains(name) { metrics.append(name) }
    }
    guard !metrics.isEmpty else {
      let names = [first, second].map { scenario in
        scenario.definition.companies.map(\.name).joined(separator: ", ")
      }
      throw CommandError(
        "the files have nothing in common that could be compared: \(self.first) has \(names[0]), "
          + "\(self.second) has \(names[1]); --metric names what both have")
    }
    if !left.isEmpty {
      let list = Set(left).sorted().joined(separator: ", ")
      StandardStream.say("ballpark: not in both files, or not at one date and in one unit: \(list)")
    }
    return metrics
  }

  private static func contrasts(
    _ experiments: (Experiment, Experiment), _ samples: (Experiment.Sample, Experiment.Sample)
  ) -> [Contrast] {
    zip(experiments.0.metrics, experiments.1.metrics).enumerated().map { index, metrics in
      let (one, other) = (samples.0.estimates[index], samples.1.estimates[index])
      // Dates are counted in steps, which may be of two lengths.
      let (unit, otherUnit) = (abs(metrics.0.factor), abs(metrics.1.factor))
      let pairs = zip(samples.0.values[index], samples.1.values[index])
        .map { (unit * $0, otherUnit * $1) }.filter { !$0.isNaN && !$1.isNaN }
      let hits = pairs.count { $1 > Rounding.above($0) }
      return Contrast(
        metric: metrics.0.description, first: one.estimate, second: other.estimate,
        difference: other.difference(from: one),
        greater: metrics.0.statistic == .share ? nil : Proportion(hits: hits, of: pairs.count))
    }
  }
}

extension PathQuantity {
  /// Nil for what has no bands.
  fileprivate var series: Quantity? {
    if case .series(let quantity, _) = self { quantity } else { nil }
  }
}
