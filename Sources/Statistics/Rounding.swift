/// What rounding may do to a number: how far two that would be equal without it can lie apart.
///
/// A logarithm of the size of ten that is moved in each of 65,535 steps, the most that a run has, is off
/// by 1e-10 at worst. So numbers that differ by less than a billionth count as equal, in questions,
/// groups, observations, insolvency and break-even alike; no person means such a difference.
package enum Rounding {
  /// Of a number, the part that may be rounding.
  package static let tolerance = 1e-9

  /// The least that is surely above a level: `above(level) < x` holds where x is above it.
  package static func above(_ level: Double) -> Double { level + tolerance * abs(level) }

  /// The greatest that is surely below a level.
  package static func below(_ level: Double) -> Double { level - tolerance * abs(level) }

  /// An infinite number is equal to itself alone.
  package static func areEqual(_ value: Double, _ other: Double) -> Bool {
    let distance = abs(value - other)
    return value == other
      || (distance.isFinite && distance <= tolerance * max(abs(value), abs(other)))
  }

  /// A sum, or 0 where all that is left of its terms may be rounding; what is too large for a number is
  /// none.
  ///
  /// - Parameter scale: The sum of their sizes.
  package static func settled(_ sum: Double, scale: Double) -> Double {
    let rounding = tolerance * scale
    return rounding.isFinite && abs(sum) <= rounding ? 0 : sum
  }
}
