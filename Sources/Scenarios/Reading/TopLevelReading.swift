import Simulation
import Statistics

extension ScenarioReader {
  /// Reads a whole file into `draft`.
  ///
  /// - Parameters:
  ///   - withRequests: Whether what it asks of paths is read as well.
  ///   - stressed: Stresses that are applied: they are read whatever else is.
  mutating func read(
    _ root: LocatedNode, withRequests: Bool = true, stressed: [String] = []
  ) {
    draft.stressed = stressed
    guard let entries = root.entries else {
      return report(unexpected: root, Expectation("a map of keys"))
    }
    // Another version may mean anything by the other keys.
    if let version = root[ScenarioKey.version.name] {
      ScenarioKey.version.read(&self, version, ScenarioKey.version.expectation)
      guard !hasUnsupportedVersion else { return }
    }
    for entry in entries { note(entry.key, at: entry.place) }
    let unknown = entries.filter { ScenarioKey.named($0.key) == nil }
    let meant = Set(unknown.compactMap { reportUnknown($0) })
    draft.ratedCurrencies = Self.ratedCurrencies(root)
    draft.currency = root[ScenarioKey.currency.name] == nil ? firstCurrency(root) : nil
    names = HappeningNames(root)
    for (index, key) in ScenarioKey.assumptions.enumerated()
    where key.name != ScenarioKey.version.name || root[key.name] == nil {
      if index == ScenarioKey.frame.count { readGrid(root) }
      if let node = root[key.name] {
        key.read(&self, node, key.expectation)
      } else if key.isRequired, !meant.contains(key.name), !draft.lacksBase {
        report(.missingKey(key.name, in: nil, key.expectation), at: Self.start)
      }
    }
    readAwaited()
    checkFollowed()
    checkStates()
    refuseRingsOfSets()
    warnOfWhatNeverShows()
    refuseImpossible(root)
    for key in ScenarioKey.requests
    where withRequests || (!stressed.isEmpty && key.name == ScenarioKey.stress.name) {
      if let node = root[key.name] { key.read(&self, node, key.expectation) }
    }
    warnOfUnasked()
    warnOfFewPaths(root)
  }

  /// - Returns: The key that was meant, which is not missing on top.
  private mutating func reportUnknown(_ entry: LocatedNode.Entry) -> String? {
    let known = ScenarioKey.all.map(\.name)
    let meant = Suggestion.nearest(to: entry.key, among: known)
    let holdsCompanyKeys =
      entry.value.entries?.contains { Section.company[$0.key] != nil } ?? false
    if Section.company[entry.key] != nil {
      report(.misplacedKey(entry.key, below: "a company"), at: entry.place)
    } else if meant == nil, holdsCompanyKeys {
      report(.misplacedKey(entry.key, below: "'\(ScenarioKey.companies.name)'"), at: entry.place)
    } else {
      report(.unknownKey(entry.key, in: nil, known: known), at: entry.place)
    }
    return meant
  }

  /// Whoever asks for P1 of 500 paths gets the fifth of them.
  private mutating func warnOfFewPaths(_ root: LocatedNode) {
    guard
      let outermost = draft.definition.percentiles.min(by: { min($0, 100 - $0) < min($1, 100 - $1) }
      ),
      case let beyond = Double(draft.paths) * min(outermost, 100 - outermost) / 100, beyond < 10
    else { return }
    let node = root[ScenarioKey.paths.name] ?? root[ScenarioKey.percentiles.name]
    report(
      .fewPathsBeyond(level: outermost, paths: beyond),
      at: node?.place ?? Self.start)
  }

  private var hasUnsupportedVersion: Bool {
    findings.contains { if case .unsupportedVersion = $0.cause { true } else { false } }
  }

  /// The currencies of the companies and of the scenario, and those that have a rate.
  private static func ratedCurrencies(_ root: LocatedNode) -> Set<String> {
    let companies = root[ScenarioKey.companies.name]?.entries ?? []
    let stated =
      companies.map { $0.value[ScenarioKey.companyCurrency] } + [root[ScenarioKey.currency.name]]
    let rates = root[ScenarioKey.exchangeRates.name]?.entries ?? []
    return Set(stated.compactMap { $0?.plainText } + rates.map(\.key))
  }

  /// What the scenario's currency is where it has none of its own.
  private func firstCurrency(_ root: LocatedNode) -> String? {
    let first = root[ScenarioKey.companies.name]?.entries?.first?.value
    guard case .scalar(let text) = first?[ScenarioKey.companyCurrency]?.content,
      QuantityText.isCurrency(text)
    else { return nil }
    return text
  }

  private mutating func readGrid(_ root: LocatedNode) {
    guard let start = draft.start, let horizon = draft.horizon, !draft.hasBadStep else { return }
    draft.grid = TimeGrid(start: start, step: draft.step, horizon: horizon)
    dates = draft.grid?.dates ?? []
    guard draft.grid == nil, let node = root[ScenarioKey.horizon.name] else { return }
    let steps = horizon * Double(draft.step.perYear)
    report(
      steps <= Double(TimeGrid.mostSteps) && steps > 0
        ? .lateHorizon(year: TimeGrid.firstYearAfterAll) : .horizon(most: TimeGrid.mostSteps),
      at: node.place)
  }

  /// A number that cannot be a distribution.
  mutating func constant(_ node: LocatedNode, _ rule: NumberRule) -> Double? {
    guard case .scalar = node.content else {
      report(unexpected: node, rule.kind.expectation)
      return nil
    }
    guard let law = law(node, rule)?.law else { return nil }
    guard case .value(let value) = law else {
      report(.unexpected(rule.kind.expectation, found: "a range"), at: node.place)
      return nil
    }
    return value
  }

  mutating func readPercentiles(_ node: LocatedNode, _ expected: Expectation) {
    guard let items = list(node, expected) else { return }
    var levels: [Double] = []
    for item in items {
      guard case .scalar(let text) = item.content,
        case .success(let quantity) = QuantityText.quantity(text), quantity.isBare,
        quantity.number > levels.last ?? 0, quantity.number < 100
      else {
        let previous = levels.isEmpty ? "0" : "the one before it"
        report(
          unexpected: item, Expectation("a percentile above \(previous) and below 100"),
          meant: item.percentileLevel)
        continue
      }
      levels.append(quantity.number)
    }
    draft.definition.percentiles = levels
  }

  mutating func readRecord(_ node: LocatedNode, _ expected: Expectation) {
    // What they are in is known once they are read, and of no matter here.
    let factors = names.factors.map {
      FactorDefinition(name: $0.name, form: $0.form, assumptions: Assumptions()).quantity
    }
    var declared: [Quantity] = CompanyCatalog.series + own(BasketCatalog.series)
    declared += factors
    declared += names.listings.map(Quantity.premium(in:))
    let named = quantities(node, expected, "series", among: declared)
    if let named { draft.definition.record = named }
  }

  mutating func readMeasure(_ node: LocatedNode) {
    let words = ModelDefinition.Measure.allCases.map(\.rawValue)
    guard let word = word(node, ScenarioKey.measure.name, of: words),
      let measure = ModelDefinition.Measure(rawValue: word)
    else { return }
    draft.definition.measure = measure
    stated.append(
      ScenarioKey.measure.stated(role: measure == .riskAdjusted ? .riskAdjusted : nil, word))
  }

  /// A number that companies share.
  mutating func readNumber(_ node: LocatedNode, _ parameter: Parameter, at key: String) {
    guard let kind = parameter.kind else { return }
    let rule = NumberRule(
      kind: kind, domain: parameter.domain, currency: nil, use: parameter.use)
    draft.definition.world.numbers[key] = assumption(node, name: key, rule)
  }

  mutating func readCompanies(_ node: LocatedNode, _ expected: Expectation) {
    guard let entries = node.entries, !entries.isEmpty else {
      return report(unexpected: node, expected)
    }
    for entry in entries {
      note(entry.key, at: entry.place)
      if !CompanyName.isValid(entry.key) { report(.badName(entry.key), at: entry.place) }
      if CompanyName.isReserved(entry.key) { report(.reservedName(entry.key), at: entry.place) }
      guard let keys = entry.value.entries else {
        report(unexpected: entry.value, Expectation("a map of keys"))
        continue
      }
      readCompany(keys, named: entry)
    }
    if places[ScenarioKey.record.name] == nil {
      draft.definition.record += draft.definition.listingSeries
    }
  }

  private mutating func readCompany(_ keys: [LocatedNode.Entry], named entry: LocatedNode.Entry) {
    var code = draft.currency
    if let own = keys.first(where: { $0.key == ScenarioKey.companyCurrency }) {
      note("\(entry.key).\(own.key)", at: own.place)
      code = currency(own.value)
    } else if code == nil, places[ScenarioKey.currency.name] == nil, !draft.lacksBase {
      report(.noCurrency(company: entry.key), at: entry.place)
    }
    // Without one the other keys are read all the same, for their errors.
    let company = company(
      keys.filter { $0.key != ScenarioKey.companyCurrency }, at: entry.place,
      into: CompanyDraft(name: entry.key, currency: code ?? ""))
    draft.definition.companies.append(
      ModelDefinition.Company(
        name: company.name, currency: company.currency, assumptions: company.assumptions))
  }
}

extension LocatedNode {
  /// The `10` of `p10` and of `10%`.
  fileprivate var percentileLevel: String? {
    guard case .scalar(let text) = content else { return nil }
    let plain = text.drop { "pP".contains($0) }.prefix { $0.isNumber || $0 == "." }
    return plain.isEmpty || plain == text || Double(plain) == nil ? nil : String(plain)
  }
}
