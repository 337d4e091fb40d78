/// A number that describes one value per path.
public enum Statistic: Sendable, Hashable {
  case mean
  /// With n - 1.
  case standardDeviation
  /// By its level in percent, above 0 and below 100.
  case percentile(Double)
  /// Of the values that are 1; the others are 0.
  case share
  /// The mean of a share of the values, above 0 and below 1, at one end.
  case tailMean(Double, Tail)

  public enum Tail: Sendable, Hashable { case lowest, highest }
}
