/// What a run tells of an event: how often and when it happens, and what the paths are like on which it does.
public struct EventSummary: Sendable, Equatable, Named {
  public let name: String
  /// How often, and when first.
  public let occurrences: Occurrences
  /// ISO date by which it has happened or has not; nil for an event without a deadline.
  public let deadline: String?
  /// ISO dates on which it may happen, and on no other; empty where it may at any time.
  public let dates: [String]
  /// Of the paths, those on which it has happened by the deadline; nil without one.
  public let byDeadline: Proportion?
  /// Which of its cases it was, in the order of the file; a path may have several of a repeated event.
  public let cases: [Occurrences]
  /// Of each outcome, and of each share price at the horizon, the paths on which it happened and the others.
  public let given: [Split]

  public init(
    name: String, occurrences: Occurrences, deadline: String? = nil, dates: [String] = [],
    byDeadline: Proportion? = nil, cases: [Occurrences] = [], given: [Split] = []
  ) {
    self.name = name
    self.occurrences = occurrences
    self.deadline = deadline
    self.dates = dates
    self.byDeadline = byDeadline
    self.cases = cases
    self.given = given
  }
}

/// When something happens on the paths of a run, and how often.
public struct Occurrences: Sendable, Equatable, Named {
  /// `agent`, `release.breakthrough`, `prices.war` for entering a state.
  public let name: String
  /// The paths on which it happens by the horizon.
  public let probability: Proportion
  /// The same by each date of the grid.
  public let byDate: [Proportion]
  /// Years from the start to the first one; ∞, a censored path, where it has not happened by the horizon. Its
  /// exceedances are the shares of the paths by each anniversary of the start, an event's deadline and the
  /// horizon, each with its date.
  public let time: OutcomeSummary
  /// How many there are on a path; nil for what happens once at most.
  public let count: OutcomeSummary?

  public init(
    name: String, probability: Proportion, byDate: [Proportion], time: OutcomeSummary,
    count: OutcomeSummary? = nil
  ) {
    self.name = name
    self.probability = probability
    self.byDate = byDate
    self.time = time
    self.count = count
  }
}

/// One quantity on the paths on which an event happened, and on the others: two samples, which together are
/// all paths. Of either, those paths have failed that have no value.
public struct Split: Sendable, Equatable, Named {
  public let quantity: Quantity
  /// ISO date of a series; nil for an outcome.
  public let date: String?
  public let happened: SampleSummary
  public let others: SampleSummary
  /// Of what need not happen: the paths of either sample on which it has by the horizon, which add up to those
  /// of all; else nil.
  public let byHorizon: Shares?

  public struct Shares: Sendable, Equatable {
    public let happened: Proportion
    public let others: Proportion

    public init(happened: Proportion, others: Proportion) {
      (self.happened, self.others) = (happened, others)
    }
  }

  /// The paths of each sample that have not failed, by which means of both recombine to that of all.
  public var paths: (happened: Int, others: Int) {
    byHorizon.map { ($0.happened.count, $0.others.count) } ?? (happened.count, others.count)
  }

  /// `zhipu.maxDrawdown`, `zhipu.sharePrice@2029-06-20`.
  public var name: String { quantity.name + (date.map { "@" + $0 } ?? "") }

  public init(
    _ quantity: Quantity, date: String? = nil, happened: SampleSummary, others: SampleSummary,
    byHorizon: Shares? = nil
  ) {
    self.quantity = quantity
    self.date = date
    self.happened = happened
    self.others = others
    self.byHorizon = byHorizon
  }
}

/// What a run tells of a regime.
public struct RegimeSummary: Sendable, Equatable, Named {
  public struct State: Sendable, Equatable, Named {
    /// `war`.
    public let name: String
    /// Part of the time that a path spends in it: `prices.war.share`.
    public let share: OutcomeSummary
    /// Of the paths, those that are in it on each date of the grid.
    public let byDate: [Proportion]
    /// How often it is entered, and when first; the start is no entering.
    public let entered: Occurrences

    public init(
      name: String, share: OutcomeSummary, byDate: [Proportion], entered: Occurrences
    ) {
      self.name = name
      self.share = share
      self.byDate = byDate
      self.entered = entered
    }
  }

  public let name: String
  /// In the order of the file.
  public let states: [State]

  public init(name: String, states: [State]) {
    self.name = name
    self.states = states
  }
}
