import Simulation

/// What is held together.
extension ScenarioKey {
  static let baskets = ScenarioKey(
    "baskets", expects: "a map of baskets", example: "{pair: {holds: {acme: 50%, bolt: 50%}}}",
    takes: .baskets,
    help:
      "Companies that are held together, by name, and how: what they are worth, fall and return."
  ) { reader, node, expected in
    reader.readBaskets(node, expected)
  }
}

/// The keys of a basket.
enum BasketKey: String, CaseIterable {
  case holds, value, rebalance

  static let names = allCases.map(\.rawValue)

  var help: String {
    switch self {
    case .holds:
      """
      What is held of each company: a part of the whole, of which the rest is cash without interest; so many \
      shares; or money. All of a basket in one way.
      """
    case .value:
      "What it is worth at the start, beside parts. Without it the basket is an index, which starts at 1."
    case .rebalance:
      """
      On the first date at or after each such time, cash and what can be traded are put back to their weights of \
      the start. Without it all is held.
      """
    }
  }

  var example: String {
    switch self {
    case .holds: "{acme: 60%, bolt: 10%}"
    case .value: "10M USD"
    case .rebalance: "1 month"
    }
  }

  /// In a few words.
  var words: String {
    switch self {
    case .holds: "map of parts, shares or money by company"
    case .value: "money, above 0"
    case .rebalance: "duration, above 0"
    }
  }
}

/// In what a holding is stated.
enum HoldingForm: CaseIterable {
  case part, shares, money

  /// By its unit. Without one it is none of them: 50 may mean 50 % or 50 shares.
  init(_ node: LocatedNode) {
    let text = node.plainText ?? ""
    guard case .success(let quantity) = QuantityText.quantity(text) else {
      self = .part
      return
    }
    switch quantity.unit {
    case .currency: self = .money
    case .shares: self = .shares
    default: self = .part
    }
  }

  /// - Parameter currency: Of a bare amount.
  func rule(in currency: String?) -> NumberRule {
    let (kind, domain): (Kind, Domain) =
      switch self {
      case .part: (.share, .unit)
      case .shares: (.count, .nonNegative)
      case .money: (.money, .nonNegative)
      }
    var rule = NumberRule(
      kind: kind, domain: domain, currency: currency, group: ScenarioKey.baskets.name)
    if self == .shares { rule.word = "shares" }
    return rule
  }

  var words: String {
    switch self {
    case .part: "parts"
    case .shares: "shares"
    case .money: "money"
    }
  }
}
