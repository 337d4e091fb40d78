import Statistics

/// The multiple at the start: stated, or implied by the share price path by path.
enum StartingMultiple {
  /// M at the start; reports what is missing or contradictory.
  static func level(in company: Subject) -> Number {
    let stated = company.optional(Multiple.initial)
    let price = company.optional(Equity.sharePriceAtStart, in: company.world.currency)
    switch (stated, price) {
    case (let stated?, nil):
      requireEquity(at: stated, in: company)
      return stated
    case (nil, let price?): return implied(by: price, in: company)
    case (_?, _?):
      company.refuse(
        Multiple.initial, "contradicts sharePrice, which implies the multiple: give one of them")
    case (nil, nil):
      company.refuse(Equity.sharePriceAtStart, "missing: give sharePrice or multiple.initial")
    }
    return company.model.constant(1)
  }

  /// What is left of the value for its holders must be above 0.
  private static func requireEquity(at multiple: Number, in company: Subject) {
    let model = company.model
    let (arr, netCash) = (company[RecurringRevenue.self].atStart, company[OpeningBalance.self].net)
    let equity = model.derive(multiple, arr, netCash) { multiple, arr, netCash in
      Rounding.settled(multiple * arr + netCash, scale: multiple * arr)
    }
    if let equity = model.value(of: equity), equity <= 0 {
      company.refuse(
        Cash.debt, "leaves an equity of \(equity.shortText) at the start; above 0 was expected")
    }
    model.check(
      equity, .positive, cause: "\(company.name): debt exceeds the whole value at the start")
  }

  private static func implied(by price: Number, in company: Subject) -> Number {
    let model = company.model
    if let part = company.scope(RecurringRevenue.value) {
      model.warn(
        company.fullName(RecurringRevenue.value.key),
        "is that of a part (\(part)), while sharePrice values the whole company; the multiple is "
          + "of the part")
    }
    let cap = company[ShareCount.self].marketCap(at: price, in: model)
    let value = model.derive(cap, company.exchangeRateAtStart, company[OpeningBalance.self].net) {
      cap, rate, netCash in
      Rounding.settled(cap / rate - netCash, scale: cap / rate)
    }
    if let value = model.value(of: value), value <= 0 {
      company.refuse(
        Equity.sharePriceAtStart,
        "implies an enterprise value of \(value.shortText): market cap plus debt must exceed cash"
      )
    }
    model.check(
      value, .positive,
      cause: "\(company.name): the share price implies an enterprise value of 0 or less")
    return model.derive(value, company[RecurringRevenue.self].atStart) { $0 / $1 }
  }
}
