import Simulation
import Statistics

extension ScenarioReader {
  /// What holds where the file says nothing: every default that is an assumption about the world.
  /// Grid, paths and seed are not; a description has them elsewhere.
  var defaults: [ScenarioDescription.Assumption] {
    let stated = Set(stated.map(\.key))
    let measure = ScenarioKey.measure
    let all =
      [(subject: "", key: measure.name, text: measure.fallback)]
      + draft.definition.companies.flatMap { company in
        CompanyCatalog.parameters.filter(company.mayDefault).map {
          (
            subject: company.name,
            key: ModelDefinition.Company.fullName($0.key, of: company.name), text: $0.fallbackText
          )
        }
      }
    let factors = draft.definition.factors.flatMap { factor in
      let group = factor.form == .rate ? ScenarioKey.exchangeRates : .factors
      return FactorCatalog.parameters(of: factor.form).map {
        (key: "\(factor.name).\($0.key)", text: $0.fallbackText, group: group.name)
      }
    }
    return all.compactMap { subject, key, text in
      guard let text, !stated.contains(key) else { return nil }
      return ScenarioDescription.Assumption(key: key, of: subject, text: text, isStated: false)
    }
      + factors.compactMap { key, text, group in
        guard let text, !stated.contains(key) else { return nil }
        return ScenarioDescription.Assumption(
          key: key, in: group, text: text, isStated: false)
      }
  }
}

extension ModelDefinition.Company {
  /// A list or a block of its own, such as jumps, that the file leaves out has no defaults.
  func mayDefault(_ parameter: Parameter) -> Bool {
    guard !parameter.isListed else { return false }
    let block = parameter.key.split(separator: ".").dropLast().joined(separator: ".") + "."
    return CompanyCatalog.parameters.allSatisfy {
      $0.need != .withSection || !$0.key.hasPrefix(block) || assumptions.numbers[$0.key] != nil
        || $0.key.dropFirst(block.count).contains(".")
    }
  }
}
