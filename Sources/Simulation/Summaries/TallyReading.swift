import Statistics

/// What is read of a whole run's tally before its groups are replayed, so that it need not be kept.
struct TallyReading {
  let parts: SummaryParts
  /// Of each group, in their order.
  let members: [GroupMembers]
  let values: PathValues

  init(_ tally: RunTally, _ model: Model) {
    parts = SummaryParts(of: tally, model, .run)
    members = model.members(in: tally)
    values = PathValues(tally, of: model)
  }
}
