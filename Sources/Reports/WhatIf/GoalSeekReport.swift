import Sensitivity
import Statistics
import Text

/// What is told of a search for what must be believed.
public struct GoalSeekReport: Sendable {
  let heading: WhatIfHeading
  let key: SweptKey
  let metric: MetricDescription
  /// As the command line states it: `2174 HKD`.
  let target: String
  let between: ClosedRange<Double>
  let goal: GoalSeek
  /// A value of the key in a file's notation, cut where an error starts: `312%`.
  let text: @Sendable (_ value: Double, _ error: Double) -> String
  /// Whether the key may have a value.
  let isAllowed: @Sendable (_ value: Double) -> Bool

  /// - Parameters:
  ///   - isAllowed: Whether the key may have a value: nobody is sent beyond its bounds.
  ///   - text: A value of the key in a file's notation. Its digits stop where the error starts,
  ///   in the unit that is printed: months are not years. With an error of 0 it has five digits. By
  ///   default a plain number, or per cent for a share.
  public init(
    _ heading: WhatIfHeading, key: SweptKey, metric: MetricDescription, target: String,
    between: ClosedRange<Double>, goal: GoalSeek,
    isAllowed: @escaping @Sendable (_ value: Double) -> Bool = { _ in true },
    text: (@Sendable (_ value: Double, _ error: Double) -> String)? = nil
  ) {
    self.heading = heading
    self.key = key
    self.metric = metric
    self.target = target
    self.between = between
    self.goal = goal
    self.isAllowed = isAllowed
    self.text = text ?? { Figure($0, error: $1, unit: key.unit).text }
  }
}

extension GoalSeekReport: Publication {
  package static let program = Program.goal

  package var dataFiles: [OutputFile] {
    [OutputFile("goal.json", json), OutputFile("goal.csv", csv)]
  }

  package var manifest: String {
    heading.manifest(
      Self.program,
      [
        ("key", key.json), ("metric", metric.json), ("target", .number(goal.target)),
        ("between", .numbers([between.lowerBound, between.upperBound])),
      ])
  }

  /// `goal.json`: at full precision; what is not finite is null.
  public var json: String {
    let roots = goal.roots.map { root -> JSON in
      [
        "input": root.input.plainJSON, "text": .text(text(root.input.value, 0)),
        "output": root.output.json,
      ]
    }
    let samples = goal.samples.map { sample -> JSON in
      ["input": .number(sample.input), "output": sample.output.json]
    }
    let document: JSON = [
      "schema": 1,
      "scenario": heading.json,
      "key": key.json,
      "metric": metric.json,
      "target": .number(goal.target),
      "targetText": .text(target),
      "between": .numbers([between.lowerBound, between.upperBound]),
      "roots": .list(roots),
      "samples": .list(samples),
    ]
    return document.document
  }

  /// `goal.csv`: each input that was tried, then each root; the ends of an input bound its error.
  public var csv: String {
    let head = ["row", "input", "inputLow", "inputHigh", "value", "low", "high"]
    let tried = goal.samples.map { sample in
      ["tried"] + IntervalEstimate(exactly: sample.input).fields + sample.output.fields
    }
    let roots = goal.roots.map { ["root"] + $0.input.fields + $0.output.fields }
    return CSVTable.text([head] + tried + roots)
  }
}
