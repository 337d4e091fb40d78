import Statistics

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

  public init(
    _ first: WhatIfHeading, _ second: WhatIfHeading, contrasts: [Contrast],
    fans: [(first: SeriesSummary, second: SeriesSummary)]
  ) {
    self.first = first
    self.second = second
    self.contrasts = contrasts
    self.fans = fans
  }
}
