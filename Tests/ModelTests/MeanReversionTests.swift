import Foundation
import Statistics
import Testing

/// Protects the multiple as an Ornstein-Uhlenbeck process in logarithms.
@Suite struct MeanReversionTests {
  static let paths = 200_000

  /// dx = κ(x̄ - x)dt + σ dW from x₀ (Glasserman 2004, §3.3).
  struct Reversion {
    var start: Double
    var longRun: Double
    var speed: Double
    var sigma: Double

    func law(at t: Double) -> LogNormalLaw {
      let variance = -sigma * sigma * expm1(-2 * speed * t) / (2 * speed)
      return LogNormalLaw(
        mu: longRun + (start - longRun) * exp(-speed * t), sigma: variance.squareRoot())
    }

    /// The keys of `multiple` that state it.
    var keys: String {
      """
      initial: \(exp(start))
        longRun: \(exp(longRun))
        halfLife: \(log(2) / speed) years
        volatility: \(sigma * 100)%
      """
    }

    func scenario(step: String, horizon: String, jumps: String = "") -> ScenarioText {
      ScenarioText(
        step: step, horizon: horizon, record: "[multiple]",
        acme: "shares: 1M\narr: 5M\nmultiple:\n  \(keys)\n\(jumps)")
    }
  }

  static let reversion = Reversion(start: 2, longRun: 1.2, speed: 0.7, sigma: 0.5)

  /// Protects pull and spread at T = 2, whatever the step: reference values of an independent
  /// program for x₀ = 2, κ = 0.7, x̄ = 1.2, σ = 0.5. Euler's scheme by quarter fails, as it must.
  @Test(arguments: ["week", "quarter", "year"])
  func atHorizon(step: String) throws {
    let sample = try Self.reversion.scenario(step: step, horizon: "2 years")
      .run(paths: step == "week" ? 100_000 : Self.paths, seed: 301).band("multiple")
    let law = LogNormalLaw(mu: 1.3972775711532852, sigma: 0.16771248881692535.squareRoot())
    #expect(areEqual(law.mu, Self.reversion.law(at: 2).mu))
    #expect(areEqual(law.sigma, Self.reversion.law(at: 2).sigma))
    #expect(areEqual(law.mean, 4.397929295809869))
    #expect(law.compared(step, sample).failures == [])

    let euler = LogNormalLaw(mu: 1.3716807395313722, sigma: 0.18668227852065838.squareRoot())
    #expect(!euler.compared(step, sample).hold)
    #expect(!law.wrong(shift: 0.04).compared(step, sample).hold)
    #expect(!law.wrong(scale: 1.03).compared(step, sample).hold)
  }

  /// Protects stationarity: from the long run the median stays, and the variance settles at σ²/2κ.
  @Test func stationary() throws {
    var reversion = Self.reversion
    reversion.start = reversion.longRun
    let summary = try reversion.scenario(step: "quarter", horizon: "20 years")
      .run(paths: 100_000, seed: 302)
    var result = Comparisons()
    var control = Comparisons()
    for step in [4, 8, 20, 40, 80] {
      let law = reversion.law(at: Double(step) / 4)
      result.add(law.compared("quarter \(step)", try summary.band("multiple", at: step)))
      control.add(
        law.wrong(scale: 1.02).compared("quarter \(step)", try summary.band("multiple", at: step)))
    }
    let settled = reversion.law(at: 20).sigma
    #expect(areEqual(settled, 0.17857142857142858.squareRoot()))
    #expect(result.failures == [])
    #expect(!control.hold)
  }

  struct Jumps {
    var frequency = 6.0
    var mean = -0.1
    var sd = 0.15
  }

  /// E[M^k] after n steps of the discrete scheme, exactly: a jump of step j decays by e^(-κΔ) in every
  /// later step and not in its own. Only the long run can take the jumps' mean back.
  private func moment(
    _ reversion: Reversion, _ jumps: Jumps, step: Double, steps: Int, compensated: Bool
  ) -> (Double) -> Double {
    { k in
      let jumped = jumps.frequency * jumps.mean * step / -expm1(-reversion.speed * step)
      let shift = compensated ? jumped : 0
      var shifted = reversion
      shifted.longRun -= shift
      let law = shifted.law(at: step * Double(steps))
      var log = k * law.mu + k * k * law.sigma * law.sigma / 2
      for j in 0..<steps {
        let c = k * exp(-reversion.speed * step * Double(j))
        let size = expm1(c * jumps.mean + c * c * jumps.sd * jumps.sd / 2)
        log += jumps.frequency * step * size
      }
      return exp(log)
    }
  }

  /// Protects `compensate: longRun`, by month, against the exact moments of the discrete scheme
  /// (jumps after the diffusion, which leaves O(Δ) against continuous time).
  @Test func compensatedJumps() throws {
    let jumps = Jumps()
    var reversion = Self.reversion
    reversion.start = reversion.longRun
    func sample(_ compensation: String) throws -> SampleSummary {
      let size = "{normal: {mean: \(jumps.mean), sd: \(jumps.sd)}}"
      let keys = "frequency: \(jumps.frequency)/year, logSize: \(size)"
      return try reversion.scenario(
        step: "month", horizon: "3 years", jumps: "  jumps: {\(keys), compensate: \(compensation)}"
      ).run(paths: Self.paths, seed: 303).band("multiple")
    }
    func exact(compensated: Bool) -> (Double) -> Double {
      moment(reversion, jumps, step: 1 / 12, steps: 36, compensated: compensated)
    }
    let compensated = try sample("longRun")
    let plain = try sample("none")
    let comparison = comparedMoments("longRun", compensated, exact(compensated: true))
    #expect(comparison.failures == [])
    #expect(comparedMoments("none", plain, exact(compensated: false)).failures == [])
    #expect(!comparedMoments("longRun", plain, exact(compensated: true)).hold)

    // A scale that is wrong by 2 %: 15 errors of the mean, 6 of the sd.
    #expect(
      !comparedMoments("scale", compensated) { exact(compensated: true)($0) * pow(1.02, $0) }.hold)
  }

  /// Protects the promise of `compensate: longRun`: the mean of ln M stays at ln longRun. Jumps of one small size and no other noise make ln M nearly Gaussian:
  /// its median then differs from its mean by a sixth of skewness times sd, which is added.
  @Test func compensationKeepsTheLongRun() throws {
    let (frequency, size, speed) = (50.0, -0.06, 0.7)
    var reversion = Self.reversion
    reversion.start = reversion.longRun
    reversion.sigma = 0.2
    let years = 6.0
    let sample = try reversion.scenario(
      step: "week", horizon: "6 years",
      jumps: "  jumps: {frequency: \(frequency)/year, logSize: \(size), compensate: longRun}"
    ).run(paths: 30_000, seed: 304).band("multiple")
    func settled(_ power: Double) -> Double { -expm1(-power * speed * years) / (power * speed) }
    let variance = (frequency * size * size + 0.04) * settled(2)
    let third = frequency * size * size * size * settled(3)
    let median = 1.2 - third / variance / 6
    var (result, control) = (Comparisons(), Comparisons())
    let value = log(try #require(sample[50]).value)
    let error = 1.2533 * (variance / Double(sample.count)).squareRoot()
    result.add("median of the log", value, median, error: error)
    control.add("uncompensated", value, median + frequency * size / speed, error: error)
    control.add(
      "shifted by a tenth of a sd", value, median + 0.1 * variance.squareRoot(), error: error)
    #expect(result.failures == [])
    #expect(control.failures.count == 2)
  }

  /// Protects what growth adds to the long run, by hand: half of every distance is gone in a year.
  /// Growth of 1, 0.6, 0.4 around 0.2 lifts ln longRun by 0.4, 0.2, 0.1 in the years that it starts.
  @Test func growthLoading() throws {
    func logs(_ loading: Double) throws -> [Double] {
      try ScenarioText(
        step: "year", horizon: "3 years", record: "[multiple]",
        acme: """
          shares: 1M
          arr: 5M
          growth: {initial: 1 log/year, longRun: 0.2 log/year, halfLife: 1 year}
          multiple: {initial: 40x, longRun: 10x, halfLife: 1 year, growthLoading: \(loading)}
          """
      ).run(paths: 16, seed: 305).values("multiple").map { log($0 / 10) }
    }
    let four = log(4.0)
    let expected = [four, 0.2 + four / 2, 0.2 + four / 4, 0.15 + four / 8]
    #expect(zip(try logs(0.5), expected).allSatisfy { areEqual($0, $1) })
    let without = [four, four / 2, four / 4, four / 8]
    #expect(zip(try logs(0), without).allSatisfy { areEqual($0, $1) })
  }
}
