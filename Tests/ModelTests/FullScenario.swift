/// One company with every part of the model at work, for what must hold of any scenario.
enum FullScenario {
  static let acme = """
    shares: {issued: 100M, options: [{count: 5M, strike: 12}]}
    sharePrice: 40
    arr: {value: 50M, asOf: 2026-03-31}
    cash: 200M to 600M
    debt: 50M
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
    """

  static let series = "[usage, listPrice, arr, multiple, marketCap, shares, sharePrice, drawdown]"

  static func scenario(
    horizon: String = "1 year", record: String = series, acme: String = acme, others: String = ""
  ) -> ScenarioText {
    ScenarioText(
      step: "month", horizon: horizon, percentiles: "[5, 50, 95]", record: record,
      top: dependence, acme: acme, others: others)
  }
}
