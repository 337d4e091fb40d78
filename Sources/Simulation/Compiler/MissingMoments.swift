// Means that do not exist. A sample of what has none still has an average, and a standard error beside it,
// which say nothing of any other sample.

extension Compiler {
  /// Warns where a number that is drawn has no mean or no standard deviation.
  func warnOfMoments(_ law: any Distribution, of name: String) {
    let ends = law.support
    guard !(ends.lowerBound.isFinite && ends.upperBound.isFinite) else { return }
    if !law.mean.isFinite {
      doubtMeans(name, "has no mean, so neither has what is made of it: \(Self.advice)")
    } else if !law.standardDeviation.isFinite {
      doubtMeans(
        name,
        "has no standard deviation, so the error of a mean of what is made of it says nothing: "
          + Self.cut)
    }
  }

  /// The same of a number that is added to a logarithm: e to it must have a mean.
  func warnOfExponential(_ law: any Distribution, of name: String) {
    if law.meanOfExponential() == nil {
      doubtMeans(
        name,
        "e to it has no mean, because its upper tail is too heavy, so neither has what is made of it: "
          + Self.advice)
    } else if law.meanOfExponential(of: 2) == nil {
      doubtMeans(
        name,
        "e to it has no standard deviation, so the error of a mean of what is made of it says nothing: "
          + Self.cut)
    }
  }

  private static let cut = "read percentiles, or cut the tail with 'truncate'"
  private static let advice = "a mean of that, and its error, describe these paths only; \(cut)"
}
