import Statistics

extension Experiment {
  /// What one run of the file gives to whoever wants every path.
  public struct Sample: Sendable {
    /// One for each metric.
    public let estimates: [PathEstimate]
    /// Of the quantity of each metric, by path.
    public let values: [[Double]]
    /// Bands of the wanted series.
    public let series: Catalog<SeriesSummary>
  }

  /// Something that is drawn, whose it is (the name of a company; empty for what all share), and what it was
  /// on each path.
  public struct DrawnFactor: Sendable {
    public let name, subject: String
    public let kind: Shift.Kind
    public let values: [Double]
  }
}
