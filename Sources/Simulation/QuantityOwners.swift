import Statistics

/// Whatever has quantities of its own: a company or a basket.
package struct QuantityOwner: Sendable {
  package let name: String
  /// Of its own amounts.
  package let currency: String
  /// What it may have, as declared, in the order in which it is told.
  package let declared: [Quantity]

  /// - Parameter reporting: Of market caps and share prices.
  package func quantity(named ownName: String, reporting: String) -> Quantity? {
    declared.first { $0.ownName == ownName }.map {
      $0.of(name, currency: currency, reporting: reporting)
    }
  }
}

extension ModelDefinition {
  /// Companies, then baskets, in the order of the file.
  package var owners: [QuantityOwner] {
    companies.map(QuantityOwner.init) + baskets.map { QuantityOwner($0, reporting: currency) }
  }

  /// The one of a name.
  package func owner(named name: some StringProtocol) -> QuantityOwner? {
    companies.first { $0.name == name }.map(QuantityOwner.init)
      ?? baskets.first { $0.name == name }.map { QuantityOwner($0, reporting: currency) }
  }

  /// Of declared quantities those of a basket that a run keeps: what is stated and what is asked about.
  func kept(_ declared: [Quantity], stated: [Quantity], of basket: BasketDefinition) -> [Quantity] {
    let asked = asked.filter { $0.subject == basket.name }
    let wanted = Set((stated + asked).map(\.ownName))
    return declared.filter { wanted.contains($0.ownName) }
  }

  /// A declared quantity of a basket.
  func quantity(_ declared: Quantity, of basket: BasketDefinition) -> Quantity {
    declared.of(basket.name, currency: basket.currency ?? currency, reporting: currency)
  }
}

extension QuantityOwner {
  fileprivate init(_ company: ModelDefinition.Company) {
    (name, currency) = (company.name, company.currency)
    declared = CompanyCatalog.quantities + company.listings.map(Quantity.premium(in:))
  }

  fileprivate init(_ basket: BasketDefinition, reporting: String) {
    (name, currency) = (basket.name, basket.currency ?? reporting)
    declared = basket.declared
  }
}
