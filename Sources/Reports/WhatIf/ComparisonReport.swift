import Statistics
import Text

/// What is told of several scenarios, each compared with the first.
public struct ComparisonReport: Sendable {
  /// At least two.
  let variants: [Variant]
  let contrasts: [Contrast]
  /// Bands of one series in each of them, for pictures.
  let fans: [[SeriesSummary]]

  public init(_ variants: [Variant], contrasts: [Contrast], fans: [[SeriesSummary]] = []) {
    self.variants = variants
    self.contrasts = contrasts
    // As the metrics are: what is asked first is seen first.
    let order = contrasts.map { $0.metric.quantity?.name }
    func place(_ fan: [SeriesSummary]) -> Int { order.firstIndex(of: fan[0].name) ?? order.count }
    self.fans = fans.sorted { place($0) < place($1) }
  }

  var first: WhatIfHeading { variants[0].heading }
  var labels: [String] { variants.map { $0.label.printable() } }
}

extension ComparisonReport {
  /// Those whose paths are those of the first: as many, from the same seed.
  func sharesPaths(_ variant: Variant) -> Bool {
    variant.heading.paths == first.paths && variant.heading.seed == first.seed
  }

  /// Whether a date of it is the same date of the first, so that paths meet the same draws.
  func sharesDates(_ variant: Variant) -> Bool {
    variant.heading.description.start == first.description.start
      && variant.heading.description.step == first.description.step
  }

  /// Labels of those whose differences are not of paths in pairs.
  var unpaired: [String] {
    zip(labels, variants).filter { !sharesPaths($1) || !sharesDates($1) }.map(\.0)
  }

  /// What the draws have in common.
  var draws: String {
    let (count, apart) = (variants.count, unpaired.count)
    if apart == 0 { return count == 2 ? "both on the same draws" : "all on the same draws" }
    if !variants.allSatisfy(sharesPaths) { return "other draws" }
    return count == 2 || apart == count - 1
      ? "same seed, other dates" : "same seed, some other dates"
  }
}

extension ComparisonReport {
  /// What a metric is headed with: a question of the file in its words.
  func heading(of metric: MetricDescription) -> String {
    first.description.questions.first { "P(\($0.name))" == metric.name }
      .map { "P(\($0.words))".printable() } ?? metric.heading
  }
}

extension ComparisonReport: Publication {
  package static let program = Program.comparison
  static let file = "comparison.json"

  package var dataFiles: [OutputFile] {
    [OutputFile(Self.file, json), OutputFile("comparison.csv", csv)]
  }

  package var manifest: String {
    let members: [(String, JSON)] = [
      ("schema", .count(Self.program.manifestSchema)), ("program", .text(Self.program.name)),
      ("command", .text(first.record.command)),
      (
        "variants",
        .list(variants.map { .object([("label", .text($0.label))] + $0.heading.members) })
      ),
      ("metrics", .list(contrasts.map(\.metric.json))),
    ]
    return JSON.object(members).document
  }
}
