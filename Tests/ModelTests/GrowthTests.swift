import Foundation
import Statistics
import Testing

/// Protects growth and usage as they move together over a step, exactly.
@Suite struct GrowthTests {
  static let paths = 200_000

  /// ln Q over a time t: Gaussian, with the mean and variance of model.md §1 for one step of that
  /// length (Schwartz & Moon 2000; integrated OU, Glasserman 2004 §3.3).
  struct Law {
    var start: Double
    var longRun: Double
    var speed: Double
    var eta: Double
    var sigma = 0.0
    var rho = 0.0

    func usage(at t: Double) -> LogNormalLaw {
      guard speed > 0 else {
        let variance = sigma * sigma * t + eta * eta * t * t * t / 3 + rho * sigma * eta * t * t
        return LogNormalLaw(mu: (start - sigma * sigma / 2) * t, sigma: variance.squareRoot())
      }
      let b = -expm1(-speed * t) / speed
      let squares = -expm1(-2 * speed * t) / (2 * speed)
      let variance =
        sigma * sigma * t + eta * eta / (speed * speed) * (t - 2 * b + squares)
        + 2 * rho * sigma * eta / speed * (t - b)
      let mean = longRun * t + (start - longRun) * b - sigma * sigma * t / 2
      return LogNormalLaw(mu: mean, sigma: variance.squareRoot())
    }

    func scenario(step: String, horizon: String, halfLife: String? = nil) -> ScenarioText {
      let fade = halfLife ?? (speed > 0 ? "\(log(2) / speed) years" : nil)
      let reverts = fade.map { ", longRun: \(longRun) log/year, halfLife: \($0)" } ?? ""
      return ScenarioText(
        step: step, horizon: horizon, record: "[usage, arr]",
        top: rho == 0 ? "" : ScenarioText.shocks("growth", "usage", rho),
        acme: """
          shares: 1M
          arr: 1
          sharePrice: 1
          growth: {initial: \(start) log/year, volatility: \(eta * 100)%\(reverts)}
          usage: {volatility: \(sigma * 100)%}
          """)
    }
  }

  static let laws = [
    Law(start: 0.11, longRun: 0.06, speed: 0.28, eta: 0.06),
    Law(start: 2, longRun: 1.2, speed: 0.7, eta: 0.5),
    Law(start: 0.5, longRun: 0.1, speed: 0.9, eta: 0.5, sigma: 0.3, rho: -0.5),
    Law(start: 0.5, longRun: 0.1, speed: 0.9, eta: 0.5, sigma: 0.3, rho: 0.8),
    Law(start: 0.4, longRun: 0.4, speed: 0, eta: 0.3, sigma: 0.2, rho: 0.4),
  ]

  /// Protects mean, variance and correlation at any step, and their limit without a half-life.
  @Test(arguments: laws.indices, ["quarter", "year"])
  func integratedGrowth(of index: Int, step: String) throws {
    let law = Self.laws[index]
    let sample = try law.scenario(step: step, horizon: "5 years")
      .run(paths: step == "year" ? Self.paths : 100_000, seed: 401).band("arr")
    let exact = law.usage(at: 5)
    // Skewness makes the mean's error too small where the log's sd is above 1.
    let usesMean = exact.sigma < 1
    #expect(exact.compared("arr", sample, mean: usesMean).failures == [])

    #expect(!exact.wrong(shift: 0.03).compared("arr", sample, mean: usesMean).hold)
    #expect(!exact.wrong(scale: 1.02).compared("arr", sample, mean: usesMean).hold)
    guard law.sigma > 0 else { return }
    var otherSign = law
    otherSign.rho = -law.rho
    #expect(!otherSign.usage(at: 5).compared("arr", sample, mean: usesMean).hold)
  }

  /// Protects the formulas above: reference values of an independent program.
  @Test func referenceValues() {
    let first = Self.laws[0].usage(at: 5)
    #expect(areEqual(first.mu, 0.43453625643899885))
    #expect(areEqual(first.sigma * first.sigma, 0.05949526365042704))
    let second = Self.laws[1].usage(at: 2)
    #expect(areEqual(second.mu, 3.261032041209593))
    #expect(areEqual(second.sigma * second.sigma, 0.26442339400189796))
  }

  /// Protects κ → 0: a half-life of a billion years is no half-life, without loss of digits.
  @Test func slowestGrowth() throws {
    let law = Self.laws[4]
    func bands(halfLife: String?) throws -> [Double] {
      try law.scenario(step: "quarter", horizon: "5 years", halfLife: halfLife)
        .run(paths: 4_096, seed: 402).band("arr").percentiles.map(\.value)
    }
    let none = try bands(halfLife: nil)
    #expect(
      zip(none, try bands(halfLife: "1e9 years")).allSatisfy { areEqual($0, $1, within: 1e-6) })
    #expect(
      !zip(none, try bands(halfLife: "1e3 years")).allSatisfy { areEqual($0, $1, within: 1e-6) })
  }

  /// Protects what the stated growth is of: ARR's own, or usage's, to which the price's drift and its
  /// elasticity add (1 + ε) ln(1 + δ) a year. Without noise, to rounding.
  @Test func growthOfARROrUsage() throws {
    func path(_ basis: String, changes: String = "") throws -> (arr: [Double], usage: [Double]) {
      let summary = try ScenarioText(
        step: "quarter", horizon: "3 years", record: "[arr, usage, listPrice]",
        acme: """
          shares: 1M
          arr: 8M
          sharePrice: 1
          growth: {of: \(basis), initial: 60%}
          listPrice: {drift: -25%, elasticity: -0.6\(changes)}
          """
      ).run(paths: 16, seed: 403)
      return (try summary.values("arr"), try summary.values("usage"))
    }
    let (arr, usage) = (try path("arr"), try path("usage"))
    for quarter in 0...12 {
      let t = Double(quarter) / 4
      #expect(areEqual(arr.arr[quarter], 8e6 * pow(1.6, t)))
      #expect(areEqual(arr.usage[quarter], pow(1.6 / 0.75, t)))
      // Usage grows by what is stated and by the answer to the fall; the price takes its part off.
      #expect(areEqual(usage.usage[quarter], pow(1.6 * pow(0.75, -0.6), t)))
      #expect(areEqual(usage.arr[quarter], 8e6 * pow(1.6 * pow(0.75, 0.4), t)))
    }
    #expect(!areEqual(usage.arr[12], arr.arr[12], within: 0.1))
    // Below a ceiling that holds the price down, growth of ARR loses what the ceiling takes.
    let held = try path("arr", changes: ", headroom: 0.9 times")
    #expect(areEqual(held.arr[1], 8e6 * pow(1.6, 0.25) * pow(0.9 / pow(0.75, 0.25), 0.4)))
  }

  /// Protects fading volatility: over a step usage has the variance ∫σ_t² dt, so that a year's step is
  /// as good as a month's. With σ as it is when the step starts the sd would be 29 % too high.
  @Test(arguments: ["month", "year"])
  func fadingVolatility(step: String) throws {
    let sample = try ScenarioText(
      step: step, horizon: "2 years", record: "[usage]",
      acme: """
        shares: 1M
        arr: 1
        sharePrice: 1
        usage: {volatility: {initial: 80%, longRun: 10%, halfLife: 1 year}}
        """
    ).run(paths: Self.paths, seed: 404).band("usage")
    // σ_t = 0.1 + 0.7 e^(-kt), k = ln 2: integrals of 1, e^(-kt) and e^(-2kt) over two years.
    let k = log(2.0)
    let variance = 0.01 * 2 + 2 * 0.1 * 0.7 * 0.75 / k + 0.49 * (15.0 / 16) / (2 * k)
    let law = LogNormalLaw(mu: -variance / 2, sigma: variance.squareRoot())
    #expect(law.compared("usage", sample).failures == [])
    let start = 0.64 + 0.45 * 0.45
    let wrong = LogNormalLaw(mu: -start / 2, sigma: start.squareRoot())
    #expect(!wrong.compared("usage", sample).hold)
    #expect(!law.wrong(scale: 1.02).compared("usage", sample).hold)
  }

  /// Protects the risk premium on growth: μ̄ becomes μ̄ - λη/κ, which takes λη(T - B)/κ off ln Q, on
  /// equal draws to rounding; ληT²/2 without a half-life; nothing under the real-world measure.
  @Test(arguments: [0.9, 0])
  func premiumOnGrowth(speed: Double) throws {
    let law = Law(start: 0.5, longRun: 0.1, speed: speed, eta: 0.3, sigma: 0.2, rho: 0.4)
    func usage(_ premium: Double, _ measure: String) throws -> Double {
      var scenario = law.scenario(step: "quarter", horizon: "3 years")
      scenario.top = "measure: \(measure)"
      scenario.acme += "\nriskPremium: {growth: \(premium)}"
      return try scenario.model().path(5, paths: 512, seed: 405).values("usage")[12]
    }
    let plain = try usage(0, "riskAdjusted")
    let integral = speed == 0 ? 4.5 : (3 + expm1(-speed * 3) / speed) / speed
    #expect(areEqual(try usage(0.4, "riskAdjusted"), plain * exp(-0.4 * 0.3 * integral)))
    #expect(try usage(0.4, "realWorld") == plain)
    #expect(try usage(0, "realWorld") == plain)
  }

  /// Protects the fade of growth's noise: without a half-life of growth ln Q has the variance
  /// ∫η_s²(T - s)² ds. By quarter the root mean square of each step makes its sd 0.16 % too low, about
  /// half of the spread's error; η as it is when a step starts makes the sd 9 % too high.
  @Test func fadingNoise() throws {
    let sample = try ScenarioText(
      step: "quarter", horizon: "5 years", record: "[usage]",
      acme: """
        shares: 1M
        arr: 1
        sharePrice: 1
        growth: {initial: 0.4 log/year, volatility: {initial: 20%, halfLife: 1 year}}
        """
    ).run(paths: 100_000, seed: 406).band("usage")
    let a = 2 * log(2.0)
    let integral = 25 / a - 10 / (a * a) - 2 * expm1(-5 * a) / (a * a * a)
    let law = LogNormalLaw(mu: 2, sigma: 0.2 * integral.squareRoot())
    #expect(law.compared("usage", sample).failures == [])
    #expect(!law.wrong(scale: 1.09).compared("usage", sample).hold)
    #expect(!law.wrong(scale: 0.97).compared("usage", sample).hold)
  }
}
