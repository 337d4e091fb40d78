import Statistics
import Text

/// Everything that is told about one run: a table for the terminal, and files for other programs.
///
/// Verified: golden table, JSON and CSV of a hand-made summary.
public struct Report: Sendable {
  let description: ScenarioDescription
  let summary: Summary
  let record: RunRecord

  public init(_ description: ScenarioDescription, _ summary: Summary, _ record: RunRecord) {
    self.description = description
    self.summary = summary
    self.record = record
  }

  /// Names of the files that `write(to:)` makes.
  public static let fileNames = ["summary.json", "bands.csv", OutputFolder.manifest]

  /// Writes all files or none: they are made in a folder beside the target, then moved in one step.
  ///
  /// - Parameter folder: The folder itself. An empty one, or one that an earlier run wrote, is
  ///   replaced as a whole.
  /// - Throws: `OutputError` if the folder holds anything else, or cannot be written; then nothing
  ///   has changed.
  public func write(to folder: String) throws(OutputError) {
    try OutputFolder(folder).replace(with: zip(Self.fileNames, [json, csv, manifest]).map { $0 })
  }

  /// How percentiles are to be read; stands in every output meant for people.
  var reading: String {
    let kind =
      description.isRiskAdjusted
      ? "risk-adjusted scenario, not a forecast and not the chances of the real world"
      : "real-world scenario, not a forecast"
    return
      "Percentile bands of a \(kind); P10: one path in ten lies below, given these assumptions."
  }
}

extension ScenarioDescription {
  /// Whether drifts were lowered by risk premia, so that values are prices rather than chances.
  var isRiskAdjusted: Bool {
    assumptions.contains { $0.key == "measure" && $0.text == "riskAdjusted" }
  }
}
