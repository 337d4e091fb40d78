import Statistics

/// What some numbers are at each of many points, and by how much they differ from a base, on the same
/// draws.
///
///     let sweep = try Sweep(points, base: base) { point in [PathEstimate] }
public struct Sweep<Point: Sendable>: Sendable {
  public struct Row: Sendable {
    public let point: Point
    /// One for each metric.
    public let estimates: [IntervalEstimate]
    /// Less the base; its interval comes from the paths in pairs.
    public let differences: [IntervalEstimate]

    public init(
      point: Point, estimates: [IntervalEstimate], differences: [IntervalEstimate]
    ) {
      self.point = point
      self.estimates = estimates
      self.differences = differences
    }
  }

  public let base: [IntervalEstimate]
  /// In the order of the points.
  public let rows: [Row]

  public init(base: [IntervalEstimate], rows: [Row]) {
    self.base = base
    self.rows = rows
  }
}
