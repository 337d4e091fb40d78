import Statistics

/// Cash and debt at the start; without a business they stay so.
struct OpeningBalance: Part {
  let cash: Number
  let debt: Number
  /// Cash less debt.
  let net: Number

  init(in company: Subject) {
    cash = company.number(Cash.value)
    debt = company.number(Cash.debt)
    net = company.model.derive(cash, debt) { $0 - $1 }
  }
}
