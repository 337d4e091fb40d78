struct ListPrice {
  static let drift = Parameter.number(
    "listPrice.drift", .rate, .aboveMinusOne, fallback: 0,
    help: "Median change of the list price in a year, apart from announced changes.")
  static let volatility = Parameter.number(
    "listPrice.volatility", .volatility, .nonNegative, fallback: 0,
    help: "Volatility of the list price around its drift.")
  static let elasticity = Parameter.number(
    "listPrice.elasticity", .elasticity, .any, fallback: 0,
    help: "Change of usage for a change of list price: at -1.1, +10 % price costs 10 % usage.")
  static let frequency = Parameter.number(
    "listPrice.changes.frequency", .frequency, .nonNegative, need: .withSection,
    help: "Announced changes of the list price in a year.")
  static let size = Parameter.law(
    "listPrice.changes.size", .change, .aboveMinusOne, need: .withSection,
    help: "Size of one change; drawn anew for each.")
  static let demandShift = Parameter.law(
    "listPrice.changes.demandShift", .change, .aboveMinusOne,
    help: "Change of usage that comes with a change of list price, beside elasticity.")
  static let headroom = Parameter.number(
    "listPrice.headroom", .factor, .positive,
    help: "Ceiling of the list price: a peer's price over one's own at the start.")

  static let parameters = [drift, volatility, elasticity, frequency, size, demandShift, headroom]
}
