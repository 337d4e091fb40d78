import Statistics

/// A company or a basket whose price is compared with that of others.
struct PricedName: Sendable {
  let series: Model.Series
  /// 1 up to a takeover, then 0; nil where there can be none.
  let isListed: Column?
  /// Companies that its price is of: itself, or what it holds.
  let holds: Set<String>
}

extension Model {
  /// Of several companies the share price, else the market cap, and with them the values of baskets that are
  /// compared with any of these; none where fewer than two companies have one.
  static func priced(
    _ series: [Series], of definition: ModelDefinition, isListed: [String: Column]
  ) -> [PricedName] {
    let prices = series.filter { $0.quantity.role == .sharePrice }
    let priced = Set(prices.map(\.quantity.subject))
    let told = series.filter {
      let quantity = $0.quantity
      return quantity.role == .sharePrice
        || quantity.role == .marketCap && !priced.contains(quantity.subject)
    }
    let companies = Set(definition.companies.map(\.name))
    guard told.count(where: { companies.contains($0.quantity.subject) }) > 1 else { return [] }
    let names = told.map { series in
      let subject = series.quantity.subject
      let held = definition.baskets.first { $0.name == subject }?.held
      return PricedName(
        series: series, isListed: isListed[subject], holds: held.map(Set.init) ?? [subject])
    }
    return names.filter { one in names.contains { one.holds.isDisjoint(with: $0.holds) } }
  }

  /// Which two of `priced` are compared. How a basket moves with a company that it holds, or with another basket
  /// that holds it, too, says how much of it is held.
  var comparedPairs: [(first: Int, second: Int)] {
    DependenceTally.places(of: priced.count).filter {
      priced[$0.first].holds.isDisjoint(with: priced[$0.second].holds)
    }
  }

  /// Of how many paths the steps are ranked: 2,048, or fewer where their returns would take more than 64 MiB.
  var rankedPaths: Int {
    min(2_048, max(128, (8 << 20) / max(1, grid.steps * priced.count)))
  }
}
