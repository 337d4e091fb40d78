import Statistics

/// What is asked of a path: a comparison, that something has happened, that a regime is in a state, or
/// several such things together.
public struct Condition: Sendable, Hashable {
  /// As summaries name it: `zhipu.sharePrice < 560 HKD until 2026-12-30`.
  public let text: String
  public let test: Test

  public init(text: String, _ test: Test) {
    self.text = text
    self.test = test
  }

  /// Whether one thing is so on a path, or how several go together.
  public indirect enum Test: Sendable, Hashable {
    case comparison(Comparison)
    case pair(PairComparison)
    /// That a regime is in the state of that place among its own.
    case state(regime: String, state: Int, StateMoment)
    case happened(Happening, Limit)
    case not(Test)
    case all([Test])
    case any([Test])
  }

  /// When a regime is looked at.
  public enum StateMoment: Sendable, Hashable {
    /// At a time in steps after the start, which may lie between two dates.
    case at(Double)
    /// At any time up to one: the start counts.
    case until(Limit)
    /// On the date on which an event is decided.
    case now
  }

  /// By when something must have happened.
  public enum Limit: Sendable, Hashable {
    /// A time in steps after the start, which may lie between two dates; strictly before it, or up to it.
    case by(Double, isStrict: Bool)
    /// By the date on which an event is decided.
    case now
  }
}

/// What happens at a time, or does not.
public enum Happening: Sendable, Hashable {
  case event(String)
  case eventCase(event: String, case: String)
  /// An outcome of a company that is a date: its insolvency.
  case outcome(Quantity)
}

/// Whether a series, on one date or on any up to it, or an outcome, lies above or below a level.
public struct Comparison: Sendable, Hashable {
  public enum Moment: Sendable, Hashable {
    /// Steps after the start, 0 to the last.
    case at(Int)
    case until(Int)
    /// On the date on which an event is decided.
    case now
  }

  public let quantity: Quantity
  /// When a series is compared; nil for an outcome.
  public let moment: Moment?
  public let relation: Relation
  /// In the unit of the quantity as it is recorded; a date as steps after the start.
  public let level: Double

  public init(
    _ quantity: Quantity, _ moment: Moment? = nil, relation: Relation, level: Double
  ) {
    precondition((quantity.sort == .series) == (moment != nil), "a series is compared on a date")
    self.quantity = quantity
    self.moment = moment
    self.relation = relation
    self.level = level
  }
}

/// Whether one outcome, or a series on one date or on any up to it, lies above or below another of the same unit.
public struct PairComparison: Sendable, Hashable {
  public let first: Quantity
  public let second: Quantity
  /// When series are compared, both on that date; nil for outcomes.
  public let moment: Comparison.Moment?
  /// Of the first to the second.
  public let relation: Relation

  public init(
    _ first: Quantity, _ second: Quantity, _ moment: Comparison.Moment? = nil, relation: Relation
  ) {
    precondition(first.sort == second.sort, "a series and an outcome are not compared")
    precondition((first.sort == .series) == (moment != nil), "series are compared on a date")
    (self.first, self.second, self.moment, self.relation) = (first, second, moment, relation)
  }
}

extension Condition {
  /// A single comparison.
  public init(
    text: String, _ quantity: Quantity, _ moment: Comparison.Moment? = nil, relation: Relation,
    level: Double
  ) {
    self.init(
      text: text,
      .comparison(Comparison(quantity, moment, relation: relation, level: level)))
  }

  /// Where the condition is one comparison and nothing else.
  public var comparison: Comparison? {
    if case .comparison(let comparison) = test { comparison } else { nil }
  }
}

extension Condition.Test {
  /// The single things that it is made of, in order.
  package var leaves: [Condition.Test] {
    switch self {
    case .comparison, .pair, .state, .happened: [self]
    case .not(let test): test.leaves
    case .all(let tests), .any(let tests): tests.flatMap(\.leaves)
    }
  }

  /// The regimes that are looked at, each with a time.
  var timedRegimes: [(regime: String, time: Double)] {
    leaves.compactMap { leaf in
      if case .state(let regime, _, .at(let time)) = leaf { (regime, time) } else { nil }
    }
  }

  /// The quantities of companies, baskets and factors that it looks at.
  package var quantities: [Quantity] {
    leaves.flatMap { leaf -> [Quantity] in
      switch leaf {
      case .comparison(let comparison): [comparison.quantity]
      case .pair(let pair): [pair.first, pair.second]
      case .happened(.outcome(let outcome), _): [outcome]
      default: []
      }
    }
  }

  /// The events that it names.
  package var events: [String] {
    leaves.compactMap { leaf in
      switch leaf {
      case .happened(.event(let name), _), .happened(.eventCase(let name, _), _): name
      default: nil
      }
    }
  }
}

/// One number of each path, to be kept for all paths.
public enum PathQuantity: Sendable, Hashable {
  /// A series at a step from 0 to the last.
  case series(Quantity, step: Int)
  case outcome(Quantity)
  /// What is told of an event, a case or a state: `agent.time` in years, `release.count`, `prices.war.share`.
  case happening(String)
  /// 1 where a condition holds, 0 where it does not.
  case condition(Condition)
  /// What was drawn: a driver's value, by its full name; of a process the sum of its standard normals
  /// over √steps; of jumps the sum of their logs. The last two need a traced model.
  /// A driver and a process may have one name: the second says which is meant, nil either.
  case factor(String, isDriver: Bool? = nil)
}

/// A value that was seen after the start.
public struct Observation: Sendable, Equatable {
  public let series: Quantity
  /// Place of the date on the grid, 0 to the last.
  public let step: Int
  /// The date that the scenario states, which may lie between two of the grid.
  public let date: CalendarDate
  /// In the unit of the series.
  public let value: Double
  public let source: String?

  public init(
    series: Quantity, step: Int, date: CalendarDate, value: Double, source: String? = nil
  ) {
    self.series = series
    self.step = step
    self.date = date
    self.value = value
    self.source = source
  }
}

/// Some paths of a run, whose bands are wanted beside those of all.
public struct PathGroup: Sendable, Equatable {
  public enum Members: Sendable, Equatable {
    case condition(Condition)
    /// The worst share of the paths by an outcome.
    case worst(share: Double, outcome: Quantity)
  }

  public let name: String
  /// `zhipu.maxDrawdown > 50%`, `worst 5% by zhipu.maxDrawdown`.
  public let text: String
  public let members: Members

  public init(name: String, text: String, members: Members) {
    self.name = name
    self.text = text
    self.members = members
  }
}
