@preconcurrency import CGSL  // its generator types are global variables

/// GSL's Mersenne twister with a fixed seed: nothing of Ballpark's own.
final class Random {
  private let state = gsl_rng_alloc(gsl_rng_mt19937)

  init(seed: UInt) { gsl_rng_set(state, seed) }

  deinit { gsl_rng_free(state) }

  func uniform() -> Double { gsl_rng_uniform_pos(state) }
  func normal() -> Double { gsl_ran_ugaussian(state) }
  /// Below a bound.
  func integer(_ bound: Int) -> Int { Int(gsl_rng_uniform_int(state, UInt(bound))) }
  func bits() -> UInt64 { UInt64(gsl_rng_get(state)) << 32 | UInt64(gsl_rng_get(state)) }

  func values(_ count: Int, _ draw: (Random) -> Double) -> [Double] {
    (0..<count).map { _ in draw(self) }
  }
}

extension Array {
  /// Fisher-Yates.
  func shuffled(by random: Random) -> [Element] {
    var values = self
    for last in stride(from: count - 1, to: 0, by: -1) {
      values.swapAt(last, random.integer(last + 1))
    }
    return values
  }
}

/// Chance of so few hits or fewer, where each of `trials` is one with probability `p`.
func chance(ofAtMost hits: Int, of trials: Int, at p: Double) -> Double {
  gsl_cdf_binomial_P(UInt32(hits), p, UInt32(trials))
}
