import Simulation
import Statistics

// What must be stated for a quantity to exist.

extension ScenarioReader {
  /// Whether a company states too little to have a quantity; reports it.
  mutating func isLacking(_ quantity: Quantity, at place: Place) -> Bool {
    // What is missing may be in the file that could not be read.
    guard !draft.lacksBase else { return false }
    if !states(quantity, quantity.subject) {
      report(
        .needs(
          quantity.name, keys: quantity.needs, effects: quantity.effects, in: quantity.subject),
        at: place)
      return true
    }
    if !hasMeasure(for: quantity) {
      report(.needs(quantity.name, keys: [Self.neededMeasure], in: nil), at: place)
      return true
    }
    return false
  }

  /// Refuses what is to be kept and no company has. Companies must have been read.
  mutating func refuseImpossible(_ root: LocatedNode) {
    guard !draft.lacksBase, !draft.definition.companies.isEmpty else { return }
    refuse(root[ScenarioKey.record.name], among: CompanyCatalog.series)
    refuse(root[ScenarioKey.outcomes.name], among: CompanyCatalog.outcomes)
  }

  private mutating func refuse(_ node: LocatedNode?, among declared: [Quantity]) {
    guard case .list(let items) = node?.content else { return }
    for item in items {
      guard case .scalar(let name) = item.content,
        let quantity = declared.first(where: { $0.ownName == name })
      else { continue }
      var isPossible = false
      for company in draft.definition.companies where !isPossible {
        isPossible = states(quantity, company.name)
      }
      if !isPossible {
        report(
          .impossible(name, keys: quantity.needs, effects: quantity.effects), at: item.place)
      } else if !hasMeasure(for: quantity) {
        report(.impossible(name, keys: [Self.neededMeasure]), at: item.place)
      }
    }
  }

  /// Whether a company has what a quantity needs.
  mutating func exists(_ quantity: Quantity, for company: String) -> Bool {
    states(quantity, company) && hasMeasure(for: quantity)
  }

  private static let neededMeasure =
    "\(ScenarioKey.measure.name): \(ModelDefinition.Measure.riskAdjusted.rawValue)"

  private func hasMeasure(for quantity: Quantity) -> Bool {
    draft.definition.hasMeasure(for: quantity)
  }

  private mutating func states(_ quantity: Quantity, _ company: String) -> Bool {
    quantity.isEnough { key in
      let name = "\(company).\(key)"
      let isStated = knownStated[name] ?? isStated(name, isSection: Section.company[key] != nil)
      knownStated[name] = isStated
      return isStated
    } done: { effect in
      names.hasEffect(effect, on: company)
    }
  }

  /// Whether anything stands there, right or wrong: what is wrong has been said.
  ///
  /// - Parameter isSection: An empty one states nothing.
  private func isStated(_ name: String, isSection: Bool) -> Bool {
    guard isSection else { return places[name] != nil }
    return places.keys.contains { $0.hasPrefix(name + ".") }
  }
}
