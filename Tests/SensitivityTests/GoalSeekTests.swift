import Foundation
import Sensitivity
import Statistics
import TestSupport
import Testing

/// Protects the search for inputs with a wanted output.
@Suite struct GoalSeekTests {
  private struct Failure: Error, Equatable { let input: Double }

  private static func seek(
    _ target: Double, _ range: ClosedRange<Double>, scan: Int = 9,
    _ function: (Double) -> Double
  ) -> GoalSeek {
    GoalSeek(target, between: range, scan: scan) { PathEstimate(exactly: function($0)) }
  }

  /// Known roots, to a billionth: √2; cos x = x by SciPy 1.17.1, `brentq(lambda x: cos(x) - x, 0, 1)`; all
  /// six of sin x on ± 9; and a cube root, which is vertical there. Inputs known exactly have no interval.
  @Test func exactFunctions() {
    let cases: [(roots: [Double], goal: GoalSeek)] = [
      ([sqrt(2)], Self.seek(2, 0...3) { $0 * $0 }),
      ([-sqrt(2), sqrt(2)], Self.seek(2, -3...3) { $0 * $0 }),
      ([0.7390851332151607], Self.seek(0, 0...1) { cos($0) - $0 }),
      ((-2...2).map { Double($0) * .pi }, Self.seek(0, -9...8.5, scan: 15) { sin($0) }),
      ([0.3], Self.seek(0, 0...1) { cbrt($0 - 0.3) }),
    ]
    for (roots, goal) in cases {
      #expect(goal.roots.count == roots.count)
      for (found, root) in zip(goal.roots, roots) {
        #expect(abs(found.input.value - root) < 2e-9)
        #expect(found.input.reach == 0)
      }
      #expect(goal.samples.map(\.input) == goal.samples.map(\.input).sorted())
      #expect(Set(goal.samples.map(\.input)).count == goal.samples.count)
    }
  }

  /// Each input is a whole run, so none is asked for twice and few are.
  @Test func fewInputsAreLookedAt() {
    var asked: [Double] = []
    let goal = Self.seek(2, 0...3) { input in
      asked.append(input)
      return input * input
    }
    #expect(Set(asked).count == asked.count && asked.count < 20)
    #expect(asked.sorted() == goal.samples.map(\.input))
    #expect(Array(asked[..<9]) == Design.line(from: 0, to: 3, count: 9))
  }

  /// Ranges of a factor of ten and more are scanned in equal ratios: else this root, in the first
  /// thousandth, and the next would share an interval and not be seen.
  @Test func wideRangesAreScannedInRatios() {
    let goal = Self.seek(0, 1e-4...100) { log($0 / 0.001) * log($0 / 0.05) }
    #expect(goal.roots.count == 2)
    #expect(abs(goal.roots[0].input.value / 0.001 - 1) < 1e-9)
    #expect(abs(goal.roots[1].input.value / 0.05 - 1) < 1e-9)
  }

  /// Targets that are met by an input of the scan, also the first and the last, and by all of them.
  @Test func hits() {
    #expect(Self.seek(0.5, 0...1) { $0 }.roots.map(\.input) == [IntervalEstimate(exactly: 0.5)])
    #expect(Self.seek(0, 0...1) { $0 }.roots.map(\.input) == [IntervalEstimate(exactly: 0)])
    #expect(Self.seek(1, 0...1) { $0 }.roots.map(\.input) == [IntervalEstimate(exactly: 1)])
    #expect(Self.seek(7, 3...3) { _ in 7 }.roots.map(\.input.value) == [3])
    // Every input of the scan meets it, and none between.
    let waves = Self.seek(0, 0...8) { ($0 * 2).rounded() == $0 * 2 ? sinpi($0) : 1 }
    #expect(waves.roots.count == 9)
    let flat = Self.seek(7, 0...1) { _ in 7 }
    #expect(flat.roots.count == 1)
    #expect(flat.roots[0].input.interval == Interval(low: -.infinity, high: .infinity))
    let partly = Self.seek(0, 0...1) { max(0, $0 - 0.6) }
    #expect(partly.roots.count == 1 && partly.roots[0].input.interval.low == -.infinity)
    #expect(abs(partly.roots[0].input.interval.high - 0.6) <= 0.02)
  }

  /// Targets that an end of the range has but for rounding, as 120M · 2 comes out of logarithms: at either
  /// end, of rising and falling functions, and where what cancels to 0 leaves rounding of its own.
  /// The control: an end that is off by a millionth is no root.
  @Test func endsOfTheRange() {
    for arr in stride(from: 1e6, to: 3e8, by: 7.3e6) {
      let (rising, falling) = (
        { (x: Double) in exp(log(arr) + log1p(x)) }, { (x: Double) in exp(log(3 * arr) - log(x)) }
      )
      let found = [
        Self.seek(2 * arr, 1...5, rising), Self.seek(2 * arr, 0.2...1, rising),
        Self.seek(3 * arr, 1...4, falling), Self.seek(3 * arr, 0.5...1, falling),
      ]
      #expect(
        found.allSatisfy { $0.roots.map(\.input) == [IntervalEstimate(exactly: 1)] }, "\(arr)")
      #expect(Self.seek(2 * arr, 1.000001...5, rising).roots.isEmpty)
      #expect(Self.seek(3 * arr, 0.5...0.999999, falling).roots.isEmpty)
    }
    let left = (0.1 + 0.2 - 0.3) * 1e8
    #expect(left != 0)
    #expect(Self.seek(0, 0...4) { left + 1e6 * $0 }.roots.map(\.input.value) == [0])
    #expect(Self.seek(0, -4...0) { left - 1e6 * $0 }.roots.map(\.input.value) == [0])
    #expect(Self.seek(0, 1e-6...4) { left + 1e6 * $0 }.roots.isEmpty)
  }

  /// Protects a target at the foot of a steep function: what grows a billion times and more to the next
  /// input of the scan makes no root of an end that has a twentieth of the target.
  @Test func footOfASteepFunction() {
    let roots = Self.seek(240, 0...30) { 12 * pow(1 + $0, 20) }.roots.map(\.input.value)
    #expect(roots.count == 1)
    #expect(roots.allSatisfy { abs($0 - (pow(20, 0.05) - 1)) < 1e-7 })
  }

  /// Protects infinite outputs from being the target but for rounding, which of an infinite number is
  /// infinite. The control: 240M and what comes out of its logarithm.
  @Test func infiniteIsEqualToItselfAlone() {
    #expect(Rounding.areEqual(.infinity, .infinity) && Rounding.areEqual(240e6, exp(log(240e6))))
    #expect(!Rounding.areEqual(.infinity, 5) && !Rounding.areEqual(5, -.infinity))
    #expect(!Rounding.areEqual(.infinity, -.infinity) && !Rounding.areEqual(.nan, .nan))
  }

  /// Touching the target at an input of the scan and being flat at it, both but for rounding.
  @Test func touchesAndPlains() {
    let touch = Self.seek(1e8, 0...1) { exp(log(1e8)) + 1e8 * ($0 - 0.5) * ($0 - 0.5) }
    #expect(touch.roots.map(\.input) == [IntervalEstimate(exactly: 0.5)])
    let plain = Self.seek(240e6, 0...1) { _ in 239_999_999.999_999_97 }
    #expect(plain.roots.count == 1)
    #expect(plain.roots.first?.input.interval == Interval(low: -.infinity, high: .infinity))
    #expect(Self.seek(240e6, 0...1) { _ in 239_999_990 }.roots.isEmpty)
  }

  private func sinpi(_ x: Double) -> Double {
    x == x.rounded() ? 0 : sin(.pi * x)
  }

  /// No root: the target is out of reach, or the output jumps over it, to a finite value or through a
  /// pole. What jumps within its own interval meets the target as far as anybody can tell.
  @Test func noRoot() {
    #expect(Self.seek(2, 0...1) { $0 }.roots.isEmpty)
    #expect(Self.seek(2, 0...1) { _ in 1 }.roots.isEmpty)
    #expect(Self.seek(0, 0...1) { $0 < 0.3 ? -1 : 1 }.roots.isEmpty)
    #expect(Self.seek(0, 0...1) { 1 / ($0 - 0.3) }.roots.isEmpty)
    #expect(Self.seek(0, 0...1) { $0 < 0.3 ? -1 : .infinity }.roots.isEmpty)
    let blurred = GoalSeek(0, between: 0...1) { input in
      PathEstimate(
        estimate: IntervalEstimate(value: input < 0.3 ? -1 : 1, error: 1), influences: [])
    }
    #expect(blurred.roots.count == 1 && abs(blurred.roots[0].input.value - 0.3) < 0.01)
  }

  /// Outputs that are no number part the range, infinite ones have a side.
  @Test func brokenOutputs() {
    let halves = Self.seek(0, -4...4) { $0 > -2.5 && $0 < -0.5 ? .nan : $0 * $0 - 2 }
    #expect(halves.roots.count == 1)
    #expect(abs(halves.roots[0].input.value - 2.0.squareRoot()) < 2e-9)
    let steep = Self.seek(3, 0...8) { $0 > 3.2 ? .infinity : $0 }
    #expect(steep.roots.map(\.input.value) == [3])
    let between = Self.seek(3.1, 0...8) { $0 > 3.2 ? .infinity : $0 }
    #expect(between.roots.count == 1 && abs(between.roots[0].input.value - 3.1) < 2e-9)
    let falling = Self.seek(3.1, 0...8) { $0 > 3.2 ? -.infinity : -$0 + 6 }
    #expect(falling.roots.count == 1 && abs(falling.roots[0].input.value - 2.9) < 2e-9)
    #expect(Self.seek(0, 0...1) { _ in .nan }.roots.isEmpty)
    #expect(Self.seek(0, 0...1) { $0 < 0.5 ? -.infinity : .infinity }.roots.isEmpty)
    // On the way to the root.
    #expect(Self.seek(0, 0...1) { abs($0 - 0.3) < 0.02 ? .nan : $0 - 0.3 }.roots.isEmpty)
  }

  /// An error thrown in the function comes out as it is, from the scan and through GSL, and nothing is
  /// asked after it.
  @Test(arguments: [1, 5, 11])
  func errorsComeOut(_ last: Int) {
    var asked: [Double] = []
    do {
      _ = try GoalSeek(2, between: 0...3) { (input: Double) throws(Failure) -> PathEstimate in
        asked.append(input)
        if asked.count == last { throw Failure(input: input) }
        return PathEstimate(exactly: input * input)
      }
      Issue.record("no error")
    } catch {
      #expect(error == Failure(input: asked[last - 1]))
    }
    #expect(asked.count == last)
  }
}
