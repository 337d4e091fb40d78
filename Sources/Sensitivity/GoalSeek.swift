import Statistics

/// Where a function of one variable has a wanted value, as far as its sampling error says.
public struct GoalSeek: Sendable {
  /// An input and what came out.
  public struct Sample: Sendable, Equatable {
    public let input: Double
    public let output: IntervalEstimate

    public init(input: Double, output: IntervalEstimate) {
      self.input = input
      self.output = output
    }
  }

  /// An input at which the output has the wanted value.
  public struct Root: Sendable, Equatable {
    /// Its interval holds the inputs whose output cannot be told from the target at 95 %; an end that
    /// is not found between the ends of the search is infinite.
    public let input: IntervalEstimate
    public let output: IntervalEstimate

    public init(input: IntervalEstimate, output: IntervalEstimate) {
      self.input = input
      self.output = output
    }
  }

  public let target: Double
  /// Every input that was tried, ascending.
  public let samples: [Sample]
  /// Ascending; empty where the target is not reached between the ends of the search.
  public let roots: [Root]

  public init(target: Double, samples: [Sample], roots: [Root]) {
    self.target = target
    self.samples = samples
    self.roots = roots
  }
}
