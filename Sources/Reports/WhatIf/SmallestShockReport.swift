import Statistics
import Text

/// What is told of the smallest shock that gets a number where somebody fears it.
public struct SmallestShockReport: Sendable {
  /// A belief, and where the shock puts it.
  public struct Belief: Sendable {
    public let name: String
    /// As a file has them: `40%`.
    public let median, value: String
    /// The same as plain numbers, in the belief's own unit.
    public let medianValue, shocked: Double
    /// Of its own range.
    public let score: Double
    /// Where in its range it is, as a part of 1.
    public let percentile: Double

    public init(
      name: String, median: String, value: String, medianValue: Double, shocked: Double,
      score: Double, percentile: Double
    ) {
      (self.name, self.median, self.value) = (name, median, value)
      (self.medianValue, self.shocked) = (medianValue, shocked)
      (self.score, self.percentile) = (score, percentile)
    }
  }

  let heading: WhatIfHeading
  let metric: MetricDescription
  let target: Double
  /// As the command line states it: `50%`.
  let targetText: String
  /// Of the file as it is.
  let drawn: IntervalEstimate
  /// With every belief at its median.
  let start: IntervalEstimate
  let output: IntervalEstimate
  let isReached: Bool
  /// Of other draws, and their seed; nil where nothing was found.
  let check: (output: IntervalEstimate, seed: UInt64)?
  /// Of independent standard normals.
  let distance: Double
  let runs: Int
  /// Those that have moved farthest first.
  let beliefs: [Belief]

  public init(
    _ heading: WhatIfHeading, metric: MetricDescription, target: Double, text: String,
    drawn: IntervalEstimate, start: IntervalEstimate, output: IntervalEstimate, isReached: Bool,
    check: (output: IntervalEstimate, seed: UInt64)?, distance: Double, runs: Int,
    beliefs: [Belief]
  ) {
    (self.heading, self.metric, self.target, targetText) = (heading, metric, target, text)
    (self.drawn, self.start, self.output) = (drawn, start, output)
    (self.isReached, self.check) = (isReached, check)
    (self.distance, self.runs) = (distance, runs)
    self.beliefs = beliefs.enumerated()
      .sorted { (abs($1.element.score), $0.offset) < (abs($0.element.score), $1.offset) }
      .map(\.element)
  }
}

extension SmallestShockReport: Publication {
  package static let program = Program.shock

  package var dataFiles: [OutputFile] {
    [OutputFile("shock.json", json), OutputFile("shock.csv", csv)]
  }

  package var manifest: String {
    heading.manifest(
      Self.program, [("metric", metric.json), ("target", .number(target))])
  }

  package var charts: [Chart] { [] }

  /// `shock.json`: at full precision; what is not finite is null.
  public var json: String {
    let checked: JSON =
      check.map { ["seed": .integer($0.seed), "output": $0.output.json] } ?? .null
    let document: JSON = [
      "schema": 1,
      "scenario": heading.json,
      "metric": metric.json,
      "target": .number(target),
      "targetText": .text(targetText),
      "reached": .bool(isReached),
      "inFile": drawn.json,
      "atMedians": start.json,
      "output": output.json,
      "check": checked,
      "distance": .number(distance),
      "runs": .count(runs),
      "beliefs": .list(
        beliefs.map { belief in
          [
            "name": .text(belief.name), "median": .number(belief.medianValue),
            "medianText": .text(belief.median), "value": .number(belief.shocked),
            "valueText": .text(belief.value), "percentile": .number(100 * belief.percentile),
            "score": .number(belief.score),
          ]
        }),
    ]
    return document.document
  }

  /// `shock.csv`: one row for each belief.
  public var csv: String {
    let head = ["belief", "median", "shocked", "percentile", "score"]
    return CSVTable.text(
      [head]
        + beliefs.map { belief in
          [belief.name]
            + [belief.medianValue, belief.shocked, 100 * belief.percentile, belief.score].map(
              \.field)
        })
  }
}
