import Simulation
import Statistics
import Testing

@testable import Scenarios

/// Protects what is said of a scenario before it runs.
@Suite struct CheckTests {
  static let text = """
    ballpark: 1
    title: Test
    start: 2026-06-24
    horizon: 1 year
    currency: USD
    companies:
      acme:
        shares: {value: 2M, source: register}
        arr: 5M
        sharePrice: 20
        growth: {of: usage, longRun: 10%}
        cash: 10M
        multiple: {longRun: 5, halfLife: 1 year, volatility: 50%}
    """

  @Test func defaultsAreMarked() throws {
    let assumptions = try Scenario(text: Self.text).description.assumptions
    let defaults = assumptions.filter { !$0.isStated }
    let texts = Dictionary(uniqueKeysWithValues: defaults.map { ($0.key, $0.text) })
    #expect(texts["acme.growth.initial"] == "0%")
    #expect(texts["acme.arr.rollForward"] == "exact")
    #expect(texts["acme.debt"] == "0")
    #expect(texts["measure"] == "realWorld")
    #expect(texts["acme.cash"] == nil && texts["acme.growth.of"] == nil)
    #expect(texts["acme.growth.halfLife"] == nil, "what has no default is not there")
    #expect(Set(assumptions.map(\.key)).count == assumptions.count)
    #expect(assumptions.first { $0.key == "acme.cash" }?.isStated == true)
    let measured = try Scenario(text: Self.text + "\nmeasure: riskAdjusted")
    let stated = measured.description.assumptions.filter { $0.key == "measure" }
    #expect(stated.map(\.text) == ["riskAdjusted"] && stated.allSatisfy(\.isStated))
  }

  @Test func whatItSays() throws {
    let scenario = try Scenario(text: Self.text)
    let check = try ScenarioCheck(scenario, scenario.compile(), workers: 2)
    #expect(check.numbers == 8 && check.sourced == 1)
    #expect(check.unsourced.contains("acme.arr") && !check.unsourced.contains("acme.growth.of"))
    let company = check.companies[0]
    // 2M shares at 20 and 10M of cash are worth 30M: six times ARR.
    #expect(abs((company.multipleAtStart ?? 0) - 6) < 1e-9)
    #expect(company.multiple.startsAtSharePrice)
    #expect(abs((company.multiple.longRun ?? 0) - 5) < 1e-12)
    #expect(check.plan.pathSteps == 1_200_000)
  }

  /// Protects the declarations of series and outcomes: a run has just those, in those units.
  @Test func runsHaveWhatIsDeclared() throws {
    let record = try #require(
      Setting("record=[\(CompanyCatalog.series.names.joined(separator: ", "))]"))
    let enough = try [
      "acme.costs.grossMargin=60%", "acme.financing.fee=3%", "acme.intrinsicValue.discountRate=12%",
      "acme.usage.capacity=2 times",
      "acme.multiple.volatility={initial: 50%, longRun: 50%, halfLife: 1 year, spread: 60%}",
      "measure=riskAdjusted", "riskFreeRate=3%",
    ].map { try #require(Setting($0)) }
    let model = try Scenario(text: Self.text, settings: [record] + enough).compile()
    let summary = try Simulator(model, workers: 1).simulate(Run(paths: 0..<512, seed: 1))
    #expect(summary.series.map(\.name) == CompanyCatalog.series.map { "acme." + $0.ownName })
    func units(_ declared: [Quantity]) -> [String] {
      declared.map { $0.unit.hasSuffix("currency") ? "USD" : $0.unit }
    }
    #expect(summary.series.map(\.unit) == units(CompanyCatalog.series))
    // A takeover is an event's, and none of the risk-adjusted measure.
    let declared = CompanyCatalog.outcomes.filter { $0.ownName != "takeover" }
    #expect(summary.outcomes.map(\.name) == declared.map { "acme." + $0.ownName })
    #expect(summary.outcomes.map(\.unit) == units(declared))
    let offer = try #require(
      Setting("events={offer: {at: 2026-12-24, then: {buyOut: {acme: 40%}}}}"))
    let bought = try Scenario(text: Self.text, settings: [offer]).compile()
    let told = try Simulator(bought, workers: 1).simulate(Run(paths: 0..<512, seed: 1))
    #expect(told.outcomes["acme.takeover"]?.unit == "date")
  }

}
