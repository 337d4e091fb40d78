import Foundation
import Statistics
import Testing

/// Protects revenue as Schwartz & Moon (2000) model it: Amazon's parameters, by quarter.
///
/// The paper's numbers are per quarter: a rate of 0.11 log/quarter; a volatility of growth of 0.03 a
/// quarter is 0.03 · 4 · 2 = 24 % in annual log rate per root year, one of revenue of 0.10 is 20 % a
/// year, and a market price of risk of 0.01 is 0.02.
@Suite struct SchwartzMoonTests {
  private func scenario(noise: Bool, premium: Double = 0.02, measure: String) -> ScenarioText {
    let halfLife = "\(log(2) / 0.07 / 4) years"
    let (eta, sigma, longRun) = noise ? ("24%", "20%", "10%") : ("0%", "0%", "0%")
    return ScenarioText(
      step: "quarter", horizon: "25 years", percentiles: "[5, 25, 50, 75, 95]", record: "[arr]",
      top: "measure: \(measure)",
      acme: """
        shares: 1M
        arr: 356
        sharePrice: 1
        growth:
          initial: 0.11 log/quarter
          longRun: 0.015 log/quarter
          halfLife: \(halfLife)
          volatility: {initial: \(eta), halfLife: \(halfLife)}
          integration: startOfStep
        usage: {volatility: {initial: \(sigma), longRun: \(longRun), halfLife: \(halfLife)}}
        riskPremium: {usage: \(premium), growth: 0}
        """)
  }

  /// Closed form of the discrete model, from an independent program.
  static let reference: [(quarter: Int, law: LogNormalLaw, mean: Double)] = [
    (4, LogNormalLaw(mu: 6.256162934573488, sigma: 0.21499037088208756), 533.4009348438376),
    (12, LogNormalLaw(mu: 6.799486848684141, sigma: 0.5237992782171844), 1029.3364914748986),
    (20, LogNormalLaw(mu: 7.156192100982121, sigma: 0.7865053404486712), 1746.7067314889482),
    (40, LogNormalLaw(mu: 7.673468608153574, sigma: 1.1349585239530282), 4095.049293503831),
    (100, LogNormalLaw(mu: 8.549944016590148, sigma: 1.3206959739046713), 12358.049910518845),
  ]

  private func comparison(
    _ summary: Summary, _ change: (LogNormalLaw) -> LogNormalLaw = { $0 }
  ) throws -> Comparisons {
    var result = Comparisons()
    for (quarter, law, _) in Self.reference {
      let sample = try summary.band("arr", at: quarter)
      result.add(change(law).compared("quarter \(quarter)", sample))
    }
    return result
  }

  /// Protects equations 17 to 20: fading growth, its noise, fading volatilities, and the risk premium
  /// on usage. Medians, sd of logs, percentiles and means at five dates, n = 100,000; that the mean
  /// at 100 quarters is itself skewed (0.05) triples its share of α at most.
  @Test func revenue() throws {
    for (_, law, mean) in Self.reference { #expect(areEqual(law.mean, mean, within: 1e-11)) }
    let summary = try scenario(noise: true, measure: "riskAdjusted").run(paths: 100_000, seed: 501)
    #expect(try comparison(summary).failures == [])

    #expect(try !comparison(summary) { $0.wrong(shift: 0.03) }.hold)
    #expect(try !comparison(summary) { $0.wrong(scale: 1.02) }.hold)
    #expect(try !comparison(summary) { $0.wrong(scale: 0.98) }.hold)
  }

  /// Protects the drift alone, to rounding: reference path without noise and premium. The premium
  /// lowers nothing where there is no volatility.
  @Test(arguments: ["realWorld", "riskAdjusted"])
  func deterministic(measure: String) throws {
    let values = try scenario(noise: false, measure: measure).run(paths: 16, seed: 502)
      .values("arr")
    for (quarter, revenue) in [
      (4, 532.7768558022786), (12, 947.1802247030996), (20, 1385.214666892924),
      (40, 2427.646608379991), (100, 6495.379361441415),
    ] {
      #expect(areEqual(values[quarter], revenue, within: 1e-11))
    }
    #expect(!areEqual(values[100], 6495.379361441415 * 1.000_000_1, within: 1e-11))
  }

  /// Protects the measure: under the real world the premium does nothing; under the other it takes
  /// λσ a year off the log. On equal draws, so to rounding.
  @Test func premiumActsUnderItsMeasureOnly() throws {
    func median(premium: Double, _ measure: String) throws -> Double {
      let summary = try scenario(noise: true, premium: premium, measure: measure)
        .model().path(7, paths: 512, seed: 503)
      return try summary.values("arr")[1]
    }
    let plain = try median(premium: 0, "realWorld")
    #expect(try median(premium: 0.5, "realWorld") == plain)
    #expect(try median(premium: 0, "riskAdjusted") == plain)
    let adjusted = try median(premium: 0.5, "riskAdjusted")
    #expect(areEqual(adjusted, plain * exp(-0.5 * 0.2 / 4)))
  }

  /// Protects the correlation of usage and growth in the paper's scheme: over n steps ln Q has the
  /// variance Σ (A_j² + σ²Δ + 2ρ A_j σ√Δ), where growth's shock of step j moves ln Q by
  /// A_j = ηcΔ(1 - d^(n-1-j)) / (1 - d) later on, d = e^(-κΔ), c = √((1 - d²)/2κ).
  @Test(arguments: [-0.6, 0.6])
  func correlatedShocks(rho: Double) throws {
    let (speed, eta, sigma, steps, dt) = (0.9, 0.5, 0.3, 20, 0.25)
    let sample = try ScenarioText(
      step: "quarter", horizon: "5 years", record: "[usage]",
      top: ScenarioText.shocks("growth", "usage", rho),
      acme: """
        shares: 1M
        arr: 1
        sharePrice: 1
        growth:
          initial: 0.5 log/year
          longRun: 0.1 log/year
          halfLife: \(log(2) / speed) years
          volatility: \(eta * 100)%
          integration: startOfStep
        usage: {volatility: \(sigma * 100)%}
        """
    ).run(paths: 100_000, seed: 504).band("usage")
    let d = exp(-speed * dt)
    let c = ((1 - d * d) / (2 * speed)).squareRoot()
    func law(rho: Double) -> LogNormalLaw {
      var law = (mean: 0.0, variance: 0.0)
      for j in 0..<steps {
        let reach = eta * c * dt * (1 - pow(d, Double(steps - 1 - j))) / (1 - d)
        law.variance +=
          reach * reach + sigma * sigma * dt + 2 * rho * reach * sigma * dt.squareRoot()
        law.mean += (0.1 + 0.4 * pow(d, Double(j)) - sigma * sigma / 2) * dt
      }
      return LogNormalLaw(mu: law.mean, sigma: law.variance.squareRoot())
    }
    #expect(law(rho: rho).compared("usage", sample, mean: false).failures == [])
    #expect(!law(rho: rho * 0.9).compared("usage", sample, mean: false).hold)
    #expect(!law(rho: rho).wrong(shift: 0.03).compared("usage", sample, mean: false).hold)
  }
}
