import Simulation
import Statistics

/// What can be said of a scenario before it is run.
package struct ScenarioCheck: Sendable {
  package struct Company: Sendable {
    package let name: String
    /// The multiple at the start with every driver at its median.
    package let multipleAtStart: Double?
    package let multiple: ImpliedMultiple
  }

  package let companies: [Company]
  /// Stated numbers; of them those with a source, and the full names of the others.
  package let numbers: Int
  package let sourced: Int
  package let unsourced: [String]
  package let plan: RunPlan

  /// - Parameter model: What the scenario compiles to.
  package init(_ scenario: Scenario, _ model: Model, workers: Int) throws {
    plan = RunPlan(model, paths: scenario.paths, workers: workers)
    // Every series, so that the start is known whatever the file records.
    var definition = scenario.definition
    definition.record = CompanyCatalog.series
    let atStart = try Model(definition)
    let (start, alongs) = (atStart.mediansAtStart(of: .multiple), atStart.alongsAtStart)
    companies = definition.companies.map { company in
      let prefix = company.name + "."
      let own = alongs.filter { $0.key.hasPrefix(prefix) }
        .map { (String($0.key.dropFirst(prefix.count)), $0.value) }
      return Company(
        name: company.name,
        multipleAtStart: start[company.name],
        multiple: ImpliedMultiple(
          company.assumptions, on: definition.grid,
          alongs: Dictionary(own, uniquingKeysWith: { first, _ in first })))
    }
    let stated = scenario.description.statedNumbers
    numbers = stated.count
    unsourced = stated.filter { $0.source == nil }.map(\.key)
    sourced = stated.count - unsourced.count
  }
}
