import Foundation
import Sensitivity
import Statistics
import TestSupport
import Testing

/// Protects the interval of an input: what the output's error leaves open.
@Suite struct GoalSeekIntervalTests {
  private static func noisy(_ value: Double, _ error: Double) -> PathEstimate {
    PathEstimate(estimate: IntervalEstimate(value: value, error: error), influences: [])
  }

  /// A straight line of slope 4 with a standard error of 0.2: ± 1.96 · 0.05 about the root, to the 5 % of
  /// the output's reach at which the search for an end stops. An end outside the range is infinite.
  @Test func straightLine() {
    let goal = GoalSeek(1, between: -1...2) { Self.noisy(4 * $0 - 0.3, 0.2) }
    #expect(goal.roots.count == 1)
    let input = goal.roots[0].input
    let reach = 1.959963984540054 * 0.05
    #expect(abs(input.value - 0.325) < 0.011 * reach)
    #expect(abs(input.interval.low - (0.325 - reach)) < 0.06 * reach)
    #expect(abs(input.interval.high - (0.325 + reach)) < 0.06 * reach)
    #expect(goal.samples.count < 20)
    let falling = GoalSeek(1, between: -1...2) { Self.noisy(1.6 - 4 * $0, 0.2) }.roots[0].input
    #expect(abs(falling.interval.low - (0.15 - reach)) < 0.06 * reach)
    #expect(abs(falling.interval.high - (0.15 + reach)) < 0.06 * reach)
    let cut = GoalSeek(1, between: 0.3...2) { Self.noisy(4 * $0 - 0.3, 0.2) }.roots[0].input
    #expect(cut.interval.low == -.infinity && abs(cut.interval.high - 0.423) < 0.01)
    let flat = GoalSeek(1, between: 0...1) { Self.noisy(0.9 + 0.2 * $0, 1) }.roots[0].input
    #expect(flat.interval == Interval(low: -.infinity, high: .infinity))
  }

  /// A curve: the ends are where 95 % of its outputs' intervals still hold the target, √(2 ± 1.96 · 0.1).
  /// Each of two roots has its own.
  @Test func curve() {
    let goal = GoalSeek(2, between: -3...3) { Self.noisy($0 * $0, 0.1) }
    #expect(goal.roots.count == 2)
    let ends = [-1, 1].map { (2 + $0 * 1.959963984540054 * 0.1).squareRoot() }
    for (root, sign) in zip(goal.roots, [-1.0, 1]) {
      let expected = sign > 0 ? ends : [-ends[1], -ends[0]]
      #expect(abs(root.input.interval.low - expected[0]) < 0.005)
      #expect(abs(root.input.interval.high - expected[1]) < 0.005)
    }
  }

  /// Errors that are not known, and outputs that are no numbers, leave an end open.
  @Test func openEnds() {
    let open = GoalSeek(0, between: -1...1) { input in
      PathEstimate(
        estimate: IntervalEstimate(
          value: input, interval: Interval(low: input - 0.1, high: .infinity)), influences: [])
    }
    #expect(open.roots.count == 1 && open.roots[0].input.interval.low == -.infinity)
    #expect(abs(open.roots[0].input.interval.high - 0.1) < 0.01)
    let broken = GoalSeek(0.03, between: -1...1) { input in
      abs(input + 0.25) < 0.2 ? PathEstimate(exactly: .nan) : Self.noisy(input, 0.2)
    }
    #expect(broken.roots.count == 1 && broken.roots[0].input.interval.low == -.infinity)
    #expect(abs(broken.roots[0].input.interval.high - 0.42) < 0.03)
  }

  /// The interval covers the true input at 95 %: a mean over 50 paths of 3 + 2 input + noise of deviation 1
  /// is 4 at an input of 0.5. Over 1,000 samples misses are binomial, and held between the 1e-6 points of
  /// 5 % and of 6.5 %; the mean of 50 has a z interval with 5.6 %, and ends stop at 5 % of the
  /// reach. Controls: half the interval, and the same about an input 3 % of the range off, miss more.
  @Test func coverage() {
    let random = Random(seed: 31)
    var misses = (stated: 0, halved: 0, shifted: 0)
    for _ in 0..<1_000 {
      let noise = random.values(50) { $0.normal() }
      let goal = GoalSeek(4, between: -1...2) { input in
        PathEstimate(of: noise.map { 3 + 2 * input + $0 }, .mean)
      }
      let input = goal.roots[0].input
      let miss = abs(input.value - 0.5)
      misses.stated += input.interval.low <= 0.5 && 0.5 <= input.interval.high ? 0 : 1
      misses.halved += miss > input.reach / 2 ? 1 : 0
      misses.shifted += abs(input.value + 0.09 - 0.5) > input.reach ? 1 : 0
    }
    let possible = possibleMisses(of: 1_000, at: 0.05...0.065)
    #expect(possible.contains(misses.stated), "\(misses)")
    #expect(misses.halved > possible.upperBound)
    #expect(misses.shifted > possible.upperBound)
  }
}

/// Protects the search on step functions, whose every value is a run: it ends soon, and a flat part at the
/// target is the root's interval.
@Suite struct GoalSeekStepTests {
  private static let most = 30

  /// Cells of a width, with and without an error of half a cell, rising and falling; targets on a step and
  /// between two.
  @Test(arguments: [0.5, 1, 3, 10], [0.0, 0.25])
  func fewInputs(_ cells: Double, _ error: Double) {
    for (target, sign) in Design.grid([[0.0, 0.4, 0.5, 0.7], [1, -1]]).map({ ($0[0], $0[1]) }) {
      var asked = 0
      let goal = GoalSeek(target * sign, between: -1.013...1.2) { input in
        asked += 1
        return PathEstimate(
          estimate: IntervalEstimate(value: sign * (cells * input).rounded(), error: error),
          influences: [])
      }
      #expect(asked < Self.most && asked == goal.samples.count, "\(target) \(sign): \(asked)")
      // Within ± 1.96 errors of a cell is the cell 0 for 0 and 0.4, and for 0.5 and 0.7 the cell 1.
      guard error == 0 || target == 0, cells > 1 else { continue }
      #expect(goal.roots.count == (target == 0 ? 1 : 0))
      for root in goal.roots {
        #expect(abs(root.input.interval.low + 0.5 / cells) < 0.06 / cells)
        #expect(abs(root.input.interval.high - 0.5 / cells) < 0.06 / cells)
      }
    }
  }

  /// A flat part between two inputs of the scan, or around one, is the interval. Control: a point is none.
  @Test func plateau() {
    func plateau(_ low: Double, _ high: Double) -> GoalSeek {
      GoalSeek(0, between: 0...1) { PathEstimate(exactly: min($0 - low, 0) + max($0 - high, 0)) }
    }
    for (low, high) in [(0.27, 0.36), (0.2, 0.3), (0.3, 0.8), (0.26, 0.3)] {
      let goal = plateau(low, high)
      #expect(goal.roots.count == 1 && goal.samples.count < Self.most)
      guard let input = goal.roots.first?.input else { continue }
      #expect(low <= input.value && input.value <= high)
      #expect(abs(input.interval.low - low) < 0.06 * (high - low))
      #expect(abs(input.interval.high - high) < 0.06 * (high - low))
    }
    #expect(plateau(0.25, 0.25).roots.map(\.input.reach) == [0])
  }

  /// A jump over the target has no root and is left after a few inputs: of one step, and of eighty.
  @Test func jumps() {
    for cells in [1.0, 100] {
      let goal = GoalSeek(0.5, between: -0.413...0.4) {
        PathEstimate(exactly: (cells * ($0 - 0.0312) + 0.5).rounded(.down) + 0.25)
      }
      #expect(goal.roots.isEmpty && goal.samples.count <= 9 + 12, "\(goal.samples.count)")
    }
  }
}
