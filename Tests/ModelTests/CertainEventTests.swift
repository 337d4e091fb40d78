import Simulation
import Statistics
import Testing

/// Protects what is told of events that leave nothing to chance: no sampling error. Controls: the same events with
/// a probability, or a condition.
@Suite struct CertainEventTests {
  private static func event(_ keys: String) throws -> EventSummary {
    let text = ScenarioText(
      step: "month", horizon: "12 months", record: "[sharePrice]",
      top: "events: {unlock: {\(keys), then: {change: {acme.sharePrice: -10%}}}}",
      acme: "shares: 1M\narr: 1M\nmultiple: {initial: 9, volatility: 60%}")
    return try #require(try text.run(paths: 600, seed: 3).events.first)
  }

  @Test(arguments: [
    ("at: 2026-10-24", true), ("at: [2026-10-24, 2027-01-24]", true),
    ("at: 2026-10-24, probability: 99%", false),
    ("at: 2026-10-24, when: acme.sharePrice > 0.001 USD", false),
    ("until: 2026-10-24, probability: 99.99%", false),
  ])
  func intervals(_ keys: String, _ isKnown: Bool) throws {
    let event = try Self.event(keys)
    let shares =
      [event.occurrences.probability] + event.occurrences.byDate
      + event.occurrences.time.exceedances.map(\.probability)
    #expect(shares.allSatisfy { $0.isKnown == isKnown })
    let all = event.occurrences.probability
    #expect((all.interval == Interval(low: 1, high: 1)) == isKnown)
    #expect(event.occurrences.byDate[0].interval.high == 0 || !isKnown)
  }

  @Test func forced() throws {
    let event = EventDefinition(
      name: "unlock", .dates([CalendarDate(day: 9)]), probability: .value(0.5))
    #expect(!event.isCertain && event.forced(.certain).isCertain)
    #expect(!event.forced(.never).isCertain)
    #expect(Proportion(hits: 3, of: 4, isKnown: true) == Proportion(hits: 3, of: 4))
  }
}
