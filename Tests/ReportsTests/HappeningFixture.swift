import Foundation
import Statistics

@testable import Reports

/// The market with what may happen in it: an event with a deadline, one with two cases that comes again,
/// and a price war that comes and goes; none of them moves a price.
struct Happenings {
  /// Stands wherever a name can.
  var names = (agent: "agent", release: "release", regime: "prices")

  private static let paths = 400
  private static let horizon = 2.0

  /// Times in years, drawn by a simple generator: ∞ beyond the horizon.
  private static func times(rate: Double, seed: UInt64, until last: Double = horizon) -> [Double] {
    var state = seed
    return (0..<paths).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let uniform = (Double(state >> 11) + 0.5) / 9_007_199_254_740_992
      let time = -log(uniform) / rate
      return time <= last ? time : .infinity
    }
  }

  private static func quantity(_ name: String, _ measure: Quantity.Measure) -> Quantity {
    .outcome(name, measure, worst: nil, help: "")
  }

  private static func sample(_ values: [Double]) -> SampleSummary {
    let finite = values.filter(\.isFinite)
    let all = Market.sample(values)
    let some = Market.sample(finite.isEmpty ? [0] : finite)
    return SampleSummary(
      count: finite.count, failed: 0, mean: some.mean,
      standardDeviation: some.standardDeviation, minimum: some.minimum, maximum: some.maximum,
      percentiles: all.percentiles)
  }

  private static func share(_ times: [Double], by limit: Double) -> Proportion {
    Proportion(hits: times.count { $0 <= limit }, of: times.count)
  }

  private static func occurrences(
    _ name: String, _ times: [Double], deadline: (years: Double, date: String)? = nil,
    counts: [Double]? = nil
  ) -> Occurrences {
    let dates = Market.dates
    let told: [(years: Double, date: String)] =
      [(1, dates[52]), (2, dates[104])] + (deadline.map { [$0] } ?? [])
    return Occurrences(
      name: name, probability: share(times, by: horizon),
      byDate: dates.indices.map { share(times, by: Double($0) / 52) },
      time: OutcomeSummary(
        quantity(name, .years), sample: sample(times),
        censored: Proportion(hits: times.count { !$0.isFinite }, of: times.count),
        exceedances: told.sorted { $0.years < $1.years }.map { years, date in
          .init(
            level: years, direction: .by, date: date, probability: share(times, by: years))
        }),
      count: counts.map { OutcomeSummary(quantity(name, .count), sample: sample($0)) })
  }

  private func given(_ times: [Double], _ series: SeriesSummary, _ fall: OutcomeSummary) -> [Split]
  {
    let hits = times.count(where: \.isFinite)
    func part(_ sample: SampleSummary, _ count: Int, _ factor: Double) -> SampleSummary {
      SampleSummary(
        count: count, failed: 0,
        mean: Estimate(value: sample.mean.value * factor, error: sample.mean.error * 1.5),
        standardDeviation: sample.standardDeviation, minimum: sample.minimum * factor,
        maximum: sample.maximum * factor,
        percentiles: sample.percentiles.map {
          Percentile(
            level: $0.level, value: $0.value * factor,
            interval: Interval(low: $0.interval.low * factor, high: $0.interval.high * factor))
        })
    }
    let end = series.bands[series.bands.count - 1]
    return [
      Split(
        fall.quantity, happened: part(fall.sample, hits, 0.9),
        others: part(fall.sample, Self.paths - hits, 1.02)),
      Split(
        .outcome("insolvency", .date, worst: nil, help: "").of(
          "acme", currency: "USD", reporting: "USD"),
        happened: part(fall.sample, hits, 1), others: part(fall.sample, Self.paths - hits, 1),
        byHorizon: .init(
          happened: Proportion(hits: hits / 10, of: hits),
          others: Proportion(hits: 50, of: Self.paths - hits))),
      Split(
        series.quantity, date: Market.dates[104], happened: part(end, hits, 1.6),
        others: part(end, Self.paths - hits, 0.7)),
    ]
  }

  /// - Parameters:
  ///   - regimes: Other ones.
  ///   - release: How often that happens, whatever its times say.
  ///   - dates: On which it may.
  func report(
    _ market: Market = Market(), regimes: [RegimeSummary]? = nil, release share: Proportion? = nil,
    dates: [String] = []
  ) -> Report {
    let plain = market.report()
    let summary = plain.summary
    guard let price = summary.series["\(market.company).sharePrice"],
      let fall = summary.outcomes["\(market.company).maxDrawdown"]
    else { return plain }
    let agent = Self.times(rate: 1.2, seed: 3, until: 0.45)
    let release = Self.times(rate: 0.9, seed: 5)
    let war = Self.times(rate: 0.7, seed: 9)
    let counts = release.map { $0.isFinite ? ($0 < 0.7 ? 2.0 : 1) : 0 }
    let cases = [("breakthrough", 0), ("flop", 1)].map { name, rest in
      Self.occurrences(
        "\(names.release).\(name)",
        release.enumerated().map { $0 % 2 == rest ? $1 : .infinity },
        counts: counts.enumerated().map { $0 % 2 == rest ? $1 : 0 })
    }
    let inWar = war.map { $0.isFinite ? min(1, (Self.horizon - $0) / Self.horizon * 0.6) : 0 }
    let grid = Market.dates
    let states = [("truce", inWar.map { 1 - $0 }, false), ("war", inWar, true)].map {
      name, shares, isWar in
      let outcome = OutcomeSummary(
        Self.quantity("\(names.regime).\(name).share", .share), sample: Self.sample(shares))
      let byDate = grid.indices.map { step -> Proportion in
        let hits = Int(Double(Self.share(war, by: Double(step) / 52).hits) * 0.7)
        return Proportion(hits: isWar ? hits : Self.paths - hits, of: Self.paths)
      }
      return RegimeSummary.State(
        name: name, share: outcome, byDate: byDate,
        entered: Self.occurrences(
          "\(names.regime).\(name)",
          isWar ? war : war.map { $0 + 0.5 <= Self.horizon ? $0 + 0.5 : .infinity },
          counts: war.map { $0.isFinite ? 1 : 0 }))
    }
    let drawn = Self.occurrences(names.release, release, counts: counts)
    let often = Occurrences(
      name: drawn.name, probability: share ?? drawn.probability, byDate: drawn.byDate,
      time: drawn.time, count: drawn.count)
    let deadline = (years: 0.45, date: "2026-12-07")
    return Report(
      plain.description,
      Summary(
        paths: summary.paths, seed: summary.seed, series: summary.series,
        outcomes: summary.outcomes, attributions: summary.attributions,
        answers: summary.answers + [
          Answer(
            name: "\(names.agent) by 2026-12-07 and acme.maxDrawdown > 80%", nil,
            probability: Proportion(hits: 91, of: Self.paths))
        ], observations: summary.observations, groups: summary.groups,
        events: Catalog([
          EventSummary(
            name: names.agent,
            occurrences: Self.occurrences(names.agent, agent, deadline: deadline),
            deadline: deadline.date, byDeadline: Self.share(agent, by: 0.45),
            given: given(agent, price, fall)),
          EventSummary(
            name: names.release, occurrences: often, dates: dates,
            cases: cases, given: given(release, price, fall)),
        ]), regimes: Catalog(regimes ?? [RegimeSummary(name: names.regime, states: states)]),
        warnings: summary.warnings, failures: summary.failures,
        rolledForward: summary.rolledForward),
      plain.record, trajectories: plain.trajectories, outcomeValues: plain.outcomeValues)
  }
}
