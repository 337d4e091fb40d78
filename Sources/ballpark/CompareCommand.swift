import ArgumentParser
import Reports
import Scenarios
import Simulation
import Statistics
import Text

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Tell what differs between scenarios, and by how much on the same draws.",
    discussion: """
      Examples:
        ballpark compare base.yaml bull.yaml bear.yaml
        ballpark compare acme.yaml bull.yaml --metric acme.sharePrice.p10
        ballpark compare acme.yaml --set 'bull: acme.growth.initial=300%' \\
          --set 'bear: acme.growth.initial=50%' --set 'bear: acme.cash=20M'
        ballpark compare acme.yaml --without agent

      Each is compared with the first, whose paths and seed are those of all.

      A label and a colon before the key, --set 'LABEL: key=value', make one more
      scenario: the first file with all settings of that label. A --set without a
      label changes all scenarios.

      --without EVENT makes one, too: the first file, but the event never happens.
      All else is drawn as before, so that the difference is what the event does.
      """)

  @Argument(
    help: "Scenario files; - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @Option(
    name: .customLong("without"),
    help: .init(
      "Compare with the first file without an event: it never happens; can be repeated.",
      valueName: "event"))
  var without: [String] = []

  @OptionGroup var metric: MetricOptions
  @OptionGroup var simulation: SimulationOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if files.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("standard input can be one of the files")
    }
    let list = try VariantList(files, simulation.reading.settings, without: without)
    if list.labels.count < 2 {
      throw ValidationError(
        "nothing to compare \(list.labels.first ?? "") with; name another file, or state a scenario "
          + "by --set 'bull: key=value', or an event that does not happen by --without")
    }
  }

  func run() throws {
    let watch = Watch(showingProgress: !output.quiet)
    let list = try VariantList(files, simulation.reading.settings, without: without)
    let compared = try list.read(simulation, watch)
    let asked = try CommonMetrics(metric.metrics, of: compared)
    let folder = try output.folder(for: files[0], .comparison, suffix: list.folderSuffix)
    try watch.interruptible {
      let experiments = try experiments(compared, asked)
      let samples = try watch.during {
        watch.progress.plan(paths: compared.count * compared[0].scenario.paths)
        let series = experiments[0].metrics.compactMap(\.quantity.series)
        return try experiments.map { try $0.sample(recording: series, progress: watch.progress) }
      }
      for (experiment, one) in zip(experiments, compared) {
        if !experiment.hasSoundPath {
          StandardStream.say("ballpark: \(one.label) has no sound path")
        }
        try experiment.requireSoundPaths()
      }
      let report = ComparisonReport(
        zip(compared, experiments).map { Variant($0.label, $0.whatIf.heading($1)) },
        contrasts: contrasts(asked, compared, experiments, samples),
        fans: samples[0].series.compactMap { series in
          let fan = samples.compactMap { $0.series[series.name] }
          return fan.count == samples.count ? fan : nil
        })
      try compared[0].whatIf.finish(
        report, doubts: Self.doubts(compared, experiments), output, in: folder)
    }
  }

  /// Doubts about metrics are said once for each step: they are of how often a path is seen.
  private func experiments(_ compared: [Compared], _ asked: CommonMetrics) throws -> [Experiment] {
    var steps: Set<String> = []
    return try zip(compared, asked.texts).map { one, texts in
      let isNew = steps.insert(one.scenario.description.step).inserted
      return try one.whatIf.experiment(
        texts, areStated: !metric.metrics.isEmpty, isFirst: isNew)
    }
  }

  /// What the runs raise doubts about, by the labels of those of which each is said.
  private static func doubts(_ compared: [Compared], _ experiments: [Experiment]) -> [String] {
    var doubts: [(text: String, labels: [String])] = []
    for (one, experiment) in zip(compared, experiments) {
      for text in experiment.warnings {
        if let known = doubts.firstIndex(where: { $0.text == text }) {
          doubts[known].labels.append(one.label)
        } else {
          doubts.append((text, [one.label]))
        }
      }
    }
    return doubts.map { "\($0.labels.joined(separator: ", ")): \($0.text)" }
  }

  private func contrasts(
    _ asked: CommonMetrics, _ compared: [Compared], _ experiments: [Experiment],
    _ samples: [Experiment.Sample]
  ) -> [Contrast] {
    // On other dates, a path of one has not the luck of that of another.
    let isPaired = compared.allSatisfy { $0.sharesDates(with: compared[0]) }
    let areSame = samples.map { isPaired && $0.values.isSame(as: samples[0].values) }
    return asked.names[0].indices.map { metric in
      // Two dates may be one on a coarser grid, and then one metric.
      let places = zip(experiments, asked.names).map { experiment, names in
        experiment.metrics.firstIndex { $0.description.name == names[metric] } ?? metric
      }
      let metrics = zip(experiments, places).map { $0.metrics[$1] }
      let columns = zip(metrics, zip(samples, places)).map { metric, found in
        // Dates are counted in steps, which may be of two lengths.
        found.0.values[found.1].map { metric.factor * $0 }
      }
      return Contrast(
        metrics[0].description, estimates: zip(samples, places).map { $0.estimates[$1] },
        areSame: areSame,
        values: isPaired && metrics[0].isOfValues ? columns : nil)
    }
  }
}

extension [[Double]] {
  /// Whether all numbers of all paths are the same, failed paths among them.
  fileprivate func isSame(as other: [[Double]]) -> Bool {
    elementsEqual(other) { own, other in
      own.elementsEqual(other) { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }
  }
}

extension PathQuantity {
  /// Nil for what has no bands.
  fileprivate var series: Quantity? {
    if case .series(let quantity, _) = self { quantity } else { nil }
  }
}
