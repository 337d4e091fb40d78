import Scenarios
import Simulation
import Testing

/// Protects what a file may state of a distribution, for every family of the registry.
@Suite struct FamilyTests {
  private func read(_ cash: String) throws -> Scenario {
    try Scenario(
      text: Sample.least, settings: [try #require(Setting("acme.cash=" + cash))])
  }

  private func law(_ cash: String) throws -> any Distribution {
    let stated = try read(cash).definition.companies[0].assumptions.numbers["cash.value"]?.law
    guard case .distribution(let law) = stated else { throw Failure.noDistribution }
    return law
  }

  private enum Failure: Error { case noDistribution }

  @Test(arguments: DistributionFamily.all.map(\.name))
  func exampleReadsAndCompiles(name: String) throws {
    let example = try #require(DistributionFamily.named(name)).example
    let scenario = try read(example)
    _ = try scenario.compile()
    #expect(scenario.warnings().isEmpty)
    #expect(scenario.description.assumptions.contains { $0.text.hasPrefix(name) })
    let cut = try law("{\(example.dropFirst().dropLast()), truncate: {max: 11}}")
    #expect(cut.support.upperBound <= 11)
  }

  @Test func lists() throws {
    let empirical = try law("{empirical: [1M, 2M, 2M, 7M]}")
    #expect(empirical.mean == 3e6)
    let discrete = try law("{discrete: [{value: 1M, weight: 30%}, {value: 2M, weight: 0.1}]}")
    #expect(abs(discrete.mean - 1.25e6) < 1e-6)
    let mixture = try law(
      "{mixture: [{value: 1M to 2M, weight: 1}, {value: 0, weight: 2}, "
        + "{value: {mixture: [{value: {uniform: {low: 3M, high: 4M}}, weight: 1}]}, weight: 1}]}")
    #expect(mixture.quantile(0.4) == 0)
    // But for the little of the range that lies above 3M.
    #expect(abs(mixture.quantile(0.875) - 3.5e6) < 100)
  }

  @Test func truncation() throws {
    #expect(try law("{value: 1M to 3M, truncate: [0, 4M]}").support == 0...4e6)
    #expect(try law("{normal: {mean: 1M, sd: 1M}, truncate: {min: 0}}").support == 0...(.infinity))
    let scenario = try read("{value: 1M to 3M, truncate: [0, 4M], source: a guess}")
    let stated = scenario.description.assumptions.first { $0.key == "acme.cash" }
    #expect(stated?.text == "1M to 3M USD, truncate: [0, 4M]")
    #expect(stated?.source == "a guess")
    #expect(scenario.warnings().isEmpty)
  }

  @Test func warnings() throws {
    #expect(try read("{bernoulli: {probability: 0}}").warnings().count == 1)
    #expect(try read("{laplace: {mean: 1M, scale: 1M}}").warnings().count == 1)
    #expect(try read("{laplace: {mean: 1M, scale: 1M}, truncate: {min: 0}}").warnings().isEmpty)
    #expect(try read("{poisson: {mean: 1}}").warnings().isEmpty)
  }
}
