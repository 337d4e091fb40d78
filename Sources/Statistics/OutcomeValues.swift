/// Every path's outcomes, for other programs.
public struct OutcomeValues: Sendable, Equatable {
  public struct Column: Sendable, Equatable, Named {
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

  public init(paths: Range<Int>, columns: Catalog<Column>) {
    precondition(columns.allSatisfy { $0.values.count == paths.count })
    self.paths = paths
    self.columns = columns
  }
}
