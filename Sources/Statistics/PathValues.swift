/// Numbers of every path of a run, for other programs and for statistics of them.
public struct PathValues: Sendable, Equatable {
  public struct Column: Sendable, Equatable, Named {
    /// What was measured: `zhipu.maxDrawdown`, `zhipu.sharePrice@2027-06-23`, a condition.
    public let name: String
    public let unit: String
    /// By path; NaN on a failed one, ∞ for what had not happened by the horizon.
    public let values: [Double]

    public init(name: String, unit: String, values: [Double]) {
      self.name = name
      self.unit = unit
      self.values = values
    }
  }

  /// Numbers of the paths, in the order of the values.
  public let paths: Range<Int>
  public let columns: Catalog<Column>
  public let failures: FailureLedger

  public init(
    paths: Range<Int>, columns: Catalog<Column>,
    failures: FailureLedger = FailureLedger(paths: 0, causes: [])
  ) {
    precondition(columns.allSatisfy { $0.values.count == paths.count })
    self.paths = paths
    self.columns = columns
    self.failures = failures
  }
}
