import Simulation
import Statistics

extension ScenarioKey {
  static let factors = ScenarioKey(
    "factors", expects: "a map of factors", example: "{sector: {volatility: 80%}}",
    takes: .factors,
    help: "What moves by itself, by name, and what companies follow: a sector, a peer, a price."
  ) { reader, node, expected in
    reader.readFactors(node, expected)
  }
}

extension Section {
  /// The keys of a factor of either form.
  static func factor(_ form: FactorDefinition.Form) -> Section {
    switch form {
    case .log: factorByLog
    case .level: factorByLevel
    case .rate: exchangeRate
    }
  }

  private static let factorByLog = Section(FactorCatalog.parameters(of: .log))
  private static let factorByLevel = Section(FactorCatalog.parameters(of: .level))
  private static let exchangeRate = Section(FactorCatalog.parameters(of: .rate))
}

extension ScenarioReader {
  mutating func readFactors(_ node: LocatedNode, _ expected: Expectation) {
    guard let entries = node.entries else {
      return report(unexpected: node, expected, meant: node.emptyMap)
    }
    for entry in entries {
      note(entry.key, at: entry.place)
      checkName(entry.key, of: "a factor", .owner, at: entry.place)
      guard let keys = entry.value.entries else {
        let keys = Section.factor(.log).names.joined(separator: ", ")
        report(unexpected: entry.value, Expectation("a map of keys (\(keys))"))
        continue
      }
      let form = names.factor(entry.key)?.form ?? .log
      let read = subject(
        keys, of: .factor(form),
        into: CompanyDraft(name: entry.key, currency: "", group: ScenarioKey.factors.name))
      let factor = FactorDefinition(
        name: entry.key, form: form, assumptions: read.assumptions)
      draft.definition.factors.append(factor)
      if places[ScenarioKey.record.name] == nil { draft.definition.record.append(factor.quantity) }
    }
  }

  /// What a part of a company follows: a map of loadings by factor.
  mutating func loadings(
    _ node: LocatedNode, _ parameter: Parameter, at key: String, _ draft: inout CompanyDraft
  ) {
    guard let entries = node.entries else {
      let expected = Expectation("a map of factors and loadings", example: parameter.example)
      return report(unexpected: node, expected)
    }
    for entry in entries {
      let own = "\(key).\(entry.key)"
      note(draft.fullName(own), at: entry.place)
      let followed = names.followed.map(\.name)
      let isKnown = followed.contains(entry.key)
      if !isKnown, !self.draft.lacksBase {
        report(
          .unknownHappening(entry.key, as: "factor", known: followed),
          at: entry.place)
      }
      let rule = NumberRule(
        kind: parameter.kind ?? .coefficient, domain: parameter.domain, currency: nil,
        subject: draft.name)
      guard let read = assumption(entry.value, name: draft.fullName(own), rule), isKnown else {
        continue
      }
      draft.assumptions.numbers[own] = read
      draft.assumptions.items[key, default: []].append(entry.key)
    }
  }

  /// The number of a factor or an exchange rate at a key of it, `sector.drift`; of a section the one that it is short
  /// for.
  func parameter(ofFactor name: String) -> (parameter: Parameter, key: String)? {
    guard let (factor, key) = names.factor(at: name),
      let parameter = Section.factor(factor.form).parameter(at: key)
    else { return nil }
    return (parameter, ModelDefinition.Company.fullName(parameter.key, of: factor.name))
  }

  /// Full names of the numbers of factors that may follow a schedule.
  var numbersOfFactors: [String] {
    names.factors.flatMap { factor in
      FactorCatalog.parameters(of: factor.form)
        .filter {
          $0.use.isByStep && ($0.fallback != nil || places["\(factor.name).\($0.key)"] != nil)
        }
        .map { "\(factor.name).\($0.key)" }
    }
  }
}
