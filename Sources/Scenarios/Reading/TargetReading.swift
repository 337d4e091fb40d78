import Simulation
import Statistics

// What effects move.

extension ScenarioReader {
  /// One effect: what it moves, and by how much.
  mutating func effect(
    _ operation: Effect.Operation, _ entry: LocatedNode.Entry, named key: String,
    in owner: ScenarioKey
  ) -> Effect? {
    if let states = names.states(of: entry.key) {
      return setting(operation, entry, to: states, named: key, in: owner)
    }
    guard let (company, level) = level(entry) else { return nil }
    let name = String(entry.key.dropFirst(company.name.count + 1))
    guard level.operations.contains(operation) else {
      let known = level.operations.map(\.rawValue)
      report(.operation(operation.rawValue, on: entry.key, known: known), at: entry.place)
      return nil
    }
    let (kind, domain) = level.rule(of: operation)
    let rule = NumberRule(
      kind: kind, domain: domain, currency: company.currency, use: .occurrence, group: owner.name)
    guard let size = assumption(entry.value, name: key, rule) else { return nil }
    return Effect(key: key, operation, .level(company: company.name, name: name), size: size)
  }

  private mutating func setting(
    _ operation: Effect.Operation, _ entry: LocatedNode.Entry, to states: [String],
    named key: String, in owner: ScenarioKey
  ) -> Effect? {
    guard operation == .set else {
      report(
        .operation(operation.rawValue, on: entry.key, known: [Effect.Operation.set.rawValue]),
        at: entry.place)
      return nil
    }
    guard let state = word(entry.value, "state of '\(entry.key)'", of: states),
      let place = states.firstIndex(of: state)
    else { return nil }
    stated.append(owner.stated(at: key, state))
    return Effect(key: key, .set, .state(regime: entry.key, state: place), size: nil)
  }

  /// The company and the level that a full name means; reports one that is none.
  private mutating func level(
    _ entry: LocatedNode.Entry
  ) -> (company: ModelDefinition.Company, level: MovableLevel)? {
    let companies = draft.definition.companies
    let parts = entry.key.split(separator: ".", maxSplits: 1).map(String.init)
    guard let company = companies.first(where: { $0.name == parts.first }) else {
      // What is wrong with the companies has been said.
      guard !draft.lacksBase, !companies.isEmpty else { return nil }
      report(.immovable(entry.key, known: targets(of: companies)), at: entry.place)
      return nil
    }
    let name = parts.count > 1 ? parts[1] : ""
    guard let level = CompanyCatalog.levels.first(where: { $0.names(name) }),
      isThere(name, of: level, in: company)
    else {
      report(.immovable(entry.key, known: targets(of: [company])), at: entry.place)
      return nil
    }
    let isNeeded = { (key: String) in "\(company.name).\(key)" }
    guard level.needs.isEmpty || level.needs.contains(where: { states(isNeeded($0)) }) else {
      if !draft.lacksBase {
        report(.needs(entry.key, keys: level.needs, in: company.name), at: entry.place)
      }
      return nil
    }
    return (company, level)
  }

  private func states(_ name: String) -> Bool {
    places[name] != nil || places.keys.contains { $0.hasPrefix(name + ".") }
  }

  /// Whether an item of a list is among those of a company.
  private func isThere(
    _ name: String, of level: MovableLevel, in company: ModelDefinition.Company
  ) -> Bool {
    level.list == nil || items(of: level, in: company).contains(name)
  }

  /// `revenue.lines.0` of each line.
  private func items(of level: MovableLevel, in company: ModelDefinition.Company) -> [String] {
    guard let list = level.list else { return [level.name] }
    var items: [String] = []
    for key in company.assumptions.numbers.keys.sorted() where key.hasPrefix(list + ".") {
      let item = key.dropFirst(list.count + 1).prefix { $0 != "." }
      let name = "\(list).\(item)"
      if !items.contains(name) { items.append(name) }
    }
    return items
  }

  /// What effects can move.
  private func targets(of companies: [ModelDefinition.Company]) -> [String] {
    companies.flatMap { company in
      CompanyCatalog.levels.filter { level in
        level.needs.isEmpty || level.needs.contains { states("\(company.name).\($0)") }
      }.flatMap { items(of: $0, in: company) }.map { "\(company.name).\($0)" }
    } + names.regimes.map(\.name)
  }
}

extension MovableLevel {
  /// The list whose items it is; nil for one of its own.
  fileprivate var list: String? { name.hasSuffix("[]") ? String(name.dropLast(2)) : nil }

  fileprivate func names(_ name: String) -> Bool {
    guard let list else { return self.name == name }
    return name.hasPrefix(list + ".") && !name.dropFirst(list.count + 1).contains(".")
  }
}
