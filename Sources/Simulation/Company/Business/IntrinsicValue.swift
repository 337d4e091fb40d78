import CKernels

/// What the company is worth to a holder who never sells: discounted cash, with a value at the horizon.
struct IntrinsicValue {
  static let terminalMultiple = Parameter.number(
    "intrinsicValue.terminalMultiple", .multiple, .nonNegative, example: "12x",
    help: "What a year's EBITDA at the horizon is worth there.")
  static let terminalGrowth = Parameter.number(
    "intrinsicValue.terminalGrowth", .rate, .aboveMinusOne, contradicts: terminalMultiple.key,
    example: "2%",
    help: "Growth of free cash flow for ever after the horizon.")
  static let discountRate = Parameter.number(
    "intrinsicValue.discountRate", .rate, .aboveMinusOne, example: "12%",
    help: "Rate at which free cash flow is discounted.")

  static let parameters = [terminalMultiple, terminalGrowth, discountRate]
}
