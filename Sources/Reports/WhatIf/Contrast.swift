import Statistics

/// One of the scenarios that are compared.
public struct Variant: Sendable {
  /// What tables and pictures call it: no two of a comparison have one label.
  public let label: String
  let heading: WhatIfHeading

  public init(_ label: String, _ heading: WhatIfHeading) {
    self.label = label
    self.heading = heading
  }
}

/// One number in several scenarios on the same draws.
public struct Contrast: Sendable {
  /// What it is in one of them.
  public struct Side: Sendable {
    public let estimate: IntervalEstimate
    /// This one less that of the first scenario, with the error of the paths in pairs; nil for the first.
    public let difference: IntervalEstimate?
    /// How often its value on a path exceeds the first one's on the same path; nil for the first, and where
    /// the metric is not of values on paths or the draws are others.
    public let greater: Proportion?

    public init(
      _ estimate: IntervalEstimate, difference: IntervalEstimate? = nil, greater: Proportion? = nil
    ) {
      self.estimate = estimate
      self.difference = difference
      self.greater = greater
    }
  }

  public let metric: MetricDescription
  /// In the order of the scenarios.
  public let sides: [Side]
  /// On which share of the paths each is the best; nil as above.
  public let ranking: PathRanking?

  public init(_ metric: MetricDescription, sides: [Side], ranking: PathRanking? = nil) {
    self.metric = metric
    self.sides = sides
    self.ranking = ranking
  }

  /// - Parameters:
  ///   - estimates: Of as many paths each, in one order.
  ///   - areSame: By scenario, whether all that is asked is on each path as in the first: then nothing
  ///     differs, whatever the statistic.
  ///   - values: By scenario, what the metric is of on each path, in the metric's unit; nil where which is the
  ///     greater says nothing of the metric.
  public init(
    _ metric: MetricDescription, estimates: [PathEstimate], areSame: [Bool]? = nil,
    values: [[Double]]?
  ) {
    let sides = estimates.enumerated().map { index, own in
      let greater = values.map { Proportion(of: $0[index], above: $0[0]) }
      return index == 0
        ? Side(own.estimate)
        : Side(
          own.estimate,
          difference: areSame?[index] == true
            ? IntervalEstimate(exactly: 0) : own.difference(from: estimates[0]),
          greater: greater)
    }
    self.init(
      metric, sides: sides,
      ranking: values.map { PathRanking(of: $0, worst: metric.quantity?.worst) })
  }
}

extension Proportion {
  /// Of the paths on which both have a value, those on which one surely exceeds the other.
  fileprivate init(of values: [Double], above others: [Double]) {
    let pairs = zip(values, others).filter { !$0.isNaN && !$1.isNaN }
    self.init(hits: pairs.count { $0 > Rounding.above($1) }, of: pairs.count)
  }
}
