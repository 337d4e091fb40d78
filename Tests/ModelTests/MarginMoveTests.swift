import Foundation
import Scenarios
import Statistics
import Testing

/// Protects what events do to a gross margin: points are points, however thin the margin is, and the bounds
/// stay out of reach.
@Suite struct MarginMoveTests {
  /// By hand: the margin after an event on the first date.
  @Test(arguments: [
    ("2%", "add: {acme.costs.grossMargin: 15%}", 0.17),
    ("60%", "add: {acme.costs.grossMargin: -5%}", 0.55),
    ("60%", "change: {acme.costs.grossMargin: -60%}", 0.24),
    ("60%", "set: {acme.costs.grossMargin: 35%}", 0.35),
    // Nine tenths of what is left.
    ("90%", "add: {acme.costs.grossMargin: 15%}", 0.99),
    ("10%", "add: {acme.costs.grossMargin: -20%}", 0.01),
  ])
  func points(_ margin: String, _ effect: String, told: Double) throws {
    let moved = try Self.margins(margin, effect)
    #expect(abs(moved[0] - told) < 1e-9 && abs(moved[1] - told) < 1e-9)
  }

  /// What is done for a time leaves nothing.
  @Test func undone() throws {
    let moved = try Self.margins("2%", "add: {acme.costs.grossMargin: 15%}, for: 6 months")
    #expect(abs(moved[0] - 0.17) < 1e-9 && abs(moved[1] - 0.02) < 1e-9)
  }

  /// The median margin a month and a year after the start.
  private static func margins(_ margin: String, _ effect: String) throws -> [Double] {
    let text = ScenarioText(
      record: "[grossMargin]", top: "events: {news: {at: 2026-07-24, then: {\(effect)}}}",
      acme: """
        shares: 1M
        arr: 5M
        cash: 1M
        multiple: {initial: 10}
        costs: {grossMargin: \(margin)}
        """)
    let summary = try text.run(paths: 512, seed: 3)
    let bands = try #require(summary.series["acme.grossMargin"]).bands
    return [1, 12].compactMap { bands[$0][50]?.value }
  }
}
