/// ARR that is stated for a date before the start, and what becomes of it until then.
public struct RollForward: Sendable, Hashable {
  /// Full name of the key, `zhipu.arr`.
  public let name: String
  public let asOf: CalendarDate
  /// From there to the start.
  public let years: Double
  /// That of the company.
  public let currency: String
  /// With every draw at its median; 0 where it is too large for a number.
  public let stated: Double
  public let atStart: Double

  /// Whether a mistyped date is likelier than a belief: more than two years, or three times as much or as
  /// little.
  public var isFar: Bool {
    years > 2 || atStart > 3 * stated || atStart < stated / 3
  }
}

/// A number that is stated for a date before the start, and what it has become by then.
struct StatedBeforeStart {
  /// Full name of the key.
  let name: String
  /// Full name of the series.
  let series: String
  let asOf: CalendarDate
  let years: Double
  let currency: String
  let stated: Number
  let atStart: Number
}
