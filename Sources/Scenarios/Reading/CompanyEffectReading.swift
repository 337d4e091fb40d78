import Simulation
import Statistics

// What follows of whole companies: new shares that they sell, and that they are bought.

extension ScenarioReader {
  /// `raise: {acme: {amount: 50M USD, discount: 10%}}`, of one company.
  ///
  /// - Parameter key: Its full name: `listing.then.raise.acme`.
  mutating func raise(
    _ entry: LocatedNode.Entry, named key: String, in owner: ScenarioKey
  ) -> Effect? {
    guard let company = company(of: entry) else { return nil }
    guard draft.lacksBase || places.keys.contains(where: { $0.hasPrefix("\(company.name).costs.") })
    else {
      report(.raiseWithoutCash(company.name), at: entry.place)
      return nil
    }
    guard let keys = entry.value.entries, !entry.value.isQuantity, !keys.isEmpty else {
      let amount = entry.value.plainText.flatMap { text in
        (try? QuantityText.quantity(text).get()).map { _ in "{\(RaiseKey.amount): \(text)}" }
      }
      report(unexpected: entry.value, .raise, meant: amount)
      return nil
    }
    let before = errorCount
    for stated in keys {
      note("\(key).\(stated.key)", at: stated.place)
      if RaiseKey(rawValue: stated.key) == nil {
        report(.unknownKey(stated.key, in: key, known: RaiseKey.names), at: stated.place)
      }
    }
    let amount = entry.value[RaiseKey.amount.rawValue].flatMap {
      size($0, "\(key).\(RaiseKey.amount)", .money, .nonNegative, of: company, in: owner)
    }
    // An unknown key is most likely the one that is missing.
    if entry.value[RaiseKey.amount.rawValue] == nil, errorCount == before {
      report(
        .missingKey(RaiseKey.amount.rawValue, in: key, Kind.money.expectation), at: entry.place)
    }
    let price = price(keys, key, of: company, in: owner)
    guard errorCount == before, let amount else { return nil }
    return Effect(
      key: "\(key).\(RaiseKey.amount)", .raise, .shares(of: company.name, price), size: amount)
  }

  /// What shares are sold for; nil for the share price.
  private mutating func price(
    _ keys: [LocatedNode.Entry], _ key: String, of company: ModelDefinition.Company,
    in owner: ScenarioKey
  ) -> Effect.SalePrice? {
    let stated = keys.compactMap { entry in
      Effect.SalePrice.Basis(rawValue: entry.key).map { (basis: $0, entry: entry) }
    }
    if let last = stated.last, stated.count > 1 {
      report(.oneKeyOf(stated.map(\.entry.key), found: stated.count), at: last.entry.place)
      return nil
    }
    guard let (basis, entry) = stated.first else { return nil }
    let (name, rule) = ("\(key).\(entry.key)", basis.rule)
    return size(entry.value, name, rule.kind, rule.domain, of: company, in: owner).map {
      Effect.SalePrice(key: name, basis, $0)
    }
  }

  /// `buyOut: {acme: 30% to 60%}`, of one company.
  ///
  /// - Parameter key: Its full name: `offer.then.buyOut.acme`.
  mutating func buyOut(
    _ entry: LocatedNode.Entry, named key: String, in owner: ScenarioKey
  ) -> Effect? {
    guard let company = company(of: entry) else { return nil }
    let (kind, domain) = Effect.premium
    return size(entry.value, key, kind, domain, of: company, in: owner).map {
      Effect(key: key, .buyOut, .whole(of: company.name), size: $0)
    }
  }

  private mutating func size(
    _ node: LocatedNode, _ name: String, _ kind: Kind, _ domain: Domain,
    of company: ModelDefinition.Company, in owner: ScenarioKey
  ) -> Assumption? {
    let rule = NumberRule(
      kind: kind, domain: domain, currency: company.currency, use: .occurrence, group: owner.name)
    return assumption(node, name: name, rule)
  }

  /// The company that a key names; reports one that there is not.
  private mutating func company(of entry: LocatedNode.Entry) -> ModelDefinition.Company? {
    let companies = draft.definition.companies
    guard let company = companies.first(where: { $0.name == entry.key }) else {
      // What is wrong with the companies has been said.
      if !draft.lacksBase, !companies.isEmpty {
        let known = companies.map(\.name)
        report(.unknownHappening(entry.key, as: "company", known: known), at: entry.place)
      }
      return nil
    }
    return company
  }
}

extension Expectation {
  static let raise = Expectation(
    "a map of keys (\(RaiseKey.names.joined(separator: ", ")))", example: "{amount: 50M USD}")
}
