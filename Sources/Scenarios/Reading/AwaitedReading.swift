import Simulation

/// A condition of a company, as it stands in a file.
struct AwaitedText {
  let company: String
  let key: String
  let node: LocatedNode
}

extension ScenarioReader {
  /// Reads what parts of companies wait for. Companies, regimes and events must have been read.
  mutating func readAwaited() {
    for text in awaited {
      guard let condition = condition(text.node, for: .event),
        let place = draft.definition.companies.firstIndex(where: { $0.name == text.company })
      else { continue }
      draft.definition.companies[place].assumptions.conditions[text.key] = condition
    }
  }
}
