// Clocks whose hazard is a rate and beside it an excess that fades, on listed paths.

// Where there are fewer than a vector, the last path stands for those that there are not.
INLINE f64 V(of_paths)(ck_number x, const uint32_t *path, int count) {
  f64 values;
  for (int lane = 0; lane < W; lane++) values[lane] = x.p[path[lane < count ? lane : count - 1] & x.mask];
  return values;
}
INLINE void V(to_paths)(double *x, const uint32_t *path, int count, f64 values) {
  for (int lane = 0; lane < W && lane < count; lane++) x[path[lane]] = values[lane];
}
// How long it takes to use up a budget; infinity where it never is. What is used up is concave in time, rate t +
// whole (1 - e^(-speed t)): Newton's steps go up to the root from below. Chebyshev's third order takes half as many;
// where one goes beyond, the next comes back.
INLINE f64 V(time_to_use_up)(f64 budget, f64 rate, f64 excess, f64 speed) {
  const f64 never = ALL(__builtin_inf());
  f64 whole = excess / speed, part = budget / whole;
  s64 runs = (s64)(rate > 0), fades = (s64)(excess > 0);
  f64 time = V(choose)(runs, budget / rate, never);
  s64 alone = fades & ~runs & (s64)(part < 1);
  if (V(signs)((f64)alone)) time = V(choose)(alone, -V(log_of_one_plus)(-part) / speed, time);
  s64 going = fades & runs & (s64)(budget < never);
  time = V(choose)(going, V(larger)(budget / (rate + excess), (budget - whole) / rate), time);
  for (int round = 0; round < 100 && V(signs)((f64)going); round++) {
    // Behind e^-50 nothing is left of the excess.
    f64 faded = V(exponential_less_one)(V(larger)(ALL(-50), -speed * time)), left = excess * (1.0 + faded);
    f64 first = (budget - rate * time + whole * faded) / (rate + left);
    f64 bend = V(smaller)(ALL(1), 0.5 * first * speed * left / (rate + left));
    f64 step = V(choose)((s64)(first > 0), first * (1.0 + bend), first);
    time = V(choose)(going, time + step, time);
    // What is left to go is of the order of its cube.
    going &= (s64)(SIZE(step) > 1e-6 * time);
  }
  return time;
}
#define OF(column) V(of_paths)((ck_number){clock.column, ~(size_t)0}, paths, rest)
static void V(find_rings)(ck_excited clock, const uint32_t *path, int count) {
  for (int i = 0; i < count; i += W) {
    const uint32_t *paths = path + i;
    const int rest = count - i;
    f64 excess = OF(open) * OF(level), speed = V(of_paths)(clock.speed, paths, rest);
    V(to_paths)(clock.next, paths, rest, OF(since) + V(time_to_use_up)(OF(left), OF(hazard), excess, speed));
  }
}
static void V(rewind)(ck_excited clock, ck_number jump, const uint32_t *path, const double *drawn, int count) {
  for (int i = 0; i < count; i += W) {
    const uint32_t *paths = path + i;
    const int rest = count - i;
    f64 passed = OF(next) - OF(since);
    f64 kept = V(exponential)(-V(of_paths)(clock.speed, paths, rest) * passed);
    V(to_paths)(clock.level, paths, rest, FMA(kept, OF(level), V(of_paths)(jump, paths, rest)));
    V(to_paths)(clock.since, paths, rest, OF(next));
  }
  for (int i = 0; i < count; i++) clock.left[path[i]] = drawn[i];
  V(find_rings)(clock, path, count);
}
#undef OF
