import Statistics

extension ModelDefinition {
  /// A declared quantity of a company.
  package func quantity(_ declared: Quantity, of company: Company) -> Quantity {
    declared.of(company.name, currency: company.currency, reporting: currency)
  }

  /// Whether what a company states is enough for a quantity.
  package func has(_ quantity: Quantity, _ company: Company) -> Bool {
    hasMeasure(for: quantity)
      && quantity.isEnough {
        company.assumptions.has(section: $0)
      } done: { operation in
        effects.contains {
          $0.operation.rawValue == operation && $0.target.company == company.name
        }
      }
  }

  package func hasMeasure(for quantity: Quantity) -> Bool {
    measure == .riskAdjusted || !quantity.isRiskAdjusted
  }

  /// Every quantity that is asked about, and those that these are the changes of.
  var asked: Set<Quantity> {
    let asked = askedByName
    // A factor is known by its name before it is read.
    let factors = factors.map(\.quantity)
    return asked.union(asked.map(\.base)).union(
      factors.filter { factor in asked.contains { $0.base.name == factor.name } })
  }

  private var askedByName: Set<Quantity> {
    let awaited = companies.flatMap(\.assumptions.conditions.values)
    let conditions = questions + events.compactMap(\.when) + awaited
    var asked = Set(conditions.flatMap(\.test.quantities) + observations.map(\.series))
    asked.formUnion(seriesFollowed)
    for group in groups {
      switch group.members {
      case .condition(let condition): asked.formUnion(condition.test.quantities)
      case .worst(_, let outcome): asked.insert(outcome)
      }
    }
    for number in measured {
      switch number {
      case .series(let quantity, _), .outcome(let quantity): asked.insert(quantity)
      case .condition(let condition): asked.formUnion(condition.test.quantities)
      case .happening, .factor: break
      }
    }
    return asked
  }

  /// Of declared quantities those of a company that a run keeps: where the company has them, what is
  /// stated and what is asked about.
  package func kept(
    _ declared: [Quantity], stated: [Quantity], of company: Company
  ) -> [Quantity] {
    let stated = Set(stated.map(\.ownName))
    let asked = Set(asked.filter { $0.subject == company.name }.map(\.ownName))
    return declared.filter { has($0, company) }
      .filter { stated.contains($0.ownName) || asked.contains($0.ownName) }
  }
}
