/// A raise of money that is planned for a date, and how likely it is to take place.
struct PlannedRaise: Sendable {
  let step: Int
  /// Before the fee.
  let amount: Number
  /// What makes it the company's currency on the date; nil where it is in that.
  let conversion: Conversion?
  let discount: Number
  /// 1 where it takes place, else 0.
  let happens: Number

  /// Those of a company; a date outside the horizon is refused.
  ///
  /// On one date they are taken in the order of the list, or by name: where a raise has a name, nothing
  /// depends on where it stands.
  static func all(in company: Subject) -> [PlannedRaise] {
    let list = "financing.raises"
    let items = company.items(inList: list)
    let isNamed = items.contains { Int($0) == nil }
    return (isNamed ? items.sorted() : items).compactMap { item in
      PlannedRaise(at: "\(list).\(item)", in: company)
    }
  }

  private init?(at key: String, in company: Subject) {
    let model = company.model
    guard let step = company.step(at: key + ".date"),
      let (amount, conversion) = company.paid(Financing.raiseAmount, at: key + ".amount"),
      let probability = company.optional(Financing.raiseProbability, at: key + ".probability"),
      let discount = company.optional(Financing.raiseDiscount, at: key + ".discount")
    else { return nil }
    self.step = step
    (self.amount, self.conversion) = (amount, conversion)
    self.discount = discount
    if let certain = model.value(of: probability), [0, 1].contains(certain) {
      happens = probability
      return
    }
    let draw = model.column()
    model.append(NormalDraw(source: company.source(key), column: draw))
    happens = model.derive(.column(draw), probability) {
      Lanes().replacing(with: 1, where: $0 .>= upperNormalQuantile($1))
    }
    if case .column(let column) = happens.place {
      model.noteDraw(company.fullName(key), in: column)
    }
  }
}
