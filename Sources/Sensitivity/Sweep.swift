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

  /// Looks at each point in turn.
  ///
  /// A row is made of a point's estimates as soon as they are there, and handed over before the next
  /// point is looked at: what is finished is kept by a caller who is interrupted, and the influences of
  /// one point only are held at a time.
  ///
  /// - Parameters:
  ///   - points: In the order in which they are looked at.
  ///   - base: What the rows are compared with, on the same draws; one for each metric.
  ///   - finished: Rows of the first points, from a sweep that was interrupted. They are taken over,
  ///     neither looked at nor handed over again. That they belong to these points, this base and these
  ///     metrics is the caller's to check: points need not be comparable, so here only their number is.
  ///   - response: As many estimates as there are metrics, in the order of `base`.
  ///   - each: Gets every new row.
  ///
  /// Throws what `response` and `each` throw. Verified: `SweepTests`.
  public init(
    _ points: [Point], base: [PathEstimate], finished: [Row] = [],
    response: (Point) throws -> [PathEstimate], each: (Row) -> Void = { _ in }
  ) rethrows {
    precondition(finished.count <= points.count, "more rows than points")
    let rows = try points.dropFirst(finished.count).map { point in
      let estimates = try response(point)
      precondition(estimates.count == base.count, "one estimate for each metric")
      let row = Row(
        point: point, estimates: estimates.map(\.estimate),
        differences: zip(estimates, base).map { $0.difference(from: $1) })
      each(row)
      return row
    }
    self.init(base: base.map(\.estimate), rows: finished + rows)
  }
}
