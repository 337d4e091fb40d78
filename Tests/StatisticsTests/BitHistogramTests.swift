import CGSL
import Foundation
import Testing

@testable import Statistics

/// A histogram of given values, with as many percentiles as levels.
struct Histogram {
  let layout: BitHistogramLayout
  var counts = [UInt32](repeating: 0, count: BitHistogramLayout.cells)
  var minimum = Double.infinity
  var maximum = -Double.infinity
  var failed = BitHistogram.FailedCells()
  private var finite = 0

  init(_ values: [Double], centre: Double) {
    layout = BitHistogramLayout(centre: centre)
    for value in values {
      counts[layout.cell(of: value)] += 1
      guard value.isFinite else {
        if value.sign == .minus { failed.negative += 1 } else { failed.positive += 1 }
        continue
      }
      finite += 1
      minimum = Swift.min(minimum, value)
      maximum = Swift.max(maximum, value)
    }
  }

  func percentiles(_ levels: [Double]) -> [Percentile] {
    percentiles(levels.map { PercentileRanks(level: $0, count: Swift.max(finite, 1)) })
  }

  func percentiles(_ ranks: [PercentileRanks]) -> [Percentile] {
    counts.withUnsafeBufferPointer {
      BitHistogram(layout: layout, counts: $0, minimum: minimum, maximum: maximum)
        .percentiles(ranks, failed: failed)
    }
  }

  /// Those of the values themselves, which the histogram only helps to find.
  func exactPercentiles(_ ranks: [PercentileRanks], of values: [Double]) -> [Percentile] {
    counts.withUnsafeBufferPointer { counts in
      values.withUnsafeBufferPointer {
        BitHistogram(layout: layout, counts: counts, minimum: minimum, maximum: maximum)
          .percentiles(ranks, failed: failed, of: $0)
      }
    }
  }
}

/// Percentiles of a sample held in full.
func exactPercentiles(_ values: [Double], _ ranks: [PercentileRanks]) -> [Percentile] {
  Histogram(values, centre: 1).exactPercentiles(ranks, of: values)
}

@Suite struct BitHistogramLayoutTests {
  private static let cells = BitHistogramLayout.cells

  /// Protects cell and edges from disagreeing: every double lies between the edges of its cell, and
  /// mirrored values in mirrored cells.
  @Test(arguments: [1, 0, 1.25e9, -7e-6, 1e-300, .leastNonzeroMagnitude, 1e300, .infinity])
  func everyDoubleLiesInItsCell(_ centre: Double) {
    let layout = BitHistogramLayout(centre: centre)
    let random = Random(seed: 11)
    let special: [Double] = [
      0, -0.0, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 1, 2, 255,
      1.0.nextDown, 2.5,
    ]
    let near = random.values(2_000) {
      (centre.isFinite && centre != 0 ? centre : 1) * (1 + $0.uniform())
        * exp2(Double($0.integer(70)) - 35)
    }
    let any = (0..<2_000).map { _ in Double(bitPattern: random.bits()) }.filter(\.isFinite)
    for value in special + special.map({ -$0 }) + near + any where value.isFinite {
      let cell = layout.cell(of: value)
      let edges = layout.edges(of: cell)
      let bottom = value.sign == .minus ? edges.high : edges.low
      let top = value.sign == .minus ? edges.low : edges.high
      // The edge nearer to zero belongs to the cell.
      #expect(abs(bottom) <= abs(value) && abs(value) < abs(top), "\(value) in cell \(cell)")
      #expect(layout.cell(of: -value) == Self.cells - 1 - cell)
    }
  }

  /// Protects the walk: cells ascend in value, meet at their edges and are at most 1/128 wide.
  @Test func cellsAscendWithoutGaps() {
    let layout = BitHistogramLayout(centre: 300)
    for cell in 1..<Self.cells {
      let (below, here) = (layout.edges(of: cell - 1), layout.edges(of: cell))
      #expect(below.high == here.low && here.low <= here.high)
      let resolved = here.low > 0 && here.high < .infinity && below.low > 0
      if resolved { #expect(here.high / here.low <= 1 + 1 / 128) }
    }
    #expect(layout.edges(of: 0).low == -.infinity)
    #expect(layout.edges(of: Self.cells - 1).high == .infinity)
    #expect(layout.cell(of: -0.0) + 1 == layout.cell(of: 0))
    let ascending = [-1e300, -300, -1e-300, -0.0, 0, 1e-300, 299, 310, 1e300].map(layout.cell)
    #expect(ascending == ascending.sorted())
    let range = (300 * 0x1p-32...300 * 0x1p31)
    #expect(!layout.isOutOfRange(range.lowerBound) && !layout.isOutOfRange(-range.upperBound))
    #expect(layout.isOutOfRange(range.lowerBound / 2) && layout.isOutOfRange(range.upperBound * 2))
    #expect(layout.isOutOfRange(0))
  }

  /// Protects the count of broken values: infinities and NaN of either sign go to the outermost cells.
  @Test func brokenValuesHaveTheOutermostCells() {
    let layout = BitHistogramLayout(centre: 1)
    #expect([.infinity, .nan].map(layout.cell) == [Self.cells - 1, Self.cells - 1])
    #expect([-.infinity, -Double.nan].map(layout.cell) == [0, 0])
  }
}

@Suite struct BitHistogramPercentileTests {
  private static let levels = [1, 5, 10, 25, 50, 75, 90, 95, 99.0]

  private func type7(_ sorted: [Double], _ level: Double) -> Double {
    let rank = level / 100 * Double(sorted.count - 1)
    let below = Int(rank)
    let next = min(below + 1, sorted.count - 1)
    return sorted[below] + (rank - Double(below)) * (sorted[next] - sorted[below])
  }

  private static let samples: [(name: String, draw: @Sendable (Random) -> Double)] = [
    ("lognormal", { exp(0.5 * $0.normal()) }),
    ("narrow", { 1 + 1e-3 * $0.normal() }),
    ("both signs", { $0.normal() }),
    ("atom", { $0.uniform() < 0.3 ? 2.5 : exp($0.normal()) }),
    ("zeros", { $0.uniform() < 0.2 ? 0 : exp($0.normal()) }),
    ("zeros of both signs", { [0, -0.0, 0, $0.normal() - 3, $0.normal() + 3][$0.integer(5)] }),
    ("negative", { -exp($0.normal()) }),
    ("integers", { Double($0.integer(6)) }),
  ]

  /// Protects bands: a percentile differs from the exact one by one bin at most, 1/128 of its value.
  @Test func withinOneBinOfTheExactPercentile() {
    let random = Random(seed: 12)
    for (name, draw) in Self.samples {
      for count in [1, 2, 50, 20_000] {
        let values = random.values(count, draw)
        let sorted = values.sorted()
        for percentile in Histogram(values, centre: 1).percentiles(Self.levels) {
          let rank = percentile.level / 100 * Double(count - 1)
          let low = sorted[Int(rank)]
          let high = sorted[min(Int(rank) + 1, count - 1)]
          let bin = max(abs(low), abs(high)) / 128
          let exact = low + (rank - rank.rounded(.down)) * (high - low)
          #expect(
            abs(percentile.value - exact) <= bin, "\(name), \(count), \(percentile.level)")
          #expect(percentile.interval.low <= percentile.value)
          #expect(percentile.value <= percentile.interval.high)
          let (first, last) = (sorted[0], sorted[count - 1])
          let reach = PercentileRanks(level: percentile.level, count: count)
            .interval(from: first, to: last)
          #expect(percentile.interval.low >= reach.low && percentile.interval.high <= reach.high)
          if first < last {
            #expect(percentile.interval.low.isFinite == reach.low.isFinite)
            #expect(percentile.interval.high.isFinite == reach.high.isFinite)
          }
        }
      }
    }
  }

  /// Protects the claim that the bin rarely matters: at 20,000 lognormal values the difference from
  /// the exact percentile is below a quarter of the standard error of the percentile.
  @Test func theBinIsSmallBesideTheStandardError() {
    let values = Random(seed: 13).values(20_000) { exp(0.5 * $0.normal()) }
    let sorted = values.sorted()
    for percentile in Histogram(values, centre: 1).percentiles(Self.levels) {
      let halfWidth = (percentile.interval.high - percentile.interval.low) / 2
      #expect(abs(percentile.value - type7(sorted, percentile.level)) < halfWidth / 1.96 / 4)
    }
  }

  /// Protects constants: each percentile is the value itself, its interval has no width.
  @Test(arguments: [2.5, -1e9, 0, -0.0, 1e-300, 1e300])
  func aConstantIsItsOwnPercentile(_ value: Double) {
    for percentile in Histogram([Double](repeating: value, count: 700), centre: 1)
      .percentiles(Self.levels)
    {
      #expect(percentile.value == value)
      #expect(percentile.interval == Interval(low: value, high: value))
    }
  }

  /// Protects zeros: where more than half of the values are 0, of either sign, the median is 0.
  @Test func zerosOfBothSignsAreOneValue() {
    for zeros in [[0.0, -0.0], [-0.0, 0.0], [-0.0], [0.0]] {
      let values =
        (0..<600).map { zeros[$0 % zeros.count] } + (1...200).map { Double($0) }
      let percentiles = Histogram(values, centre: 1).percentiles([10, 50, 74, 90])
      #expect(percentiles.map(\.value)[..<3].allSatisfy { $0 == 0 })
      #expect(abs(percentiles[3].value - 120) < 2)
    }
  }

  /// Protects samples with broken or extreme values: NaN has no rank; values out of range count at
  /// the ends and stay between the extremes.
  @Test func brokenAndExtremeValues() {
    let values = (1...999).map { Double($0) }
    let broken: [Double] = [.nan, .infinity, -.infinity, -.nan, .nan]
    let clean = Histogram(values, centre: 500).percentiles(Self.levels)
    #expect(Histogram(values + broken, centre: 500).percentiles(Self.levels) == clean)
    let extreme = Histogram(values + [1e300, -1e300, 1e-300], centre: 500)
    for (percentile, reference) in zip(extreme.percentiles(Self.levels), clean) {
      #expect(abs(percentile.value - reference.value) < 5)
    }
    let nothing = Histogram(broken, centre: 1).percentiles([50])
    #expect(nothing[0].value.isNaN && nothing[0].interval.high.isNaN)
    let huge = Histogram([1e300, 2e300, 3e300], centre: 1).percentiles([50])[0].value
    #expect((1e300...3e300).contains(huge))
  }
}
