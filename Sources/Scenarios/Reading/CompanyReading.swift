import Simulation
import Statistics

/// What has been read of one company, or of a factor.
struct CompanyDraft {
  let name: String
  let currency: String
  /// The map of the top level that it stands below; nil for a company.
  var group: String?
  var assumptions = Assumptions()
  /// Keys that the file has, whether or not what stands there is right.
  var seen: Set<String> = []

  func fullName(_ key: String) -> String {
    ModelDefinition.Company.fullName(key, of: name)
  }

  /// The company whose numbers these are; empty for a factor's.
  var owner: String { group == nil ? name : "" }
}

extension ScenarioReader {
  /// Reads the keys of what is no company.
  mutating func subject(
    _ entries: [LocatedNode.Entry], of section: Section, into draft: CompanyDraft
  ) -> CompanyDraft {
    var draft = draft
    items(entries, of: section, at: "", &draft)
    return draft
  }

  /// Reads what the parameters of `Section.company` declare; the caller has taken out other keys.
  mutating func company(_ entries: [LocatedNode.Entry], at place: Place, into draft: CompanyDraft)
    -> CompanyDraft
  {
    var draft = draft
    items(entries, of: .company, at: "", &draft)
    for parameter in CompanyCatalog.parameters
    where parameter.need == .always && !draft.seen.contains(parameter.key) && !self.draft.lacksBase
    {
      missing(parameter, at: place, draft)
    }
    return draft
  }

  private mutating func missing(_ parameter: Parameter, at place: Place, _ draft: CompanyDraft) {
    let words = parameter.key.split(separator: ".").map(String.init)
    // Where the section is there, its key is missing; otherwise the section is.
    let section = words.dropLast().joined(separator: ".")
    let hasSection = draft.seen.contains(section)
    let key = hasSection || !parameter.isShorthand ? words.last : words.first
    report(
      .missingKey(
        key ?? parameter.key, in: hasSection ? draft.fullName(section) : draft.name,
        parameter.expectation),
      at: hasSection ? places[draft.fullName(section)] ?? place : place)
  }

  private mutating func items(
    _ entries: [LocatedNode.Entry], of section: Section, at path: String,
    _ draft: inout CompanyDraft
  ) {
    let prefix = path.isEmpty ? "" : path + "."
    for given in entries {
      guard let entry = path.isEmpty ? withoutHistory(given, &draft) : given else { continue }
      guard let item = section[entry.key] else {
        unknown(entry, beside: Set(entries.map(\.key)), of: section, at: path, &draft)
        continue
      }
      let key = prefix + entry.key
      note(draft.fullName(key), at: entry.place)
      switch item {
      case .parameter(let parameter): self.parameter(entry, parameter, at: key, &draft)
      case .section(let below):
        draft.seen.insert(key)
        self.section(entry.value, below, at: key, &draft)
      case .list(let below):
        draft.seen.insert(key)
        list(entry.value, below, at: key, &draft)
      case .byFactor(let parameter):
        draft.seen.insert(key)
        loadings(entry.value, parameter, at: key, &draft)
      }
    }
  }

  private mutating func parameter(
    _ entry: LocatedNode.Entry, _ parameter: Parameter, at key: String, _ draft: inout CompanyDraft
  ) {
    guard draft.seen.insert(key).inserted else {
      return report(.statedTwice(draft.fullName(key)), at: entry.place)
    }
    let name = draft.fullName(key)
    switch parameter.content {
    case .number(let kind, let domain):
      draft.assumptions.numbers[key] = assumption(
        entry.value, name: name, NumberRule(parameter, kind, domain, draft))
    case .date:
      guard let date = date(entry.value) else { return }
      draft.assumptions.dates[key] = date
      stated.append(
        ScenarioDescription.Assumption(
          key: name, of: draft.owner, in: draft.group, role: parameter.role, text: date.description,
          isNumber: false))
    case .condition:
      // What it asks may not have been read.
      awaited.append(AwaitedText(company: draft.name, key: key, node: entry.value))
      stated.append(
        ScenarioDescription.Assumption(
          key: name, of: draft.owner, in: draft.group, role: parameter.role,
          text: entry.value.summary, isNumber: false))
    case .choice(let words):
      guard let word = word(entry.value, "word", of: words) else { return }
      draft.assumptions.choices[key] = word
      stated.append(
        ScenarioDescription.Assumption(
          key: name, of: draft.owner, in: draft.group, role: parameter.role, text: word,
          isNumber: false))
    }
  }

  mutating func section(
    _ node: LocatedNode, _ section: Section, at path: String, _ draft: inout CompanyDraft
  ) {
    guard var entries = node.entries, !(node.isQuantity && section.shorthand != nil) else {
      return shorthand(node, section, at: path, &draft)
    }
    if isOtherNotation(node, section, at: path, &draft) { return }
    if let (name, parameter) = section.shorthand,
      let value = entries.first(where: { $0.key == EvidenceKey.value.rawValue })
    {
      // The value and its evidence belong to the shorthand; other keys are the section's own.
      let isEvidence = { (entry: LocatedNode.Entry) in EvidenceKey(rawValue: entry.key) != nil }
      let evidence = LocatedNode(content: .map(entries.filter(isEvidence)), place: value.place)
      entries.removeAll(where: isEvidence)
      let key = path + "." + name
      note(draft.fullName(key), at: places[draft.fullName(path)] ?? value.place)
      self.parameter(
        LocatedNode.Entry(key: name, place: value.place, value: evidence), parameter, at: key,
        &draft)
    }
    items(entries, of: section, at: path, &draft)
    for (name, item) in section.all {
      guard case .parameter(let parameter) = item, parameter.need == .withSection,
        !draft.seen.contains(path + "." + name), !self.draft.lacksBase
      else { continue }
      report(
        .missingKey(name, in: draft.fullName(path), parameter.expectation),
        at: places[draft.fullName(path)] ?? node.place)
    }
  }

  /// Whether a map of other keys is the number that the section is short for, or starts with, in a
  /// notation of elsewhere; reports it then.
  private mutating func isOtherNotation(
    _ node: LocatedNode, _ section: Section, at path: String, _ draft: inout CompanyDraft
  ) -> Bool {
    guard let entries = node.entries,
      let first = entries.first(where: { EvidenceKey(rawValue: $0.key) == nil }),
      !entries.contains(where: { section[$0.key] != nil && EvidenceKey(rawValue: $0.key) == nil }),
      let cause = otherNumber(node, of: section, draft)
    else { return false }
    markSeen(section, at: path, &draft)
    report(cause, at: first.place)
    return true
  }

  private func otherNumber(
    _ node: LocatedNode, of section: Section, _ draft: CompanyDraft
  ) -> DiagnosticCause? {
    guard let (name, parameter) = section.alone,
      case .number(let kind, let domain) = parameter.content
    else { return nil }
    return otherNumber(
      node, NumberRule(parameter, kind, domain, draft),
      below: section.shorthand == nil ? name : nil)
  }

  /// As if something stood at every key of a section, so that nothing else is said to need it.
  private mutating func markSeen(
    _ section: Section, at path: String, _ draft: inout CompanyDraft
  ) {
    for name in section.names {
      markSeen(section, name, at: path, &draft)
      let key = draft.fullName(path + "." + name)
      if places[key] == nil { note(key, at: places[draft.fullName(path)] ?? Self.start) }
    }
  }

  /// A section that is not written as a map of keys.
  private mutating func shorthand(
    _ node: LocatedNode, _ section: Section, at path: String, _ draft: inout CompanyDraft
  ) {
    guard let (name, parameter) = section.shorthand else {
      markSeen(section, at: path, &draft)
      if let cause = otherNumber(node, of: section, draft) { return report(cause, at: node.place) }
      let keys = section.names.joined(separator: ", ")
      return report(unexpected: node, Expectation("a map of keys (\(keys))"))
    }
    let key = path + "." + name
    let place = places[draft.fullName(path)] ?? node.place
    note(draft.fullName(key), at: place)
    self.parameter(
      LocatedNode.Entry(key: name, place: place, value: node), parameter, at: key, &draft)
  }
}

extension NumberRule {
  fileprivate init(
    _ parameter: Parameter, _ kind: Kind, _ domain: Domain, _ draft: CompanyDraft
  ) {
    self.init(
      kind: kind, domain: domain, currency: draft.currency, use: parameter.use,
      subject: draft.owner, group: draft.group, role: parameter.role)
  }
}

extension Parameter {
  fileprivate var expectation: Expectation {
    switch content {
    case .number(let kind, _): kind.expectation
    case .choice(let words): Expectation("a word", example: words.first)
    case .date: .date
    case .condition: .condition
    }
  }
}
