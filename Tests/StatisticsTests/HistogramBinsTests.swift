import Foundation
import Statistics
import TestSupport
import Testing

/// Protects the counts that pictures show.
@Suite struct HistogramBinsTests {
  private static func bins(_ values: [Double], _ count: Int = 20) -> Statistics.Histogram? {
    let layout = BitHistogramLayout(centre: 1)
    var counts = [UInt32](repeating: 0, count: BitHistogramLayout.cells)
    for value in values { counts[layout.cell(of: value)] += 1 }
    return counts.withUnsafeBufferPointer {
      BitHistogram(
        layout: layout, counts: $0, minimum: values.min() ?? 0, maximum: values.max() ?? 0
      ).picture(count)
    }
  }

  /// Every value is counted once, in or beside the bins, and near the bin that holds it: an edge that
  /// cuts a cell may move up to the cell's values.
  @Test func countsEachOnce() throws {
    let random = Random(seed: 17)
    for (spread, isLogarithmic) in [(0.2, false), (1.5, true)] {
      let values = random.values(20_000) { exp(spread * $0.normal()) }
      let bins = try #require(Self.bins(values))
      #expect(bins.total == values.count)
      #expect((60...140).contains(bins.below) && (60...140).contains(bins.above))
      let ends = isLogarithmic ? bins.edges.map { log($0) } : bins.edges
      let widths = zip(ends, ends.dropFirst()).map { $1 - $0 }
      #expect(widths.allSatisfy { abs($0 / widths[0] - 1) < 1e-9 })
      for (index, count) in bins.counts.enumerated() {
        let inside = values.count { $0 >= bins.edges[index] && $0 < bins.edges[index + 1] }
        #expect(abs(count - inside) <= 30 + inside / 20, "bin \(index)")
      }
    }
  }

  /// Share prices of which some are 0: the others have their logarithms, and zeros are counted to the left.
  @Test func zerosBesideALogarithmicAxis() throws {
    let random = Random(seed: 19)
    let values = random.values(20_000) { exp(1.5 * $0.normal()) } + Array(repeating: 0, count: 800)
    let bins = try #require(Self.bins(values))
    let widths = zip(bins.edges, bins.edges.dropFirst()).map { log($1 / $0) }
    #expect(widths.allSatisfy { abs($0 / widths[0] - 1) < 1e-9 })
    #expect(bins.total == values.count && (860...940).contains(bins.below))
    #expect(bins.least == 800 && bins.greatest == 0)
    #expect(bins.edges[0] > 0.01)
  }

  /// Falls of which most are the whole: the others keep their shape.
  @Test func mostAreTheGreatest() throws {
    let random = Random(seed: 23)
    let values = random.values(2_000) { 0.5 + $0.uniform() / 2 } + Array(repeating: 1, count: 3_000)
    let bins = try #require(Self.bins(values, 10))
    #expect(bins.total == values.count && bins.greatest == 3_000 && bins.least == 0)
    #expect(bins.counts.allSatisfy { (150...250).contains($0) }, "\(bins.counts)")
  }

  /// Signs, zeros and atoms; nothing to draw of few values or of one.
  @Test func edges() throws {
    let atoms = Array(repeating: 0.0, count: 500) + Array(repeating: 1, count: 300) + [-1, 0.5]
    let bins = try #require(Self.bins(atoms, 4))
    #expect(bins.total == atoms.count)
    let signed = (0..<1_000).map { Double($0) - 499.5 }
    #expect(try #require(Self.bins(signed, 10)).counts.allSatisfy { (80...120).contains($0) })
    #expect(Self.bins(Array(repeating: 3, count: 1_000)) == nil)
    #expect(Self.bins((0..<50).map(Double.init)) == nil)
  }
}
