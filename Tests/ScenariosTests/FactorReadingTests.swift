import Simulation
import Statistics
import Testing

@testable import Scenarios

/// Protects what a file, the command line and metrics say of factors.
@Suite struct FactorReadingTests {
  private static let text = """
    ballpark: 1
    title: Factors
    start: 2026-07-01
    horizon: 1 year
    currency: USD
    factors:
      sector: {volatility: 50% to 80%, halfLife: 1 year, drift: 10%}
      gap: {of: level, initial: 7 to 10, volatility: 3}
    companies:
      acme:
        shares: 50M
        arr: 120M
        multiple: {initial: 10, follows: {sector: 0.5 to 1.5, gap: -0.03}}
    """

  private func read(_ settings: String...) throws -> Scenario {
    try Scenario(
      text: Self.text, settings: settings.map { try #require(Setting($0)) })
  }

  /// Numbers and loadings by their names, whichever way the file writes them.
  @Test(arguments: [
    ("sector.volatility.initial", "30%"), ("sector.volatility", "30%"), ("gap.volatility", "2"),
    ("factors.sector.drift", "-20%"), ("sector.longRun", "0.5"), ("gap.initial", "-4 to 4"),
    ("acme.multiple.follows.sector", "2"), ("acme.multiple.follows.gap", "0 to 0.1"),
    ("acme.usage.follows.sector", "0.2"),
  ])
  func isSet(_ key: String, _ value: String) throws {
    let set = try read("\(key)=\(value)")
    let own = key.hasPrefix("factors.") ? String(key.dropFirst("factors.".count)) : key
    let name = set.number(at: own)?.name ?? own
    #expect(set.description.assumptions.first { $0.key == name }?.text == value)
    #expect(
      set.description.assumptions.map(\.text) != (try read()).description.assumptions.map(\.text))
    _ = try set.compile()
  }

  @Test func isTakenOut() throws {
    let set = try read("acme.multiple.follows.gap=~", "gap=~")
    #expect(set.definition.factors.map(\.name) == ["sector"])
    #expect(throws: Diagnostics.self) { try read("gap=~") }
  }

  @Test func isVaried() throws {
    let scenario = try read()
    let keys = try scenario.varied([
      "sector.volatility.initial=20%:80%:3", "acme.multiple.follows.sector=0,1",
      "sector.drift=0%,5%",
      "gap.halfLife=1 year,2 years",
    ])
    #expect(keys.map(\.levels.count) == [3, 2, 2, 2])
    #expect(keys[0].levels.map(\.number) == [0.2, 0.5, 0.8])
    #expect(scenario.words(of: "sector.drift") == "Median change in a year, beside reversion")
    let error = #expect(throws: Diagnostics.self) { try scenario.varied(["sektor.drift=1%"]) }
    #expect(error?.description.contains("did you mean 'sector'?") ?? false)
  }

  @Test func isMeasured() throws {
    let scenario = try read()
    let metrics = try scenario.metrics([
      "sector.p50", "gap.mean@2026-12-01", "P(gap < 0 until 2026-12-01)", "sector.p2.5",
    ])
    #expect(
      metrics.map(\.description.name) == [
        "sector.p50@2027-07-01", "gap.mean@2026-12-01", "P(gap < 0 until 2026-12-01)",
        "sector.p2.5@2027-07-01",
      ])
    #expect(throws: Diagnostics.self) { try scenario.metrics(["sektor.p50"]) }
  }

  /// All are kept where the file does not say what to keep, and those that it names where it does.
  @Test func isRecorded() throws {
    func names(_ settings: String...) throws -> [String] {
      let scenario = try Scenario(
        text: Self.text, settings: settings.map { try #require(Setting($0)) })
      return try Simulator(scenario.compile(), workers: 1)
        .simulate(Run(paths: 0..<64, seed: 1)).series.map(\.name)
    }
    #expect(try names().suffix(2) == ["sector", "gap"])
    #expect(try names("record=[arr, gap]") == ["acme.arr", "gap"])
    #expect(try names("record=[arr]") == ["acme.arr"])
  }
}
