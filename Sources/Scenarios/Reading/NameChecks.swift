import Simulation

extension ScenarioReader {
  /// Reports a name that a regime, an event, a state or a case cannot have.
  ///
  /// - Parameters:
  ///   - noun: `a regime`, `an event`, `a state`, `a case`.
  ///   - isOwner: Whether it begins full names, so that no company and no key may be called so.
  mutating func checkName(_ name: String, of noun: String, isOwner: Bool, at place: Place) {
    if let reason = reason(against: name, of: noun, isOwner: isOwner) {
      report(.badWord(name, of: noun, reason: reason), at: place)
    }
  }

  private func reason(against name: String, of noun: String, isOwner: Bool) -> String? {
    if Self.truthValues.contains(name.lowercased()) {
      return "YAML reads it as true or false, and so may other tools"
    }
    if !CompanyName.isValid(name) { return "\(CompanyName.allowed) were expected" }
    let isKey = CompanyName.isTopLevel(name)
    if Self.grammarWords.contains(name) || CompanyName.isReserved(name) && !isKey {
      return "it is a word of the grammar"
    }
    guard isOwner else { return nil }
    if isKey { return "it is a key of the top level" }
    if draft.definition.companies.contains(where: { $0.name == name }) {
      return "a company is called so"
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
