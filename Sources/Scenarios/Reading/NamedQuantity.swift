import Simulation
import Statistics

extension Quantity {
  /// How a file states values of it; nil for dates.
  var rule: NumberRule? {
    let amount = isSigned ? Domain.any : .nonNegative

    func rule(_ kind: Kind, _ domain: Domain = .nonNegative, in currency: String? = nil)
      -> NumberRule
    {
      NumberRule(kind: kind, domain: domain, currency: currency)
    }
    return switch measure {
    case .index: rule(.factor, amount)
    case .level: rule(.coefficient, amount)
    // In its own currency and in no other; where there is none, that has been said.
    case .ownCurrency, .reportingCurrency:
      rule(.money, amount, in: unit.isEmpty ? nil : unit)
    case .multiple: rule(.multiple, amount)
    case .shares, .count: rule(.count, amount)
    case .margin: rule(.share, .belowOne)
    case .share: rule(.share, isSigned ? .any : .unit)
    case .change: rule(.change, .aboveMinusOne)
    case .years: rule(.duration)
    case .points: rule(.coefficient, .any)
    case .date: nil
    }
  }
}

extension ScenarioReader {
  /// The series or outcome of that full name; reports a name that is none, and one that its company
  /// does not state enough for.
  ///
  /// - Parameter sort: Where only one of the two is meant.
  mutating func quantity(_ node: LocatedNode, as sort: Quantity.Sort? = nil) -> Quantity? {
    guard let name = text(node, Expectation("a full name", example: "acme.sharePrice")) else {
      return nil
    }
    if let quantity = quantity(named: name) {
      guard let sort, quantity.sort != sort else {
        return isLacking(quantity, at: node.place) ? nil : quantity
      }
      let article = sort == .series ? "a" : "an"
      report(
        .unexpected(
          Expectation("\(article) \(sort.rawValue)"),
          found: "the \(quantity.sort.rawValue) '\(name)'"),
        at: node.place)
      return nil
    }
    // What is wrong with the companies has been said.
    guard !draft.lacksBase, !draft.definition.companies.isEmpty else { return nil }
    report(
      .unknownName(name, as: sort?.rawValue ?? "series or outcome", known: names(near: name, sort)),
      at: node.place)
    return nil
  }

  /// Full names that may be meant: those of the company that is named, or of all companies where what
  /// follows is right. All names of all companies would be many for one error.
  private func names(near name: String, _ sort: Quantity.Sort?) -> [String] {
    func words(of owner: QuantityOwner?) -> [String] {
      let declared = owner?.declared ?? []
      return declared.filter { sort == nil || $0.sort == sort }.names
    }
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let owners = draft.definition.owners
    if let last = parts.last, parts.count == 2, !owners.contains(where: { $0.name == parts[0] }) {
      let meant = owners.filter { words(of: $0).contains(last) }
      if !meant.isEmpty { return meant.map { "\($0.name).\(last)" } }
    }
    let owner = owners.first { $0.name == parts.first } ?? owners.first
    return words(of: owner).map { "\(owner?.name ?? "").\($0)" }
      + (sort == .outcome ? [] : names.factors.map(\.name))
  }

  func quantity(named name: String) -> Quantity? {
    if let factor = draft.definition.factors.first(where: { $0.name == name }) {
      return factor.quantity
    }
    let words = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard words.count == 2,
      let owner = draft.definition.owner(named: words[0])
    else { return nil }
    return owner.quantity(named: String(words[1]), reporting: draft.currency ?? "")
  }

  /// Those of a basket that companies have not, where the file has one.
  func own(_ quantities: [Quantity]) -> [Quantity] {
    names.baskets.isEmpty
      ? [] : quantities.filter { CompanyCatalog.quantity(named: $0.ownName) == nil }
  }

  /// The declared quantities that a list names, each once.
  mutating func quantities(
    _ node: LocatedNode, _ expected: Expectation, _ noun: String, among declared: [Quantity]
  ) -> [Quantity]? {
    guard let items = list(node, expected, mayBeEmpty: true) else { return nil }
    var named: [Quantity] = []
    for item in items {
      guard let word = word(item, noun, of: declared.names),
        let quantity = declared.first(where: { $0.ownName == word })
      else { continue }
      guard !named.contains(quantity) else {
        report(.repeated(word), at: item.place)
        continue
      }
      warnOfCoarseDrawdown(quantity, at: item.place)
      named.append(quantity)
    }
    return named
  }

  mutating func warnOfCoarseDrawdown(_ quantity: Quantity, at place: Place) {
    guard quantity.family == .fall, ![.day, .week].contains(draft.step) else { return }
    report(.coarseDrawdown(step: draft.step.rawValue), at: place)
  }
}

extension [Quantity] {
  /// As `record` and `outcomes` name them.
  package var names: [String] { map(\.ownName) }
}
