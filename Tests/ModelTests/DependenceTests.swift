import Foundation
import Statistics
import Testing

/// Protects correlations as a scenario states them, by what they do to a product.
@Suite struct DependenceTests {
  private static let paths = 200_000
  private static let z95 = standardNormal.quantile(0.95)

  /// ARR and multiple are lognormal at the start, so the enterprise value is, with the variance
  /// s² + t² + 2ρst and ρ = 2 sin(πr/6). Control: ρ = r, a scale 2.3 % too wide; see `compared`.
  @Test func rankCorrelation() throws {
    let rank = -0.6
    let sample = try ScenarioText(
      record: "[enterpriseValue]",
      top: "correlations: [{between: [acme.multiple.initial, acme.arr], rank: \(rank)}]",
      acme: "shares: 1M\narr: 1M to 4M\nmultiple: {initial: 5x to 20x}"
    ).run(paths: Self.paths, seed: 31).band("enterpriseValue", at: 0)
    func law(_ correlation: Double) -> LogNormalLaw {
      let spread = log(4) / (2 * Self.z95)
      return LogNormalLaw(
        mu: log(2e6) + log(10), sigma: spread * (2 + 2 * correlation).squareRoot())
    }
    #expect(law(2 * sin(.pi * rank / 6)).compared("EV", sample).failures == [])
    #expect(!law(rank).compared("EV", sample).hold)
    #expect(!law(0).compared("EV", sample).hold)
  }

  /// Random walks of usage and multiple: Var ln EV = (σ² + s² + 2ρσs)T, exact for any step.
  @Test(arguments: [-0.7, 0.7])
  func shockCorrelation(rho: Double) throws {
    let sample = try ScenarioText(
      record: "[enterpriseValue]", top: ScenarioText.shocks("usage", "multiple", rho),
      acme: """
        shares: 1M
        arr: 1M
        usage: {volatility: 40%}
        multiple: {initial: 10x, volatility: 60%}
        """
    ).run(paths: Self.paths, seed: 32).band("enterpriseValue")
    func law(_ rho: Double) -> LogNormalLaw {
      LogNormalLaw(mu: log(1e7) - 0.08, sigma: (0.16 + 0.36 + 2 * rho * 0.24).squareRoot())
    }
    #expect(law(rho).compared("EV", sample).failures == [])
    #expect(!law(rho * 0.9).compared("EV", sample).hold)
  }

  /// Growth, usage and multiple together. Growth walks, so with μ's shock W₁, usage's W₂ and the
  /// multiple's W₄: Var ln EV = σ²T + η²T³/3 + ρ₁₂σηT² + s²T + ρ₁₄ηsT² + 2ρ₂₄σsT.
  ///
  /// Within a step the part of μ's noise that has not moved usage yet is left out of its covariance
  /// with the multiple: of the variance ρ₁₄ηsTΔ, half a per cent of the sd here; the bound says so, with
  /// five standard errors beside it (α = 1e-6). Control: without the correlation of growth and multiple.
  @Test func threeProcesses() throws {
    let (sigma, eta, s, years) = (0.3, 0.5, 0.6, 2.0)
    let (gu, gm, um) = (0.5, 0.4, -0.3)
    let sample = try ScenarioText(
      step: "week", horizon: "2 years", record: "[enterpriseValue]",
      top: """
        shockCorrelations:
          - {between: [acme.growth, acme.usage], value: \(gu)}
          - {between: [acme.multiple, acme.growth], value: \(gm)}
          - {between: [acme.usage, acme.multiple], value: \(um)}
        """,
      acme: """
        shares: 1M
        arr: 1M
        growth: {initial: 0.2 log/year, volatility: \(eta * 100)%}
        usage: {volatility: \(sigma * 100)%}
        multiple: {initial: 10x, volatility: \(s * 100)%}
        """
    ).run(paths: 100_000, seed: 33).band("enterpriseValue")
    func spread(_ gm: Double) -> Double {
      let t = years
      let usage = sigma * sigma * t + eta * eta * t * t * t / 3 + gu * sigma * eta * t * t
      return (usage + s * s * t + gm * eta * s * t * t + 2 * um * sigma * s * t).squareRoot()
    }
    let found = log(try #require(sample[95]).value / #require(sample[5]).value) / (2 * Self.z95)
    let bound = spread(gm) * (5 * 0.88 / 100_000.0.squareRoot() + 0.005)
    #expect(abs(found - spread(gm)) < bound)
    #expect(!(abs(found - spread(0)) < bound))
  }

  /// A correlation with what does not move is said to be without effect; those that nothing has are
  /// refused with the nearest that something can have, which is then accepted.
  @Test func impossibleCorrelations() throws {
    let walks = "shares: 1M\narr: 1M\nusage: {volatility: 40%}\nmultiple: {initial: 10x}"
    let quiet = ScenarioText(top: ScenarioText.shocks("usage", "multiple", 0.5), acme: walks)
    #expect(
      try quiet.model().warnings.map(\.text)
        == ["acme.multiple has no volatility, so nothing moves with it"])

    func ranks(_ a: Double, _ b: Double, _ c: Double) -> ScenarioText {
      ScenarioText(
        top: """
          correlations:
            - {between: [acme.arr, acme.multiple.initial], rank: \(a)}
            - {between: [acme.multiple.initial, acme.cash], rank: \(b)}
            - {between: [acme.arr, acme.cash], rank: \(c)}
          """,
        acme: "shares: 1M\narr: 1M to 2M\ncash: 1M to 2M\nmultiple: {initial: 10x to 20x}")
    }
    let refusal = ranks(0.9, 0.9, -0.9).refusal()
    #expect(refusal.contains("{between: [acme.arr, acme.multiple.initial], rank: 0."))
    let advised = refusal.split(separator: "rank: ").dropFirst()
      .compactMap { Double($0.prefix { $0 != "}" }) }
    try #require(advised.count == 3)
    // Stated pair by pair in the order of the drivers: (arr, initial), (arr, cash), (initial, cash).
    #expect(ranks(advised[0], advised[2], advised[1]).refusal() == "")
  }
}
