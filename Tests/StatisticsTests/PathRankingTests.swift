import Testing

@testable import Statistics

/// Protects the shares of paths on which each of several scenarios is the best.
@Suite struct PathRankingTests {
  @Test func handWorked() {
    let values: [[Double]] = [
      [1, 5, 2, .nan, .infinity, 4], [3, 5, 1, 1, .infinity, 4 + 1e-12], [2, 4, 1, 9, 7, 5],
    ]
    let greatest = PathRanking(of: values, worst: .below)
    #expect(greatest.best.map(\.hits) == [1, 1, 1] && greatest.ties.hits == 2)
    #expect(greatest.ties.count == 5 && greatest == PathRanking(of: values, worst: nil))
    let least = PathRanking(of: values, worst: .above)
    #expect(least.best.map(\.hits) == [1, 0, 2] && least.ties.hits == 2)
  }

  /// A tie below the best is none.
  @Test func tiesBelowTheBest() {
    let ranking = PathRanking(of: [[1], [1], [2], [2], [3]], worst: .below)
    #expect(ranking.best.map(\.hits) == [0, 0, 0, 0, 1] && ranking.ties.hits == 0)
  }
}
