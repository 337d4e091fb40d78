import Statistics

/// What there is of a basket: its value, falls and returns as companies have them, and what holding several names
/// saves.
public enum BasketCatalog {
  /// In the order in which they are built; the basket itself is there before.
  private static let parts: [any Part.Type] = [
    Drawdown.self, TotalReturn.self, DiversificationBenefit.self,
  ]

  /// What models are compiled with.
  static func kind(isIndex: Bool) -> SubjectKind { isIndex ? index : money }

  private static let index = kind(worth: .index)
  private static let money = kind(worth: .ownCurrency)

  /// In the order in which they are told.
  private static func kind(worth measure: Quantity.Measure) -> SubjectKind {
    let value = Quantity.series(
      "value", measure, standard: true, worst: .below, family: .market, role: .sharePrice,
      picture: .worth,
      help: "What a basket is worth: 1 at the start, or money where some is stated.")
    let atEnd = Quantity.outcome(
      "finalValue", measure, words: "value at the horizon", worst: .below, family: .market,
      help: "What a basket is worth at the horizon.")
    let falls = Drawdown.offers.map { $0.declared(as: $0.quantity.saying("value")) }
    let returns = TotalReturn.offers.map { $0.declared(as: $0.quantity.saying("value")) }
    let offers =
      [Offer(value) { (basket: Basket, _) in .column(basket.value) }] + falls + returns
      + [
        Offer(atEnd) { (basket: Basket, _) in
          .formula(
            OutcomeFormula(inputs: (basket.value, basket.value), scale: basket.value) {
              value, _ in value
            })
        }
      ] + DiversificationBenefit.offers
    return SubjectKind(parts: parts, offers: offers, processes: [])
  }

  /// What of a basket can be recorded or asked about.
  public static func quantities(isIndex: Bool) -> [Quantity] {
    kind(isIndex: isIndex).offers.map(\.quantity)
  }

  /// What can be recorded at every date.
  public static let series = index.offers.map(\.quantity).filter { $0.sort == .series }
  /// One number per path.
  public static let outcomes = index.offers.map(\.quantity).filter { $0.sort == .outcome }
}

extension BasketDefinition {
  /// What of it can be recorded or asked about, as declared.
  public var declared: [Quantity] { BasketCatalog.quantities(isIndex: isIndex) }
}
