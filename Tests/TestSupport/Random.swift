@preconcurrency import CGSL  // its generator types are global variables

/// GSL's Mersenne twister with a fixed seed: nothing of Ballpark's own.
package final class Random {
  private let state = gsl_rng_alloc(gsl_rng_mt19937)

  package init(seed: UInt) { gsl_rng_set(state, seed) }

  deinit { gsl_rng_free(state) }

  package func uniform() -> Double { gsl_rng_uniform_pos(state) }
  package func normal() -> Double { gsl_ran_ugaussian(state) }
  /// Below a bound.
  package func integer(_ bound: Int) -> Int { Int(gsl_rng_uniform_int(state, UInt(bound))) }
  package func bits() -> UInt64 {
    UInt64(gsl_rng_get(state)) << 32 | UInt64(gsl_rng_get(state))
  }

  package func values(_ count: Int, _ draw: (Random) -> Double) -> [Double] {
    (0..<count).map { _ in draw(self) }
  }
}

extension Array {
  /// Fisher-Yates.
  package func shuffled(by random: Random) -> [Element] {
    var values = self
    for last in stride(from: count - 1, to: 0, by: -1) {
      values.swapAt(last, random.integer(last + 1))
    }
    return values
  }
}
