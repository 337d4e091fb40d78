import Sensitivity
import Statistics

/// What is told of a search for what must be believed.
public struct GoalSeekReport: Sendable {
  let heading: WhatIfHeading
  let key: SweptKey
  let metric: MetricDescription
  /// As the command line states it: `2174 HKD`.
  let target: String
  let between: ClosedRange<Double>
  let goal: GoalSeek
  /// A value of the key in a file's notation: `312%`.
  let text: @Sendable (Double) -> String

  public init(
    _ heading: WhatIfHeading, key: SweptKey, metric: MetricDescription, target: String,
    between: ClosedRange<Double>, goal: GoalSeek, text: @escaping @Sendable (Double) -> String
  ) {
    self.heading = heading
    self.key = key
    self.metric = metric
    self.target = target
    self.between = between
    self.goal = goal
    self.text = text
  }
}
