import Simulation

extension ScenarioReader {
  /// What a name is for.
  enum NameUse {
    /// It begins full names, so that no company and no key may be called so.
    case owner
    /// It stands where a list has places.
    case item
    /// The same, and what is told of it goes by it beside what a company has.
    case listing
    /// A state or a case, within what it belongs to.
    case part
  }

  /// Reports a name that a factor, a basket, a regime, an event, a state, a case or an item of a list cannot have.
  ///
  /// - Parameter noun: `a factor`, `a regime`, `an event`, `a state`, `a case`.
  mutating func checkName(_ name: String, of noun: String, _ use: NameUse, at place: Place) {
    if let reason = reason(against: name, of: noun, use) {
      report(.badWord(name, of: noun, reason: reason), at: place)
    }
  }

  private func reason(against name: String, of noun: String, _ use: NameUse) -> String? {
    if Self.truthValues.contains(name.lowercased()) {
      return "YAML reads it as true or false, and so may other tools"
    }
    if !CompanyName.isValid(name) { return "\(CompanyName.allowed) were expected" }
    let isKey = CompanyName.isTopLevel(name)
    if Self.grammarWords.contains(name) || CompanyName.isReserved(name) && !isKey {
      return "it is a word of the grammar"
    }
    switch use {
    case .part: return nil
    // No condition begins with it, so that a round may be called `seed`.
    case .item: return Int(name) == nil ? nil : "digits alone are a place in a list"
    case .listing:
      if Int(name) != nil { return "digits alone are a place in a list" }
      return CompanyCatalog.isTaken(name) ? "it is what companies have" : nil
    case .owner: if isKey { return "it is a key of the top level" }
    }
    if draft.definition.companies.contains(where: { $0.name == name }) {
      return "a company is called so"
    }
    if noun == "a factor", CompanyCatalog.quantity(named: name) != nil {
      return "it is what companies have"
    }
    if noun != "a factor", names.factor(name) != nil { return "a factor is called so" }
    if !["a factor", "a basket"].contains(noun), names.baskets.contains(name) {
      return "a basket is called so"
    }
    let isRegime = names.states(of: name) != nil
    if isRegime, names.cases(of: name) != nil, noun == "an event" { return "a regime is called so" }
    return nil
  }

  private static let truthValues: Set<String> = [
    "on", "off", "yes", "no", "true", "false", "y", "n",
  ]

  /// Words of effects and of conditions, and parts of full names, that a company may be called all the same.
  private static let grammarWords: Set<String> = [
    "start", "add", "set", "above", "below", "worst", "then", "otherwise", "cases", "weight",
  ]
}

extension CompanyCatalog {
  /// Whether a key, a quantity or a process of companies is called so.
  fileprivate static func isTaken(_ name: String) -> Bool {
    Section.company[name] != nil || quantity(named: name) != nil
      || (processes + ["volatility"]).contains(name)
  }
}
