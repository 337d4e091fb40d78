/// How unevenly a share price has moved before the start, beside the first steps of the paths: as many of them, since
/// each of these numbers depends on how many returns it is of.
public struct HistorySummary: Sendable, Equatable, Named {
  public let company: String
  /// ISO dates of the history's first price and its last.
  public let first: String
  public let last: String
  /// Returns of the history, and steps of each path.
  public let steps: Int
  public let moves: [Move]

  public var name: String { company }

  public init(company: String, first: String, last: String, steps: Int, moves: [Move]) {
    (self.company, self.first, self.last) = (company, first, last)
    (self.steps, self.moves) = (steps, moves)
  }

  /// One number.
  public struct Move: Sendable, Equatable {
    /// Of the history, in the unit of the outcome.
    public let value: Double
    /// Of the paths, without those on which there is no price for so long.
    public let outcome: OutcomeSummary
    /// Share of these below the history; of those that equal it, half.
    public let rank: Proportion

    public init(value: Double, outcome: OutcomeSummary, rank: Proportion) {
      (self.value, self.outcome, self.rank) = (value, outcome, rank)
    }
  }
}
