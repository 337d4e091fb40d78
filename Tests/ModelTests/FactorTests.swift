import Foundation
import Scenarios
import Simulation
import Statistics
import Testing

/// Protects factors and what follows them, against closed forms and by hand.
@Suite struct FactorTests {
  private static let paths = 200_000

  private static func text(
    _ factors: String, step: String = "month", horizon: String = "2 years",
    record: String = "[sector]", top: String = "", acme: String = plain, others: String = ""
  ) -> ScenarioText {
    ScenarioText(
      step: step, horizon: horizon, record: record, top: "factors: {\(factors)}\n" + top,
      acme: acme, others: others)
  }

  private static let plain = "shares: 1M\narr: 5M\nmultiple: {initial: 10}"

  private func sample(_ summary: Summary, _ name: String) throws -> SampleSummary {
    try #require(summary.series[name]).band(at: .end)
  }

  // MARK: The factor itself

  /// dx = κ(x̄ - x)dt + m dt + σ dW (Glasserman 2004, §3.3), whatever the step.
  @Test(arguments: ["week", "quarter"])
  func reverting(step: String) throws {
    let (years, halfLife, sigma) = (2.0, 0.8, 0.5)
    let speed = log(2.0) / halfLife
    let gone = -expm1(-speed * years)
    let law = LogNormalLaw(
      mu: log(3.0) + log(0.6 / 3) * gone + log(0.8) * gone / speed,
      sigma: sigma * (-expm1(-2 * speed * years) / (2 * speed)).squareRoot())
    let found = try sample(
      Self.text(
        "sector: {initial: 3, longRun: 0.6, halfLife: 0.8 years, drift: -20%, volatility: 50%}",
        step: step
      ).run(paths: step == "week" ? 100_000 : Self.paths, seed: 181), "sector")
    #expect(law.compared(step, found).failures == [])
    #expect(!law.wrong(shift: 0.04).compared(step, found).hold)
    #expect(!law.wrong(scale: 1.03).compared(step, found).hold)
  }

  /// A random walk whose volatility fades: ∫(0.3 + 0.6 e^(-kt))² dt.
  @Test(arguments: ["week", "quarter"])
  func fading(step: String) throws {
    let k = log(2.0) / 0.5
    let variance =
      0.09 * 2 + 2 * 0.3 * 0.6 * -expm1(-k * 2) / k + 0.36 * -expm1(-2 * k * 2) / (2 * k)
    let law = LogNormalLaw(mu: log(1.5) * 2, sigma: variance.squareRoot())
    let keys = "drift: 50%, volatility: {initial: 90%, longRun: 30%, halfLife: 6 months}"
    let found = try sample(
      Self.text("sector: {\(keys)}", step: step).run(paths: 100_000, seed: 182), "sector")
    #expect(law.compared(step, found).failures == [])
    #expect(!law.wrong(scale: 1.03).compared(step, found).hold)
  }

  /// The same where the factor reverts: the variance is that of dV = (σ²(t) - 2κV)dt, by Simpson's rule.
  @Test(arguments: ["week", "quarter"])
  func fadingAndReverting(step: String) throws {
    let (k, speed) = (log(2.0) / 0.5, log(2.0) / 0.75)
    func density(_ t: Double) -> Double {
      let volatility = 0.3 + 0.6 * exp(-k * t)
      return volatility * volatility * exp(-2 * speed * (2 - t))
    }
    let variance = (0..<200).reduce(0.0) { sum, i in
      let (a, h) = (Double(i) / 100, 0.01)
      return sum + h / 6 * (density(a) + 4 * density(a + h / 2) + density(a + h))
    }
    let law = LogNormalLaw(mu: 0, sigma: variance.squareRoot())
    let keys =
      "halfLife: 9 months, volatility: {initial: 90%, longRun: 30%, halfLife: 6 months}"
    let found = try sample(
      Self.text("sector: {\(keys)}", step: step).run(paths: 100_000, seed: 193), "sector")
    #expect(law.compared(step, found).failures == [])
    #expect(!law.wrong(scale: 1.03).compared(step, found).hold)
  }

  /// A level is normal, and may change its sign.
  @Test(arguments: ["week", "year"])
  func level(step: String) throws {
    let speed = log(2.0)
    let (mean, sd) = (
      2 - 5 * 0.75 + 0.5 * 0.75 / speed, 3 * (-expm1(-4 * speed) / (2 * speed)).squareRoot()
    )
    let found = try sample(
      Self.text(
        "sector: {of: level, initial: 2, longRun: -3, halfLife: 1 year, drift: 0.5, volatility: 3}",
        step: step
      ).run(paths: Self.paths, seed: 183), "sector")
    func compared(_ mean: Double, _ sd: Double) -> Comparisons {
      var result = Comparisons()
      let n = Double(Self.paths)
      for percentile in found.percentiles {
        let p = percentile.level / 100
        let z = standardNormal.quantile(p)
        result.add(
          "P\(percentile.level)", percentile.value, mean + sd * z,
          error: sd * (p * (1 - p) / n).squareRoot() / normalDensity(z))
      }
      result.add("mean", found.mean.value, mean, error: sd / n.squareRoot())
      result.add("sd", found.standardDeviation, sd, error: sd / (2 * n).squareRoot())
      return result
    }
    #expect(compared(mean, sd).failures == [])
    #expect(!compared(mean + 0.04 * sd, sd).hold)
    #expect(!compared(mean, 1.03 * sd).hold)
  }

  // MARK: What follows

  /// Two companies with a common factor: how often both fall, by the bivariate normal, and the correlation of
  /// their log returns. Case `factor_1`: reference values of an independent program.
  @Test func twoCompanies() throws {
    func company(_ volatility: Int, _ loading: Double) -> String {
      "shares: 1M\narr: 1M\nmultiple: {initial: 100, volatility: \(volatility)%, follows: {sector: \(loading)}}"
    }
    var text = Self.text(
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
      Self.text(
        "sector: {longRun: 2, halfLife: 1 year, volatility: 50%}, gap: {of: level, drift: 0.5, volatility: 2}",
        step: step, record: "[sharePrice, usage]", acme: acme
      ).run(paths: Self.paths, seed: 186), "acme.sharePrice")
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
      Self.text(factor, horizon: "1 year", record: "[multiple]", top: shocks, acme: acme)
        .run(paths: Self.paths, seed: 187), "acme.multiple")
    let (own, shared) = (0.5, 0.8 * 0.7)
    let variance = own * own + shared * shared + 2 * 0.6 * own * shared
    let law = LogNormalLaw(mu: log(100.0), sigma: variance.squareRoot())
    #expect(law.compared("correlated", found).failures == [])
    let apart = LogNormalLaw(mu: log(100.0), sigma: (own * own + shared * shared).squareRoot())
    #expect(!apart.compared("apart", found).hold)

    let alone = acme.replacing(", follows: {sector: 0.8}", with: "")
    func multiple(_ top: String, _ acme: String) throws -> SeriesSummary? {
      try Self.text(factor, record: "[multiple]", top: top, acme: acme).run(paths: 512, seed: 188)
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
    let summary = try Self.text(
      "sector: {initial: 4, drift: 44%}", step: "year",
      record: "[sector, usage, listPrice, grossMargin, multiple, sharePrice]", acme: acme
    ).run(paths: 16, seed: 189)
    let step = log(1.44)
    let price = log(1.1)
    let usage = [0, 0.5 * step - 2 * price, step - 2 * price]
    let own = [log(20.0), (log(20.0) + log(5.0)) / 2, (log(20.0) + 3 * log(5.0)) / 4]
    func values(_ name: String) throws -> [Double] {
      try #require(summary.series[name]).bands.map(\.mean.value)
    }
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
    let summary = try Self.text(
      "sector: {initial: 4}, gap: {of: level, initial: 1}", step: "month", horizon: "4 months",
      record: "[sector, gap, usage, listPrice, grossMargin, multiple, cash]",
      top: """
        events:
          rise: {at: 2026-07-24, then: {change: {sector: 44%}, add: {gap: 2}, for: 2 months}}
          end: {at: 2026-10-24, then: {set: {sector: 1, gap: -1}}}
        """, acme: acme
    ).run(paths: 16, seed: 194)
    func values(_ name: String) throws -> [Double] {
      try #require(summary.series[name]).bands.map(\.mean.value)
    }
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

  // MARK: What must hold of any file

  /// Loadings and numbers of a factor may be ranges, which are drawn once per path; a number may go by a regime.
  @Test func drawn() throws {
    let summary = try Self.text(
      "sector: {initial: 0.5 to 2, drift: {regime: mood, calm: 10% to 30%, panic: -50%}, volatility: {schedule: {2026-06-24: 40% to 80%, 2027-06-24: 20%}}}",
      record: "[sector, multiple]",
      top:
        "regimes: {mood: {start: calm, transitions: {calm: {panic: 1/year}, panic: {calm: 2/year}}}}",
      acme: Self.plain.replacing("10}", with: "10, follows: {sector: 0.5 to 1.5}}")
    ).run(paths: 2_048, seed: 190)
    #expect(summary.failures.paths == 0)
    #expect(try sample(summary, "sector").standardDeviation > 0)
    let model = try Self.text("sector: {volatility: 50%}", acme: Self.plain).model()
    #expect(
      model.warnings.contains { $0.key == "sector" && $0.text.contains("is not used") })
  }

  /// A factor that nothing follows leaves every other byte alone; one that something follows does not.
  @Test func idle() throws {
    let old = try HappeningFixture.scenario().run(paths: 1_536, seed: 191)
    func with(_ factors: String, _ change: (inout ScenarioText) -> Void = { _ in }) throws
      -> Summary
    {
      var text = HappeningFixture.scenario()
      text.top += "\nfactors: {\(factors)}"
      change(&text)
      return try text.run(paths: 1_536, seed: 191)
    }
    func isUntouched(_ new: Summary) -> Bool {
      old.series.allSatisfy { new.series[$0.name] == $0 }
        && old.outcomes.allSatisfy { new.outcomes[$0.name] == $0 }
        && old.events.allSatisfy { spelled(new.events[$0.name]) == spelled($0) }
    }
    let idle = "idle: {volatility: 50% to 90%, halfLife: 1 year}"
    #expect(isUntouched(try with(idle)))
    let followed = try with(idle) {
      $0.acme = $0.acme.replacing("growthLoading: 0.4", with: "follows: {idle: 0.1}")
    }
    #expect(!isUntouched(followed))
  }

  @Test func workers() throws {
    var text = HappeningFixture.scenario()
    text.top += "\nfactors: {sector: {volatility: 80%}, gap: {of: level, volatility: 2}}"
    text.acme = text.acme.replacing(
      "growthLoading: 0.4", with: "follows: {sector: 0.5 to 1, gap: -0.1}")
    let model = try text.model()
    let one = try model.run(paths: 3_000, seed: 192, workers: 1)
    for workers in [2, 7] {
      let more = try model.run(paths: 3_000, seed: 192, workers: workers)
      #expect(one.series.allSatisfy { more.series[$0.name] == $0 })
      #expect(one.outcomes.allSatisfy { more.outcomes[$0.name] == $0 })
    }
  }
}
