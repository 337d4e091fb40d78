import Statistics
import TestSupport
import Testing

@testable import Scenarios
@testable import Simulation

/// Protects three who say whether a company or a basket has a quantity from disagreeing: the reader, who refuses
/// questions about what is not there; the definition, by which columns are made; and the parts, which make
/// them.
@Suite struct ExistenceTests {
  private struct Answers: Equatable {
    var reader: Set<String> = []
    var definition: Set<String> = []
    var model: Set<String> = []

    init(_ scenario: Scenario) throws {
      var (reader, definition) = (scenario.reader, scenario.definition)
      definition.record = CompanyCatalog.series + BasketCatalog.series
      definition.outcomes = CompanyCatalog.outcomes + BasketCatalog.outcomes
      let model = try Model(definition)
      self.model = Set(model.series.map(\.quantity.name) + model.outcomes.map(\.quantity.name))
      for company in definition.companies {
        for declared in CompanyCatalog.series + CompanyCatalog.outcomes {
          let quantity = definition.quantity(declared, of: company)
          if reader.exists(quantity, for: company.name) { self.reader.insert(quantity.name) }
          if definition.has(declared, company) { self.definition.insert(quantity.name) }
        }
      }
      for basket in definition.baskets {
        for declared in basket.declared {
          let quantity = definition.quantity(declared, of: basket)
          if reader.exists(quantity, for: basket.name) { self.reader.insert(quantity.name) }
        }
        let stated = definition.record + definition.outcomes
        for kept in definition.kept(basket.declared, stated: stated, of: basket) {
          self.definition.insert(definition.quantity(kept, of: basket).name)
        }
      }
    }
  }

  private static let minimal = """
    ballpark: 1
    title: Test
    start: 2026-06-24
    horizon: 1 year
    currency: USD
    companies:
      acme: {shares: 2M, arr: 5M, multiple: {initial: 6}}
    """

  private static func shipped(_ name: String) throws -> Scenario {
    try Scenario(contentsOf: repository.appending(path: "Scenarios/\(name).yaml").path())
  }

  @Test func allSayTheSame() throws {
    var scenarios = try shippedScenarios.map(Self.shipped)
    #expect(scenarios.count > 3)
    scenarios.append(try Scenario(text: Self.minimal))
    // Needs alone, and all of them.
    let settings = try [
      "acme.costs.grossMargin=60%", "acme.shares.stockCompensation=2%", "measure=riskAdjusted",
      "riskFreeRate=3%", "acme.financing.fee=3%", "acme.intrinsicValue.discountRate=12%",
    ].map { try #require(Setting($0)) }
    for settings in settings.prefix(3).map({ [$0] }) + [settings] {
      scenarios.append(try Scenario(text: Self.minimal, settings: settings))
    }
    for scenario in scenarios {
      let answers = try Answers(scenario)
      #expect(answers.reader == answers.definition, "\(scenario.title)")
      #expect(answers.reader == answers.model, "\(scenario.title)")
    }
    // The control: what is there differs, so that one answer for all would be seen.
    let least = try Answers(Scenario(text: Self.minimal)).model
    let most = try Answers(Self.shipped("template")).model
    #expect(least.isStrictSubset(of: most) && most.count > least.count + 10)
  }
}
