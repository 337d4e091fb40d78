import Foundation
import Testing

@testable import Simulation

@Suite struct MeanReversionTests {
  /// A mean-reverting process over [0, T], and what it is at T.
  struct Case: Sendable {
    let x0, kappa, theta, sigma, time: Double
    let mean, variance, integralMean, integralVariance, covariance: Double
  }

  /// Reference: closed forms of Glasserman (2004), §3.3, evaluated in Python and checked there by
  /// double quadrature of the autocovariance (cases `ou_1`, `ou_2`).
  private static let cases = [
    Case(
      x0: 0.11, kappa: 0.28, theta: 0.06, sigma: 0.06, time: 5, mean: 0.07232984819708033,
      variance: 0.006037649597409313, integralMean: 0.43453625643899885,
      integralVariance: 0.05949526365042704, covariance: 0.013032003093566441),
    Case(
      x0: 2, kappa: 0.7, theta: 1.2, sigma: 0.5, time: 2, mean: 1.3972775711532852,
      variance: 0.16771248881692535, integralMean: 3.261032041209593,
      integralVariance: 0.26442339400189796, covariance: 0.14480003437296046),
  ]

  private func isClose(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
    abs(a - b) <= tolerance * abs(b)
  }

  /// What a process says of one path.
  private struct Process {
    let speed, decay, integral, noise, lateIntegral, integratedVariance: Double

    init(halfLife: Double, step: Double) {
      let process = MeanReversion(halfLife: Lanes(repeating: halfLife), step: step)
      (speed, decay, integral) = (process.speed[0], process.decay[0], process.integral[0])
      (noise, lateIntegral) = (process.noise[0], process.lateIntegral[0])
      integratedVariance = process.integratedVariance[0]
    }
  }

  private func process(kappa: Double, step: Double) -> Process {
    Process(halfLife: log(2) / kappa, step: step)
  }

  /// Protects the exact transition. Control: κ 2 % off fails.
  @Test func closedForms() {
    func agrees(_ c: Case, kappa: Double) -> Bool {
      let p = process(kappa: kappa, step: c.time)
      let variance = c.sigma * c.sigma
      return isClose(c.x0 * p.decay + c.theta * (1 - p.decay), c.mean, 1e-13)
        && isClose(variance * p.noise * p.noise, c.variance, 1e-13)
        && isClose(
          c.x0 * p.integral + c.theta * p.speed * p.lateIntegral, c.integralMean, 1e-13)
        && isClose(variance * p.integratedVariance, c.integralVariance, 1e-12)
        && isClose(variance * p.integral * p.integral / 2, c.covariance, 1e-13)
    }
    for c in Self.cases {
      #expect(agrees(c, kappa: c.kappa))
      #expect(!agrees(c, kappa: c.kappa * 1.02))
    }
  }

  /// Protects coarse and fine grids alike: n small steps compose to the law of one large one.
  @Test(arguments: [2, 20, 200])
  func smallStepsCompose(_ n: Int) {
    for c in Self.cases {
      let p = process(kappa: c.kappa, step: c.time / Double(n))
      var (mean, variance) = (c.x0, 0.0)
      for _ in 0..<n {
        mean = c.theta + (mean - c.theta) * p.decay
        variance = variance * p.decay * p.decay + c.sigma * c.sigma * p.noise * p.noise
      }
      #expect(isClose(mean, c.mean, 1e-12))
      #expect(isClose(variance, c.variance, 1e-12))
    }
  }

  /// Protects infinite half-lives: the limits of a random walk.
  @Test(arguments: [Double.infinity, 1e300, 1e18])
  func limitsWithoutReversion(_ halfLife: Double) {
    let step = 0.25
    let p = Process(halfLife: halfLife, step: step)
    #expect(p.decay == 1)
    #expect(isClose(p.integral, step, 1e-15))
    #expect(isClose(p.noise, step.squareRoot(), 1e-15))
    #expect(isClose(p.lateIntegral, step * step / 2, 1e-15))
    #expect(isClose(p.integratedVariance, step * step * step / 3, 1e-15))
  }

  /// Simpson's rule with 4,000 panels.
  private func integrate(to end: Double, _ f: (Double) -> Double) -> Double {
    let panels = 4_000
    let h = end / Double(2 * panels)
    let inner = (1..<(2 * panels)).reduce(0) { $0 + f(Double($1) * h) * ($1 % 2 == 1 ? 4 : 2) }
    return h / 3 * (f(0) + inner + f(end))
  }

  /// Protects every factor at every speed, on both sides of the switch from series to formula at
  /// κΔ = 0.05, against numerical integrals of their definitions.
  @Test(arguments: [1e-9, 1e-4, 0.01, 0.0499, 0.0501, 0.3, 2, 10])
  func agreesWithQuadrature(_ x: Double) {
    let step = 0.4
    let kappa = x / step
    let p = process(kappa: kappa, step: step)
    let b = { (s: Double) in -expm1(-kappa * s) / kappa }
    #expect(abs(p.decay - (1 - kappa * integrate(to: step) { exp(-kappa * $0) })) < 1e-12)
    #expect(isClose(p.integral, integrate(to: step) { exp(-kappa * $0) }, 1e-12))
    #expect(isClose(p.noise * p.noise, integrate(to: step) { exp(-2 * kappa * $0) }, 1e-12))
    #expect(isClose(p.lateIntegral, integrate(to: step, b), 1e-11))
    #expect(isClose(p.integratedVariance, integrate(to: step) { b($0) * b($0) }, 1e-10))
  }

  /// Protects the switch: twenty terms of each series agree on both sides of it. Control: a switch
  /// ten times later would not.
  @Test func seriesMeetsFormula() {
    func series(_ x: Double) -> (late: Double, variance: Double) {
      var (late, variance, factorial) = (0.0, 0.0, 1.0)
      for k in 0..<20 {
        factorial *= Double(k + 2)
        late += pow(-x, Double(k)) / factorial
        variance += pow(-x, Double(k)) * (pow(2, Double(k + 2)) - 2) / (factorial * Double(k + 3))
      }
      return (late, variance)
    }
    for x in [0.0499999, 0.05, 0.0500001, 0.06] {
      let p = process(kappa: x, step: 1)
      #expect(isClose(p.lateIntegral, series(x).late, 2e-12))
      #expect(isClose(p.integratedVariance, series(x).variance, 1e-10))
    }
    let six =
      series(0.5).late
      - [0, 1, 2, 3, 4, 5].reduce(0) { sum, k in
        sum + pow(-0.5, Double(k)) / [2, 6, 24, 120, 720, 5_040][k]
      }
    #expect(abs(six) > 2e-12)
  }
}
