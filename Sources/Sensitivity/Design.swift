import CGSL
import Statistics

/// Which points to look at.
public enum Design {
  /// Every combination of levels, one of each key; the last key changes fastest.
  ///
  /// - Parameter levels: The levels of each key, in order.
  /// - Returns: As many points as the product of the numbers of levels: one, without coordinates, where
  ///   there is no key, and none where a key has no level.
  ///
  /// Verified: `DesignTests`.
  public static func grid<Level>(_ levels: [[Level]]) -> [[Level]] {
    levels.reduce([[]]) { points, levels in
      points.flatMap { point in levels.map { point + [$0] } }
    }
  }

  /// A Latin hypercube sample of the unit cube: each coordinate has one point in each of n strata of
  /// equal width, at random within it, and the strata of different coordinates are matched at random.
  ///
  /// What adds up coordinate by coordinate it averages with an error far below that of random points;
  /// nothing with a larger one than n - 1 random points. Coordinates are drawn one after the other, so
  /// those of a dimension stay when another is added at the end.
  ///
  /// - Parameters:
  ///   - dimensions: 0 or more.
  ///   - points: n, 0 or more.
  ///   - seed: Of GSL's Mersenne twister, which has 32 bits of it: the halves are folded together.
  /// - Returns: For each point its coordinates, above 0 and below 1.
  ///
  /// Reference: McKay, Beckman & Conover (1979), Technometrics 21; Owen (1997), SIAM J. Numer. Anal. 34.
  /// Verified: `DesignTests`.
  public static func latinHypercube(dimensions: Int, points: Int, seed: UInt64) -> [[Double]] {
    precondition(dimensions >= 0 && points >= 0)
    guard points > 0 else { return [] }
    guard let generator = gsl_rng_alloc(gsl_mersenne_twister()) else {
      preconditionFailure("no memory for a generator")
    }
    defer { gsl_rng_free(generator) }
    gsl_rng_set(generator, UInt((seed ^ seed >> 32) & 0xFFFF_FFFF))
    let columns = (0..<dimensions).map { _ in
      var strata = Array(0..<points)
      gsl_ran_shuffle(generator, &strata, points, MemoryLayout<Int>.stride)
      return strata.map { (Double($0) + gsl_rng_uniform_pos(generator)) / Double(points) }
    }
    return (0..<points).map { point in columns.map { $0[point] } }
  }

  /// Evenly spaced numbers from one end to the other, both exact.
  ///
  /// - Parameters:
  ///   - from: The first, finite.
  ///   - to: The last, finite; may be below the first.
  ///   - count: At least 1, which is the first alone.
  ///
  /// Verified: `DesignTests`.
  public static func line(from first: Double, to last: Double, count: Int) -> [Double] {
    precondition(count >= 1 && first.isFinite && last.isFinite)
    let ends = min(first, last)...max(first, last)
    return (0..<count).map { index in
      if index == 0 { return first }
      if index == count - 1 { return last }
      // Weights that are whole numbers give what a person would write: 0.3, not 0.30000000000000004.
      let (step, steps) = (Double(index), Double(count - 1))
      let value = (first * (steps - step) + last * step) / steps
      return min(max(value, ends.lowerBound), ends.upperBound)
    }
  }

  /// Numbers in equal ratios from one end to the other, both exact.
  ///
  /// - Parameters:
  ///   - from: The first, finite and above 0.
  ///   - to: The last, finite and above 0.
  ///   - count: At least 1, which is the first alone.
  ///
  /// Verified: `DesignTests`.
  public static func geometricLine(from first: Double, to last: Double, count: Int) -> [Double] {
    precondition(first > 0 && last > 0)
    let ends = min(first, last)...max(first, last)
    let exponents = line(from: log(first), to: log(last), count: count)
    return exponents.enumerated().map { index, exponent in
      if index == 0 { return first }
      if index == count - 1 { return last }
      return min(max(exp(exponent), ends.lowerBound), ends.upperBound)
    }
  }
}
