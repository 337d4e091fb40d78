import Statistics
import Testing

@testable import Simulation

/// Protects numbers that are seen on dates where several things choose them: a schedule, a regime that an event
/// sets, and an event that moves them.
@Suite struct DatedNumberTests {
  private static func scenario(_ key: String, _ number: String, moved: Bool) -> ScenarioText {
    let other = key == "revenue" ? "" : "revenue: {conversion: 90%}"
    let own = key == "revenue" ? "revenue: {conversion: \(number)}" : other
    let variable = key == "revenue" ? "20%" : number
    let name = key == "revenue" ? "acme.revenue.conversion" : "acme.costs.variable"
    let moving =
      moved
      ? "\n  fee: {until: 2026-12-01, probability: 60%, then: {change: {\(name): -40% to -10%}, for: 3 months}}"
      : ""
    return ScenarioText(
      record: "[revenue, ebitda, cash]", start: "2026-01-01",
      top: """
        regimes:
          mood: {start: high, transitions: {high: {low: 1/year}, low: {high: 2/year}}}
        events:
          shock: {at: [2026-04-01, 2026-09-01], probability: 50%, then: {set: {mood: low}}}\(moving)
        """,
      acme: """
        shares: 1M
        arr: 12M
        cash: 10M
        growth: {of: usage, initial: 40%}
        multiple: {initial: 5}
        \(own)
        costs: {grossMargin: 70%, fixed: 3M, variable: \(variable)}
        """)
  }

  /// A schedule whose numbers are one and the same is that number, on every date and on every block; and no
  /// worker sees what another block has left.
  @Test(arguments: ["revenue", "costs"], ["25%", "{regime: mood, high: 25%, low: 60%}"])
  func schedulesOfOneNumber(_ key: String, _ number: String) throws {
    for moved in [false, true] {
      let schedule = "{schedule: {2026-01-01: \(number), 2026-05-15: \(number)}}"
      let plain = try Self.scenario(key, number, moved: moved).model()
      let scheduled = try Self.scenario(key, schedule, moved: moved).model()
      let run = Run(paths: 0..<4_000, seed: 5)
      let expected = try Simulator(plain, workers: 1, blockSize: 512).simulate(run)
      let found = try Simulator(scheduled, workers: 1, blockSize: 512).simulate(run)
      #expect(try Simulator(scheduled, workers: 2, blockSize: 1_024).simulate(run) == found)
      for (one, other) in zip(expected.series, found.series) {
        for (band, own) in zip(one.bands, other.bands) {
          #expect(areEqual(band.mean.value, own.mean.value, within: 1e-12), "\(one.name)")
        }
      }
      // The control: another number from May on.
      let changed = "{schedule: {2026-01-01: \(number), 2026-05-15: 26%}}"
      let other = try Self.scenario(key, changed, moved: moved).model().run(paths: 4_000, seed: 5)
      #expect(other.series.last?.bands.last?.mean != expected.series.last?.bands.last?.mean)
      #expect(other.series[0].bands[3].mean == expected.series[0].bands[3].mean)
    }
  }
}
