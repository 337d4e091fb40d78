import Foundation
import Statistics
import Text

@testable import Reports
@testable import Sensitivity

/// What-if answers small enough to write by hand.
enum WhatIf {
  static let price = MetricDescription(named: "zhipu.sharePrice.p50@2027-06-23", unit: "HKD")
  static let deep = MetricDescription(named: "P(zhipu.maxDrawdown > 50%)", unit: "probability")

  static func estimate(_ value: Double, _ half: Double) -> IntervalEstimate {
    IntervalEstimate(value: value, interval: Interval(low: value - half, high: value + half))
  }

  static func heading(
    title: String = "Zhipu AI (2513.HK)", paths: Int = 100_000, seed: UInt64 = 20_260_624,
    hash: String = "fnv1a64:cbf29ce484222325", version: String = "0.1.0",
    assumptions: [(String, String)] = [("zhipu.arr", "1.7B CNY"), ("zhipu.debt", "0")],
    asked: [(String, String)] = [],
    started: String = "2026-06-24T08:00:00Z", start: String = "2026-06-24", step: String = "week",
    steps: Int = 104, horizon: Double = 2, currency: String = "HKD"
  ) -> WhatIfHeading {
    let description = ScenarioDescription(
      title: title, text: "", start: start, step: step, steps: steps, horizon: horizon,
      currency: currency,
      assumptions: asked.map { .init(key: $0.0, text: $0.1, isAsked: true) }
        + assumptions.map { .init(key: $0.0, of: String($0.0.prefix { $0 != "." }), text: $0.1) })
    let record = RunRecord(
      scenarioHash: hash, versions: .init(ballpark: version, gsl: "2.7.1", libc: "glibc 2.36"),
      instructionSet: "avx2", started: started, seconds: 0.25, workers: 2,
      warnings: ["zhipu.yaml:3:1: warning: unused key"], command: "ballpark sweep zhipu.yaml")
    return WhatIfHeading(description, paths: paths, seed: seed, record: record)
  }

  // MARK: Sweeps

  static let elasticity = SweptKey(
    name: "zhipu.listPrice.elasticity", stated: "-0.8", unit: "",
    numbers: ["-1.5": -1.5, "-1": -1, "-0.8": -0.8, "-0.5": -0.5])
  static let growth = SweptKey(
    name: "zhipu.growth.initial", stated: nil, unit: "share",
    numbers: ["80%": 0.8, "140%": 1.4, "300%": 3])
  static let regime = SweptKey(
    name: "zhipu.multiple.process", stated: "regimes", unit: "", numbers: [:])

  /// A value for each point that depends on the place in the list of points alone.
  static func row(_ point: [String], _ index: Int, metrics: Int = 2) -> Sweep<[String]>.Row {
    let values = [
      (estimate(1800 + 171.25 * Double(index), 18), estimate(-510 + 171.25 * Double(index), 9)),
      (estimate(0.72 - 0.01 * Double(index), 0.0028), estimate(-0.01 * Double(index), 0.0012)),
    ]
    // The fourth point changes nothing on any path, and the third hardly anything.
    func told(_ difference: IntervalEstimate) -> IntervalEstimate {
      index == 3
        ? .init(exactly: 0)
        : index == 2 ? estimate(difference.reach / 3, difference.reach) : difference
    }
    return .init(
      point: point, estimates: values.prefix(metrics).map(\.0),
      differences: values.prefix(metrics).map { told($0.1) })
  }

  static func sweep(
    _ keys: [SweptKey] = [elasticity, growth], points: [[String]] = grid, planned: Int? = nil,
    heading: WhatIfHeading = heading(), metrics: [MetricDescription] = [price, deep]
  ) -> SweepReport {
    SweepReport(
      heading, keys: keys, metrics: metrics,
      sweep: Sweep(
        base: Array([estimate(2310, 20), estimate(0.71, 0.0028)].prefix(metrics.count)),
        rows: points.enumerated().map { row($1, $0, metrics: metrics.count) }),
      planned: planned ?? points.count)
  }

  static let grid = ["-1.5", "-1", "-0.5"].flatMap { first in ["80%", "140%"].map { [first, $0] } }

  // MARK: The others

  static let two = ["first", "second"].map { Variant($0, heading()) }

  /// Of two scenarios; the second is the best on the paths that are hits.
  static func contrast(
    _ metric: MetricDescription, _ first: IntervalEstimate, _ second: IntervalEstimate,
    _ difference: IntervalEstimate, hits: Int? = nil, ties: Int = 0
  ) -> Contrast {
    let paths = 100_000
    return Contrast(
      metric,
      sides: [
        .init(first),
        .init(
          second, difference: difference, greater: hits.map { Proportion(hits: $0, of: paths) }),
      ],
      ranking: hits.map { hits in
        PathRanking(
          best: [paths - hits - ties, hits].map { Proportion(hits: $0, of: paths) },
          ties: Proportion(hits: ties, of: paths))
      })
  }

  static func comparison(
    names: [String] = ["zhipu", "zhipu-price-war"], fans: [[SeriesSummary]] = []
  ) -> ComparisonReport {
    let headings = [
      heading(
        assumptions: [
          ("zhipu.arr", "1.7B CNY"), ("zhipu.growth.initial", "140%"), ("zhipu.debt", "0"),
          ("zhipu.tax.rate", "25%"),
        ]),
      heading(
        title: "Zhipu AI in a price war",
        assumptions: [
          ("zhipu.arr", "1.7B CNY"), ("zhipu.debt", "0"),
          ("zhipu.growth.initial", "lognormal(p5: 60%, p50: 90%, p95: 160%, and so on, and so on)"),
          ("zhipu.events.war.probability", "30%"),
        ]),
    ]
    return ComparisonReport(
      zip(names, headings).map { Variant($0, $1) },
      contrasts: [
        contrast(
          price, estimate(2310, 20), estimate(1846.2, 15), estimate(-464.2, 9), hits: 31_200,
          ties: 12_300),
        contrast(deep, estimate(0.71, 0.0028), estimate(0.7112, 0.0028), estimate(0.0012, 0.0019)),
        contrast(
          .init(named: "zhipu.runway.p10", unit: "years"), estimate(2, 0), estimate(2, 0),
          .init(exactly: 0), hits: 0, ties: 100_000),
        contrast(
          .init(name: "zhipu.equity.mean@2028-06-21", unit: "CNY"),
          .init(value: .nan, interval: Interval(low: .nan, high: .nan)), estimate(1.62e9, 2e7),
          .init(value: .nan, interval: Interval(low: .nan, high: .nan))),
      ], fans: fans)
  }

  /// A base and as many others, each a step further from it.
  static func comparison(of count: Int) -> ComparisonReport {
    let labels = ["base"] + (1..<count).map { "case \($0)" }
    let drawdown = MetricDescription(named: "zhipu.maxDrawdown.mean", unit: "share")
    func contrast(_ metric: MetricDescription, _ size: Double) -> Contrast {
      Contrast(
        metric,
        sides: labels.indices.map { index in
          let step = Double(index)
          return .init(
            estimate(size * (1 + step / 50), size / 100),
            difference: index == 0 ? nil : estimate(size * step / 50, size / 200))
        },
        ranking: PathRanking(
          best: labels.map { _ in Proportion(hits: 100_000 / count, of: 100_000) },
          ties: Proportion(hits: 100_000 % count, of: 100_000)))
    }
    return ComparisonReport(
      labels.enumerated().map { index, label in
        Variant(
          label,
          heading(assumptions: [
            ("zhipu.growth.initial", "\(100 + 10 * index)%"),
            ("zhipu.debt", index % 3 == 1 ? "1M" : "0"),
          ]))
      }, contrasts: [contrast(price, 2310), contrast(drawdown, 0.61)],
      fans: [labels.map { _ in Fixture.price }])
  }

  static func percent(_ share: Double, _ error: Double) -> String {
    Figure(100 * share, error: 100 * error, unit: "").text + "%"
  }

  /// The metric as a function of the input, with its error.
  static func goal(
    target: Double = 2174, between: ClosedRange<Double> = 0...4, roots: [(Double, Double, Double)],
    metric: MetricDescription = price,
    isAllowed: @escaping @Sendable (Double) -> Bool = { _ in true },
    _ function: (Double) -> Double
  ) -> GoalSeekReport {
    let width = between.upperBound - between.lowerBound
    let inputs = (0...8).map { between.lowerBound + width * Double($0) / 8 } + roots.map(\.0)
    return GoalSeekReport(
      heading(), key: growth, metric: metric, target: "\(Int(target)) HKD", between: between,
      goal: GoalSeek(
        target: target,
        samples: inputs.sorted().map { .init(input: $0, output: estimate(function($0), 40)) },
        roots: roots.map { value, low, high in
          .init(
            input: .init(value: value, interval: Interval(low: low, high: high)),
            output: estimate(target, 40))
        }), isAllowed: isAllowed, text: percent)
  }

  /// A metric that rises and falls again: two inputs have the wanted value.
  static func parabola() -> GoalSeekReport {
    goal(roots: [(0.8875, 0.85, 0.92), (3.1125, 3.07, .infinity)]) {
      1000 + 1700 * $0 - 425 * $0 * $0
    }
  }

  static func bar(
    _ name: String, _ low: Double, _ high: Double, half: Double = 25, clear: Bool = true
  )
    -> Tornado.Bar
  {
    .init(
      name: name, low: estimate(low, half), high: estimate(high, half),
      swing: estimate(high - low, half * 0.6), isDistinguishable: clear)
  }

  static func tornado(
    _ method: Tornado.Method = .swing, bars: [Tornado.Bar] = bars,
    base: IntervalEstimate? = estimate(2310, 20), drivers: [MetricTornado.Driver] = drivers,
    metric: MetricDescription = price, heading: WhatIfHeading = heading()
  ) -> TornadoReport {
    let tornado = Tornado(
      method: method, tail: 0.1, base: method == .rank ? nil : base,
      bars: method == .rank ? bars.map(correlation) : bars)
    return TornadoReport([
      MetricTornado(heading, metric: metric, tornado: tornado, drivers: drivers)
    ])
  }

  private static func correlation(_ bar: Tornado.Bar) -> Tornado.Bar {
    .init(
      name: bar.name, low: nil, high: nil, swing: estimate(bar.swing.value / 3000, 0.006),
      isDistinguishable: bar.isDistinguishable)
  }

  static let bars = [
    bar("zhipu.growth.initial", 1100, 3520),
    bar("zhipu.multiple", 1520, 3310),
    bar("zhipu.listPrice.elasticity", 2650, 2020),
    bar("zhipu.usage.jumps", 2190, 2380),
    bar("zhipu.margin.long", 2342, 2335, clear: false),
  ]
  static let drivers = [
    MetricTornado.Driver(
      name: "zhipu.growth.initial", of: "zhipu", kind: .driver, ends: ("40%", "310%")),
    .init(name: "zhipu.multiple", of: "zhipu", kind: .shock, ends: nil),
    .init(name: "zhipu.listPrice.elasticity", of: "zhipu", kind: .driver, ends: ("-1.6", "-0.4")),
    .init(name: "zhipu.usage.jumps", of: "zhipu", kind: .jumps, ends: nil),
    .init(name: "zhipu.margin.long", of: "zhipu", kind: .driver, ends: ("15%", "30%")),
  ]
}
