import Foundation
import Statistics

@testable import Reports

/// A run with all that is told of the business of a company, by hand: 400 paths, quarters of three
/// years, a loss that becomes a profit on most paths.
struct BusinessFixture {
  var company = "acme"

  private static let paths = 400
  static let dates = (0...12).map { quarter in
    let month = 6 + 3 * quarter
    let number = (month - 1) % 12 + 1
    return "\(2026 + (month - 1) / 12)-\(number < 10 ? "0" : "")\(number)-24"
  }

  /// Normal quantiles of the paths, evenly spread.
  private static let scores = (0..<paths).map { path in
    let part = (Double(path) + 0.5) / Double(paths)
    // Within a thousandth of the normal's.
    return (pow(part, 0.135) - pow(1 - part, 0.135)) / 0.1975
  }

  private func series(
    _ name: String, _ unit: String, _ value: (_ part: Double, _ score: Double) -> Double
  ) -> SeriesSummary {
    SeriesSummary(
      name: "\(company).\(name)", unit: unit, dates: Self.dates,
      bands: Self.dates.indices.map { step in
        Market.sample(Self.scores.map { value(Double(step) / 12, $0) })
      })
  }

  private var series: [SeriesSummary] {
    [
      series("revenue", "CNY") { 80e6 * exp(1.5 * $0 + 0.8 * $0.squareRoot() * $1) },
      series("grossMargin", "share") { 1 - 0.5 * exp(-0.3 * $0 + 0.4 * $0.squareRoot() * $1) },
      series("ebitda", "CNY") { -40e6 + 130e6 * $0 + 90e6 * $0.squareRoot() * $1 },
      series("ebitdaMargin", "share") { min(0.4, -0.5 + 0.5 * $0 + 0.8 * $0.squareRoot() * $1) },
      series("cash", "CNY") { max(0, 150e6 + 90e6 * $0 + 110e6 * $0.squareRoot() * $1) },
      series("sharePrice", "HKD") { 36 * exp(0.2 * $0 + 0.7 * $0.squareRoot() * $1) },
    ]
  }

  private func share(_ hits: Int) -> Proportion { Proportion(hits: hits, of: Self.paths) }

  private func outcome(
    _ name: String, _ unit: String, dates: [String] = [], censored: Int? = nil,
    direction: OutcomeSummary.Exceedance.Direction = .above, _ exceedances: [(Double, Int)] = [],
    _ value: (Double) -> Double
  ) -> OutcomeSummary {
    OutcomeSummary(
      name: "\(company).\(name)", unit: unit,
      sample: Market.sample(Self.scores.map(value)), dates: dates, censored: censored.map(share),
      exceedances: exceedances.map {
        .init(level: $0, direction: direction, probability: share($1))
      })
  }

  /// A value above the horizon is ∞, as the model has it.
  private func until(_ end: Double, _ value: Double) -> Double { value < end ? value : .infinity }

  var outcomes: [OutcomeSummary] {
    [
      outcome("maxDrawdown", "share", [(0.5, 280), (0.8, 60)]) { 0.55 + 0.1 * $0 },
      outcome("drawdownTrough", "date", dates: Self.dates) {
        min(12, max(1, (6 + 3 * $0).rounded()))
      },
      outcome(
        "insolvency", "date", dates: Self.dates, censored: 387, direction: .by,
        [(4, 2), (8, 7), (12, 13)]
      ) { until(12, (24 + 7 * $0).rounded()) },
      outcome("runway", "years", censored: 248) { until(3, max(0.4, 3.5 + 1.5 * $0)) },
      outcome("breakEven", "years", censored: 41) { until(3, max(0, 1.4 + 1.3 * $0)) },
      outcome("cumulativeBurn", "CNY") { max(0, 40e6 - 25e6 * $0) },
      outcome("finalGrossMargin", "share") { 0.62 + 0.1 * $0 },
      outcome("finalEbitdaMargin", "share") { min(0.4, 0.8 * $0) },
      outcome("raises", "count", [(0, 248), (1, 48), (2, 3), (5, 0)]) { max(0, $0).rounded() },
      outcome("dilution", "share", [(0.1, 150), (0.25, 40), (0.5, 2), (0.75, 0), (0.9, 0)]) {
        0.06 + 0.05 * max(0, $0)
      },
      outcome("discountedValue", "HKD") { 2e9 * exp($0) - 3e8 },
      outcome("discountedValuePerShare", "HKD") { 40 * exp($0) - 6 },
      outcome("freeCashFlowValue", "HKD") { 1.6e9 * exp($0) - 3e8 },
      outcome("freeCashFlowValuePerShare", "HKD") { 32 * exp($0) - 6 },
    ]
  }

  var answers: [Answer] {
    [("insolvency", "date", 8.0, 9), ("runway", "years", 1.5, 120), ("raises", "count", 1, 48)].map
    {
      name, unit, level, hits in
      Answer(
        name: name, quantity: "\(company).\(name)", unit: unit, isAbove: name == "raises",
        level: level, time: .path, probability: share(hits))
    }
  }

  private let options = ScenarioDescription.Assumption(
    key: "acme.shares.options.0.count", of: "acme", role: .options, text: "2M")

  func report(outcomes: [OutcomeSummary]? = nil, hasOptions: Bool = false) -> Report {
    let summary = Summary(
      paths: 0..<Self.paths, seed: 7, series: Catalog(series),
      outcomes: Catalog(outcomes ?? self.outcomes), answers: answers, observations: [], groups: [],
      warnings: [], failures: FailureLedger(paths: 0, causes: []))
    let description = ScenarioDescription(
      title: "Acme, which burns cash", text: "", start: Self.dates[0], step: "quarter", steps: 12,
      horizon: 3, currency: "HKD", assumptions: hasOptions ? [options] : [])
    let record = RunRecord(
      scenarioHash: "fnv1a64:cbf29ce484222325",
      versions: .init(ballpark: "0.1.0", gsl: "2.7.1", libc: "glibc 2.36"),
      instructionSet: "avx2", started: "2026-06-24T08:00:00Z", seconds: 0.25, workers: 2,
      warnings: [])
    return Report(description, summary, record)
  }
}
