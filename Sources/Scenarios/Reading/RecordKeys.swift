import Simulation
import Statistics

/// What is kept of the paths.
extension ScenarioKey {
  static let record = ScenarioKey(
    "record", expects: "a list of series", example: "[arr, sharePrice]",
    fallback: "[\(CompanyCatalog.series.filter(\.isStandard).names.joined(separator: ", "))]",
    takes: .seriesList,
    help: "Series to keep, of companies and baskets by their own names, and of factors and rates."
  ) { reader, node, expected in
    reader.readRecord(node, expected)
  }
  static let outcomes = ScenarioKey(
    "outcomes", expects: "a list of outcomes", example: "[maxDrawdown, return]",
    fallback: "all; those of turbulence where something comes in clusters",
    takes: .wordList(outcomeNames), sample: "[maxDrawdown, return]",
    help: "Outcomes to keep."
  ) { reader, node, expected in
    reader.readOutcomes(node, expected)
  }

  /// Of companies, then what only baskets have.
  static let outcomeNames = ownNames(CompanyCatalog.outcomes + BasketCatalog.outcomes)
  static let seriesNames = ownNames(CompanyCatalog.series + BasketCatalog.series)

  private static func ownNames(_ quantities: [Quantity]) -> [String] {
    quantities.names.reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }
}
