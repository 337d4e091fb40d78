/// What is kept of a number of the first steps of paths that is held against the same number of a history.
package final class HistoryTally: Tally {
  package let outcome: OutcomeTally
  /// Of the history's number among those of the paths.
  package let rank: RankTally

  package init(_ outcome: OutcomeTally, _ rank: RankTally) {
    (self.outcome, self.rank) = (outcome, rank)
  }

  package func requireFit(_ other: HistoryTally) throws(TallyError) {
    try outcome.requireFit(other.outcome)
    try rank.requireFit(other.rank)
  }

  package func add(_ other: HistoryTally) {
    outcome.add(other.outcome)
    rank.add(other.rank)
  }

  package func encode(to writer: inout ByteWriter) {
    outcome.encode(to: &writer)
    rank.encode(to: &writer)
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    (outcome, rank) = (try OutcomeTally(from: &reader), try RankTally(from: &reader))
    guard rank.count == outcome.sample.count(at: 0) else {
      throw .damaged("\(outcome.name) and its rank are not of the same paths")
    }
  }
}
