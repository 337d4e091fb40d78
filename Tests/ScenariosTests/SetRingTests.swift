import TestSupport
import Testing

@testable import Scenarios

/// Protects files in which states set each other from being refused where they come to rest, and those in
/// which they do not from being run once around.
@Suite struct SetRingTests {
  /// What is said of two regimes, `a` with the states x and z, and `b` with p and w.
  private func refused(_ a: String, _ b: String) throws -> [String] {
    func regime(_ name: String, _ first: String, _ second: String, _ then: String) -> String {
      "  \(name): {start: \(first), transitions: {\(first): {\(second): 1/year}, "
        + "\(second): {\(first): 1/year}}, then: \(then)}\n"
    }
    let text =
      Sample.least + "\nregimes:\n" + regime("a", "x", "z", a) + regime("b", "p", "w", b)
    do {
      _ = try Scenario(text: text).compile()
      return []
    } catch let diagnostics as Diagnostics {
      return diagnostics.all.map(\.message)
    }
  }

  @Test func whatComesToRest() throws {
    // b is in p already when a comes back to x: nothing is entered.
    #expect(try refused("{x: {set: {b: p}}}", "{p: {set: {a: x}}}") == [])
    // Two such pairs beside each other.
    #expect(
      try refused(
        "{x: {set: {b: p}}, z: {set: {b: w}}}", "{p: {set: {a: x}}, w: {set: {a: z}}}") == [])
    // A chain with an end.
    #expect(
      try refused("{x: {set: {b: p}}, z: {set: {b: w}}}", "{p: {set: {a: z}}}") == [])
    // A state that sets its own regime to itself.
    #expect(try refused("{x: {set: {a: x}}}", "{p: {set: {b: p}}}") == [])
  }

  @Test func whatGoesOn() throws {
    let ring = try refused(
      "{x: {set: {b: p}}, z: {set: {b: w}}}", "{p: {set: {a: z}}, w: {set: {a: x}}}")
    #expect(ring.count == 1)
    #expect(
      ring.first?.contains("'a = x', then 'b = p', then 'a = z', then 'b = w', and so on") ?? false,
      "\(ring)")
    #expect(
      try refused("{x: {set: {a: z}}, z: {set: {a: x}}}", "{p: {set: {b: p}}}").count == 1)
    // One of its cases is enough.
    let cases = "{cases: {go: {weight: 50%, set: {b: w}}, rest: {weight: 50%}}}"
    #expect(
      try refused(
        "{x: {set: {b: p}}, z: \(cases)}", "{p: {set: {a: z}}, w: {set: {a: x}}}"
      ).count == 1)
  }
}
