/// What a scenario asked, and the share of paths for which it holds.
public struct Answer: Sendable, Equatable, Named {
  /// When the level is compared.
  public enum Time: Sendable, Equatable {
    /// On a date of the grid.
    case at(String)
    /// On any date of the grid from the start to this one.
    case until(String)
    /// Once per path: the quantity is an outcome.
    case path
  }

  /// `zhipu.sharePrice < 560 HKD until 2026-12-30`.
  public let name: String
  /// Full name of the series or outcome.
  public let quantity: String
  /// Of the quantity, as its summary has it.
  public let unit: String
  /// Whether values above the level are asked for, rather than those below.
  public let isAbove: Bool
  /// In the unit of the quantity; a date as steps after the start.
  public let level: Double
  public let time: Time
  public let probability: Proportion

  public init(
    name: String, quantity: String, unit: String, isAbove: Bool, level: Double, time: Time,
    probability: Proportion
  ) {
    self.name = name
    self.quantity = quantity
    self.unit = unit
    self.isAbove = isAbove
    self.level = level
    self.time = time
    self.probability = probability
  }
}

/// What was seen after the start, and where it lies among the paths on that date.
public struct ObservedRank: Sendable, Equatable {
  /// Full name of the series.
  public let series: String
  public let unit: String
  /// The date of the grid that it is compared with: the nearest to the stated one.
  public let date: String
  /// The date that the scenario states.
  public let statedDate: String
  public let value: Double
  public let source: String?
  /// Share of paths below the value; of those that equal it, half.
  public let rank: Proportion

  public init(
    series: String, unit: String, date: String, statedDate: String, value: Double, source: String?,
    rank: Proportion
  ) {
    self.series = series
    self.unit = unit
    self.date = date
    self.statedDate = statedDate
    self.value = value
    self.source = source
    self.rank = rank
  }
}
