import Statistics
import Text

extension OutcomeSummary {
  /// Whether its values are places on the grid.
  var isDate: Bool { !dates.isEmpty }

  /// The date of a place on the grid; nil for what is not finite.
  func date(_ steps: Double) -> String? {
    guard isDate, steps.isFinite else { return nil }
    // Bounded before it is a whole number, which a large one is not.
    return dates[Int(min(Double(dates.count - 1), max(0, steps.rounded())))]
  }

  /// A percentile as a reader sees it: a number or a date; where it had not happened by the horizon,
  /// what it exceeds.
  func text(of percentile: Percentile) -> String {
    if percentile.value == .infinity {
      let low = percentile.interval.low
      // What is beyond the grid is later than its last date.
      if isDate { return "after " + (date(low) ?? dates[dates.count - 1]).printable() }
      return low.isFinite
        ? "> " + Figure(low.rounded(digits: 2, .towardZero), error: 0, unit: unit).text : "later"
    }
    if let date = date(percentile.value) { return date.printable() }
    if unit == "count" { return Figure(percentile.value.rounded(), error: 0, unit: unit).text }
    // Where many paths share a value the error is none, yet nobody reads five digits.
    let isShared = percentile.interval.low == percentile.interval.high
    return isShared
      ? Figure(percentile.value.rounded(digits: 3), error: 0, unit: unit).text
      : Figure(percentile, unit: unit).text
  }

  /// A value of the outcome, for other programs: a number, an ISO date, or null where it had not
  /// happened by the horizon.
  func json(_ value: Double) -> JSON {
    guard isDate else { return .number(value) }
    return date(value).map { .text($0) } ?? .null
  }

  /// The same as a field of a table; empty for null.
  func field(_ value: Double) -> String { isDate ? date(value) ?? "" : value.shortest ?? "" }
}

extension Double {
  /// With a number of digits; its last may be rounded.
  func rounded(
    digits: Int, _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) -> Double {
    // Below that, powers of ten have no digits of their own.
    guard isFinite, magnitude >= Axis.divisible.lowerBound else { return self }
    var power = 1.0
    while power * 10 <= magnitude { power *= 10 }
    while power > magnitude { power /= 10 }
    for _ in 1..<digits { power /= 10 }
    // 2.9 / 0.1 is just below 29.
    let rounded = (self / power * (1 + 1e-12)).rounded(rule) * power
    // The largest numbers have no rounder one above.
    return rounded.isFinite ? rounded : self
  }
}
