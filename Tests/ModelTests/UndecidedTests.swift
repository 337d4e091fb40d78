import Foundation
import Statistics
import Testing

@testable import Scenarios
@testable import Simulation

/// Protects what is asked of times that the horizon may cut: paths of which it does not decide make two
/// bounds, in answers, groups and metrics.
@Suite struct UndecidedTests {
  private static let text = ScenarioText(
    horizon: "2 years",
    acme: """
      shares: 10M
      arr: 10M
      cash: 3M to 20M
      costs: {grossMargin: 50%, fixed: 9M to 14M}
      multiple: {initial: 12, volatility: 60%}
      """)
  private static let run = Run(paths: 0..<3_000, seed: 741)

  /// By hand, from the durations and peaks of the same paths: a fall that is open at the horizon has
  /// lasted since its peak. Controls: no undecided path, and all open ones undecided.
  @Test func openFallsHaveLastedSinceTheirPeak() throws {
    let level = 0.92
    let conditions = [
      Condition(.duration, .above, level), Condition(.duration, .below, level),
      Condition(.duration, .above, 5), Condition(.duration, .below, 5),
    ]
    let model = try Self.text.model {
      $0.questions = conditions
      $0.groups = [PathGroup(conditions[0])]
      $0.measured = [
        .outcome(.acme("drawdownDuration")), .outcome(.acme("drawdownPeak")),
        .condition(conditions[0]),
      ]
    }
    let (summary, values) = try Simulator(model, workers: 2).simulateKeepingValues(Self.run)
    let (durations, peaks) = (values.columns[0].values, values.columns[1].values)
    let open = durations.indices.filter { durations[$0] == .infinity }
    let undecided = open.filter { 2 - peaks[$0] / 12 < level - 1e-9 }
    let longer = durations.count { $0 > level } - undecided.count
    #expect((100..<open.count - 100).contains(undecided.count))

    let shares = summary.answers.map(\.probability)
    let long = Proportion(hits: longer, undecided: undecided.count, of: 3_000)
    #expect(shares[0] == long)
    #expect(
      shares[1]
        == Proportion(
          hits: durations.count { $0 < level }, undecided: undecided.count, of: 3_000))
    // Nobody knows whether a fall that is open lasts five years.
    #expect(shares[2] == Proportion(hits: 0, undecided: open.count, of: 3_000))
    #expect(
      shares[3] == Proportion(hits: 3_000 - open.count, undecided: open.count, of: 3_000))

    let group = try #require(summary.groups.first)
    #expect(group.share == long && group.paths == longer)
    let told = values.columns[2].values
    #expect(told.indices.filter { told[$0] == .infinity } == undecided)
    #expect(told.count { $0 == 1 } == longer)
  }

  /// Runways and break-evens have the horizon for a bound: a level within it is decided on every path,
  /// one beyond it on none that is open. A metric has the interval of both bounds, and no value.
  @Test func levelsBeyondTheHorizon() throws {
    for outcome in [Quantity.runway, .breakEven] {
      let model = try Self.text.model {
        $0.questions = [
          Condition(outcome, .above, 1.5), Condition(outcome, .above, 2),
          Condition(outcome, .below, 2), Condition(outcome, .above, 2.5),
        ]
      }
      let summary = try Simulator(model, workers: 2).simulate(Self.run)
      let shares = summary.answers.map(\.probability)
      let open = try #require(summary.outcome(outcome).censored).hits
      #expect(open > 0 && shares[..<3].allSatisfy { $0.undecided == 0 })
      #expect(shares[1].hits == open)
      #expect(shares[3] == Proportion(hits: 0, undecided: open, of: 3_000))
    }
    var text = Self.text
    text.top = "paths: 3000"
    let experiment = try Experiment(
      text.scenario(), metrics: ["P(acme.runway > 2.5 years)", "P(acme.runway > 1.5 years)"],
      workers: 2)
    let estimates = try experiment.estimates(at: [])
    #expect(estimates[0].value.isNaN && estimates[1].value.isFinite)
    #expect(estimates[0].estimate.interval.low == 0)
    #expect((0.1..<1).contains(estimates[0].estimate.interval.high))
    let other = try experiment.estimates(
      at: [.init("acme.cash", Scenarios.Level(text: "9M", number: 9e6))])
    let difference = other[0].difference(from: estimates[0])
    #expect(difference.value.isNaN && difference.interval.low.isFinite)
  }

  /// The share itself: its bounds, each with Wilson's interval.
  @Test func sharesHaveTwoBounds() throws {
    let share = Proportion(hits: 300, undecided: 170, of: 1_000)
    #expect(share.value.isNaN && Proportion(hits: 300, of: 1_000).bounds == nil)
    let bounds = try #require(share.bounds)
    #expect(bounds.least == Proportion(hits: 300, of: 1_000))
    #expect(bounds.most == Proportion(hits: 470, of: 1_000))
    #expect(share.interval.low == bounds.least.interval.low)
    #expect(share.interval.high == bounds.most.interval.high)
    let values = (0..<1_000).map { $0 < 300 ? 1 : $0 < 470 ? .infinity : 0 }
    let estimate = PathEstimate(of: values, .share)
    #expect(estimate.value.isNaN && estimate.estimate.interval == share.interval)
  }
}
