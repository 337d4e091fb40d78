import Statistics
import Text

extension SeriesSummary {
  /// Levels of its percentiles, ascending.
  var levels: [Double] {
    (bands.map(\.percentiles).max { $0.count < $1.count } ?? []).map(\.level).sorted()
  }

  /// The level nearest to 50.
  var medianLevel: Double? { levels.min { abs($0 - 50) < abs($1 - 50) } }

  /// Levels that bound at most three bands, the widest first.
  var bandLevels: [(low: Double, high: Double)] {
    let others = levels.filter { $0 != medianLevel }
    let low = others.filter { $0 < 50 }
    let pairs = zip(low, others.filter { $0 > 50 }.reversed()).map { (low: $0, high: $1) }
    guard pairs.count > 3 else { return pairs }
    let common = pairs.filter { [5, 10, 25].contains($0.low) && $0.low + $0.high == 100 }
    return common.count == 3 ? common : [pairs[0], pairs[pairs.count / 2], pairs[pairs.count - 1]]
  }

  /// The levels of a band of four fifths of the paths, or of the widest there is.
  var centralLevels: (low: Double, high: Double)? {
    levels.contains(10) && levels.contains(90) ? (10, 90) : bandLevels.first
  }
}

extension Percentile {
  /// `median`, `P97.5`.
  var name: String { level == 50 ? "median" : "P" + levelText }
}
