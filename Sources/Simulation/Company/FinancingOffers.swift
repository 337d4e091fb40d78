import Statistics

extension Financing {
  private static let raiseByEvents = Effect.Operation.raise.rawValue

  static let offers = [
    Offer(
      .series(
        "raised", .ownCurrency, words: "money raised", needs: ["financing"],
        effects: [raiseByEvents],
        help: "Money raised for new shares since the start, before fees.")
    ) { (financing: Financing, company) in
      .column(financing.ledger.raised, scale: company[RecurringRevenue.self].level)
    },
    Offer(
      .outcome(
        "insolvency", .date, words: "date of insolvency", needs: ["costs"], worst: .below,
        levels: .byAnniversary, open: .init(after: "is not insolvent by"), role: .insolvency,
        help: "Date on which the company is insolvent, if it is.")
    ) { (financing: Financing, company) in
      .formula(.step(financing.ledger.insolvency, mayBeOpen: true, in: company.model))
    },
    Offer(
      .outcome(
        "raises", .count, words: "number of raises", needs: ["financing"], effects: [raiseByEvents],
        worst: .above, levels: .above([0, 1, 2, 5]), role: .raises,
        help: "How often money is raised for new shares.")
    ) { (financing: Financing, company) in
      .formula(.value(financing.ledger.count, in: company.model))
    },
  ]
}
