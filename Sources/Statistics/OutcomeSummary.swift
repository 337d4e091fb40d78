/// One number per path, for example the maximum drawdown.
public struct OutcomeSummary: Sendable, Equatable, Named {
  public let quantity: Quantity
  /// A percentile of ∞ is a value that is not reached by the horizon; the low end of its interval is
  /// what it exceeds.
  public let sample: SampleSummary
  /// ISO dates of the grid where the values are steps; else empty.
  public let dates: [String]
  /// Share of the paths on which it had not happened by the horizon; nil for what always has a value.
  public let censored: Proportion?
  /// Means and percentiles of the worst paths.
  public let risks: [RiskMeasure]
  /// How likely it is to pass some round levels, or to have happened by some dates.
  public let exceedances: [Exceedance]
  /// Of a return, the mean without the highest hundredth of the paths: how much of the mean these few make.
  public let trimmedMean: Estimate?

  /// The share of the paths that `trimmedMean` is of.
  public static let trimmedShare = 0.99

  public var name: String { quantity.name }
  /// `share`, `years`, or `date`: steps after the start, which `dates` turns into dates.
  public var unit: String { quantity.unit }

  /// Nil where it says nothing: of dates, and of what is known for some paths only.
  public var mean: Estimate? { dates.isEmpty && censored == nil ? sample.mean : nil }

  /// The same of what follows from the scenario: how likely it is by a date is 0 or 1.
  package var ofWhatIsKnown: OutcomeSummary {
    OutcomeSummary(
      quantity, sample: sample, dates: dates, censored: censored?.ofWhatIsKnown, risks: risks,
      exceedances: exceedances.map {
        Exceedance(
          level: $0.level, direction: $0.direction, date: $0.date,
          probability: $0.probability.ofWhatIsKnown)
      }, trimmedMean: trimmedMean)
  }

  /// The probability of a value beyond a level.
  public struct Exceedance: Sendable, Equatable {
    /// Which values count. Raw values are the words of summaries.
    public enum Direction: String, Sendable {
      /// Those above the level.
      case above
      /// Those up to it: what has happened on or before a date.
      case by
    }

    /// In the outcome's unit.
    public let level: Double
    public let direction: Direction
    /// ISO date that a level in years stands for: an anniversary, a deadline, the horizon; nil for all else.
    public let date: String?
    public let probability: Proportion

    public init(
      level: Double, direction: Direction = .above, date: String? = nil, probability: Proportion
    ) {
      self.level = level
      self.direction = direction
      self.date = date
      self.probability = probability
    }
  }

  public init(
    _ quantity: Quantity, sample: SampleSummary, dates: [String] = [],
    censored: Proportion? = nil, risks: [RiskMeasure] = [], exceedances: [Exceedance] = [],
    trimmedMean: Estimate? = nil
  ) {
    self.quantity = quantity
    self.sample = sample
    self.dates = dates
    self.censored = censored
    self.risks = risks
    self.exceedances = exceedances
    self.trimmedMean = trimmedMean
  }
}

/// A number about the worst paths, as a positive magnitude, with its sampling error.
public struct RiskMeasure: Sendable, Equatable, Named {
  public enum Kind: String, Sendable {
    /// Conditional expected drawdown: mean of the worst (1 - level) of the maximum drawdowns.
    case conditionalExpectedDrawdown = "CED"
    /// Value at risk: the loss that a share of (1 - level) of the paths exceeds.
    case valueAtRisk = "VaR"
    /// Expected shortfall: mean loss of those paths.
    case expectedShortfall = "ES"
  }

  public let kind: Kind
  /// 0.95: the worst twentieth.
  public let level: Double
  /// In the outcome's unit.
  public let value: Double
  /// At 95 %.
  public let interval: Interval

  public init(kind: Kind, level: Double, value: Double, interval: Interval) {
    self.kind = kind
    self.level = level
    self.value = value
    self.interval = interval
  }

  /// `ES95`.
  public var name: String { kind.rawValue + String(Int((100 * level).rounded())) }
}
