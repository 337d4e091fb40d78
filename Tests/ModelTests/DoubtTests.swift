import Foundation
import Scenarios
import Simulation
import Testing

/// Protects warnings about what a file says and hardly means: a date long before the start, growth for ever
/// just below the rate.
@Suite struct DoubtTests {
  private static func arr(
    _ stated: String, growth: String = "40%", volatility: String = "0%"
  ) -> ScenarioText {
    ScenarioText(
      acme: """
        shares: 50M
        arr: \(stated)
        growth: {initial: \(growth)}
        usage: {volatility: \(volatility)}
        multiple: {initial: 15}
        """)
  }

  /// The median at the start: 120M · 1.4^t · e^(-σ²t/2), t in calendar days / 365.
  @Test func farRollForwards() throws {
    let days = 13_323.0  // From 1990-01-01 to 2026-06-24: 36 years, 9 leap days, and 174 days.
    for (volatility, drift) in [("0%", 0.0), ("30%", -0.045)] {
      let model = try Self.arr("{value: 120M, asOf: 1990-01-01}", volatility: volatility).model()
      let roll = try #require(model.rollForwards.first)
      let years = days / 365
      #expect(abs(roll.years - years) < 1e-12)
      #expect(abs(roll.stated / 120e6 - 1) < 1e-12)
      #expect(abs(roll.atStart / (120e6 * pow(1.4, years) * exp(drift * years)) - 1) < 1e-9)
    }
    func warnings(_ text: ScenarioText) throws -> [String] {
      let scenario = try text.scenario()
      return scenario.warnings(of: try scenario.compile()).map(\.message)
    }
    let said = try warnings(Self.arr("{value: 120M, asOf: 1990-01-01}"))
    #expect(
      said.count == 1 && said[0].contains("from 120M USD to 25.8") && said[0].contains("T USD"))
    // A short time at a high pace, and a long one at none.
    #expect(try warnings(Self.arr("{value: 120M, asOf: 2025-12-24}", growth: "900%")).count == 1)
    #expect(try warnings(Self.arr("{value: 120M, asOf: 2024-03-31}", growth: "0%")).count == 1)
    // The controls: a quarter, as companies publish, and a file that does not roll.
    #expect(try warnings(Self.arr("{value: 120M, asOf: 2026-03-31}", growth: "300%")).isEmpty)
    #expect(try warnings(Self.arr("{value: 120M, asOf: 1990-01-01, rollForward: none}")).isEmpty)
    #expect(try warnings(Self.arr("120M")).isEmpty)
  }

  // MARK: Growth for ever

  private static func value(_ growth: String, _ rate: String, top: String = "") -> ScenarioText {
    ScenarioText(
      top: top,
      acme: """
        shares: 50M
        arr: 100M
        growth: {initial: 40%}
        multiple: {initial: 10}
        cash: 40M
        costs: {grossMargin: 70%, fixed: 30M}
        intrinsicValue: {terminalGrowth: \(growth), discountRate: \(rate)}
        """)
  }

  private func said(_ text: ScenarioText) throws -> String {
    try text.model().warnings.map(\.text).filter { $0.contains("free cash flow") }
      .joined(separator: "\n")
  }

  /// (1 + g) / (ρ - g) of two numbers.
  @Test(arguments: [
    ("11.99%", "12%", "11199 times"), ("3%", "5%", "51.5 times"), ("3%", "5.1%", ""),
    ("2%", "10%", ""),
    ("1% to 3%", "9% to 12%", ""),
  ])
  func numbers(_ growth: String, _ rate: String, _ words: String) throws {
    let text = try said(Self.value(growth, rate))
    #expect(words.isEmpty ? text.isEmpty : text.contains(words), "\(text)")
  }

  /// The share of the paths on which ρ < g + (1 + g) / 50: for normals Φ of a linear form.
  @Test(arguments: [0.0, 0.5, -0.5])
  func ranges(_ rank: Double) throws {
    let top =
      rank == 0
      ? ""
      : "correlations: [{between: [acme.intrinsicValue.terminalGrowth, "
        + "acme.intrinsicValue.discountRate], rank: \(rank)}]"
    let text = try said(
      Self.value("{normal: {mean: 2%, sd: 1%}}", "{normal: {mean: 6%, sd: 1.5%}}", top: top))
    let rho = 2 * sin(.pi * rank / 6)
    let variance = 0.015 * 0.015 + pow(1.02 * 0.01, 2) - 2 * 1.02 * rho * 0.015 * 0.01
    let share = erfc((0.06 - 1.02 * 0.02 - 0.02) / (2 * variance).squareRoot()) / 2
    let words = try #require(text.firstMatch(of: /on ([0-9.]+) % of the paths/))
    #expect(abs(try #require(Double(words.1)) - 100 * share) < 0.03 * 100 * share, "\(text)")
  }
}
