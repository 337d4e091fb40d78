import Foundation
import Statistics
import Testing

@testable import Simulation

/// Protects what is told of how unevenly prices move, path by path from the price itself, and on average against what
/// normal and independent returns have.
@Suite struct TurbulenceTests {
  private func scenario(
    _ multiple: String, step: String = "day", horizon: String = "1 year", top: String = "",
    rest: String = "", others: [String] = []
  ) -> ScenarioText {
    let outcomes = CompanyCatalog.turbulence.map(\.ownName) + others
    return ScenarioText(
      step: step, horizon: horizon, record: "[sharePrice]", start: "2026-06-24",
      top: "outcomes: [\(outcomes.joined(separator: ", "))]\n" + top,
      acme: "shares: 10M\narr: 100M\nmultiple: \(multiple)\n" + rest)
  }

  /// A price path's own statistics, the plain way.
  private struct Plain {
    var values: [String: Double] = [:]

    init(_ prices: [Double]) {
      var returns: [Double] = []
      var ratios: [Double] = []
      for (before, after) in zip(prices, prices.dropFirst()) where before > 0 {
        ratios.append(after / before)
        if after > 0 { returns.append(log(after / before)) }
      }
      for size in [5, 10, 20] {
        let part = Double(size) / 100
        values["risesAbove\(size)"] = Double(ratios.count { $0 > 1 + part + 1e-12 })
        values["fallsAbove\(size)"] = Double(ratios.count { $0 < 1 - part - 1e-12 })
      }
      let mean = Self.mean(returns)
      let spread = Self.mean(returns.map { ($0 - mean) * ($0 - mean) })
      let fourth = Self.mean(returns.map { pow($0 - mean, 4) })
      values["kurtosis"] = fourth / (spread * spread) - 3
      let sizes = returns.map(\.magnitude)
      let size = Self.mean(sizes)
      let whole = sizes.reduce(0) { $0 + ($1 - size) * ($1 - size) }
      for lag in [1, 5, 20] {
        let part = zip(sizes, sizes.dropFirst(lag)).reduce(0) {
          $0 + ($1.0 - size) * ($1.1 - size)
        }
        values["absoluteAutocorrelation\(lag)"] =
          Double(sizes.count) > Double(lag) + 1 ? part / whole : 0
      }
    }

    private static func mean(_ values: [Double]) -> Double {
      values.reduce(0, +) / Double(values.count)
    }
  }

  /// Each outcome of 200 paths is what their prices say, also where a company is insolvent or bought on the way.
  /// Control: the prices of another path.
  @Test func byHand() throws {
    let text = scenario(
      "{initial: 5, volatility: 90%, jumps: {frequency: 12/year, logSize: {normal: {mean: 0%, sd: 15%}}, clustering: {branching: 60%, halfLife: 5 days}}}",
      step: "week",
      top: "events:\n  offer: {until: 2027-06-24, probability: 50%, then: {buyOut: {acme: 30%}}}",
      rest: "cash: 30M\ncosts: {grossMargin: 60%, fixed: 100M}\n", others: ["takeover"])
    let all = try Simulator(text.model(), workers: 2)
      .trajectories(of: Run(paths: 0..<200, seed: 17), paths: 0..<200)
    let price = try #require(all.tracks["acme.sharePrice"])
    let bought = try #require(all.constants["acme.takeover"]).values
    var (ended, differs) = (0, 0)
    for path in 0..<200 {
      let last = min(52, bought[path])
      let prices = (0...Int(last)).map { price[$0, path] }
      let other = Plain((0...Int(last)).map { price[$0, (path + 1) % 200] })
      ended += last < 52 || prices.last == 0 ? 1 : 0
      for (name, expected) in Plain(prices).values {
        let found = try #require(all.constants["acme." + name]).values[path]
        guard expected.isFinite, prices.count > 6 else { continue }
        #expect(abs(found - expected) < 1e-9 * max(1, abs(expected)), "\(name) of \(path)")
        differs += abs(found - (other.values[name] ?? 0)) > 1e-6 ? 1 : 0
      }
    }
    #expect(ended > 50 && differs > 1_000)
  }

  /// Of normal, independent returns the mean excess kurtosis of n is -6/(n + 1), that of the autocorrelation at a lag l
  /// -(n - l)/(n(n - 1)), and there are n P(|r| > …) large moves; each within 4.9 standard errors, α = 1e-6. Controls:
  /// 0, and jumps in clusters.
  @Test func independentReturns() throws {
    func summary(_ jumps: String) throws -> Summary {
      try scenario("{initial: 5, volatility: 80%\(jumps)}").run(paths: 20_000, seed: 23)
    }
    let plain = try summary("")
    func mean(_ name: String, _ summary: Summary) throws -> Estimate {
      try #require(summary.outcomes["acme." + name]).sample.mean
    }
    let n = Double(try scenario("{initial: 5}").model().grid.steps)
    let sd = 0.8 * (1 / 261.0).squareRoot()
    let steps = try scenario("{initial: 5}").model().grid.stepLength
    #expect(abs(steps - 1 / 261.0) < 1e-9)
    var expected: [String: Double] = ["kurtosis": -6 / (n + 1)]
    for lag in [1.0, 5, 20] {
      expected["absoluteAutocorrelation\(Int(lag))"] = -(n - lag) / (n * (n - 1))
    }
    for size in [5, 10, 20] {
      let part = Double(size) / 100
      expected["risesAbove\(size)"] = n * standardNormal.tails(at: log(1 + part) / sd).upper
      expected["fallsAbove\(size)"] = n * standardNormal.tails(at: log(1 - part) / sd).lower
    }
    for (name, value) in expected {
      let found = try mean(name, plain)
      #expect(abs(found.value - value) < 4.9 * found.error + 1e-9, "\(name): \(found) \(value)")
    }
    #expect(
      abs(try mean("absoluteAutocorrelation1", plain).value) > 4.9
        * (try mean("absoluteAutocorrelation1", plain).error))
    let wild = try summary(
      ", jumps: {frequency: 24/year, logSize: {normal: {mean: 0%, sd: 20%}}, clustering: {branching: 70%, halfLife: 4 days}}"
    )
    #expect(try mean("kurtosis", wild).value > 2)
    let following = try mean("absoluteAutocorrelation1", wild)
    #expect(following.value > 20 * following.error)
  }

  /// They are kept where something comes in clusters and a file does not say what to keep, else where somebody asks;
  /// and what is asked moves no other number.
  @Test func whenTheyAreTold() throws {
    func text(_ multiple: String) -> ScenarioText {
      ScenarioText(acme: "shares: 10M\narr: 100M\nmultiple: \(multiple)")
    }
    let plain = text("{initial: 5, volatility: 60%}")
    let clustered = text(
      "{initial: 5, jumps: {frequency: 6/year, logSize: 2%, clustering: {branching: 20%, halfLife: 1 week}}}"
    )
    let spread = text(
      "{initial: 5, volatility: {initial: 60%, longRun: 60%, halfLife: 1 year, spread: 40%}}")
    #expect(try plain.run(paths: 100, seed: 1).outcomes["acme.kurtosis"] == nil)
    for turbulent in [clustered, spread] {
      #expect(try turbulent.run(paths: 100, seed: 1).outcomes["acme.kurtosis"] != nil)
    }
    let metrics = try plain.scenario().metrics(["acme.kurtosis.mean", "acme.fallsAbove10.p90"])
    #expect(metrics.count == 2)
    var asking = plain
    asking.top = "questions: [acme.fallsAbove10 > 1]"
    let (one, two) = (
      try plain.run(paths: 500, seed: 3), try asking.run(paths: 500, seed: 3)
    )
    #expect(one.series == two.series)
  }
}
