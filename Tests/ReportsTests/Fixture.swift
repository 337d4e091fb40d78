import Foundation
import TestSupport
import Testing

@testable import Reports
@testable import Statistics

/// A run small enough to write by hand: one company, three dates, two series, two outcomes.
enum Fixture {
  static let dates = ["2026-06-24", "2027-06-23", "2028-06-21"]

  static func report(
    title: String = "Zhipu AI (2513.HK)", measure: String? = nil, summary: Summary = summary()
  ) -> Report {
    let assumptions = [
      ScenarioDescription.Assumption(
        key: "zhipu.arr", of: "zhipu", text: "1.7B CNY", source: "exchange filing",
        asOf: "2026-03-31"),
      .init(
        key: "measure", role: measure == "riskAdjusted" ? .riskAdjusted : nil,
        text: measure ?? "realWorld", isStated: measure != nil),
    ]
    let description = ScenarioDescription(
      title: title, text: "", start: dates[0], step: "week", steps: 104, horizon: 2,
      currency: "HKD", assumptions: assumptions)
    let record = RunRecord(
      scenarioHash: "fnv1a64:cbf29ce484222325",
      versions: .init(ballpark: "0.1.0", gsl: "2.7.1", libc: "glibc 2.36"),
      instructionSet: "avx2", started: "2026-06-24T08:00:00Z", seconds: 0.25, workers: 2,
      warnings: ["zhipu.yaml:3:1: warning: unused key"])
    return Report(description, summary, record)
  }

  static func summary(
    paths: Range<Int> = 0..<100_000, warnings: [String] = ["Few paths lie beyond P5."],
    series: [SeriesSummary] = [arr, price], outcomes: [OutcomeSummary] = [drawdown, ended],
    attributions: [PriceAttribution] = [attribution], groups: [GroupSummary] = [group]
  ) -> Summary {
    Summary(
      paths: paths, seed: 20_260_624, series: Catalog(series), outcomes: Catalog(outcomes),
      attributions: Catalog(attributions), answers: answers, observations: [observed],
      groups: groups, warnings: warnings,
      failures: FailureLedger(paths: 12, causes: [.init(text: "zhipu.arr overflowed", paths: 12)]))
  }

  static let arr = SeriesSummary(
    name: "zhipu.arr", unit: "CNY", dates: dates,
    bands: [
      band([1.7e9, 1.7e9, 1.7e9], halfWidths: [0, 0, 0], mean: 1.7e9, mcse: 0),
      band([2.1111e9, 4.0777e9, 9.4e9], halfWidths: [1.3e7, 1.7e7, 9e7], mean: 4.61e9, mcse: 7e6),
      band([2.6e9, 8.25e9, 3.123e10], halfWidths: [3e7, 6e7, 5e8], mean: 1.2e10, mcse: 3.5e7),
    ])

  static let price = SeriesSummary(
    name: "zhipu.sharePrice", unit: "HKD", dates: dates,
    bands: [
      band([2174, 2174, 2174], halfWidths: [0, 0, 0], mean: 2174, mcse: 0),
      band([310.4, 2314.6, 9871], halfWidths: [4, 20, 110], mean: 3301.5, mcse: 9.9),
      band([55.55, 1650, 10_230], halfWidths: [0.6, 25, 260], mean: 3020.25, mcse: 15.75),
    ])

  static let drawdown = OutcomeSummary(
    name: "zhipu.maxDrawdown", unit: "share",
    sample: band([0.311, 0.6234, 0.95], halfWidths: [2e-3, 1.5e-3, 4e-4], mean: 0.61, mcse: 6e-4),
    risks: [
      RiskMeasure(
        kind: .conditionalExpectedDrawdown, level: 0.95, value: 0.96,
        interval: Interval(low: 0.9595, high: 0.9605))
    ],
    exceedances: [.init(level: 0.5, probability: Proportion(hits: 71_000, of: 99_988))])

  /// A date that a quarter of the paths does not reach.
  static let recovery = OutcomeSummary(
    name: "zhipu.drawdownRecovery", unit: "date",
    sample: SampleSummary(
      count: 75_000, failed: 0, mean: Estimate(value: .nan, error: .nan),
      standardDeviation: .nan, minimum: 1, maximum: 2,
      percentiles: [
        Percentile(level: 50, value: 1, interval: Interval(low: 1, high: 2)),
        Percentile(level: 97.5, value: .infinity, interval: Interval(low: 2, high: .infinity)),
      ]),
    dates: dates, censored: Proportion(hits: 25_000, of: 100_000))

  /// Usage doubles the price, the list price leaves it, the multiple takes nine tenths of it, and debt a
  /// little.
  static let attribution = PriceAttribution(
    company: "zhipu",
    parts: [
      .init(cause: .usage, sample: logs([-0.2, 0.7, 1.9], mean: 0.693147, mcse: 0.002)),
      .init(cause: .listPrice, sample: logs([0, 0, 0], mean: 0, mcse: 0)),
      .init(cause: .multiple, sample: logs([-4.1, -2.3, -0.4], mean: -2.302585, mcse: 0.004)),
      .init(cause: .capitalStructure, sample: logs([-0.2, -0.05, 0], mean: -0.06, mcse: 0.0005)),
      .init(cause: .currency, sample: logs([0, 0, 0], mean: 0, mcse: 0)),
    ],
    total: logs([-3.6, -1.65, 1.2], mean: -1.669438, mcse: 0.005),
    leftOut: Proportion(hits: 812, of: 100_000), largestGap: 3.5e-15)

  private static func logs(_ values: [Double], mean: Double, mcse: Double) -> SampleSummary {
    let halfWidth = 4 * mcse
    return band(
      values, halfWidths: values.map { _ in halfWidth }, mean: mean, mcse: mcse)
  }

  static let answers = [
    answer("zhipu.sharePrice", "HKD", 560, .at(dates[2]), 12_300),
    answer("zhipu.sharePrice", "HKD", 560, .until(dates[1]), 20_000),
    answer("zhipu.maxDrawdown", "share", above: true, 0.5, .path, 71_000),
  ]

  private static func answer(
    _ quantity: String, _ unit: String, above: Bool = false, _ level: Double, _ time: Answer.Time,
    _ hits: Int
  ) -> Answer {
    Answer(
      name: "\(quantity) \(above ? ">" : "<") \(level)", quantity: quantity, unit: unit,
      isAbove: above, level: level, time: time, probability: Proportion(hits: hits, of: 100_000))
  }

  static let observed = ObservedRank(
    series: "zhipu.sharePrice", unit: "HKD", date: dates[1], statedDate: "2027-06-22",
    value: 1500, source: "exchange close", rank: Proportion(hits: 40_000, of: 100_000))

  static let group = GroupSummary(
    name: "worst", condition: "worst 5% by zhipu.maxDrawdown",
    paths: 5_000, share: nil, series: Catalog([price]),
    outcomes: Catalog([recovery]),
    shifts: [
      Shift(
        name: "zhipu.growth.initial", of: "zhipu", kind: .driver,
        shift: Estimate(value: -0.5, error: 0.014), median: middle(0.9), medianOfAll: middle(1.5))
    ])

  /// A median known to a hundredth.
  static func middle(_ value: Double) -> Percentile {
    Percentile(
      level: 50, value: value, interval: Interval(low: value * 0.99, high: value * 1.01))
  }

  /// Some summaries have no finite number, and names may need quotes.
  static let ended = OutcomeSummary(
    name: "zhipu.value, \"ended\"", unit: "HKD",
    sample: band([.nan, .nan, .nan], halfWidths: [.nan, .nan, .nan], mean: .nan, mcse: .nan))

  static func band(
    _ values: [Double], halfWidths: [Double], levels: [Double] = [5, 50, 97.5], mean: Double,
    mcse: Double
  ) -> SampleSummary {
    let percentiles = zip(levels, zip(values, halfWidths)).map { level, number in
      Percentile(
        level: level, value: number.0,
        interval: Interval(low: number.0 - number.1, high: number.0 + number.1))
    }
    return SampleSummary(
      count: 99_988, failed: 12, mean: Estimate(value: mean, error: mcse),
      standardDeviation: mcse * 316, minimum: values.first ?? .nan, maximum: values.last ?? .nan,
      percentiles: percentiles)
  }
}

/// Compares with a file in `Golden`.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try expectRecorded(
    text, at: "Tests/ReportsTests/Golden/\(name)", sourceLocation: sourceLocation)
}

extension Chart {
  /// What draws it as a file, texts and all.
  var script: [String] { Canvas.file.script([self], ending: ".svg") }
}
