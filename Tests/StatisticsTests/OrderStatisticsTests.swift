import TestSupport
import Testing

@testable import Statistics

@Suite struct ExactPercentilesTests {
  private static let levels = [0.1, 2.5, 25, 50, 90, 99]

  private static let samples: [(name: String, values: [Double])] = {
    let random = Random(seed: 7)
    let normals = random.values(5_001) { $0.normal() }
    return [
      ("random", normals), ("sorted", normals.sorted()), ("reversed", normals.sorted(by: >)),
      ("constant", Array(repeating: 2.5, count: 5_001)),
      ("ties", random.values(5_001) { Double($0.integer(7)) }),
      ("organ pipe", (0..<5_001).map { Double(min($0, 5_000 - $0)) }),
      ("both zeros", random.values(5_001) { [0.0, -0.0, 1, -1][$0.integer(4)] }),
      ("one", [4]), ("two", [4, -4]), ("sixteen", Array(normals[..<16])),
      ("seventeen", Array(normals[..<17])),
    ]
  }()

  /// Protects percentile, interval and the place of broken paths: NaN and infinities are left out.
  @Test func percentilesAreThoseOfTheSortedSample() {
    let random = Random(seed: 8)
    for (name, finite) in Self.samples {
      let sorted = finite.sorted()
      let ranks = Self.levels.map { PercentileRanks(level: $0, count: finite.count) }
      let broken: [Double] = [.nan, .infinity, -.infinity, -.nan]
      for extra in [[], broken] {
        let values = (finite + extra).shuffled(by: random)
        let percentiles = exactPercentiles(values, ranks)
        for (percentile, rank) in zip(percentiles, ranks) {
          let below = Int(rank.rank)
          let share = rank.rank - Double(below)
          let next = min(below + 1, sorted.count - 1)
          #expect(
            abs(percentile.value - (sorted[below] * (1 - share) + sorted[next] * share)) < 1e-12,
            "\(name), \(rank.level)")
          let interval = rank.interval(from: sorted[rank.low], to: sorted[rank.high])
          // A constant is its own percentile, however few show it.
          let isConstant = sorted[0] == sorted[sorted.count - 1]
          #expect(
            percentile.interval
              == (isConstant ? Interval(low: sorted[0], high: sorted[0]) : interval))
        }
      }
    }
    let nothing: [Double] = [.nan, .infinity]
    let ranks = [PercentileRanks(level: 50, count: 1)]
    let empty = exactPercentiles(nothing, ranks)
    #expect(empty[0].value.isNaN && empty[0].interval.low.isNaN)
  }

  /// Protects the definition: Hyndman & Fan's type 7. Reference: NumPy 2.4.6,
  /// `numpy.percentile([3.5, -1.25, 7, 0.5, 2, 2, 9.75, -4, 6], [2.5, 10, 25, 50, 75, 90, 97.5])`.
  @Test func typeSevenAsInNumPy() {
    let values = [3.5, -1.25, 7, 0.5, 2, 2, 9.75, -4, 6]
    let reference = [
      (2.5, -3.45), (10, -1.7999999999999998), (25, 0.5), (50, 2.0), (75, 6.0),
      (90, 7.550000000000001), (97.5, 9.2),
    ]
    let ranks = reference.map { PercentileRanks(level: $0.0, count: values.count) }
    let ours = exactPercentiles(values, ranks)
    for (ours, reference) in zip(ours, reference) {
      #expect(abs(ours.value - reference.1) < 1e-12)
    }
  }
}

@Suite struct PercentileRanksTests {
  /// Protects the interval's ranks. Reference: SciPy 1.17.1, `binom.ppf(0.025, n, p)` and
  /// `binom.ppf(0.975, n, p) + 1`, which count order statistics from 1 (David & Nagaraja 2003, §7.1).
  @Test(arguments: [
    (1_000, 0.01, 4, 18), (1_000, 0.05, 37, 65), (1_000, 0.5, 469, 532),
    (1_000, 0.95, 936, 964), (1_000, 0.99, 983, 997), (10_000, 0.01, 81, 121),
    (10_000, 0.05, 458, 544), (10_000, 0.5, 4_902, 5_099), (10_000, 0.95, 9_457, 9_543),
    (10_000, 0.99, 9_880, 9_920), (100_000, 0.01, 939, 1_063), (100_000, 0.05, 4_865, 5_137),
    (100_000, 0.5, 49_690, 50_311), (100_000, 0.95, 94_864, 95_136),
    (100_000, 0.99, 98_938, 99_062),
    (1_000_000, 0.01, 9_805, 10_196), (1_000_000, 0.05, 49_573, 50_429),
    (1_000_000, 0.5, 499_020, 500_981),
    (1_000_000, 0.95, 949_572, 950_428), (1_000_000, 0.99, 989_805, 990_196),
  ])
  func ranksOfTheInterval(_ n: Int, _ p: Double, _ low: Int, _ high: Int) {
    let ranks = PercentileRanks(level: 100 * p, count: n)
    #expect(ranks.low == low - 1)
    #expect(ranks.high == high - 1)
    #expect(abs(ranks.rank - p * Double(n - 1)) < 1e-6)
  }

  /// Protects small and huge samples.
  @Test func endsOfTheRange() {
    for count in [1, 2, 3, 10] {
      for level in [0.001, 50, 99.999] {
        let ranks = PercentileRanks(level: level, count: count)
        #expect(0 <= ranks.low && ranks.low <= ranks.high && ranks.high <= count - 1)
      }
    }
    // Where GSL's counts end the normal approximation takes over: ± 1.95996 · √(n p (1 - p)).
    let huge = PercentileRanks(level: 50, count: 4_000_000_000)
    #expect(abs(Double(huge.high) - 2e9 - 61_980) < 2)
    #expect(abs(Double(huge.low) - 2e9 + 61_980) < 2)
    var table = RankTable()
    #expect(table.ranks(levels: [5, 50], count: 0) == table.ranks(levels: [5, 50], count: 1))
    #expect(table.ranks(levels: [5], count: 77) == [PercentileRanks(level: 5, count: 77)])
  }

  /// Protects the stated confidence: over 1,000 samples of 1,000 uniforms the interval of level p
  /// covers p at least as often as 95 % allows, α = 1e-6. Control: the interval of p + 2 % does not
  /// (it covers p in at most 76 % of samples, so a miss has no chance above 1e-30).
  @Test(arguments: [10.0, 50, 90])
  func coversAtTheStatedConfidence(_ level: Double) {
    let random = Random(seed: 9)
    let ranks = [level, level + 2].map { PercentileRanks(level: $0, count: 1_000) }
    var hits = [0, 0]
    for _ in 0..<1_000 {
      let values = random.values(1_000) { $0.uniform() }
      let percentiles = exactPercentiles(values, ranks)
      for (i, percentile) in percentiles.enumerated() {
        let interval = percentile.interval
        if interval.low <= level / 100, level / 100 <= interval.high { hits[i] += 1 }
      }
    }
    #expect(chance(ofAtMost: hits[0], of: 1_000, at: 0.95) > 1e-6)
    #expect(chance(ofAtMost: hits[1], of: 1_000, at: 0.95) < 1e-6)
  }
}
