import Statistics
import Text

/// The levels of the percentiles that were asked, and what pictures and tables make of them.
struct Levels {
  typealias Band = (low: Double, high: Double)

  /// Ascending.
  let all: [Double]

  /// - Parameter samples: With percentiles of the same levels; those in which nothing came through have
  ///   none.
  init(_ samples: some Sequence<SampleSummary>) {
    let percentiles = samples.lazy.map(\.percentiles).first { !$0.isEmpty } ?? []
    all = percentiles.map(\.level).sorted()
  }

  /// - Parameter levels: In any order.
  init(_ levels: some Sequence<Double>) { all = levels.sorted() }

  /// The level nearest to 50, the lower of two: tables show its sampling error.
  var nearestToMiddle: Double? { all.min { abs($0 - 50) < abs($1 - 50) } }

  /// At most three, the widest first: symmetric about 50 where there are such.
  var bands: [Band] {
    let pairs = pairs
    guard pairs.count > 3 else { return pairs }
    let common = pairs.filter { [5, 10, 25].contains($0.low) && Self.isSymmetric($0) }
    return common.count == 3 ? common : [pairs[0], pairs[pairs.count / 2], pairs[pairs.count - 1]]
  }

  private var pairs: [Band] {
    let (low, high) = (all.filter { $0 < 50 }, all.filter { $0 > 50 })
    let symmetric = low.compactMap { low in
      high.first { Self.isSymmetric((low, $0)) }.map { (low: low, high: $0) }
    }
    return symmetric.isEmpty ? zip(low, high.reversed()).map { (low: $0, high: $1) } : symmetric
  }

  private static func isSymmetric(_ band: Band) -> Bool { abs(band.low + band.high - 100) < 1e-9 }

  /// The level that is drawn as a line: 50, or else the one nearest to it within all bands.
  var line: Double? {
    guard let narrowest = pairs.last else { return nearestToMiddle }
    return all.filter { narrowest.low < $0 && $0 < narrowest.high }
      .min { abs($0 - 50) < abs($1 - 50) }
  }

  /// A band of four fifths of the paths, or the widest there is.
  var central: Band? { pairs.first { ($0.low, $0.high) == (10, 90) } ?? pairs.first }

  /// The central band's edges, and between them the line where there is one.
  var few: [Double] {
    ([central?.low, line, central?.high]).compactMap(\.self).sorted()
  }

  /// `90`: how many of a hundred paths lie within a band. 99.9 - 0.1 is not quite 99.8.
  static func percent(_ band: Band) -> String {
    ((1e9 * (band.high - band.low)).rounded() / 1e9).shortest ?? ""
  }

  /// `P97.5`, as the head of a column.
  static func head(_ level: Double) -> String { "P" + (level.shortest ?? "") }

  /// `median`, `P97.5`: the same in words.
  static func name(_ level: Double) -> String { level == 50 ? "median" : head(level) }
}

extension SeriesSummary {
  var levels: Levels { Levels(bands) }
}

extension Summary {
  var levels: Levels {
    let levels = Levels(series.lazy.flatMap(\.bands))
    return levels.all.isEmpty ? Levels(outcomes.lazy.map(\.sample)) : levels
  }
}

extension Percentile {
  /// `median`, `P97.5`.
  var name: String { Levels.name(level) }
}
