import Statistics
import TestSupport
import Testing

@testable import Scenarios
@testable import Simulation

/// Protects the clock of events that bring about others, beside the closed forms of `WhatCanHappenTests`.
@Suite struct ClusteringTests {
  private func text(step: String, _ event: String) -> ScenarioText {
    var text = ScenarioText(
      step: step, acme: "shares: 1M\narr: 1M\nmultiple: {initial: 10, volatility: 50%}")
    text.horizon = step == "month" ? "1 year" : step == "week" ? "52 weeks" : "1 year"
    text.start = "2026-01-05"
    text.top = "events:\n  crash: {\(event)}\n  open: {frequency: 2/year}"
    return text
  }

  private func count(step: String, _ event: String) throws -> SampleSummary {
    let summary = try text(step: step, event).run(paths: 4_096, seed: 9)
    return try #require(summary.events["crash"]?.occurrences.count?.sample)
  }

  /// Protects that rings are exact: each path has as many at steps of a week, a month, a quarter and a year.
  ///
  /// The control: of a frequency that is seen on dates alone it has not.
  @Test func stepIsOfNoAccount() throws {
    let event = "frequency: 6/year, clustering: {branching: 20% to 70%, halfLife: 1 to 8 weeks}"
    let gated = event + ", when: open"
    for event in [event, gated, event.replacing("weeks}", with: "weeks, recent: 2}")] {
      let weekly = try count(step: "week", event)
      for step in ["month", "quarter", "year"] {
        let other = try count(step: step, event)
        #expect(other.mean.value == weekly.mean.value)
        #expect(areEqual(other.standardDeviation, weekly.standardDeviation, within: 1e-12))
      }
    }
    let moved = event + ", then: {change: {crash.frequency: 10%}}"
    #expect(
      try count(step: "week", moved).mean.value != count(step: "year", moved).mean.value)
  }

  /// Protects paired differences: a higher frequency, branching or number before the start takes no occurrence
  /// away, on any path.
  @Test func moreIsMore() throws {
    let clusters = "clustering: {branching: 30%, halfLife: 3 weeks}"
    let least = try count(step: "month", "frequency: 3/year, \(clusters)")
    for event in [
      "frequency: 4/year, \(clusters)",
      "frequency: 3/year, clustering: {branching: 30%, halfLife: 3 weeks, recent: 4}",
    ] {
      let more = try count(step: "month", event)
      #expect(more.mean.value > least.mean.value)
      #expect(more.maximum >= least.maximum)
    }
  }
}
