import Statistics

/// What a holder has at the horizon of the share price at the start.
struct TotalReturn: Part {
  init(in company: Subject) {}

  static let offers = [
    Offer(
      .outcome(
        "return", .change, words: "total return", worst: .below,
        levels: .above([0]), risks: [.valueAtRisk, .expectedShortfall], family: .market,
        role: .totalReturn,
        help: "Change of the share price from the start to the horizon: -30 % is a loss of 30 %.")
    ) { (_: TotalReturn, company) in
      let price = company.held.column
      let start = company.kept(atStart: price, "return")
      return .formula(OutcomeFormula(inputs: (price, start), telling: .gain) { $0 / $1 })
    }
  ]
}
