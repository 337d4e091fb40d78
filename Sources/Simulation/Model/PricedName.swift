import Statistics

/// A company or a basket whose price is compared with that of others.
struct PricedName: Sendable {
  let series: Model.Series
  /// 1 up to a takeover, then 0; nil where there can be none.
  let isListed: Column?
}

extension Model {
  /// Of several companies the share price, else the market cap, and with them the values of baskets; none where
  /// fewer than two companies have one.
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
    return told.map { PricedName(series: $0, isListed: isListed[$0.quantity.subject]) }
  }

  /// Of how many paths the steps are ranked: 2,048, or fewer where their returns would take more than 64 MiB.
  var rankedPaths: Int {
    min(2_048, max(128, (8 << 20) / max(1, grid.steps * priced.count)))
  }
}
