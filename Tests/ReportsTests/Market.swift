import Foundation
import Statistics

@testable import Reports

/// A run of its own making with everything that a report can show: a share price that wanders, drawn
/// by a simple generator, on 400 paths and 105 dates.
struct Market {
  var title = "Acme after the boom"
  var company = "acme"
  /// Stands wherever a scenario file can put words.
  var words = "worst"
  var source = "https://example.org/filing?a=1&b=2"
  var volatility = 0.12

  private static let paths = 400
  private static let steps = 104
  static let levels: [Double] = [5, 10, 25, 50, 75, 90, 95]

  private var dates: [String] { Self.dates }

  static let dates: [String] = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0)!
    let start = calendar.date(from: DateComponents(year: 2026, month: 6, day: 24))!
    return (0...steps).map { week in
      String(start.addingTimeInterval(Double(week) * 604_800).ISO8601Format().prefix(10))
    }
  }()

  /// By step, then by path.
  private var prices: [[Double]] {
    var state: UInt64 = 7
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    var logs = [Double](repeating: log(2174), count: Self.paths)
    var all = [logs.map { exp($0) }]
    for _ in 0..<Self.steps {
      for path in logs.indices {
        // Three uniforms have a variance of a quarter.
        let normal = 2 * (uniform() + uniform() + uniform() - 1.5)
        logs[path] += -0.008 + volatility * normal
      }
      all.append(logs.map { exp($0) })
    }
    return all
  }

  private static func drawdowns(_ prices: [[Double]]) -> [[Double]] {
    var peaks = prices[0]
    return prices.map { row in
      for path in row.indices { peaks[path] = max(peaks[path], row[path]) }
      return zip(row, peaks).map { 1 - $0 / $1 }
    }
  }

  static func sample(_ values: [Double], bins: Bool = false) -> SampleSummary {
    let sorted = values.sorted()
    let n = Double(sorted.count)
    func value(_ part: Double) -> Double {
      sorted[min(sorted.count - 1, max(0, Int(part * n)))]
    }
    let percentiles = levels.map { level in
      let (part, reach) = (level / 100, 1.96 * (level / 100 * (1 - level / 100) / n).squareRoot())
      return Percentile(
        level: level, value: value(part),
        interval: Interval(low: value(part - reach), high: value(part + reach)))
    }
    let mean = values.reduce(0, +) / n
    let sd = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    return SampleSummary(
      count: values.count, failed: 0,
      mean: Estimate(value: mean, error: sd / n.squareRoot()), standardDeviation: sd,
      minimum: sorted[0], maximum: sorted[sorted.count - 1], percentiles: percentiles,
      histogram: bins ? histogram(sorted) : nil)
  }

  private static func histogram(_ sorted: [Double]) -> Histogram {
    let (low, high) = (sorted[4], sorted[sorted.count - 5])
    let isWide = high / low > 20
    let edges = (0...24).map { bin in
      isWide
        ? low * pow(high / low, Double(bin) / 24) : low + (high - low) * Double(bin) / 24
    }
    let counts = zip(edges, edges.dropFirst()).map { left, right in
      sorted.count { $0 >= left && $0 < right }
    }
    return Histogram(
      edges: edges, counts: counts, below: sorted.count { $0 < edges[0] },
      above: sorted.count { $0 >= edges[24] })
  }

  private func series(
    _ name: String, _ unit: String, _ values: [[Double]], bins: Bool = false
  ) -> SeriesSummary {
    SeriesSummary(
      name: "\(company).\(name)", unit: unit, dates: dates,
      bands: values.enumerated().map { Self.sample($1, bins: bins && $0 == values.count - 1) })
  }

  private func all(_ prices: [[Double]], bins: Bool) -> Catalog<SeriesSummary> {
    let drawdowns = Self.drawdowns(prices)
    return Catalog([
      series("arr", "USD", prices.map { $0.map { 1e6 * ($0 * 2174).squareRoot() } }),
      series("multiple", "x", prices.map { $0.map { ($0 / 2174).squareRoot() * 40 } }),
      series("sharePrice", "USD", prices, bins: bins),
      series("drawdown", "share", drawdowns),
    ])
  }

  private func outcomes(_ prices: [[Double]]) -> [OutcomeSummary] {
    let drawdowns = Self.drawdowns(prices)
    let worst = prices[0].indices.map { path in drawdowns.map { $0[path] }.max()! }
    let shares = { (hits: Int) in Proportion(hits: hits, of: prices[0].count) }
    let depth = OutcomeSummary(
      name: "\(company).maxDrawdown", unit: "share", sample: Self.sample(worst, bins: true),
      risks: [
        RiskMeasure(
          kind: .conditionalExpectedDrawdown, level: 0.95, value: 0.931,
          interval: Interval(low: 0.925, high: 0.938))
      ],
      exceedances: [0.2, 0.5, 0.8].map { level in
        .init(level: level, probability: shares(worst.count { $0 > level }))
      })
    let never = Percentile(
      level: 75, value: .infinity, interval: Interval(low: 104, high: .infinity))
    let reached = [(5.0, 31.0), (50, 88)].map { level, step in
      Percentile(level: level, value: step, interval: Interval(low: step - 2, high: step + 2))
    }
    let recovery = OutcomeSummary(
      name: "\(company).drawdownRecovery", unit: "date",
      sample: SampleSummary(
        count: 400, failed: 0, mean: Estimate(value: .nan, error: .nan),
        standardDeviation: .nan, minimum: 3, maximum: .infinity, percentiles: reached + [never]),
      dates: dates, censored: shares(min(prices[0].count, 120)))
    return [depth, recovery]
  }

  private func answers(_ prices: [[Double]]) -> [Answer] {
    func answer(
      _ quantity: String, _ unit: String, above: Bool = false, _ level: Double, _ time: Answer.Time,
      _ hits: Int
    ) -> Answer {
      Answer(
        name: "\(quantity) \(level)", quantity: "\(company).\(quantity)", unit: unit,
        isAbove: above, level: level, time: time,
        probability: Proportion(hits: hits, of: Self.paths))
    }
    let last = prices[Self.steps]
    return [
      answer("sharePrice", "USD", 560, .at(dates[Self.steps]), last.count { $0 < 560 }),
      answer("sharePrice", "USD", 560, .until(dates[26]), 61),
      answer(
        "sharePrice", "USD", above: true, 5000, .at(dates[Self.steps]), last.count { $0 > 5000 }),
      answer("maxDrawdown", "share", above: true, 0.5, .path, 371),
      answer("drawdownRecovery", "date", above: true, 52, .path, 260),
    ]
  }

  private func group(_ prices: [[Double]]) -> GroupSummary {
    let last = prices[Self.steps]
    let limit = last.sorted()[Self.paths / 5]
    let members = last.indices.filter { last[$0] < limit }
    let own = prices.map { row in members.map { row[$0] } }
    let shift = Shift(
      name: "\(company).growth.initial", of: company, kind: .driver,
      shift: Estimate(value: -0.8, error: 0.05), median: Fixture.middle(0.41),
      medianOfAll: Fixture.middle(0.77))
    let none = Shift(
      name: "\(company).cash", of: company, kind: .driver,
      shift: Estimate(value: 0.05, error: 0.05), median: Fixture.middle(3e9),
      medianOfAll: Fixture.middle(3e9))
    return GroupSummary(
      name: words, condition: "\(company).sharePrice < 560 USD at the end",
      paths: members.count, share: Proportion(hits: members.count, of: Self.paths),
      series: all(own, bins: false),
      outcomes: Catalog(outcomes(own)), shifts: [shift, none])
  }

  /// Half of each change of the price is that of usage, half that of the multiple.
  private func attribution(_ prices: [[Double]]) -> PriceAttribution {
    let total = zip(prices[0], prices[Self.steps]).map { log($1 / $0) }
    let half = Self.sample(total.map { $0 / 2 })
    let none = Self.sample(total.map { _ in 0 })
    return PriceAttribution(
      company: company,
      parts: PriceAttribution.Cause.allCases.map {
        .init(cause: $0, sample: [.usage, .multiple].contains($0) ? half : none)
      }, total: Self.sample(total), leftOut: Proportion(hits: 2, of: Self.paths),
      largestGap: 1e-15)
  }

  func report() -> Report {
    let prices = prices
    let summary = Summary(
      paths: 0..<Self.paths, seed: 7, series: all(prices, bins: true),
      outcomes: Catalog(outcomes(prices)),
      attributions: Catalog([attribution(prices)]), answers: answers(prices),
      observations: [(10, 2500.0), (24, 1400)].map { step, value in
        ObservedRank(
          series: "\(company).sharePrice", unit: "USD", date: dates[step],
          statedDate: dates[step], value: value, source: words,
          rank: Proportion(hits: 210, of: Self.paths))
      },
      groups: [group(prices)], warnings: ["Only 400 paths: \(words)"],
      failures: FailureLedger(paths: 2, causes: [.init(text: words, paths: 2)]),
      rolledForward: [RolledForward(name: "\(company).arr", asOf: "2026-03-31")])
    let description = ScenarioDescription(
      title: title, text: "Growth fades.\n\(words)", start: dates[0], step: "week",
      steps: Self.steps, horizon: 2, currency: "USD",
      assumptions: [
        .init(
          key: "\(company).arr", text: "1.7B USD", source: source, asOf: "2026-03-31", note: words),
        .init(key: "\(company).growth.initial", text: "40% to 120%", note: "A wide range."),
        .init(key: "\(company).debt", text: "0", isStated: false),
      ])
    let record = RunRecord(
      scenarioHash: "fnv1a64:0123456789abcdef",
      versions: .init(ballpark: "0.1.0", gsl: "2.7.1", libc: "glibc 2.36"), instructionSet: "avx2",
      started: "2026-06-24T08:00:00Z", seconds: 0.5, workers: 2,
      command: "ballpark run acme.yaml --seed 7")
    return Report(
      description, summary, record, trajectories: trajectories(prices),
      outcomeValues: PathValues(
        paths: 0..<Self.paths,
        columns: Catalog([
          .init(name: "\(company).last", unit: "USD", values: prices[Self.steps])
        ])))
  }

  private func trajectories(_ prices: [[Double]]) -> Trajectories {
    let count = 12
    let rows = prices.map { $0.prefix(count) }
    return Trajectories(
      paths: Array(0..<count), dates: dates,
      tracks: Catalog([
        .init(
          name: "\(company).sharePrice", unit: "USD", kind: .series, paths: count,
          values: rows.flatMap(\.self)),
        .init(
          name: "\(company).multiple", unit: "", kind: .shock, paths: count,
          values: rows.flatMap(\.self)),
      ]), constants: Catalog([]))
  }
}
