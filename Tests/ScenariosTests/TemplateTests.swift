import Foundation
import Simulation
import TestSupport
import Testing

@testable import Scenarios

extension Parameter {
  /// What an item of its list is called in the template.
  fileprivate var item: String {
    if key.hasPrefix(ModelDefinition.Company.listings + "[]") { return "shanghai" }
    let isNamed = CompanyCatalog.parameters.contains {
      $0.naming != .places && $0.section == section
    }
    return isNamed ? "seriesA" : "0"
  }
}

/// Protects the files that `init` writes: they read without a warning, compile, and the one with all
/// keys has all keys.
@Suite struct TemplateTests {
  static let start = CalendarDate(year: 2026, month: 6, day: 24)

  private func starter(_ company: String) throws -> String {
    StarterTemplate.text(
      company: company, start: try #require(Self.start), file: "\(company).yaml")
  }

  @Test func starterRuns() throws {
    let text = try starter("north-wind_2")
    let scenario = try Scenario(text: text)
    #expect(scenario.title == "North Wind 2, a young subscription company")
    #expect(scenario.definition.grid.start == Self.start)
    _ = try scenario.compile(strict: true)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect((50...75).contains(lines.count) && lines.allSatisfy { $0.count <= 100 })
  }

  /// Scenarios/template.yaml is the generator's output; BALLPARK_RECORD=1 writes it anew and fails.
  @Test func templateIsGenerated() throws {
    let text = FullTemplate.text(company: "acme", start: try #require(Self.start))
    try expectRecorded(text, at: "Scenarios/template.yaml")
    let scenario = try Scenario(text: text)
    _ = try scenario.compile(strict: true)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  /// Every key is stated but those that contradict another, and those are there as comments.
  @Test func templateHasEveryKey() throws {
    let text = FullTemplate.text(company: "acme", start: try #require(Self.start))
    let scenario = try Scenario(text: text)
    let company = scenario.definition.companies[0].assumptions
    for parameter in CompanyCatalog.parameters {
      let list = parameter.key.split(separator: "[]")
      let key = list.joined(separator: "." + parameter.item)
      let isStated =
        company.numbers[key] != nil || company.choices[key] != nil
        || company.dates[key] != nil || company.items[key] != nil
        || company.conditions[key] != nil
      #expect(isStated == (parameter.contradicts == nil), "\(parameter.key)")
      let name = parameter.key.split(separator: ".").last ?? ""
      #expect(isStated || text.contains("# \(name): \(parameter.example)"), "\(parameter.key)")
      #expect(text.contains(parameter.help.prefix(20)), "\(parameter.key)")
    }
    for factor in scenario.definition.factors {
      for parameter in FactorCatalog.parameters(of: factor.form) where parameter.kind != nil {
        let isStated = factor.assumptions.numbers[parameter.key] != nil
        #expect(isStated == (parameter.contradicts == nil), "\(parameter.key)")
      }
    }
    for key in ScenarioKey.all {
      let line = "\n\(key.isMentioned ? "# " : "")\(key.name):"
      #expect(text.contains(line), "\(key.name)")
    }
    for key in EvidenceKey.allCases { #expect(text.contains(" \(key.rawValue):")) }
  }

  /// Protects the pairs that cannot stand together: the model refuses both.
  @Test func contradictionsAreRefused() throws {
    for parameter in CompanyCatalog.parameters {
      guard let other = parameter.contradicts else { continue }
      let text = FullTemplate.text(company: "acme", start: try #require(Self.start))
      let setting = try #require(Setting("acme.\(parameter.key)=\(parameter.example)"))
      #expect(throws: Diagnostics.self, "\(parameter.key), \(other)") {
        try Scenario(text: text, settings: [setting]).compile()
      }
    }
  }

  @Test(arguments: ["acme", "Z-2_x", "7"]) func goodNames(_ name: String) {
    #expect(CompanyName.isValid(name))
    #expect(name.range(of: CompanyName.pattern, options: .regularExpression) != nil)
  }

  @Test(arguments: ["", "a b", "z.ai", "é", "a\n"]) func badNames(_ name: String) {
    #expect(!CompanyName.isValid(name))
  }
}
