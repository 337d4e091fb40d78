import Simulation

/// A series or an outcome of a company of the scenario, and how its values are written.
struct Measured {
  enum Sort: String { case series, outcome }

  /// Values as a file states them.
  enum Notation {
    /// Money in the currency of the rule and in no other.
    case number(NumberRule)
    case date
  }

  /// Full name, `zhipu.sharePrice`.
  let name: String
  let sort: Sort
  let notation: Notation
  /// As summaries have it.
  let unit: String
  /// Whether a coarse grid sees it too seldom.
  let isOfDrawdown: Bool
  /// Nil for a series.
  let outcome: CompanyOutcome?
  let company: String
  let requirement: Requirement

  init(_ series: CompanySeries, of company: ModelDefinition.Company, reporting: String?) {
    name = "\(company.name).\(series.name)"
    sort = .series
    notation = series.unit.notation(
      company.currency, reporting, mayBeNegative: series.mayBeNegative)
    self.company = company.name
    requirement = series.requirement
    isOfDrawdown = series.name == CompanySeries.drawdown.name
    unit = series.unit.text(company: company.currency, reporting: reporting ?? "")
    outcome = nil
  }

  init(_ outcome: CompanyOutcome, of company: ModelDefinition.Company, reporting: String?) {
    name = "\(company.name).\(outcome.name)"
    sort = .outcome
    notation =
      outcome.isChange
      ? .number(NumberRule(kind: .change, domain: .aboveMinusOne, currency: nil))
      : outcome.unit.notation(
        company.currency, reporting, mayBeNegative: outcome.mayBeNegative)
    self.company = company.name
    requirement = outcome.requirement
    isOfDrawdown = outcome.isOfDrawdown
    unit = outcome.unit.text(company: company.currency, reporting: reporting ?? "")
    self.outcome = outcome
  }
}

extension CompanySeries.Unit {
  fileprivate func notation(
    _ company: String, _ reporting: String?, mayBeNegative: Bool
  ) -> Measured.Notation {
    let amount = mayBeNegative ? Domain.any : .nonNegative
    func number(_ kind: Kind, _ domain: Domain = .nonNegative, in currency: String? = nil)
      -> Measured.Notation
    {
      .number(NumberRule(kind: kind, domain: domain, currency: currency))
    }
    return switch self {
    case .index: number(.factor)
    case .companyCurrency: number(.money, amount, in: company)
    case .reportingCurrency: number(.money, amount, in: reporting)
    case .multiple: number(.multiple)
    case .shares, .count: number(.count)
    case .margin: number(.share, .belowOne)
    case .share: number(.share, .unit)
    case .years: number(.duration)
    case .date: .date
    }
  }
}

extension CompanySeries {
  /// Whether an amount of it may lie below 0.
  fileprivate var mayBeNegative: Bool { name == "ebitda" }
}

extension CompanyOutcome {
  /// Whether an amount of it may lie below 0.
  fileprivate var mayBeNegative: Bool { isIntrinsicValue }
}

extension ScenarioReader {
  /// The series or outcome of that full name; reports a name that is none, and one that its company
  /// does not state enough for.
  ///
  /// - Parameter sort: Where only one of the two is meant.
  mutating func measured(_ node: LocatedNode, as sort: Measured.Sort? = nil) -> Measured? {
    guard let name = text(node, Expectation("a full name", example: "acme.sharePrice")) else {
      return nil
    }
    if let measured = measured(named: name) {
      guard let sort, measured.sort != sort else {
        return isLacking(measured, at: node.place) ? nil : measured
      }
      let article = sort == .series ? "a" : "an"
      report(
        .unexpected(
          Expectation("\(article) \(sort.rawValue)"),
          found: "the \(measured.sort.rawValue) '\(name)'"),
        at: node.place)
      return nil
    }
    // What is wrong with the companies has been said.
    guard !draft.lacksBase, !draft.companies.isEmpty else { return nil }
    report(
      .unknownName(name, as: sort?.rawValue ?? "series or outcome", known: names(near: name, sort)),
      at: node.place)
    return nil
  }

  /// Full names that may be meant: those of the company that is named, or of all companies where what
  /// follows is right. All names of all companies would be many for one error.
  private func names(near name: String, _ sort: Measured.Sort?) -> [String] {
    let words =
      (sort == .outcome ? [] : CompanySeries.all) + (sort == .series ? [] : CompanyOutcome.all)
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let companies = draft.companies.map(\.name)
    if let last = parts.last, parts.count == 2, words.contains(last), !companies.contains(parts[0])
    {
      return companies.map { "\($0).\(last)" }
    }
    let company = companies.first { $0 == parts.first } ?? companies.first ?? ""
    return words.map { "\(company).\($0)" }
  }

  private func measured(named name: String) -> Measured? {
    let words = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard words.count == 2, let company = draft.companies.first(where: { $0.name == words[0] })
    else { return nil }
    if let series = CompanySeries.declared.first(where: { $0.name == words[1] }) {
      return Measured(series, of: company, reporting: draft.currency)
    }
    return CompanyOutcome.declared.first { $0.name == words[1] }
      .map { Measured($0, of: company, reporting: draft.currency) }
  }

  mutating func warnOfCoarseDrawdown(_ measured: Measured, at place: Place) {
    if measured.isOfDrawdown { warnOfCoarseDrawdown(at: place) }
  }

  mutating func warnOfCoarseDrawdown(at place: Place) {
    guard ![.day, .week].contains(draft.step) else { return }
    report(.coarseDrawdown(step: draft.step.rawValue), at: place)
  }
}
