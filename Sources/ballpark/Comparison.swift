import Reports
import Scenarios
import Simulation
import Statistics

/// Scenarios side by side on the same draws, the first of which the others are compared with.
struct Comparison {
  private let compared: [Compared]
  /// Whether they are choices, so that it is told which is the best; nobody chooses between stresses.
  private let areChoices: Bool

  init(_ compared: [Compared], areChoices: Bool = true) {
    self.compared = compared
    self.areChoices = areChoices
  }

  /// Simulates all, prints what differs and writes its files.
  ///
  /// - Parameter metrics: As the command line states them; none for those that are worth asking anyway.
  func answer(
    _ metrics: [String], _ watch: Watch, _ output: OutputOptions, in folder: OutputFolder?
  ) throws {
    let asked = try CommonMetrics(metrics, of: compared, questionsFirst: !areChoices)
    try watch.interruptible {
      let experiments = try experiments(asked, areStated: !metrics.isEmpty)
      let samples = try watch.during {
        let series = experiments[0].metrics.compactMap(\.quantity.series)
        let paths = compared.count * compared[0].scenario.paths
        try compared[0].whatIf.engine.expect(paths: paths, progress: watch.progress) {
          try experiments.map { try $0.simulation(recording: series) }
        }
        return try experiments.map { try $0.sample(recording: series, progress: watch.progress) }
      }
      for (experiment, one) in zip(experiments, compared) {
        if !experiment.hasSoundPath {
          StandardStream.say("ballpark: \(one.label) has no sound path")
        }
        try experiment.requireSoundPaths()
      }
      sayWhatMovesNothing(samples)
      let report = ComparisonReport(
        zip(compared, experiments).map { Variant($0.label, $0.whatIf.heading($1)) },
        contrasts: contrasts(asked, experiments, samples),
        fans: samples[0].series.compactMap { series in
          let fan = samples.compactMap { $0.series[series.name] }
          return fan.count == samples.count ? fan : nil
        })
      try compared[0].whatIf.finish(report, doubts: doubts(experiments), output, in: folder)
    }
  }

  /// A stress that changes nothing is a mistake more often than not.
  private func sayWhatMovesNothing(_ samples: [Experiment.Sample]) {
    for (one, sample) in zip(compared, samples).dropFirst()
    where !areChoices && sample.values.isSame(as: samples[0].values) {
      StandardStream.say("ballpark: '\(one.label)' changes nothing of what is asked")
    }
  }

  /// Doubts about metrics are said once for each step: they are of how often a path is seen.
  private func experiments(_ asked: CommonMetrics, areStated: Bool) throws -> [Experiment] {
    var steps: Set<String> = []
    return try zip(compared, asked.texts).map { one, texts in
      let isNew = steps.insert(one.scenario.description.step).inserted
      return try one.whatIf.experiment(
        texts, areStated: areStated, isFirst: isNew)
    }
  }

  /// What the runs raise doubts about, by the labels of those of which each is said.
  private func doubts(_ experiments: [Experiment]) -> [String] {
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
    _ asked: CommonMetrics, _ experiments: [Experiment], _ samples: [Experiment.Sample]
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
        values: areChoices && isPaired && metrics[0].isOfValues ? columns : nil)
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
