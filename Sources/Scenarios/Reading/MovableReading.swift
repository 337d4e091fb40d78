import Simulation

/// What an effect can move.
enum Movable {
  /// A level of a company, by its own name.
  case level(MovableLevel, of: ModelDefinition.Company, name: String)
  /// The value of a factor or an exchange rate.
  case factor(String, FactorDefinition.Form)
  /// A number that may follow a schedule, by its full name.
  case number(String, Kind, Domain, currency: String?)

  /// Of a bare amount of money.
  var currency: String? {
    switch self {
    case .level(_, let company, _): company.currency
    case .factor: nil
    case .number(_, _, _, let currency): currency
    }
  }
}

extension ScenarioReader {
  /// What a full name means; reports one that means nothing that an effect can move.
  mutating func movable(_ entry: LocatedNode.Entry) -> Movable? {
    let parts = entry.key.split(separator: ".", maxSplits: 1).map(String.init)
    if names.frequencies.contains(entry.key) {
      return .number(entry.key, .frequency, .nonNegative, currency: nil)
    }
    let companies = draft.definition.companies
    if let (factor, key) = names.factor(at: entry.key) {
      return key.isEmpty ? .factor(factor.name, factor.form) : number(ofFactor: entry)
    }
    if parts.count > 1, parts[0] == ScenarioKey.exchangeRates.name {
      reportUnrated(entry, String(parts[1].prefix { $0 != "." }))
      return nil
    }
    // One that is called like a company has been refused.
    if let first = parts.first, names.all.contains(first),
      !companies.contains(where: { $0.name == first })
    {
      reportUnmoved(entry, of: first)
      return nil
    }
    guard let company = companies.first(where: { $0.name == parts.first }) else {
      // What is wrong with the companies has been said.
      guard !draft.lacksBase, !companies.isEmpty else { return nil }
      report(immovable: entry, among: companies)
      return nil
    }
    let name = parts.count > 1 ? parts[1] : ""
    if let level = CompanyCatalog.levels.first(where: { $0.names(name) }),
      isThere(name, of: level, in: company)
    {
      return self.level(level, name, of: company, entry)
    }
    guard let parameter = Section.company.parameter(at: name) else {
      report(immovable: entry, among: [company])
      return nil
    }
    return number(parameter, name, of: company, entry)
  }

  private mutating func level(
    _ level: MovableLevel, _ name: String, of company: ModelDefinition.Company,
    _ entry: LocatedNode.Entry
  ) -> Movable? {
    guard isUsable(level, in: company) else {
      if !draft.lacksBase {
        report(.needs(entry.key, keys: level.needs, in: company.name), at: entry.place)
      }
      return nil
    }
    return .level(level, of: company, name: name)
  }

  /// A number of a company, where it can change and there is one.
  private mutating func number(
    _ parameter: Parameter, _ name: String, of company: ModelDefinition.Company,
    _ entry: LocatedNode.Entry
  ) -> Movable? {
    guard let kind = parameter.kind, parameter.use.isByStep else {
      report(.fixedNumber(entry.key, known: neighbours(of: name, in: company)), at: entry.place)
      return nil
    }
    // 'tax' for 'tax.rate'.
    let isWhole = name.split(separator: ".").count == parameter.wordsInFile
    let last = parameter.key.split(separator: ".").last ?? ""
    let key = isWhole ? name : "\(name).\(last)"
    guard has(parameter, key, in: company) else {
      if !draft.lacksBase { report(.nothingToMove(entry.key), at: entry.place) }
      return nil
    }
    return .number(
      ModelDefinition.Company.fullName(key, of: company.name), kind, parameter.domain,
      currency: company.currency)
  }

  private mutating func number(ofFactor entry: LocatedNode.Entry) -> Movable? {
    guard let (parameter, key) = parameter(ofFactor: entry.key), let kind = parameter.kind else {
      report(.immovable(entry.key, known: numbersOfFactors), at: entry.place)
      return nil
    }
    guard parameter.use.isByStep else {
      report(.fixedNumber(entry.key, known: numbersOfFactors), at: entry.place)
      return nil
    }
    guard states(key) || parameter.fallback != nil else {
      if !draft.lacksBase { report(.nothingToMove(entry.key), at: entry.place) }
      return nil
    }
    return .number(key, kind, parameter.domain, currency: nil)
  }

  /// Whether a company states a number, or has one where it states none.
  private func has(
    _ parameter: Parameter, _ key: String, in company: ModelDefinition.Company
  ) -> Bool {
    states(ModelDefinition.Company.fullName(key, of: company.name))
      || parameter.fallback != nil && company.mayDefault(parameter)
  }

  private func isUsable(_ level: MovableLevel, in company: ModelDefinition.Company) -> Bool {
    level.needs.isEmpty || level.needs.contains { states("\(company.name).\($0)") }
  }

  private func states(_ name: String) -> Bool {
    places[name] != nil || places.keys.contains { $0.hasPrefix(name + ".") }
  }

  // MARK: Lists

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

  // MARK: What was meant

  /// What is no exchange rate of the file.
  private mutating func reportUnrated(_ entry: LocatedNode.Entry, _ currency: String) {
    if draft.lacksBase { return }
    report(
      currency == draft.currency
        ? .ownExchangeRate(currency) : .immovable(entry.key, known: names.rates.map(\.name)),
      at: entry.place)
  }

  /// What is no number of a regime or of an event that could be moved.
  private mutating func reportUnmoved(_ entry: LocatedNode.Entry, of owner: String) {
    guard !draft.lacksBase else { return }
    let frequency = EventKey.frequency.rawValue
    if entry.key == "\(owner).\(frequency)" {
      report(.needs(entry.key, keys: [frequency], in: owner), at: entry.place)
      return
    }
    let own = names.frequencies.filter { $0.hasPrefix(owner + ".") }
    let isRegime = names.states(of: owner) != nil
    let known = isRegime ? own + [owner] : own.isEmpty ? names.frequencies : own
    if known.isEmpty {
      report(immovable: entry, among: draft.definition.companies)
    } else {
      report(.immovable(entry.key, known: known), at: entry.place)
    }
  }

  private mutating func report(
    immovable entry: LocatedNode.Entry, among companies: [ModelDefinition.Company]
  ) {
    let levels =
      companies.flatMap { company in self.levels(of: company) }
      + ((names.followed + names.rates).map(\.name) + names.regimes.map(\.name))
    let numbers =
      companies.flatMap { company in self.numbers(of: company) } + numbersOfFactors
      + names.frequencies
    // Most who write one have left out the company.
    let whole = (levels + numbers).filter { $0.hasSuffix("." + entry.key) }
    report(
      whole.isEmpty
        ? .immovable(entry.key, known: levels, numbers: numbers)
        : .immovable(entry.key, known: whole), at: entry.place)
  }

  private func levels(of company: ModelDefinition.Company) -> [String] {
    CompanyCatalog.levels.filter { isUsable($0, in: company) }
      .flatMap { items(of: $0, in: company) }.map { "\(company.name).\($0)" }
  }

  private func numbers(of company: ModelDefinition.Company) -> [String] {
    CompanyCatalog.parameters.filter { parameter in
      parameter.use.isByStep && !parameter.isListed && has(parameter, parameter.key, in: company)
    }.map { ModelDefinition.Company.fullName($0.key, of: company.name) }
  }

  /// What can be moved in the section of a key, or in those around it.
  private func neighbours(of name: String, in company: ModelDefinition.Company) -> [String] {
    let all = levels(of: company) + numbers(of: company)
    var words = name.split(separator: ".").dropLast()
    while !words.isEmpty {
      let section = "\(company.name).\(words.joined(separator: "."))"
      let near = all.filter { $0 == section || $0.hasPrefix(section + ".") }
      if !near.isEmpty { return near }
      words = words.dropLast()
    }
    return levels(of: company)
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

extension Parameter {
  /// How many words its key has in a file, where an item of a list has a place or a name.
  fileprivate var wordsInFile: Int {
    key.split(separator: ".").reduce(0) { $0 + ($1.hasSuffix("[]") ? 2 : 1) }
  }
}
