import Foundation
import Sensitivity
import Testing

/// Protects which points are looked at.
@Suite struct DesignTests {
  @Test func gridIsInTheOrderOfLoops() {
    let grid = Design.grid([["a", "b"], ["x", "y", "z"]])
    #expect(grid == [["a", "x"], ["a", "y"], ["a", "z"], ["b", "x"], ["b", "y"], ["b", "z"]])
    #expect(Design.grid([[Int]]()) == [[]])
    #expect(Design.grid([[1, 2], []]).isEmpty)
  }

  /// Each of the n strata of each dimension has one point.
  @Test(arguments: [(1, 1), (3, 7), (5, 1_000)])
  func everyStratumHasOnePoint(_ dimensions: Int, _ points: Int) {
    let sample = Design.latinHypercube(dimensions: dimensions, points: points, seed: 11)
    #expect(sample.count == points && sample.allSatisfy { $0.count == dimensions })
    for dimension in 0..<dimensions {
      let values = sample.map { $0[dimension] }
      #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
      let strata = Set(values.map { Int($0 * Double(points)) })
      #expect(strata == Set(0..<points))
    }
  }

  /// The same seed gives the same points; a dimension that is added at the end moves none.
  @Test func pointsAreThoseOfTheSeed() {
    func sample(_ dimensions: Int, _ seed: UInt64) -> [[Double]] {
      Design.latinHypercube(dimensions: dimensions, points: 20, seed: seed)
    }
    #expect(sample(3, 5) == sample(3, 5))
    #expect(sample(4, 5).map { Array($0[..<3]) } == sample(3, 5))
    #expect(sample(3, 5) != sample(3, 6))
    #expect(sample(3, 5) != sample(3, 5 + 1 << 32))
    #expect(sample(0, 5) == Array(repeating: [], count: 20))
    #expect(Design.latinHypercube(dimensions: 2, points: 0, seed: 1).isEmpty)
  }

  /// Coordinates are matched at random: their correlation over 2,000 points is within ± 4.9 / √2,000, the
  /// 1e-6 points of none. Control: sorted coordinates are not.
  @Test func dimensionsAreUnrelated() {
    let points = Design.latinHypercube(dimensions: 2, points: 2_000, seed: 12)
    func correlation(_ x: [Double], _ y: [Double]) -> Double {
      let products = zip(x, y).map { ($0 - 0.5) * ($1 - 0.5) }
      return 12 * products.reduce(0, +) / 2_000
    }
    let (x, y) = (points.map { $0[0] }, points.map { $0[1] })
    #expect(abs(correlation(x, y)) < 4.9 / 2_000.0.squareRoot())
    #expect(abs(correlation(x.sorted(), y.sorted())) > 0.9)
  }

  /// What adds up coordinate by coordinate is averaged with an error of order n^-3/2: for x² + y² over 50
  /// points 8/(3 · 12 n³) = 1.8e-6 in variance, against 8/(45 n) = 3.6e-3 for random points. Held within
  /// a third, the sampling error of a variance from 400 designs (4.9 √(2/400)) and the next order in 1/n.
  /// The control, x y less what adds up, is not better than random: 1/(144 n).
  @Test func additiveFunctionsAreAveragedWell() {
    var squares = (sum: 0.0, product: 0.0)
    for seed in 0..<400 {
      let points = Design.latinHypercube(dimensions: 2, points: 50, seed: UInt64(seed) + 1_000)
      let sum = points.reduce(0) { $0 + $1[0] * $1[0] + $1[1] * $1[1] } / 50 - 2.0 / 3
      let product = points.reduce(0) { $0 + ($1[0] - 0.5) * ($1[1] - 0.5) } / 50
      squares.sum += sum * sum / 400
      squares.product += product * product / 400
    }
    let stratified = 8.0 / 36 / 125_000
    #expect(abs(squares.sum / stratified - 1) < 0.4)
    #expect(squares.sum < 8.0 / 45 / 50 / 1_000)
    #expect(abs(squares.product / (1.0 / 144 / 50) - 1) < 0.4)
  }

  @Test func linesHaveExactEnds() {
    #expect(Design.line(from: 0, to: 1, count: 11)[3] == 0.3)
    #expect(Design.line(from: 5, to: 1, count: 5) == [5, 4, 3, 2, 1])
    #expect(Design.line(from: 0.1, to: 0.7, count: 2) == [0.1, 0.7])
    #expect(Design.line(from: 0.1, to: 0.1, count: 4) == [0.1, 0.1, 0.1, 0.1])
    #expect(Design.line(from: 3, to: 9, count: 1) == [3])
    let ratios = Design.geometricLine(from: 0.01, to: 100, count: 5)
    #expect(ratios.first == 0.01 && ratios.last == 100)
    for (ratio, wanted) in zip(ratios, [0.01, 0.1, 1, 10, 100]) {
      #expect(abs(ratio / wanted - 1) < 1e-14)
    }
  }
}
