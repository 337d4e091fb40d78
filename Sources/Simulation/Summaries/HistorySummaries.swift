import Statistics

extension HistorySummary {
  /// One of each company that has a history.
  static func all(
    of model: Model, _ tallies: [HistoryTally], _ ranks: inout RankTable
  ) -> [HistorySummary] {
    var companies: [String] = []
    var moves: [String: [Move]] = [:]
    var pasts: [String: Model.Past] = [:]
    for (past, tally) in zip(model.pasts, tallies) {
      let company = past.quantity.subject
      if pasts[company] == nil { companies.append(company) }
      pasts[company] = past
      let told = Model.Outcome(quantity: past.quantity, formula: past.formula)
      moves[company, default: []].append(
        Move(
          value: past.value, outcome: OutcomeSummary(told, tally.outcome, of: model, &ranks),
          rank: Proportion(
            hits: tally.rank.below + tally.rank.equal / 2, of: tally.rank.count)))
    }
    return companies.compactMap { company in
      pasts[company].map {
        HistorySummary(
          company: company, first: $0.first.description, last: $0.last.description,
          steps: $0.steps, moves: moves[company] ?? [])
      }
    }
  }
}
