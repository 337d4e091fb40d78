import CGSL

/// How often a sound test fails.
package let falseAlarms = 1e-6

/// Chance of so few hits or fewer, where each of `trials` is one with probability `p`.
package func chance(ofAtMost hits: Int, of trials: Int, at p: Double) -> Double {
  gsl_cdf_binomial_P(UInt32(hits), p, UInt32(trials))
}

/// Numbers of misses that are no alarm: from the least that one trial in a million has at the lower of two
/// probabilities to the most at the upper. `possibleMisses(of: 1_000, at: 0.05...0.06)` is 21...99.
package func possibleMisses(of trials: Int, at p: ClosedRange<Double>) -> ClosedRange<Int> {
  let all = 0...trials
  let least = all.first {
    gsl_cdf_binomial_P(UInt32($0), p.lowerBound, UInt32(trials)) >= falseAlarms
  }
  let most = all.last { missed in
    missed == 0
      || gsl_cdf_binomial_Q(UInt32(missed - 1), p.upperBound, UInt32(trials)) >= falseAlarms
  }
  return (least ?? 0)...(most ?? trials)
}
