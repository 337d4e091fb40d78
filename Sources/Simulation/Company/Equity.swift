struct ShareCount {
  static let issued = Parameter.number(
    "shares.issued", .count, .positive, need: .always, shorthand: true, help: "Shares issued.")
  static let optionCount = Parameter.number(
    "shares.options[].count", .count, .nonNegative, need: .withSection, listed: true,
    help: "Options of one strike; they dilute by the treasury method.")
  static let optionStrike = Parameter.number(
    "shares.options[].strike", .money, .nonNegative, need: .withSection, listed: true,
    help: "Their strike price.")

  static let parameters = [issued, optionCount, optionStrike]
}

struct Equity {
  static let sharePrice = Parameter.number(
    "sharePrice", .money, .positive,
    help: "Share price at the start; the multiple starts at the one it implies.")
  static let cash = Parameter.number(
    "cash", .money, .nonNegative, fallback: 0, help: "Cash, constant.")
  static let debt = Parameter.number(
    "debt", .money, .nonNegative, fallback: 0, help: "Debt, constant.")

  static let parameters = [sharePrice, cash, debt]
}
