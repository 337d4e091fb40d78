import Simulation

/// The words of what is said of baskets.
extension DiagnosticCause {
  var basketMessage: String? {
    switch self {
    case .bareHolding(let found):
      "a holding with its unit was expected, as in '50%', '10000 shares' or '3M USD'; this is \(found)"
    case .mixedHoldings(let first, let other):
      "a basket is stated in one way, and this mixes \(first) and \(other); \(first) were expected here, too"
    case .heldCurrencies(let found):
      "a basket has one currency, and this mixes \(found.joined(separator: " and ")); one was expected"
    case .valueOfPositions(let words):
      "\(words) say themselves what the basket is worth; 'value' was expected beside parts only"
    case .nothingHeld:
      "nothing is held; at least one company with more than 0 was expected"
    case .holdsTooMuch(let sum):
      "the parts add up to \(Kind.share.text(sum)); at most 100% was expected, since what they leave is cash"
    default: nil
    }
  }
}
