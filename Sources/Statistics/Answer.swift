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

  /// A quantity and the level that it is compared with.
  public struct Comparison: Sendable, Equatable {
    /// The series or outcome that is asked about.
    public let quantity: Quantity
    /// Whether values above the level are asked for, rather than those below.
    public let isAbove: Bool
    /// In the unit of the quantity; a date as steps after the start.
    public let level: Double
    public let time: Time

    /// Of the level, as summaries have it.
    public var unit: String { quantity.unit }

    public init(quantity: Quantity, isAbove: Bool, level: Double, time: Time) {
      self.quantity = quantity
      self.isAbove = isAbove
      self.level = level
      self.time = time
    }
  }

  /// `zhipu.sharePrice < 560 HKD until 2026-12-30`.
  public let name: String
  /// Nil for a question about something else than one level: what happens, and several things together.
  public let comparison: Comparison?
  public let probability: Proportion

  public init(name: String, _ comparison: Comparison?, probability: Proportion) {
    self.name = name
    self.comparison = comparison
    self.probability = probability
  }
}

/// What was seen after the start, and where it lies among the paths on that date.
public struct ObservedRank: Sendable, Equatable {
  public let series: Quantity
  /// The date of the grid that it is compared with: the nearest to the stated one.
  public let date: String
  /// The date that the scenario states.
  public let statedDate: String
  public let value: Double
  public let source: String?
  /// Share of paths below the value; of those that equal it, half.
  public let rank: Proportion

  public var unit: String { series.unit }

  public init(
    series: Quantity, date: String, statedDate: String, value: Double, source: String?,
    rank: Proportion
  ) {
    self.series = series
    self.date = date
    self.statedDate = statedDate
    self.value = value
    self.source = source
    self.rank = rank
  }
}
