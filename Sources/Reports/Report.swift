import Statistics
import Text

/// Everything that is told about one run: a table for the terminal, and files for other programs.
///
/// Verified: golden table, JSON and CSV of a hand-made summary.
public struct Report: Sendable {
  let description: ScenarioDescription
  let summary: Summary
  let record: RunRecord
  let trajectories: Trajectories?
  let outcomeValues: PathValues?
  let drivers: @Sendable () -> [MetricTornado]
  /// What each event does, where it was asked for.
  let effects: [EventEffect]
  /// Whether the text for a terminal has all there is, and not only what fits one screen.
  let isFull: Bool

  /// - Parameters:
  ///   - trajectories: Of the sample paths: `paths.csv`, and thin lines in the pictures.
  ///   - outcomeValues: Of all paths: `outcomes.npy`.
  ///   - drivers: What moves the numbers that are read first, for the page;
  ///     asked when the page is written, after the answer has been told.
  ///   - effects: What each event does.
  ///   - isFull: Whether the text for a terminal has all there is, and not only what fits one screen.
  public init(
    _ description: ScenarioDescription, _ summary: Summary, _ record: RunRecord,
    trajectories: Trajectories? = nil, outcomeValues: PathValues? = nil,
    drivers: @escaping @Sendable () -> [MetricTornado] = { [] }, effects: [EventEffect] = [],
    isFull: Bool = false
  ) {
    self.description = description
    self.summary = summary
    self.record = record
    self.trajectories = trajectories
    self.outcomeValues = outcomeValues
    self.drivers = drivers
    self.effects = effects
    self.isFull = isFull
  }

  /// How percentiles are to be read; stands in every output meant for people.
  var reading: String {
    description.reading(of: "Percentile bands", "; P10: one path in ten lies below,")
  }
}

extension ScenarioDescription {
  /// Whether drifts were lowered by risk premia, so that values are prices rather than chances.
  var isRiskAdjusted: Bool {
    assumptions.contains { $0.role == .riskAdjusted }
  }

  /// `, title of zhipu.yaml`: behind facts, where the file that was run has no title of its own; else empty.
  package var originOfTitle: String { inherited.title.map { ", title of \($0.printable())" } ?? "" }

  /// `Numbers of a real-world scenario, not a forecast, given these assumptions.`
  ///
  /// - Parameter detail: What else there is to know, with the comma at its end.
  func reading(of numbers: String, _ detail: String = ",") -> String {
    "\(numbers) of a \(nature)\(detail) given these assumptions."
  }

  /// `real-world scenario, not a forecast`.
  var nature: String {
    isRiskAdjusted
      ? "risk-adjusted scenario, not a forecast and not the chances of the real world"
      : "real-world scenario, not a forecast"
  }
}
