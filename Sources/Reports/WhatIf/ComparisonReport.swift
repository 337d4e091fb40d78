import Statistics
import Text

/// One number in two scenarios on the same draws.
public struct Contrast: Sendable {
  public let metric: MetricDescription
  public let first: IntervalEstimate
  public let second: IntervalEstimate
  /// Second less first; its interval comes from the paths in pairs.
  public let difference: IntervalEstimate
  /// How often the second scenario's value on a path exceeds the first's on the same path; nil for a
  /// probability, and where only one has values.
  public let greater: Proportion?

  public init(
    metric: MetricDescription, first: IntervalEstimate, second: IntervalEstimate,
    difference: IntervalEstimate, greater: Proportion?
  ) {
    self.metric = metric
    self.first = first
    self.second = second
    self.difference = difference
    self.greater = greater
  }
}

/// What is told of two scenarios.
public struct ComparisonReport: Sendable {
  let first: WhatIfHeading
  let second: WhatIfHeading
  let contrasts: [Contrast]
  /// Bands of the same series in both, for pictures.
  let fans: [(first: SeriesSummary, second: SeriesSummary)]
  /// Of the files, where the caller knows them.
  let names: (first: String, second: String)?

  /// - Parameter names: What pictures and texts call the two, such as the names of their files; nil:
  ///   their titles.
  public init(
    _ first: WhatIfHeading, _ second: WhatIfHeading, contrasts: [Contrast],
    fans: [(first: SeriesSummary, second: SeriesSummary)],
    names: (first: String, second: String)? = nil
  ) {
    self.names = names
    self.first = first
    self.second = second
    self.contrasts = contrasts
    self.fans = fans
  }
}

extension ComparisonReport: Publication {
  package static let program = Program.comparison

  package var dataFiles: [OutputFile] {
    [OutputFile("comparison.json", json), OutputFile("comparison.csv", csv)]
  }

  package var manifest: String {
    let members: [(String, JSON)] = [
      ("schema", 1), ("program", .text(Self.program.name)),
      ("command", .text(first.record.command)),
      ("first", .object(first.members)), ("second", .object(second.members)),
      ("metrics", .list(contrasts.map(\.metric.json))),
    ]
    return JSON.object(members).document
  }
}
