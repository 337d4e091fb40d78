import CGSL
import Foundation
import TestSupport
import Testing

@testable import Statistics

/// A histogram of given values, with as many percentiles as levels.
struct Histogram {
  let layout: BitHistogramLayout
  var counts = [UInt32](repeating: 0, count: BitHistogramLayout.cells)
  var minimum = Double.infinity
  var maximum = -Double.infinity
  /// Whether the first values tell which repeat, as in a run.
  var knowsRepeats = true
  private var outliers: [BitBin: Int] = [:]
  private var finite: [Double] = []

  init(_ values: [Double], centre: Double) {
    layout = BitHistogramLayout(centre: centre)
    for value in values {
      counts[layout.cell(of: value)] += 1
      guard value.isFinite else { continue }
      if value != 0, layout.isOutOfRange(value) { outliers[BitBin(of: value), default: 0] += 1 }
      finite.append(value)
      minimum = Swift.min(minimum, value)
      maximum = Swift.max(maximum, value)
    }
  }

  func percentiles(_ levels: [Double]) -> [Percentile] {
    percentiles(levels.map { PercentileRanks(level: $0, count: Swift.max(finite.count, 1)) })
  }

  func percentiles(_ ranks: [PercentileRanks]) -> [Percentile] {
    counts.withUnsafeBufferPointer { histogram($0).percentiles(ranks) }
  }

  private func histogram(_ counts: UnsafeBufferPointer<UInt32>) -> BitHistogram {
    BitHistogram(
      layout: layout, counts: counts, outliers: outliers, minimum: minimum, maximum: maximum,
      repeats: knowsRepeats ? RepeatedValues(of: Array(finite.prefix(512))) : RepeatedValues())
  }

  /// Those of the values themselves, which the histogram only helps to find.
  func exactPercentiles(_ ranks: [PercentileRanks], of values: [Double]) -> [Percentile] {
    counts.withUnsafeBufferPointer { histogram($0).percentiles(ranks, of: KeptValues(values)) }
  }
}

/// Percentiles of a sample held in full.
func exactPercentiles(_ values: [Double], _ ranks: [PercentileRanks]) -> [Percentile] {
  Histogram(values, centre: 1).exactPercentiles(ranks, of: values)
}

@Suite struct BitHistogramLayoutTests {
  private static let cells = BitHistogramLayout.cells

  /// Protects cells, bins and edges from disagreeing: every double lies between the edges of its bin,
  /// which is that of its cell unless that is an end cell, and mirrored values in mirrored cells.
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
      let bin = BitBin(of: value)
      if value != 0, !layout.isOutOfRange(value) { #expect(layout.bin(of: cell) == bin) }
      let edges = bin.edges
      let bottom = value.sign == .minus ? edges.high : edges.low
      let top = value.sign == .minus ? edges.low : edges.high
      // The edge nearer to zero belongs to the cell.
      #expect(abs(bottom) <= abs(value), "\(value) in cell \(cell)")
      #expect(abs(value) < abs(top) || value == 0, "\(value) in cell \(cell)")
      #expect(layout.cell(of: -value) == Self.cells - 1 - cell)
    }
  }

  /// Protects the walk: bins ascend in value, meet at their edges and are at most 1/128 wide.
  @Test func cellsAscendWithoutGaps() {
    let layout = BitHistogramLayout(centre: 300)
    for number in -100_000...100_000 {
      let (below, here) = (BitBin(number: number - 1), BitBin(number: number))
      #expect(below < here && below.edges.high == here.edges.low)
      let (low, high) = (abs(here.edges.low), abs(here.edges.high))
      if abs(number) > 129 { #expect(max(low, high) / min(low, high) <= 1 + 1 / 128) }
    }
    let greatest = BitBin(of: .greatestFiniteMagnitude)
    #expect(greatest.edges.high == .infinity && greatest.width.isFinite)
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

  /// Protects samples with broken or extreme values: NaN has no rank, and values out of the range of
  /// cells have bins of their own, at the ends of all doubles, too.
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
    for unit in [1e300, 0x1p-1024, -1e-200, .greatestFiniteMagnitude / 4] {
      let values = (1...1_000).map { unit * (1 + Double($0) / 1_000) }.shuffled()
      let near = [50, 95].map { unit * (1 + (unit < 0 ? 100 - $0 : $0) / 100) }
      let read = Histogram(values + [.nan, 0, -0.0], centre: 300).percentiles([50, 95])
      for (percentile, value) in zip(read, near) {
        // Bins of the least doubles are wider than 0.8 %.
        #expect(abs(percentile.value - value) <= abs(value) / (abs(unit) < 1e-307 ? 16 : 64))
      }
    }
  }

  /// Protects what lies beyond the 64 octaves from being read by a straight line to the extreme: a
  /// lognormal of 26 decades has the percentiles of its sorted values.
  @Test func beyondTheCells() {
    let values = Random(seed: 16).values(20_000) { pow(10, 13 + 7.9 * $0.normal()) }
    let sorted = values.sorted()
    for percentile in Histogram(values, centre: 1e13).percentiles(Self.levels) {
      let exact = type7(sorted, percentile.level)
      #expect(abs(percentile.value / exact - 1) <= 1 / 64.0, "P\(percentile.level)")
      #expect(percentile.interval.low <= exact && exact <= percentile.interval.high)
      #expect(percentile.interval.high / percentile.interval.low < 1e4)
    }
  }
}
