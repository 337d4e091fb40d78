import Statistics

/// What is asked of a path: whether a series, on one date or on any up to it, or an outcome, lies above or
/// below a level.
public struct Condition: Sendable, Hashable {
  /// Steps after the start, 0 to the last.
  public enum Moment: Sendable, Hashable {
    case at(Int)
    case until(Int)
  }

  /// As summaries name it: `zhipu.sharePrice < 560 HKD until 2026-12-30`.
  public let text: String
  public let quantity: Quantity
  /// When a series is compared; nil for an outcome.
  public let moment: Moment?
  public let relation: Relation
  /// In the unit of the quantity as it is recorded; a date as steps after the start.
  public let level: Double

  public init(
    text: String, _ quantity: Quantity, _ moment: Moment? = nil, relation: Relation, level: Double
  ) {
    precondition((quantity.sort == .series) == (moment != nil), "a series is compared on a date")
    self.text = text
    self.quantity = quantity
    self.moment = moment
    self.relation = relation
    self.level = level
  }
}

/// One number of each path, to be kept for all paths.
public enum PathQuantity: Sendable, Hashable {
  /// A series at a step from 0 to the last.
  case series(Quantity, step: Int)
  case outcome(Quantity)
  /// 1 where a condition holds, 0 where it does not.
  case condition(Condition)
  /// What was drawn: a driver's value, by its full name; of a process the sum of its standard normals
  /// over √steps; of jumps the sum of their logs. The last two need a traced model.
  case factor(String)
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
