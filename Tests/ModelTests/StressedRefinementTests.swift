import Foundation
import Scenarios
import Statistics
import Testing

@testable import Simulation

/// Protects bands of weeks and of days where another listing opens and a stress holds regimes, events and drivers on
/// dates within a week.
@Suite struct StressedRefinementTests {
  private static func scenario(step: String, open: String) -> ScenarioText {
    ScenarioText(
      step: step, percentiles: "[5, 25, 50, 75, 95]",
      record: "[arr, marketCap, sharePrice, shanghai.premium]",
      top: """
        regimes:
          prices:
            start: truce
            transitions: {truce: {war: 0.5/year}, war: {truce: 2/year}}
        events:
          approved: {until: 2027-03-24, probability: 40%}
          launch: {frequency: 1/year, then: {change: {acme.usage: 30%}}}
        stress:
          closed:
            events: {approved: \(open), launch: 2027-01-15}
            regimes: {prices: {2026-06-24: truce, 2026-10-16: war, 2027-04-02: truce}}
            drivers: {acme.growth.initial: p5 to p50}
        """,
      acme: """
        shares: 1M
        arr: 5M
        growth: {of: usage, initial: 40% to 80%, volatility: 10%}
        usage: {volatility: 20%}
        listPrice: {drift: {regime: prices, truce: 0%, war: -60%}, volatility: 10%}
        multiple: {initial: 20x, longRun: 8x, halfLife: 9 months, volatility: 30%}
        listings:
          shanghai: {opens: approved, weight: 20%, premium: {initial: 100%, longRun: 20%, halfLife: 6 months, volatility: 40%}}
        """)
  }

  /// Bands after a year: 52 weeks and 261 days, from other seeds.
  private static func comparison(
    under stress: String?, weekly: String = "2026-09-18", daily: String = "2026-09-18"
  ) throws -> Comparisons {
    func summary(_ step: String, _ open: String, seed: UInt64) throws -> Summary {
      let stated = try scenario(step: step, open: open).scenario()
      let scenario = try stress.map { try stated.stressed(by: $0) } ?? stated
      return try Simulator(scenario.compile(), workers: 2)
        .simulate(Run(paths: 0..<20_000, seed: seed))
    }
    let one = try summary("week", weekly, seed: 811)
    let two = try summary("day", daily, seed: 812)
    var result = Comparisons()
    for series in ["arr", "marketCap", "sharePrice", "shanghai.premium"] {
      let (a, b) = (try one.band(series), try two.band(series))
      let error = hypot(a.mean.error, b.mean.error)
      result.add("\(series) mean", a.mean.value, b.mean.value, error: error)
      // A premium of a listing that is not open is 0.
      for (p, q) in zip(a.percentiles, b.percentiles) where p.interval.low > 0 {
        let (first, second) = (
          log(p.interval.high / p.interval.low), log(q.interval.high / q.interval.low)
        )
        let error = (first * first + second * second).squareRoot() / 2 / 1.96
        result.add("\(series) P\(p.level)", log(p.value), log(q.value), error: error)
      }
    }
    return result
  }

  /// Some twenty numbers, with the false-alarm rate of `Comparisons` for all of them. Control: a listing that opens half a year
  /// later in the daily file has another premium.
  @Test func stressed() throws {
    #expect(try Self.comparison(under: "closed").failures == [])
    #expect(!(try Self.comparison(under: "closed", daily: "2027-03-12").hold))
  }

  @Test func asStated() throws {
    #expect(try Self.comparison(under: nil).failures == [])
  }
}
