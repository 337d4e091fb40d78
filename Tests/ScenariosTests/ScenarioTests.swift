import Scenarios
import Simulation
import Statistics
import Testing

enum Sample {
  static let zhipu = """
    ballpark: 1
    title: Zhipu AI
    description: |
      What a week did.
    start: 2026-06-24
    horizon: 3 years
    step: week
    paths: 1M
    seed: 18446744073709551615
    currency: HKD
    percentiles: [5, 50, 97.5]
    record: [arr, sharePrice]
    riskFreeRate: 3%
    fx: {CNY: 1.15, USD: {value: 7.8 to 7.9, source: central bank}}
    measure: riskAdjusted
    companies:
      zhipu:
        currency: CNY
        shares: {value: 445.84M, options: [{count: 20M, strike: 30 CNY}, {count: 0, strike: 0}]}
        sharePrice: {value: 2174 HKD, asOf: 2026-06-24, source: exchange close, note: a, scope: b}
        arr: {value: 1.7B, asOf: 2026-03-31, source: filing, rollForward: none}
        cash: 2B to 6B
        growth: {of: arr, initial: 150 to 500%, longRun: 0.05 log/quarter, halfLife: 4 to 8 months, volatility: 30%}
        usage: {volatility: {initial: 35%, longRun: 12%, halfLife: 2 years}}
        listPrice:
          drift: −25%
          elasticity: -1.4 to -0.4
          changes: {frequency: 1.5/year, size: {triangular: {low: -10%, mode: 15%, high: 83%}}}
        multiple: {longRun: {lognormal: {p10: 8, p90: 30}}, halfLife: 18 months}
      other: {shares: 1M, arr: 5M USD, sharePrice: 3}
    """

  static let least = """
    ballpark: 1
    title: T
    start: 2026-06-24
    horizon: 8 months
    companies:
      acme: {currency: USD, shares: 10M, arr: 5M, sharePrice: 3}
    """
}

/// Protects the meaning of a good file.
@Suite struct ScenarioTests {
  private func value(_ assumption: Assumption?) -> Double? {
    if case .value(let value) = assumption?.law { value } else { nil }
  }

  private func law(_ assumption: Assumption?) -> (any Distribution)? {
    if case .distribution(let law) = assumption?.law { law } else { nil }
  }

  @Test func topLevel() throws {
    let scenario = try Scenario(text: Sample.zhipu)
    let definition = scenario.definition
    #expect(scenario.title == "Zhipu AI")
    #expect(scenario.paths == 1_000_000)
    #expect(scenario.seed == .max)
    #expect(scenario.warnings().isEmpty)
    #expect(definition.grid.steps == 156)
    #expect(definition.currency == "HKD")
    #expect(definition.measure == .riskAdjusted)
    #expect(definition.percentiles == [5, 50, 97.5])
    #expect(definition.record.names == ["arr", "sharePrice"])
    #expect(value(definition.world.numbers["fx.CNY"]) == 1.15)
    #expect(abs(try #require(law(definition.world.numbers["fx.USD"])).quantile(0.05) - 7.8) < 1e-9)
    #expect(definition.companies.map(\.name) == ["zhipu", "other"])
    #expect(definition.companies.map(\.currency) == ["CNY", "HKD"])
  }

  @Test func company() throws {
    let numbers = try Scenario(text: Sample.zhipu).definition.companies[0].assumptions.numbers
    #expect(value(numbers["shares.issued"]) == 445_840_000)
    #expect(value(numbers["shares.options.0.strike"]) == 30)
    #expect(numbers["shares.options.0.strike"]?.currency == "CNY")
    #expect(value(numbers["shares.options.1.count"]) == 0)
    #expect(numbers["sharePrice"]?.currency == "HKD")
    #expect(value(numbers["arr.value"]) == 1.7e9)
    #expect(numbers["arr.value"]?.currency == nil)
    #expect(numbers["arr.value"]?.asOf == CalendarDate("2026-03-31"))
    #expect(value(numbers["growth.volatility.initial"]) == 0.3)
    #expect(value(numbers["usage.volatility.longRun"]) == 0.12)
    #expect(value(numbers["listPrice.drift"]) == -0.25)
    #expect(law(numbers["listPrice.changes.size"]) is Triangular)
    #expect(numbers["debt.value"] == nil)
  }

  /// Ends of a range are percentiles 5 and 95; a bare first end has the second's unit.
  @Test(arguments: [
    ("cash.value", 2e9, 6e9), ("growth.initial", 1.5, 5), ("growth.halfLife", 4.0 / 12, 8.0 / 12),
    ("listPrice.elasticity", -1.4, -0.4),
  ])
  func ranges(key: String, low: Double, high: Double) throws {
    let numbers = try Scenario(text: Sample.zhipu).definition.companies[0].assumptions.numbers
    let range = try #require(law(numbers[key]))
    #expect(abs(range.quantile(0.05) / low - 1) < 1e-12)
    #expect(abs(range.quantile(0.95) / high - 1) < 1e-12)
  }

  @Test func choices() throws {
    let choices = try Scenario(text: Sample.zhipu).definition.companies[0].assumptions.choices
    #expect(choices == ["arr.rollForward": "none", "growth.of": "arr"])
  }

  @Test func description() throws {
    let description = try Scenario(text: Sample.zhipu).description
    #expect(description.text == "What a week did.")
    #expect(description.start == "2026-06-24")
    #expect(description.horizon == 3)
    let assumptions = Dictionary(
      uniqueKeysWithValues: description.assumptions.map { ($0.key, $0) })
    #expect(
      assumptions["zhipu.sharePrice"]
        == .init(
          key: "zhipu.sharePrice", of: "zhipu", role: .sharePrice, text: "2174 HKD",
          source: "exchange close", asOf: "2026-06-24",
          note: "scope: b; a"))
    #expect(assumptions["zhipu.arr"]?.text == "1.7B CNY")
    #expect(assumptions["zhipu.cash"]?.text == "2B to 6B CNY")
    #expect(assumptions["zhipu.multiple.longRun"]?.text == "lognormal(p10: 8, p90: 30)")
    #expect(assumptions["zhipu.growth.of"]?.text == "arr")
    #expect(assumptions["fx.USD"]?.source == "central bank")
    #expect(
      assumptions["zhipu.debt"]
        == .init(key: "zhipu.debt", of: "zhipu", text: "0", isStated: false))
  }

  /// What is drawn for each event has no one number that could be varied, unless the file gives it one.
  @Test func drawnForEachEvent() throws {
    let scenario = try Scenario(text: Sample.least)
    let company = try #require(scenario.definition.companies.first).name
    #expect(scenario.number(at: "\(company).listPrice.changes.size") == nil)
    #expect(scenario.number(at: "\(company).listPrice.changes.frequency") != nil)
  }

  @Test func defaults() throws {
    let scenario = try Scenario(text: Sample.least)
    #expect(scenario.paths == 100_000)
    #expect(scenario.seed == 1)
    #expect(scenario.definition.grid.step == .month)
    #expect(scenario.definition.grid.steps == 8)
    #expect(scenario.definition.currency == "USD")
    #expect(scenario.definition.percentiles == [5, 10, 25, 50, 75, 90, 95])
    #expect(scenario.definition.record == CompanyCatalog.series.filter(\.isStandard))
    #expect(scenario.definition.measure == .realWorld)
  }

  @Test func warnings() throws {
    let scenario = try Scenario(
      text: Sample.least,
      settings: [
        "acme.listPrice.elasticity=0.5", "acme.cash={normal: {mean: 1M, sd: 0.6M}}",
        "acme.growth.initial={normal: {mean: 0%, sd: 40%}}",
        // Just inside what warns.
        "acme.debt={normal: {mean: 1M, sd: 0.5M}}", "acme.listPrice.drift=0",
      ]
      .map { try #require(Setting($0)) })
    #expect(
      scenario.warnings().map { "\($0.severity) \($0.place)" }
        == ["warning --set #1:27", "warning --set #2:11", "warning --set #3:21"])
  }

  /// Each law of a schedule is an assumption of its own, with its own evidence or that of the whole;
  /// the one that holds at the start has the key's name.
  @Test func lawsOfASchedule() throws {
    let pieces =
      "{2025-01-01: 9%, 2026-01-01: {value: 5% to 8%, source: own}, 2027-01-01: {value: 1% to 3%, truncate: [0%, 4%]}}"
    let scenario = try Scenario(
      text: Sample.least,
      settings: [
        "acme.growth={initial: 40%, halfLife: 1 year}",
        "acme.growth.longRun={value: {schedule: \(pieces)}, source: whole}",
        "correlations=[{between: [acme.growth.longRun, acme.growth.longRun@2027-01-01], rank: 0.5}]",
      ].map { try #require(Setting($0)) })
    let stated = scenario.description.assumptions.filter { $0.key.hasPrefix("acme.growth.longRun") }
    #expect(
      stated.map { "\($0.key) \($0.text) \($0.source ?? "")" } == [
        "acme.growth.longRun@2025-01-01 9% whole", "acme.growth.longRun 5% to 8% own",
        "acme.growth.longRun@2027-01-01 1% to 3%, truncate: [0%, 4%] whole",
      ])
    _ = try scenario.compile()
  }

  @Test func missingFile() {
    #expect(throws: FileError.notFound(path: "no/such.yaml")) {
      try Scenario(contentsOf: "no/such.yaml")
    }
    #expect(throws: FileError.self) { try Scenario(contentsOf: "/") }
  }

  @Test func windowsFileWithByteOrderMark() throws {
    let text = "\u{FEFF}" + Sample.least.split(separator: "\n").joined(separator: "\r\n")
    #expect(try Scenario(text: text).title == "T")
  }
}
