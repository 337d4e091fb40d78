// What a scenario states of new shares for money.

extension Financing {
  static let fee = Parameter.number(
    "financing.fee", .share, .unitBelowOne, fallback: 0, example: "3%",
    help: "Part of the money raised that goes to those who arrange it.")
  static let raiseDate = Parameter.date(
    "financing.raises[].date", named: true, help: "When a planned raise takes place.")
  static let raiseAmount = Parameter.number(
    "financing.raises[].amount", .money, .nonNegative, need: .withSection, listed: true,
    alsoKnownAs: ["funding", "fundraising", "rounds"],
    example: "50M USD",
    help: "Money that it brings, before the fee.")
  static let raiseProbability = Parameter.number(
    "financing.raises[].probability", .probability, .unit, fallback: 1, listed: true,
    example: "80%",
    help: "How likely it is to take place.")
  static let raiseDiscount = Parameter.number(
    "financing.raises[].discount", .share, .unitBelowOne, fallback: 0, listed: true, example: "10%",
    help: "How far below the share price of its date the new shares are sold.")
  static let runway = Parameter.number(
    "financing.emergency.runway", .duration, .nonNegative, need: .withSection, example: "6 months",
    help: "Money is raised when cash covers less than this at the burn of the step.")
  static let covers = Parameter.number(
    "financing.emergency.covers", .duration, .positive, need: .withSection, example: "18 months",
    help: "How much burn cash covers after such a raise.")
  static let discount = Parameter.number(
    "financing.emergency.discount", .share, .unitBelowOne, fallback: 0, use: .date,
    example: "15% to 30%",
    help: "How far below the simulated share price its shares are sold.")
  static let limit = Parameter.number(
    "financing.emergency.limit", .factor, .positive, use: .date, example: "0.5",
    help: "Most that such a raise can bring, as a part of the market cap before it.")
  static let closes = Parameter.number(
    "financing.window.closes", .frequency, .nonNegative, need: .withSection, use: .step,
    example: "0.5/year",
    help: "How often an open market for new shares shuts. While it is shut nothing can be raised.")
  static let reopens = Parameter.number(
    "financing.window.reopens", .frequency, .nonNegative, need: .withSection, use: .step,
    example: "1/year",
    help: "How often a shut one opens.")
  static let windowAtStart = Parameter.choice(
    "financing.window.initial", ["open", "shut"], help: "The market for new shares at the start.")

  static let parameters = [
    fee, raiseDate, raiseAmount, raiseProbability, raiseDiscount, runway, covers, discount, limit,
    closes, reopens, windowAtStart,
  ]
}
