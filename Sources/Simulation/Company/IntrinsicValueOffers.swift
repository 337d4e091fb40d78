import Statistics

extension IntrinsicValue {
  static let terminalMultiple = Parameter.number(
    "intrinsicValue.terminalMultiple", .multiple, .nonNegative, alsoKnownAs: ["exit multiple"],
    example: "20x",
    help: "What a year's EBITDA at the horizon is worth there.")
  static let terminalGrowth = Parameter.number(
    "intrinsicValue.terminalGrowth", .rate, .aboveMinusOne, contradicts: terminalMultiple.key,
    example: "2%",
    help: "Growth of free cash flow for ever after the horizon.")
  static let discountRate = Parameter.number(
    "intrinsicValue.discountRate", .rate, .aboveMinusOne,
    alsoKnownAs: ["wacc", "cost of capital", "hurdle rate"],
    example: "12%",
    help: "Rate at which free cash flow is discounted.")

  static let parameters = [terminalMultiple, terminalGrowth, discountRate]

  static let offers = [
    Offer(
      .outcome(
        "discountedValue", .reportingCurrency, words: "discounted pay-off of a path",
        needs: ["intrinsicValue"], riskAdjusted: true, signed: true, worst: .below,
        family: .payOff, role: .value(basis: riskAdjustedBasis, perShare: false),
        help: """
          Under `measure: riskAdjusted`, what today's holders have of net cash and terminal value at the \
          horizon, discounted at the risk-free rate. Its mean is the value; its percentiles are realised \
          pay-offs.
          """)
    ) { (value: IntrinsicValue, company) in value.discounted.map { $0.ofAll(in: company) } },
    Offer(
      .outcome(
        "discountedValuePerShare", .reportingCurrency,
        words: "discounted pay-off per share of a path", needs: ["intrinsicValue"],
        riskAdjusted: true, signed: true, worst: .below, family: .payOff,
        role: .value(basis: riskAdjustedBasis, perShare: true),
        help: "The same, for one share of today.")
    ) { (value: IntrinsicValue, company) in value.discounted.map { $0.ofOne(in: company) } },
    Offer(
      .outcome(
        "freeCashFlowValue", .reportingCurrency,
        words: "discounted free-cash-flow pay-off of a path", needs: [discountRate.key],
        signed: true, worst: .below, family: .payOff,
        role: .value(basis: ownRateBasis, perShare: false),
        help: """
          What today's holders have of free cash flow and terminal value, discounted at the stated rate. \
          Its mean is the value; its percentiles are realised pay-offs.
          """)
    ) { (value: IntrinsicValue, company) in value.freeCashFlow.map { $0.ofAll(in: company) } },
    Offer(
      .outcome(
        "freeCashFlowValuePerShare", .reportingCurrency,
        words: "discounted free-cash-flow pay-off per share of a path", needs: [discountRate.key],
        signed: true, worst: .below, family: .payOff,
        role: .value(basis: ownRateBasis, perShare: true),
        help: "The same, for one share of today.")
    ) { (value: IntrinsicValue, company) in value.freeCashFlow.map { $0.ofOne(in: company) } },
  ]
  private static let riskAdjustedBasis = "under the risk-adjusted measure"
  private static let ownRateBasis = "at its discount rate"
}

extension IntrinsicValue.Value {
  fileprivate func ofAll(in company: Subject) -> Offer.Values {
    .formula(.value(total, scale: company[Equity.self].marketCap, in: company.model))
  }

  /// Of the size of the share price.
  fileprivate func ofOne(in company: Subject) -> Offer.Values {
    let scale = company[Equity.self].price ?? PriceAtStart.column(in: company)
    return .formula(.value(perShare, scale: scale, in: company.model))
  }
}
