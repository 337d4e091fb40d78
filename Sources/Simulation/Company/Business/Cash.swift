import CKernels

/// Cash and debt: what the business earns, interest, tax and repayments.
struct Cash {
  static let value = Parameter.number(
    "cash.value", .money, .nonNegative, fallback: 0, shorthand: true, example: "150M USD",
    help: "Cash at the start; constant without `costs`.")
  static let interest = Parameter.number(
    "cash.interest", .rate, .aboveMinusOne, scheduled: true, example: "2%",
    help: "Interest on cash. Default: the risk-free rate, if there is one, else none.")
  static let debt = Parameter.number(
    "debt.value", .money, .nonNegative, fallback: 0, shorthand: true, example: "20M EUR",
    help: "Debt at the start; constant without repayments.")
  static let debtInterest = Parameter.number(
    "debt.interest", .rate, .aboveMinusOne, fallback: 0, scheduled: true, example: "6%",
    help: "Interest on debt, paid in cash in every step.")
  static let repaymentDate = Parameter.date(
    "debt.repayments[].date", help: "When a part of the debt is repaid.")
  static let repayment = Parameter.number(
    "debt.repayments[].amount", .money, .nonNegative, need: .withSection, listed: true,
    example: "10M EUR",
    help: "How much is repaid; never more than is owed.")
  static let tax = Parameter.number(
    "tax.rate", .share, .unit, fallback: 0, shorthand: true, scheduled: true,
    example: "25%",
    help: "Tax on profit, after losses carried forward.")
  static let losses = Parameter.number(
    "tax.losses", .money, .nonNegative, fallback: 0, example: "60M USD",
    help: "Losses carried forward at the start.")

  static let parameters = [
    value, interest, debt, debtInterest, repaymentDate, repayment, tax, losses,
  ]
}
