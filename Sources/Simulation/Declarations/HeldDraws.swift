/// What is taken for given of numbers that are drawn. All other draws stay as they are, also those that are
/// correlated with what is held.
///
/// Verified: `StressTests`.
public struct HeldDraws: Sendable {
  /// Of drivers by full name: the percentiles, as parts of 1, between which they are drawn; below 1 and rising.
  public var drivers: [String: ClosedRange<Double>] = [:]
  /// Of processes by full name: their standard normals, by the date on which a step ends.
  public var shocks: [String: [CalendarDate: Double]] = [:]
  /// Of companies by name: what their share prices do.
  public var replays: [String: Replay] = [:]

  /// Returns of a share price, one a step.
  public struct Replay: Sendable, Hashable {
    /// The first step ends on this date, or on the first of the grid after it.
    public let from: CalendarDate
    /// Simple ones, above -1.
    public let returns: [Double]

    public init(from: CalendarDate, returns: [Double]) {
      self.from = from
      self.returns = returns
    }
  }

  public init() {}
}

extension TimeGrid {
  /// The first step that ends on a date or after it, from 1; the last where none does.
  func step(on date: CalendarDate) -> Int {
    min(max(Int(place(of: date).rounded(.up)), 1), steps)
  }
}
