// When a mean rests on one path. Its standard error knows only of paths that came.

extension SampleSummary {
  /// The part of the mean that one path makes, where that is worth a warning.
  ///
  /// Of a return, ask the summary of the ratio of prices, `shifted(by: -1)`: the price at the end is the
  /// whole of which one path makes a part.
  ///
  /// - Parameters:
  ///   - paths: Of the run.
  ///   - unit: Of the values.
  /// - Returns: `largestShareOfMean`; nil where it is small.
  public func shareOfOnePath(among paths: Int, unit: String) -> Double? {
    guard !isRareEvent, !DominantPath.isRounding(max(abs(minimum), abs(maximum)), unit: unit),
      largestShareOfMean > DominantPath.limit(among: paths)
    else { return nil }
    return largestShareOfMean
  }

  /// Whether nearly all paths have one value, as nothing has been raised at first: the few others make
  /// all of the mean, and its error says so.
  private var isRareEvent: Bool {
    percentiles.count > 1 && percentiles.first?.value == percentiles.last?.value
  }
}

/// What a run and an experiment call much of a mean.
public enum DominantPath {
  /// 2 %. In a small sample the largest of ordinary values has a larger share.
  public static func limit(among paths: Int) -> Double {
    max(0.02, 100 / Double(max(paths, 1)))
  }

  /// Whether values are no more than the rounding of a number near 1, as a drawdown of 1e-16 is. An amount
  /// may be as small.
  ///
  /// - Parameter largest: The largest magnitude of all values.
  public static func isRounding(_ largest: Double, unit: String) -> Bool {
    unit == "share" && largest < 1e-12
  }
}
