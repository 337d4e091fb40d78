import Foundation
import Scenarios
import Simulation
import Statistics
import TestSupport
import Testing

/// Protects the shipped case of Schwartz & Moon (2000): its accounts without noise, and its value.
@Suite struct SchwartzMoonValueTests {
  private func scenario(_ settings: [(key: String, value: String)]) throws -> Scenario {
    let file = repository.appending(path: "Scenarios/schwartz-moon-amazon.yaml")
    return try Scenario(
      contentsOf: file.path(),
      settings: settings.map { Setting(key: "amazon." + $0.key, value: $0.value) })
  }

  private static let quiet = [
    (key: "growth.volatility.initial", value: "0%"), (key: "usage.volatility.initial", value: "0%"),
    (key: "usage.volatility.longRun", value: "0%"), (key: "riskPremium.usage", value: "0"),
  ]

  private func value(_ settings: [(key: String, value: String)]) throws -> Double {
    let model = try scenario(Self.quiet + settings).compile(auditing: true)
    let path = try Simulator(model, workers: 1)
      .trajectories(of: Run(paths: 0..<1, seed: 1), paths: [0])
    return try #require(path.constants["amazon.discountedValue"]).values[0] / 1e6
  }

  /// Revenue, cash and value without noise, from an independent program (case `sm2000_deterministic`),
  /// to 1e-9: revenue earned at the start of a quarter, and at its end. Control: without the losses
  /// carried forward they are others.
  @Test func accounts() throws {
    let reference: [(timing: String, cash: [Double], values: [Double])] = [
      (
        "startOfStep",
        [
          749.3024090927421, 555.3292204246208, 556.19897455517, 1518.577456417943,
          10829.161920658775,
        ],
        [3102.6068362444485, 4004.302645287092, 6709.390072415023]
      ),
      (
        "endOfStep",
        [
          760.1038996296392, 593.225651772272, 625.5502471267095, 1621.810514301239,
          11195.438785630906,
        ],
        [3207.546915037876, 4109.242724080519, 6814.330151208451]
      ),
    ]
    let revenues = [
      532.7768558022786, 947.1802247030996, 1385.214666892924, 2427.646608379991, 6495.379361441415,
    ]
    for (timing, cash, values) in reference {
      let recognition = (key: "revenue.recognition", value: timing)
      let model = try scenario(Self.quiet + [recognition]).compile(auditing: true)
      let path = try Simulator(model, workers: 1)
        .trajectories(of: Run(paths: 0..<1, seed: 1), paths: [0])
      let (held, earned) = try (
        #require(path.tracks["amazon.cash"]), #require(path.tracks["amazon.revenue"])
      )
      for (place, quarter) in [4, 12, 20, 40, 100].enumerated() {
        #expect(areEqual(held[quarter, 0] / 1e6, cash[place], within: 1e-9))
        #expect(areEqual(earned[quarter, 0] / 4e6, revenues[place], within: 1e-9))
      }
      for (multiple, expected) in zip(["0x", "2.5x", "10x"], values) {
        let terminal = (key: "intrinsicValue.terminalMultiple", value: multiple)
        #expect(areEqual(try value([recognition, terminal]), expected, within: 1e-9))
      }
    }
    let taxed = try value([(key: "tax.losses", value: "0")])
    #expect(!areEqual(taxed, 6709.390072415023, within: 1e-3))
  }

  /// The full valuation against an independent program (case `sm2000_value_start`, 3,000,000 antithetic
  /// paths): within 4 standard errors of both together, a false alarm of 6e-5 for each of four
  /// numbers. n = 200,000. Control: ten times the risk premium takes 40 % off, dozens of errors.
  @Test func value() throws {
    let reference: [(multiple: String, value: Double, error: Double)] = [
      ("0x", 6548.637912843889, 7.45048575511998), ("2.5x", 8436.420040124976, 9.849672303545335),
      ("10x", 14099.766421968241, 17.159885871293707),
    ]
    func run(_ settings: [(key: String, value: String)]) throws -> Summary {
      try scenario(settings).compile().run(paths: 200_000, seed: 709)
    }
    func deviation(_ summary: Summary, _ expected: Double, _ error: Double) throws -> Double {
      let mean = try #require(summary.outcomes["amazon.discountedValue"]?.mean)
      return abs(mean.value / 1e6 - expected) / hypot(mean.error / 1e6, error)
    }
    for (multiple, expected, error) in reference {
      let summary = try run([(key: "intrinsicValue.terminalMultiple", value: multiple)])
      #expect(try deviation(summary, expected, error) < 4)
      let solvent = try #require(summary.outcomes["amazon.insolvency"]?.censored)
      let (p, n) = (0.30671566666666666, 200_000.0)
      #expect(abs(1 - solvent.value - p) < 4 * hypot((p * (1 - p) / n).squareRoot(), 0.0001988))
    }
    let (_, expected, error) = reference[2]
    let dear = try run([(key: "riskPremium.usage", value: "0.2")])
    #expect(try deviation(dear, expected, error) > 20)
  }
}
