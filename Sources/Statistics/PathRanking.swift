/// On which share of the paths each of several scenarios is the best of them, on the same draws.
///
/// Verified: `PathRankingTests`.
public struct PathRanking: Sendable, Equatable {
  /// One for each scenario: it alone has the best value.
  public let best: [Proportion]
  /// Two or more share the best value; also where none is known by the horizon.
  public let ties: Proportion

  public init(best: [Proportion], ties: Proportion) {
    self.best = best
    self.ties = ties
  }

  /// - Parameters:
  ///   - values: For each scenario one number per path, in the order of the paths: NaN on a failed path,
  ///     which is left out for all, ∞ for what had not happened by the horizon. Numbers that differ by
  ///     no more than rounding are equal.
  ///   - worst: The end that is worse; nil: the greatest counts as the best.
  public init(of values: [[Double]], worst: Relation?) {
    let sign: Double = worst == .above ? -1 : 1
    var (hits, ties, count) = (Array(repeating: 0, count: values.count), 0, 0)
    for path in values[0].indices where !values.contains(where: { $0[path].isNaN }) {
      count += 1
      var (best, isTied) = (0, false)
      for index in values.indices.dropFirst() {
        let (value, least) = (sign * values[index][path], sign * values[best][path])
        if Rounding.areEqual(value, least) {
          isTied = true
        } else if value > least {
          (best, isTied) = (index, false)
        }
      }
      if isTied { ties += 1 } else { hits[best] += 1 }
    }
    self.init(
      best: hits.map { Proportion(hits: $0, of: count) }, ties: Proportion(hits: ties, of: count))
  }
}
