// What quantities can be, for those who tell them.

extension Quantity {
  /// What values are in.
  public enum Measure: Sendable, Hashable {
    /// 1 at the start.
    case index
    /// A plain number.
    case level
    case ownCurrency
    case reportingCurrency
    case multiple
    case shares
    /// How many.
    case count
    /// Part of revenue; below 0 for a loss.
    case margin
    /// Part of a whole, 0 to 1.
    case share
    /// A simple change, above -1.
    case change
    /// A difference of two shares.
    case points
    /// A place on the grid, counted in steps from the start.
    case date
    case years

    /// For a reader.
    public var words: String {
      switch self {
      case .index: "index"
      case .level: ""
      case .ownCurrency: "company's currency"
      case .reportingCurrency: "reporting currency"
      case .multiple: "x"
      case .shares: "shares"
      case .count: "count"
      case .margin, .share, .change: "share"
      case .points: "points"
      case .date: "date"
      case .years: "years"
      }
    }
  }

  /// Levels worth telling.
  public enum Levels: Sendable, Hashable {
    case none
    /// Paths above each; ascending, in the quantity's unit.
    case above([Double])
    /// Paths on which it has happened by each anniversary of the start, and by the horizon.
    case byAnniversary
  }

  /// What had not happened by the horizon, in words around the subject: `The deepest fall of`, `has not
  /// recovered by`.
  public struct OpenEvent: Sendable, Hashable {
    public let before: String
    public let after: String

    public init(before: String = "", after: String) {
      self.before = before
      self.after = after
    }
  }

  /// What a quantity is about: reports put those of one family together.
  public enum Family: Sendable, Hashable {
    /// What customers use and pay, what the company earns and has.
    case business
    /// What the market pays.
    case market
    /// How far and how long the share price falls. A coarse grid sees it too seldom.
    case fall
    /// How unevenly the share price moves from step to step.
    case turbulence
    /// Its mean is what a company is worth: its percentiles are no range for that.
    case payOff
  }

  /// The part of a report that draws the bands of a series; in a report's order.
  public enum Picture: Sendable, Hashable, CaseIterable { case worth, growth, business, fall }

  /// What reports single out.
  public enum Role: Sendable, Hashable {
    case recurringRevenue, multiple, cash, marketCap, sharePrice, drawdown
    case maximumDrawdown, totalReturn, insolvency, takeover, raises, runway, diversificationBenefit
    /// What the whole company, or one share of today, is worth to a holder who never sells; `basis` says
    /// by which rule: `at its discount rate`.
    case value(basis: String, perShare: Bool)
  }
}
