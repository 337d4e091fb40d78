import Statistics

@testable import Reports
@testable import Sensitivity

/// What-if answers with all that a scenario file or a bad model can put into them.
enum Hostile {
  static let name = "företag-med-ett-långt-namn.listPrice.elasticityOfUsageToPriceInTheLongRun"
  static let words = "it's `touch pwned` $(touch pwned) \"q\" 100% %d @x {/B y} \u{1B}[2J\u{202E}"
  static let none = IntervalEstimate(value: .nan, interval: Interval(low: .nan, high: .nan))
  static let unknown = IntervalEstimate(
    value: 5e9, interval: Interval(low: -.infinity, high: .infinity))

  static let metric = MetricDescription(named: name + ".p97.5@2027-06-23" + words, unit: "CNY")
  static let heading = WhatIf.heading(
    title: words + name, assumptions: (0..<50).map { ("key.\($0)", words) })
  static let key = SweptKey(
    name: name, stated: words, unit: "CNY",
    numbers: ["1": 1, "10": 10, "1000": 1000, "1e5": 1e5, "1e7": 1e7])
  static let wordKey = SweptKey(name: "a.b" + words, stated: nil, unit: "", numbers: [:])

  private static func row(_ point: [String], _ estimate: IntervalEstimate) -> Sweep<[String]>.Row {
    .init(point: point, estimates: [estimate], differences: [estimate])
  }

  private static func sweep(
    _ keys: [SweptKey], _ rows: [Sweep<[String]>.Row], base: IntervalEstimate = none
  ) -> SweepReport {
    SweepReport(
      heading, keys: keys, metrics: [metric], sweep: Sweep(base: [base], rows: rows), planned: 200)
  }

  static let decades = sweep(
    [key],
    [
      row(["1"], WhatIf.estimate(-3e9, 1e8)), row(["10"], none), row(["1000"], unknown),
      row(["1e5"], WhatIf.estimate(2e10, 3e9)), row(["1e7"], WhatIf.estimate(8e11, 1e10)),
    ])
  static let point = sweep([key], [row(["1e5"], WhatIf.estimate(2e10, 3e9))])
  static let nothing = sweep([key], [row(["1"], none)])
  static let manyWords = sweep(
    [wordKey], (0..<55).map { row(["\(words) \($0)"], WhatIf.estimate(Double($0), 3)) },
    base: unknown)
  static let grid = sweep(
    [key, wordKey],
    ["1", "10", "1000"].flatMap { level in
      (0..<12).map { row([level, "\(words) \($0)"], $0 == 3 ? none : WhatIf.estimate(9, 2)) }
    })
  static let scattered = sweep(
    [key, wordKey], ["1", "10", "1000", "1e5"].map { row([$0, words + $0], unknown) })
  static let four = sweep(
    [key, wordKey, key, wordKey], [row([words, words, words, words], unknown)])
  static let empty = SweepReport(
    heading, keys: [], metrics: [], sweep: Sweep(base: [], rows: []), planned: 0)

  static let bars = (0..<30).map { index in
    let name = "zhipu.\(index == 3 ? words : "driver")\(index).with.a.long.name"
    let reach = 3000 / Double(index + 1)
    return WhatIf.bar(
      name, 2310 - reach, index % 4 == 1 ? 2310 - reach / 2 : 2310 + reach,
      half: index == 2 ? .infinity : 30, clear: index < 15)
  }
  static let drivers = bars.enumerated().map { index, bar in
    MetricTornado.Driver(
      name: bar.name, of: "zhipu", kind: index % 5 == 4 ? .shock : .driver,
      ends: index % 5 == 4 ? nil : (words, "\(index)% of revenue a year"))
  }
  static let noBar = Tornado.Bar(
    name: "a.z", low: none, high: none, swing: none, isDistinguishable: false)
  static let wideBars = [WhatIf.bar("a.x", 1, 9e5, half: 0.5), WhatIf.bar("a.y", 9, 11), noBar]

  static let roots: [(Double, Double, Double)] = [
    (10, 1, .infinity), (500, -.infinity, 900), (1000, -.infinity, .infinity), (3000, .nan, .nan),
    (2e4, 1e4, 3e4), (3e4, 2e4, 4e4), (3.1e4, 2e4, 4e4),
  ]

  static let publications: [any Publication] = [
    decades, point, nothing, manyWords, grid, scattered, four, empty,
    WhatIf.tornado(bars: bars, drivers: drivers, metric: metric),
    WhatIf.tornado(.rank, bars: bars, drivers: drivers),
    WhatIf.tornado(bars: wideBars, base: WhatIf.estimate(1000, 10), drivers: []),
    WhatIf.tornado(bars: wideBars, base: none, drivers: []),
    WhatIf.tornado(bars: [noBar]), WhatIf.tornado(bars: [], drivers: []),
    WhatIf.tornado(
      bars: [WhatIf.bar("solo", -5, -3, half: 0.2)], base: WhatIf.estimate(-4, 0.1), drivers: []),
    WhatIf.goal(target: 100, between: 1...1e6, roots: roots, metric: metric) { $0 * 100 },
    WhatIf.goal(roots: []) { _ in .nan },
    GoalSeekReport(
      heading, key: key, metric: metric, target: words, between: 0...0,
      goal: GoalSeek(target: .nan, samples: [], roots: []), text: WhatIf.percent),
    ComparisonReport(
      [Variant(words, heading), Variant(name, WhatIf.heading(paths: 7))],
      contrasts: [
        WhatIf.contrast(metric, none, unknown, unknown),
        WhatIf.contrast(
          metric, WhatIf.estimate(1e5, 1), WhatIf.estimate(1.2e5, 1), WhatIf.estimate(2e4, 0.5),
          hits: 3),
      ], fans: [[Fixture.arr, Fixture.price], [Fixture.price, Fixture.price]]),
    ComparisonReport([Variant(name, heading), Variant("", heading)], contrasts: []),
  ]
}
