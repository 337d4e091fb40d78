/// What companies share: exchange rates and the risk-free rate.
package final class World {
  /// Of market caps and share prices.
  let currency: String
  /// Of a safe investment, effective in a year; nil where none is stated.
  let riskFreeRate: Number?
  /// By their full names, `fx.CNY`.
  private let rates: [String: ExchangeRate]
  private var used: Set<String> = []

  init(_ definition: ModelDefinition, in model: Compiler) {
    currency = definition.currency
    let numbers = definition.world.numbers
    let moving = definition.factors.filter { $0.form == .rate }
    var laws = numbers.filter { $0.key.hasPrefix(FactorDefinition.exchangeRate.key + ".") }
      .mapValues(\.law)
    for rate in moving { laws[rate.name] = rate.assumptions.numbers[Self.rateAtStart.key]?.law }
    var rates: [String: ExchangeRate] = [:]
    for (name, law) in laws.sorted(by: { $0.key < $1.key }) {
      let start = model.number(law, name: name, domain: FactorDefinition.exchangeRate.domain)
      let moves = moving.contains { $0.name == name }
      rates[name] = ExchangeRate(atStart: start, column: moves ? model.column() : nil)
    }
    self.rates = rates
    riskFreeRate = numbers[Self.riskFreeRate.key].map {
      model.number($0.law, name: Self.riskFreeRate.key, domain: Self.riskFreeRate.domain)
    }
  }

  /// The rate that goes by a full name; nil for what is none.
  func rate(named name: String) -> ExchangeRate? { rates[name] }

  /// Whether anything is in the currency of a rate, once all is built.
  func uses(_ name: String) -> Bool { used.contains(name) }

  /// An amount in another currency, at the rates of the start.
  ///
  /// - Parameter refuse: Told of a currency without a rate; the amount is then left as it is.
  func converted(
    _ amount: Number, from source: String, to target: String, in model: Compiler,
    refuse: (_ currency: String) -> Void
  ) -> Number {
    guard source != target, let (from, to) = rates(source, target, in: model, refuse: refuse)
    else { return amount }
    return model.derive(amount, from.atStart, to.atStart) { $0 * $1 / $2 }
  }

  /// What an amount in one currency is in another on each date; nil for one and the same.
  func conversion(
    from source: String, to target: String, in model: Compiler,
    refuse: (_ currency: String) -> Void
  ) -> Conversion? {
    guard source != target, let (from, to) = rates(source, target, in: model, refuse: refuse)
    else { return nil }
    guard from.moves || to.moves else {
      return Conversion(model.derive(model.constant(1), from.atStart, to.atStart) { $0 * $1 / $2 })
    }
    return Conversion(from.onDate, over: target == currency ? nil : to.onDate)
  }

  /// Whether what one currency is worth in another moves.
  func moves(from source: String, to target: String) -> Bool {
    source != target
      && [source, target].contains { rates[FactorDefinition.name(ofRate: $0)]?.moves ?? false }
  }

  private func rates(
    _ source: String, _ target: String, in model: Compiler, refuse: (_ currency: String) -> Void
  ) -> (ExchangeRate, ExchangeRate)? {
    let from = rate(of: source, in: model)
    guard let from, let to = rate(of: target, in: model) else {
      refuse(from == nil ? source : target)
      return nil
    }
    return (from, to)
  }

  private func rate(of code: String, in model: Compiler) -> ExchangeRate? {
    if code == currency { return ExchangeRate(atStart: model.constant(1), column: nil) }
    let name = FactorDefinition.name(ofRate: code)
    used.insert(name)
    return rates[name]
  }

  /// Says which rates are without effect that stay what they are at the start.
  func warn(in model: Compiler) {
    for name in rates.keys.sorted() where !used.contains(name) && !(rates[name]?.moves ?? false) {
      let code = name.dropFirst(FactorDefinition.exchangeRate.key.count + 1)
      model.warn(name, "is not used, because nothing is in \(code)")
    }
  }
}

extension World {
  package static let riskFreeRate = Parameter.number(
    "riskFreeRate", .rate, .aboveMinusOne, example: "3%",
    help: "Rate of a safe investment: of interest on cash, and of the risk-adjusted measure.")
  /// An exchange rate beside the keys that say how it moves.
  static let rateAtStart = Parameter.number(
    "value", .factor, .positive, need: .withSection, shorthand: true,
    example: FactorDefinition.exchangeRate.example, help: FactorDefinition.exchangeRate.help)
}
