import Foundation
import Scenarios
import Simulation
import Statistics
import Testing

/// Protects what follows factors, against closed forms and by hand.
@Suite struct FollowingTests {
  private func sample(_ summary: Summary, _ name: String) throws -> SampleSummary {
    try summary.end(name)
  }

  /// Two companies with a common factor: how often both fall, by the bivariate normal, and the correlation of
  /// their log returns. Case `factor_1`: reference values of an independent program.
  @Test func twoCompanies() throws {
    func company(_ volatility: Int, _ loading: Double) -> String {
      "shares: 1M\narr: 1M\nmultiple: {initial: 100, volatility: \(volatility)%, follows: {sector: \(loading)}}"
    }
    var text = FactorFixture.text(
      "sector: {volatility: 80%}", step: "week", horizon: "52 weeks", record: "[sharePrice]",
      top:
        "questions: [acme.return < -50%, y.return < -50%, acme.return < -50% and y.return < -50%]",
      acme: company(50, 1))
    text.others =
      "y:\n" + company(70, 0.6).split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let summary = try text.run(paths: 400_000, seed: 184)
    func compared(_ expected: [Double]) -> Comparisons {
      var result = Comparisons()
      for (answer, p) in zip(summary.answers, expected) {
        result.add(
          answer.name, answer.probability.value, p,
          error: (p * (1 - p) / 400_000).squareRoot())
      }
      return result
    }
    let reference = [0.2312505896099991, 0.20706281605026738, 0.09663541429922717]
    #expect(summary.answers.count == 3)
    #expect(compared(reference).failures == [])
    // Independent companies fall together less often, and a loading of 1 falls more often alone.
    #expect(!compared([reference[0], reference[1], reference[0] * reference[1]]).hold)

    let names = ["acme", "y"]
    let quantities = names.map { name in
      PathQuantity.series(
        Quantity.acme("sharePrice").of(name, currency: "USD", reporting: "USD"), step: 52)
    }
    let model = try text.scenario().compile(measuring: quantities)
    let values = try Simulator(model, workers: 2).values(of: Run(paths: 0..<100_000, seed: 185))
    let logs = values.columns.map { $0.values.map { log($0 / 100) } }
    let n = 100_000.0
    let means = logs.map { $0.reduce(0, +) / n }
    func covariance(_ i: Int, _ j: Int) -> Double {
      zip(logs[i], logs[j]).reduce(0) { $0 + ($1.0 - means[i]) * ($1.1 - means[j]) } / n
    }
    let found = covariance(0, 1) / (covariance(0, 0) * covariance(1, 1)).squareRoot()
    let rho = 0.6 * 0.64 / ((0.25 + 0.64) * (0.49 + 0.36 * 0.64)).squareRoot()
    let error = (1 - rho * rho) / n.squareRoot()
    #expect(abs(found - rho) < 4 * error, "\(found), not \(rho) ± \(error)")
    #expect(abs(found - rho * 1.05) > 4 * error)
  }

  /// One event with a size of its own for each company: falls come together more often than a common factor of the
  /// same correlation would bring them. Case `contagion_1`: by the number of events in a week.
  @Test func contagion() throws {
    func company(_ volatility: Int) -> String {
      "shares: 1M\narr: 1M\nmultiple: {initial: 100, volatility: \(volatility)%}"
    }
    let then = "{change: {acme.multiple: -35% to -12%, y.multiple: -22% to -5%}}"
    var text = ScenarioText(
      step: "week", horizon: "1 week", record: "[sharePrice]",
      top: """
        events: {alarm: {frequency: 8/year, then: \(then)}}
        questions: [acme.return < -20%, y.return < -20%, acme.return < -20% and y.return < -20%]
        """, acme: company(90))
    text.others =
      "y:\n" + company(80).split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let summary = try text.run(paths: 400_000, seed: 195)
    let (x, y) = (0.126603954824846, 0.06369255448691774)
    func compared(_ joint: Double) -> Comparisons {
      var result = Comparisons()
      for (answer, p) in zip(summary.answers, [x, y, joint]) {
        result.add(
          answer.name, answer.probability.value, p, error: (p * (1 - p) / 400_000).squareRoot())
      }
      return result
    }
    #expect(compared(0.2520208651370569 * x).failures == [])
    // Given that the one falls, a Gaussian of their correlation has the other fall on 14 %.
    #expect(!compared(0.14068876439567707 * x).hold)
  }

  /// Usage, list price and multiple under one factor, each with a law of its own: the share price is lognormal,
  /// whatever the step.
  @Test(arguments: ["week", "month", "quarter"])
  func everyPart(step: String) throws {
    let acme = """
      shares: 1M
      arr: 5M
      growth: {initial: 0.4 log/year, of: usage, longRun: 0.1 log/year, halfLife: 1 year, volatility: 20%}
      usage: {volatility: 30%, follows: {sector: 0.5, gap: -0.1}}
      listPrice: {drift: -10%, volatility: 10%, elasticity: -0.6, follows: {sector: 0.4}}
      multiple: {initial: 20, longRun: 10, halfLife: 8 months, volatility: 60%, follows: {sector: 0.7, gap: 0.3}}
      """
    let found = try sample(
      FactorFixture.text(
        "sector: {longRun: 2, halfLife: 1 year, volatility: 50%}, gap: {of: level, drift: 0.5, volatility: 2}",
        step: step, record: "[sharePrice, usage]", acme: acme
      ).run(paths: FactorFixture.paths, seed: 186), "acme.sharePrice")
    let (k, kM) = (log(2.0), log(2.0) / (8.0 / 12))
    // Σ of loadings: the list price counts 1 + ε times.
    let (sector, gap) = (0.5 + 0.4 * (1 - 0.6) + 0.7, -0.1 + 0.3)
    let b = -expm1(-2 * k) / k
    let growth = 0.1 * 2 + 0.3 * b
    // ∫∫ of growth's noise over two years.
    let noise = 0.04 * (2 - 2 * b + -expm1(-4 * k) / (2 * k)) / (k * k)
    let mu =
      log(100.0) + growth - 0.045 * 2 + (1 - 0.6) * log(0.9) * 2 + log(0.5) * -expm1(-2 * kM)
      + sector * log(2.0) * 0.75 + gap * 0.5 * 2
    let own = noise + 0.09 * 2 + 0.16 * 0.01 * 2 + 0.36 * -expm1(-4 * kM) / (2 * kM)
    let shared = sector * sector * 0.25 * -expm1(-4 * k) / (2 * k) + gap * gap * 4 * 2
    let law = LogNormalLaw(mu: mu, sigma: (own + shared).squareRoot())
    #expect(law.compared(step, found).failures == [])
    #expect(!law.wrong(shift: 0.04).compared(step, found).hold)
    #expect(!LogNormalLaw(mu: mu, sigma: own.squareRoot()).compared(step, found).hold)
    #expect(
      !LogNormalLaw(mu: mu - sector * log(2.0) * 0.75, sigma: law.sigma).compared(step, found).hold)
  }

  /// Shocks of a factor that hang together with a company's: the variance has the covariance in it, and the
  /// company keeps its own draws.
  @Test func correlatedShocks() throws {
    let acme =
      "shares: 1M\narr: 1M\nmultiple: {initial: 100, volatility: 50%, follows: {sector: 0.8}}"
    let shocks = "shockCorrelations: [{between: [sector, acme.multiple], value: 0.6}]"
    let factor = "sector: {volatility: 70%}"
    let found = try sample(
      FactorFixture.text(factor, horizon: "1 year", record: "[multiple]", top: shocks, acme: acme)
        .run(paths: FactorFixture.paths, seed: 187), "acme.multiple")
    let (own, shared) = (0.5, 0.8 * 0.7)
    let variance = own * own + shared * shared + 2 * 0.6 * own * shared
    let law = LogNormalLaw(mu: log(100.0), sigma: variance.squareRoot())
    #expect(law.compared("correlated", found).failures == [])
    let apart = LogNormalLaw(mu: log(100.0), sigma: (own * own + shared * shared).squareRoot())
    #expect(!apart.compared("apart", found).hold)

    let alone = acme.replacing(", follows: {sector: 0.8}", with: "")
    func multiple(_ top: String, _ acme: String) throws -> SeriesSummary? {
      try FactorFixture.text(factor, record: "[multiple]", top: top, acme: acme).run(
        paths: 512, seed: 188
      )
      .series["acme.multiple"]
    }
    #expect(try multiple("", alone) == multiple(shocks, alone))
    #expect(try multiple(shocks, acme) != multiple(shocks, alone))
  }

  /// By hand, on a path without noise: a ceiling, elasticity, a margin from unit cost, and the split of the
  /// share price.
  @Test func byHand() throws {
    let acme = """
      shares: 1M
      arr: 5M
      usage: {follows: {sector: 0.5}}
      listPrice: {elasticity: -2, headroom: 1.1, follows: {sector: 1}}
      costs: {grossMargin: 60%, unitCost: {follows: {sector: 0.25}}}
      multiple: {initial: 20, longRun: 5, halfLife: 1 year, follows: {sector: -0.5}}
      """
    let summary = try FactorFixture.text(
      "sector: {initial: 4, drift: 44%}", step: "year",
      record: "[sector, usage, listPrice, grossMargin, multiple, sharePrice]", acme: acme
    ).run(paths: 16, seed: 189)
    let step = log(1.44)
    let price = log(1.1)
    let usage = [0, 0.5 * step - 2 * price, step - 2 * price]
    let own = [log(20.0), (log(20.0) + log(5.0)) / 2, (log(20.0) + 3 * log(5.0)) / 4]
    let values = summary.course
    for (year, t) in [0.0, 1, 2].enumerated() {
      #expect(areEqual(try values("sector")[year], 4 * pow(1.44, t)))
      #expect(areEqual(try values("acme.usage")[year], exp(usage[year])))
      #expect(areEqual(try values("acme.listPrice")[year], t > 0 ? 1.1 : 1))
      #expect(areEqual(try values("acme.multiple")[year], exp(own[year] - 0.5 * t * step)))
      let margin = 1 - 0.4 * exp(0.25 * t * step) / (t > 0 ? 1.1 : 1)
      #expect(areEqual(try values("acme.grossMargin")[year], margin))
    }
    let attribution = try #require(summary.attributions["acme"])
    #expect(attribution.largestGap <= 1e-9)
    let parts: [(PriceAttribution.Cause, Double)] = [
      (.usage, usage[2]), (.listPrice, price), (.multiple, own[2] - own[0] - step),
    ]
    for (cause, expected) in parts {
      #expect(areEqual(try #require(attribution[cause]).mean.value, expected, within: 1e-9))
    }
  }

  /// What events do to a factor reaches whatever follows it, on its own date and not in what the step has
  /// earned; and it is undone as it came.
  @Test func events() throws {
    let acme = """
      shares: 1M
      arr: 120
      usage: {follows: {sector: 0.5}}
      listPrice: {elasticity: -2, headroom: 1.1, follows: {sector: 1}}
      costs: {grossMargin: 60%, unitCost: {follows: {sector: 0.25, gap: 0.1}}}
      cash: 0
      multiple: {initial: 20, longRun: 5, halfLife: 1 year, follows: {sector: -0.5, gap: 1}}
      """
    let summary = try FactorFixture.text(
      "sector: {initial: 4}, gap: {of: level, initial: 1}", step: "month", horizon: "4 months",
      record: "[sector, gap, usage, listPrice, grossMargin, multiple, cash]",
      top: """
        events:
          rise: {at: 2026-07-24, then: {change: {sector: 44%}, add: {gap: 2}, for: 2 months}}
          end: {at: 2026-10-24, then: {set: {sector: 1, gap: -1}}}
        """, acme: acme
    ).run(paths: 16, seed: 194)
    let values = summary.course
    let (step, price) = (log(1.44), log(1.1))
    let usage = 0.5 * step - 2 * price
    func check(_ name: String, _ expected: [Double]) throws {
      for (date, (found, wanted)) in zip(try values(name), expected).enumerated() {
        #expect(areEqual(found, wanted, within: 1e-9), "\(name) \(date): \(found), not \(wanted)")
      }
    }
    try check("sector", [4, 5.76, 5.76, 4, 1])
    try check("gap", [1, 3, 3, 1, -1])
    // The ceiling has cut the rise, so that the fall goes below the start.
    let low = price - step
    try check("acme.listPrice", [1, 1.1, 1.1, exp(low), exp(low + log(0.25))])
    let back = usage - 0.5 * step + 2 * step
    try check(
      "acme.usage", [1, exp(usage), exp(usage), exp(back), exp(back - 1.5 * log(0.25))])
    let cost = [0, 0.25 * step + 0.2, 0.25 * step + 0.2, 0, 0.25 * log(0.25) - 0.2]
    let prices = [0, price, price, low, low + log(0.25)]
    try check("acme.grossMargin", zip(cost, prices).map { 1 - 0.4 * exp($0 - $1) })
    let own = (0...4).map { log(5.0) + log(4.0) * pow(0.5, Double($0) / 12) }
    let shared = [0, -0.5 * step + 2, -0.5 * step + 2, 0, -0.5 * log(0.25) - 2]
    try check("acme.multiple", zip(own, shared).map { exp($0 + $1) })
    // Of each step what it has been worth since its start.
    let cash = try values("acme.cash")
    let profit = zip([0, usage, usage, back], zip(cost, prices)).map {
      10 * exp($0) * (exp($1.1) - 0.4 * exp($1.0))
    }
    try check("acme.cash", (0...4).map { profit.prefix($0).reduce(0, +) })
  }
}
