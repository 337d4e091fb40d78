import Testing

@testable import Scenarios

/// Protects the command line: whatever a company is called, `--set` can name it.
@Suite struct CompanyNameTests {
  private func scenario(_ name: String, _ settings: [Setting] = []) throws -> Scenario {
    try Scenario(
      text: """
        ballpark: 1
        title: Names
        start: 2026-07-01
        horizon: 1 year
        currency: USD
        companies:
          \(name): {shares: 50M, arr: 120M, multiple: {initial: 10}}
        """, settings: settings)
  }

  /// Every key of the top level, those of a later version included.
  @Test(arguments: ScenarioKey.all.map(\.name))
  func keysAreRefused(_ key: String) {
    let error = #expect(throws: Diagnostics.self) { try scenario(key) }
    #expect(error?.all.map(\.place) == ["scenario.yaml:7:3"])
    #expect(error?.all.first?.message.contains("is a key of the top level") ?? false)
  }

  /// Words of conditions, and keys that the top level is going to have.
  @Test(arguments: [
    ("until", "a word of conditions"), ("and", "a word of conditions"),
    ("time", "a word of conditions"),
    ("factors", "a key of the top level"), ("stress", "a key of the top level"),
  ])
  func wordsOfTheGrammarAreRefused(_ name: String, _ reason: String) {
    let error = #expect(throws: Diagnostics.self) { try scenario(name) }
    #expect(error?.all.map(\.place) == ["scenario.yaml:7:3"])
    #expect(error?.all.first?.message.contains(reason) ?? false)
  }

  @Test(arguments: ["-acme", "-1", "--set"])
  func optionsAreRefused(_ name: String) {
    #expect(throws: Diagnostics.self) { try scenario(name) }
  }

  /// The control: names that are words elsewhere, each set and asked by the command line's own grammar.
  @Test(arguments: [
    "acme", "arr", "growth", "1", "0", "P", "p50", "worst", "above", "mean", "Start",
    "a-b_c",
    "value", "schedule", "lognormal", "USD", "riskfreerate",
  ])
  func othersCanBeNamed(_ name: String) throws {
    let set = try scenario(name, [try #require(Setting("\(name).arr=240M"))])
    guard case .value(let arr) = set.definition.companies[0].assumptions.numbers["arr.value"]?.law
    else { throw Failure.noNumber }
    #expect(arr == 240e6)
    #expect(
      try set.metrics(["\(name).arr.p50", "P(\(name).arr < 5M)"]).map(\.description.name)
        == ["\(name).arr.p50@2027-07-01", "P(\(name).arr < 5M USD at 2027-07-01)"])
    #expect(try set.varied(["\(name).arr=100M:200M:3"])[0].levels.count == 3)
  }

  private enum Failure: Error { case noNumber }
}
