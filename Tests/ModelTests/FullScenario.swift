/// One company with every part of the model at work, for what must hold of any scenario.
enum FullScenario {
  static let acme = """
    shares: {issued: 100M, stockCompensation: 1% to 4%, options: [{count: 5M, strike: 12}]}
    sharePrice: 40
    arr: {value: 50M, asOf: 2026-03-31}
    cash: {value: 200M to 600M, interest: 3%}
    debt: {value: 50M, interest: 6%, repayments: [{date: 2026-12-24, amount: 20M}]}
    \(business)
    growth: {initial: 100% to 500%, longRun: 10%, halfLife: 4 to 12 months, volatility: 40%}
    usage: {volatility: {initial: 60%, longRun: 15%, halfLife: 1 year}}
    \(listPrice)
    multiple:
      longRun: {schedule: {2026-06-24: 4x to 40x, 2026-12-24: 3x to 20x}}
      halfLife: 1 year
      volatility: 90% to 130%
      growthLoading: 0.4
      jumps: {frequency: 3/year to 9/year, logSize: {normal: {mean: -4%, sd: 18%}}, compensate: longRun}
    """

  static let business = """
    revenue: {conversion: 80% to 95%, lines: [{amount: 10M, growth: 5% to 20%, margin: 30%}]}
    costs:
      grossMargin: {initial: 50%, longRun: 60% to 75%, halfLife: 1 year, volatility: 30%}
      fixed: {amount: 100M to 900M, growth: 20%}
      variable: 20% to 60%
      research: {amount: 20M, growth: 10% to 50%}
      trainingRuns: {cadence: 3 to 6 months, cost: 10M, growth: 40%}
    tax: {rate: 25%, losses: 20M}
    financing:
      fee: 3%
      raises: [{date: 2026-12-24, amount: 50M to 200M, probability: 60%, discount: 10%}]
      emergency: {runway: 4 months, covers: 12 to 24 months, discount: 10% to 40%, limit: 0.5}
      window: {closes: 2/year, reopens: 3/year}
    intrinsicValue: {terminalMultiple: 10x, discountRate: 12%}
    """

  static let listPrice = """
    listPrice:
      drift: -25%
      volatility: 15%
      elasticity: -1.4 to -0.4
      changes: {frequency: 1.5/year, size: {triangular: {low: -30%, mode: 10%, high: 83%}}, demandShift: 20%}
      headroom: 5 times to 9 times
    """

  static let other = """
    other:
      shares: 3M
      arr: 2M
      sharePrice: 9
      growth: {initial: 40% to 90%, halfLife: 1 year, volatility: 20%}
      usage: {volatility: 30%}
      listPrice: {volatility: 20%, changes: {frequency: 2/year, size: -10% to 30%}}
      multiple: {volatility: 80%, jumps: {frequency: 4/year, logSize: {normal: {mean: 0, sd: 10%}}}}
    """

  static let dependence = """
    correlations:
      - {between: [acme.growth.initial, acme.multiple.longRun], rank: 0.4}
      - {between: [acme.growth.initial, acme.multiple.longRun@2026-12-24], rank: 0.3}
    shockCorrelations:
      - {between: [acme.growth, acme.usage], value: 0.3}
      - {between: [acme.growth, acme.multiple], value: 0.4}
      - {between: [acme.window, acme.multiple], value: 0.5}
      - {between: [acme.grossMargin, acme.growth], value: -0.2}
    """

  /// What a company without costs has, too.
  static let marketSeries =
    "[usage, listPrice, arr, multiple, marketCap, shares, sharePrice, drawdown]"

  static let series = """
    [usage, listPrice, arr, revenue, grossMargin, ebitda, ebitdaMargin, cash, debt, raised, \
    multiple, marketCap, shares, sharePrice, drawdown]
    """

  static func scenario(
    horizon: String = "1 year", record: String? = nil, acme: String = acme, others: String = ""
  ) -> ScenarioText {
    ScenarioText(
      step: "month", horizon: horizon, percentiles: "[5, 50, 95]",
      record: record ?? (acme == Self.acme ? series : marketSeries),
      top: dependence, acme: acme, others: others)
  }
}
