import Sensitivity
import Statistics
import TestSupport
import Testing

/// Protects sweeps: order, pairs with the base, and what is kept when one ends early.
@Suite struct SweepTests {
  private struct Interruption: Error {}
  private static let draws: [Double] = {
    let random = Random(seed: 21)
    return random.values(200) { $0.normal() }
  }()

  private static func response(_ point: Double) -> [PathEstimate] {
    let values = draws.map { 10 + point * $0 }
    return [PathEstimate(of: values, .mean), PathEstimate(of: values, .percentile(50))]
  }

  /// Differences come from the paths in pairs: at the base's own point they are 0.
  @Test func rowsAreDifferencesFromTheBase() throws {
    let sweep = Sweep([1.0, 2, 3], base: Self.response(2)) { Self.response($0) }
    #expect(sweep.rows.map(\.point) == [1, 2, 3])
    #expect(sweep.base == Self.response(2).map(\.estimate))
    #expect(sweep.rows[1].differences == [0, 0].map { IntervalEstimate(exactly: $0) })
    #expect(sweep.rows[2].estimates == Self.response(3).map(\.estimate))
    // The mean moves with the mean of the draws, and so does its error.
    let mean = PathEstimate(of: Self.draws, .mean)
    #expect(abs(sweep.rows[2].differences[0].value - mean.value) < 1e-14)
    #expect(abs(sweep.rows[2].differences[0].reach - mean.estimate.reach) < 1e-14)
  }

  /// Each row is handed over before the next point is looked at; rows of an interrupted sweep are taken
  /// over and give the same as a whole one.
  @Test func interruptedSweepsGoOn() throws {
    var (looked, finished) = ([Double](), [Sweep<Double>.Row]())
    let points = [1.0, 2, 3, 4]
    #expect(throws: Interruption.self) {
      try Sweep(points, base: Self.response(2)) { point in
        #expect(finished.map(\.point) == looked)
        if point == 3 { throw Interruption() }
        looked.append(point)
        return Self.response(point)
      } each: {
        finished.append($0)
      }
    }
    #expect(looked == [1, 2] && finished.map(\.point) == [1, 2])
    var told: [Double] = []
    let rest = Sweep(points, base: Self.response(2), finished: finished) { point in
      looked.append(point)
      return Self.response(point)
    } each: {
      told.append($0.point)
    }
    #expect(looked == points && told == [3, 4])
    let whole = Sweep(points, base: Self.response(2)) { Self.response($0) }
    #expect(rest.rows.map(\.estimates) == whole.rows.map(\.estimates))
    #expect(rest.rows.map(\.differences) == whole.rows.map(\.differences))
  }

  /// Protects the example of `Documentation/what-if.md` from being no Swift.
  @Test func guideExample() {
    let points = Design.latinHypercube(dimensions: 2, points: 20, seed: 1)
    let base = [PathEstimate(exactly: 0)]
    let sweep = Sweep(points, base: base) { point in
      [PathEstimate(exactly: (point[0] - 0.3) * point[1])]
    }
    let goal = GoalSeek(2, between: 0...2) { PathEstimate(exactly: $0 * $0) }
    #expect(sweep.rows.count == 20)
    #expect(goal.roots.map(\.input.value).map { abs($0 - 1.4142135623730951) < 1e-8 } == [true])
  }
}
