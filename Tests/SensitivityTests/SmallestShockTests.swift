import Foundation
import Statistics
import Testing

@testable import Sensitivity

/// Protects the search for the smallest shock: against planes, whose nearest point is known, a parabola, and what
/// cannot be reached.
@Suite struct SmallestShockTests {
  private func found(
    _ target: Double, towards direction: [Double], _ response: @escaping ([Double]) -> Double
  ) throws -> SmallestShock {
    try SmallestShock(target, towards: direction) { PathEstimate(exactly: response($0)) }
  }

  private func isNear(_ point: [Double], _ expected: [Double], within error: Double) -> Bool {
    zip(point, expected).allSatisfy { abs($0 - $1) < error } && point.count == expected.count
  }

  /// Of a plane a·w = c it is c a/|a|², wherever the search begins.
  @Test(arguments: [[1, 1], [3, -1], [0.1, 1], [0, 0]]) func planes(_ direction: [Double]) throws {
    let shock = try found(5, towards: direction) { 2 + 3 * $0[0] - $0[1] }
    #expect(shock.isReached)
    #expect(isNear(shock.point, [0.9, -0.3], within: 2e-3), "\(shock.point)")
    #expect(abs(shock.distance - 0.9.squareRoot()) < 2e-3)
    #expect(shock.runs < 60)
    let down = try found(-1, towards: direction) { 2 + 3 * $0[0] - $0[1] }
    #expect(isNear(down.point, [-0.9, 0.3], within: 2e-3))
  }

  /// Of a curved one, x + y²/4 = -2 is nearest at (-2, 0), also where nothing moves near the start.
  @Test func curves() throws {
    let shock = try found(-2, towards: [1, 0.3]) { $0[0] + $0[1] * $0[1] / 4 }
    #expect(shock.isReached)
    #expect(isNear(shock.point, [-2, 0], within: 0.1), "\(shock.point)")
    let flat = try found(1, towards: [0, 0]) { max($0[0] + $0[1] - 1, 0) }
    #expect(flat.isReached)
    #expect(isNear(flat.point, [1, 1], within: 0.01), "\(flat.point)")
  }

  /// A number that jumps past the target gets there at the jump, and not far behind it.
  @Test func jumps() throws {
    let shock = try found(0.5, towards: [1, 0]) { $0[0] > 0.87 ? 1 : 0 }
    #expect(shock.isReached && shock.output.value == 1)
    #expect((0.87...0.876).contains(shock.distance), "\(shock.distance)")
  }

  @Test func whatIsNotReached() throws {
    let bounded = try found(2, towards: [1]) { tanh($0[0]) }
    #expect(!bounded.isReached && abs(bounded.output.value - 1) < 1e-4)
    let still = try found(2, towards: [0, 0]) { _ in 1 }
    #expect(!still.isReached && still.distance == 0)
    let there = try found(1, towards: [1]) { 1 + $0[0] }
    #expect(there.isReached && there.distance == 0 && there.runs == 1)
    struct Refusal: Error {}
    #expect(throws: Refusal.self) {
      try SmallestShock(1, towards: [1]) {
        if $0[0] > 1.5 { throw Refusal() } else { PathEstimate(exactly: 0) }
      }
    }
  }
}
