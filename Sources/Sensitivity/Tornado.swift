import Statistics

/// What moves a number, and by how much: one bar for each driver, the longest first.
public struct Tornado: Sendable {
  /// How the bars came about.
  public enum Method: String, Sendable, CaseIterable {
    /// Each driver is held at a low and a high percentile of its own while the others are drawn; what happens
    /// is held at what can be of it.
    case swing
    /// One run: the statistic among the paths with the lowest and with the highest values of a driver.
    case conditional
    /// One run: Spearman's rank correlation of driver and value, path by path.
    case rank
  }

  public struct Bar: Sendable, Equatable, Named {
    /// Of the driver.
    public let name: String
    /// The metric at the driver's low and high end; nil for a correlation.
    public let low: IntervalEstimate?
    public let high: IntervalEstimate?
    /// High less low, or the correlation.
    public let swing: IntervalEstimate
    /// Whether the swing differs from 0 at a false-alarm rate of 5 % for all bars together (Bonferroni).
    public let isDistinguishable: Bool
    /// The metric in as many equal shares of the driver's distribution as have the size of a tail, at most
    /// 1,000 and no more than paths, from the lowest values to the highest: what lies between `low` and
    /// `high`. Empty unless the method is `conditional`; NaN where no path is. Their intervals take the
    /// shares' edges as they are in the run.
    public let bins: [IntervalEstimate]
    /// The places, among what the driver was held at, of the settings of `low` and `high`; empty unless the
    /// method is `swing`.
    public let places: [Int]

    public init(
      name: String, low: IntervalEstimate?, high: IntervalEstimate?, swing: IntervalEstimate,
      isDistinguishable: Bool, bins: [IntervalEstimate] = [], places: [Int] = []
    ) {
      self.name = name
      self.low = low
      self.high = high
      self.swing = swing
      self.isDistinguishable = isDistinguishable
      self.bins = bins
      self.places = places
    }
  }

  public let method: Method
  /// The share of the driver's distribution beyond each end: 0.1 for P10 and P90; 0 for a correlation.
  public let tail: Double
  /// The metric with every driver drawn; nil for a correlation.
  public let base: IntervalEstimate?
  /// By the size of the swing, the largest first.
  public let bars: [Bar]

  public init(method: Method, tail: Double, base: IntervalEstimate?, bars: [Bar]) {
    self.method = method
    self.tail = tail
    self.base = base
    self.bars = bars
  }

  /// Bars by the size of the swing, the largest first; those that are no number last. Equal ones go by
  /// name.
  ///
  /// Verified: `TornadoTests`.
  public static func ordered(_ bars: [Bar]) -> [Bar] {
    bars.sorted { first, second in
      let sizes = [first, second].map { $0.swing.value.isNaN ? -1 : abs($0.swing.value) }
      return sizes[0] == sizes[1] ? first.name < second.name : sizes[0] > sizes[1]
    }
  }
}
