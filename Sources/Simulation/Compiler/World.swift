/// What companies share: exchange rates and the risk-free rate.
package final class World {
  /// Of market caps and share prices.
  let currency: String
  /// Of a safe investment, effective in a year; nil where none is stated.
  let riskFreeRate: Number?
  /// Units of the reporting currency for one unit of each other.
  private let rates: [String: Number]
  private var used: Set<String> = []

  init(_ definition: ModelDefinition, in model: Compiler) {
    currency = definition.currency
    let numbers = definition.world.numbers
    var rates: [String: Number] = [:]
    let prefix = Self.exchangeRate.key + "."
    for (key, rate) in numbers.filter({ $0.key.hasPrefix(prefix) }).sorted(by: { $0.key < $1.key })
    {
      rates[String(key.dropFirst(prefix.count))] = model.number(
        rate.law, name: key, domain: Self.exchangeRate.domain)
    }
    self.rates = rates
    riskFreeRate = numbers[Self.riskFreeRate.key].map {
      model.number($0.law, name: Self.riskFreeRate.key, domain: Self.riskFreeRate.domain)
    }
  }

  private static func key(of currency: String) -> String { "\(exchangeRate.key).\(currency)" }

  /// An amount in another currency.
  ///
  /// - Parameter refuse: Told of a currency without a rate; the amount is then left as it is.
  func converted(
    _ amount: Number, from source: String, to target: String, in model: Compiler,
    refuse: (_ currency: String) -> Void
  ) -> Number {
    guard source != target else { return amount }
    guard let from = rate(of: source, in: model), let to = rate(of: target, in: model) else {
      refuse(rate(of: source, in: model) == nil ? source : target)
      return amount
    }
    return model.derive(amount, from, to) { $0 * $1 / $2 }
  }

  private func rate(of code: String, in model: Compiler) -> Number? {
    if code == currency { return model.constant(1) }
    used.insert(code)
    return rates[code]
  }

  /// Says which rates are without effect.
  func warn(in model: Compiler) {
    for code in rates.keys.sorted() where !used.contains(code) {
      model.warn(Self.key(of: code), "is not used, because nothing is in \(code)")
    }
  }
}

extension World {
  package static let riskFreeRate = Parameter.number(
    "riskFreeRate", .rate, .aboveMinusOne, example: "3%",
    help: "Rate of a safe investment: of interest on cash, and of the risk-adjusted measure.")
  /// Of each currency, below this key: `fx.CNY`.
  package static let exchangeRate = Parameter.number(
    "fx", .factor, .positive, example: "1.10",
    help: "Units of the reporting currency for one unit of another.")
}
