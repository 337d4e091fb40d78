@preconcurrency import CGSL  // its generator types are global variables

/// GSL's Mersenne twister with a fixed seed: nothing of Ballpark's own.
final class Random {
  private let state = gsl_rng_alloc(gsl_rng_mt19937)

  init(seed: UInt) { gsl_rng_set(state, seed) }

  deinit { gsl_rng_free(state) }

  func uniform() -> Double { gsl_rng_uniform_pos(state) }
  func normal() -> Double { gsl_ran_ugaussian(state) }

  func values(_ count: Int, _ draw: (Random) -> Double) -> [Double] {
    (0..<count).map { _ in draw(self) }
  }
}
