import Simulation
import Statistics

extension ScenarioReader {
  mutating func readExchangeRates(_ node: LocatedNode, _ expected: Expectation) {
    guard let entries = node.entries else { return report(unexpected: node, expected) }
    for entry in entries {
      let name = FactorDefinition.name(ofRate: entry.key)
      note(name, at: entry.place)
      if !QuantityText.isCurrency(entry.key) {
        report(.unexpected(.currency, found: "'\(entry.key)'"), at: entry.place)
      } else if entry.key == draft.currency {
        report(.ownExchangeRate(entry.key), at: entry.place)
      } else {
        readExchangeRate(entry, named: name)
      }
    }
  }

  /// One number, which is that of the start where other keys, or events, move it.
  private mutating func readExchangeRate(_ entry: LocatedNode.Entry, named name: String) {
    let group = ScenarioKey.exchangeRates.name
    var read = CompanyDraft(name: group, currency: "", group: group)
    section(entry.value, .factor(.rate), at: entry.key, &read)
    var assumptions = Assumptions()
    for (key, number) in read.assumptions.numbers {
      assumptions.numbers[String(key.dropFirst(entry.key.count + 1))] = number
    }
    guard names.factor(name) != nil else {
      draft.definition.world.numbers[name] = assumptions.numbers.values.first
      return
    }
    let rate = FactorDefinition(name: name, form: .rate, assumptions: assumptions)
    draft.definition.factors.append(rate)
    if places[ScenarioKey.record.name] == nil { draft.definition.record.append(rate.quantity) }
  }
}

extension LocatedNode {
  /// Whether the map of an exchange rate has a key that says how it moves.
  var statesMovement: Bool {
    guard let entries, !isQuantity else { return false }
    let keys = Section.factor(.rate).names.filter { EvidenceKey(rawValue: $0) == nil }
    return entries.contains { keys.contains($0.key) }
  }
}
