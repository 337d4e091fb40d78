import Scenarios
import Simulation
import Testing

/// Protects what a regime does within one step.
@Suite struct StepWithSwitchTests {
  private static let regime = """
    regimes:
      mood:
        start: calm
        transitions: {calm: {fear: 2/year}, fear: {calm: 4/year}}
    """

  /// A series on each path, by date.
  private func paths(_ series: String, in text: ScenarioText, count: Int = 40) throws -> [[Double]]
  {
    let model = try text.model()
    return try (0..<count).map { path in
      let told = try model.path(path, paths: count, seed: 171).series["acme.\(series)"]
      return try #require(told).bands.map(\.mean.value)
    }
  }

  /// What compounds at a rate by regime does so for the time in each state: the same on each path at steps of a
  /// month, a quarter and a year. That a path's mean of the states' factors is not is seen by `RecomputationTests`.
  @Test(arguments: [
    (
      "shares",
      "shares: {issued: 1M, stockCompensation: {regime: mood, calm: 2%, fear: 60%}}\ncash: 1M"
    ),
    (
      "cash",
      "shares: 1M\ncash: {value: 1M, interest: {regime: mood, calm: 1%, fear: 90%}}\ncosts: {grossMargin: 50%}"
    ),
  ])
  func compounds(_ series: String, _ keys: String) throws {
    let ends = try ["month", "quarter", "year"].map { step in
      try paths(
        series,
        in: ScenarioText(
          step: step, horizon: "2 years", record: "[\(series)]", start: "2026-01-05",
          top: Self.regime, acme: keys + "\narr: 1e-9\nmultiple: {initial: 10}")
      ).map { $0[$0.count - 1] }
    }
    #expect(Set(ends[0]).count > 30)
    for (path, end) in ends[0].enumerated() {
      #expect(areEqual(ends[1][path], end, within: 1e-9), "\(ends[1][path]) \(end)")
      #expect(areEqual(ends[2][path], end, within: 1e-9), "\(ends[2][path]) \(end)")
    }
  }

  /// What entering a state does for less than a step shows on the next date, and on that alone.
  @Test func aShortTimeShowsOnce() throws {
    let text = ScenarioText(
      step: "quarter", horizon: "3 years", record: "[usage]", start: "2026-01-05",
      top: Self.regime + "\n    then: {fear: {change: {acme.usage: -20%}, for: 2 weeks}}",
      acme: "shares: 1M\narr: 1M\nmultiple: {initial: 10}")
    let paths = try paths("usage", in: text)
    #expect(paths.contains { path in path.contains { $0 < 0.9 } })
    for path in paths {
      #expect(path.allSatisfy { areEqual($0, 1) || areEqual($0, 0.8) }, "\(path)")
    }
    // It ends: some date behind a fall is as before.
    #expect(paths.contains { zip($0, $0.dropFirst()).contains { $0 < 0.9 && $1 > 0.9 } })
  }
}
