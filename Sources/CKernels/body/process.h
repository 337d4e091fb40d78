// Transitions that take more than one operation.
static void V(mean_revert)(double *x, const double *z, ck_number a, ck_number b, ck_number c, int n) {
  EACH_VECTOR STORE(x + i, FMA(NUMBER(c, i), LOAD(z + i), FMA(NUMBER(b, i), LOAD(x + i), NUMBER(a, i))));
}
// Andersen (2008), (27) and (28): with r = 2 mean^2 / variance the value is a (b + z)^2. It is theirs where the
// variance is at most 1.5 mean^2.
static int V(move_variance)(uint32_t *path, double *v, double *before, const double *z,
                            const ck_variance *law, int n) {
  const ck_variance k = *law;
  int count = 0;
  EACH_VECTOR {
    f64 value = LOAD(v + i), mean = FMA(NUMBER(k.decay, i), value, NUMBER(k.pulled, i));
    f64 variance = FMA(NUMBER(k.slope, i), value, NUMBER(k.start, i));
    f64 r = 2.0 * mean * mean / variance, less = V(larger)(ALL(0), r - 1.0);
    f64 square = less + SQRT(r * less), sum = SQRT(square) + LOAD(z + i);
    STORE(before + i, value);
    STORE(v + i, mean / (1.0 + square) * sum * sum);
    count += V(append_negative)(r - 4.0 / 3.0, i, path + count);
  }
  return count;
}
static void V(move_below)(double *level, double *change, ck_number ceiling, int n) {
  EACH_VECTOR {
    f64 before = LOAD(level + i), after = V(smaller)(NUMBER(ceiling, i), before + LOAD(change + i));
    STORE(change + i, after - before);
    STORE(level + i, after);
  }
}
static void V(turn)(ck_clock clock, ck_number hazard, double time, double step, int n) {
  EACH_VECTOR {
    f64 before = LOAD(clock.hazard + i), now = NUMBER(hazard, i);
    s64 turns = ~((s64)(before == now) | (s64)(LOAD(clock.changed + i) == ALL(step)));
    if (V(signs)((f64)turns) == 0) continue;
    f64 next = LOAD(clock.next + i), standing = LOAD(clock.left + i);
    s64 runs = (s64)(now > ALL(0));
    f64 ahead = (next - time) * before;
    if (clock.length != 1) ahead /= clock.length;
    f64 left = V(choose)((s64)(before > ALL(0)), ahead, standing);
    f64 rings = V(choose)(runs, time + clock.length * left / now, ALL(__builtin_inf()));
    STORE(clock.hazard + i, V(choose)(turns, now, before));
    STORE(clock.next + i, V(choose)(turns, rings, next));
    STORE(clock.left + i, V(choose)(turns & ~runs, left, standing));
  }
}
static void V(floor_at_zero)(double *y, const double *x, ck_number a, ck_number b,
                             double tolerance, int n) {
  EACH_VECTOR {
    f64 value = LOAD(x + i), sum = V(settled)(value + NUMBER(a, i), tolerance * SIZE(value));
    STORE(y + i, V(larger)(ALL(0), sum) * NUMBER(b, i));
  }
}
static void V(lower_to_ratio)(double *y, const double *x, ck_number a, ck_number b, int n) {
  EACH_VECTOR {
    f64 ratio = (LOAD(x + i) + NUMBER(a, i)) / NUMBER(b, i);
    STORE(y + i, V(smaller)(ratio, LOAD(y + i)));
  }
}
static void V(drawdown)(double *restrict peak, double *restrict worst, double *restrict worst_peak,
                        const double *restrict x, int n) {
  EACH_VECTOR {
    f64 value = LOAD(x + i), top = V(larger)(value, LOAD(peak + i));
    f64 low = LOAD(worst + i), low_peak = LOAD(worst_peak + i);
    // value / top < low / low_peak; written so that a value that is no number counts as deepest.
    s64 deeper = ~(s64)(value * low_peak >= low * top);
    STORE(peak + i, top);
    STORE(worst + i, V(choose)(deeper, value, low));
    STORE(worst_peak + i, V(choose)(deeper, top, low_peak));
  }
}
static void V(drawdown_episode)(ck_episode deepest, double *restrict peak, double *restrict peak_step,
                       const double *restrict x, double step, double tolerance, int n) {
  const double equal = 1 - tolerance;
  EACH_VECTOR {
    f64 value = LOAD(x + i), top = V(larger)(value, LOAD(peak + i));
    s64 at_peak = (s64)(value >= equal * top);
    f64 since = V(choose)(at_peak, ALL(step), LOAD(peak_step + i));
    f64 low = LOAD(deepest.worst + i), low_peak = LOAD(deepest.peak + i);
    f64 recovery = LOAD(deepest.recovery + i);
    s64 deeper = ~(s64)(value * low_peak >= low * top) & ~at_peak;
    s64 recovered = (s64)(value >= equal * low_peak) & (s64)(recovery == ALL(__builtin_inf()));
    recovery = V(choose)(recovered, ALL(step), recovery);
    STORE(peak + i, top);
    STORE(peak_step + i, since);
    STORE(deepest.worst + i, V(choose)(deeper, value, low));
    STORE(deepest.peak + i, V(choose)(deeper, top, low_peak));
    STORE(deepest.from + i, V(choose)(deeper, since, LOAD(deepest.from + i)));
    STORE(deepest.trough + i, V(choose)(deeper, ALL(step), LOAD(deepest.trough + i)));
    STORE(deepest.recovery + i, V(choose)(deeper, ALL(__builtin_inf()), recovery));
  }
}
static void V(under_water)(double *restrict dates, double *restrict squares,
                           const double *restrict x, const double *restrict peak,
                           double tolerance, int n) {
  EACH_VECTOR {
    f64 value = LOAD(x + i), top = LOAD(peak + i), fall = (top - value) / top;
    s64 below = (s64)(value < (1 - tolerance) * top);
    STORE(dates + i, LOAD(dates + i) + V(choose)(below, ALL(1), ALL(0)));
    STORE(squares + i, FMA(fall, fall, LOAD(squares + i)));
  }
}
static void V(price_step)(double *restrict ratio, uint64_t *restrict falls, double *restrict before,
                          const double *restrict price, ck_number listed, ck_falls limits, int n) {
  EACH_VECTOR {
    f64 now = LOAD(price + i), last = LOAD(before + i), moved = now / last;
    s64 is_return = (s64)(last > ALL(0)) & (s64)(now >= ALL(0)) &
                    (s64)(now < ALL(__builtin_inf())) & (s64)(NUMBER(listed, i) > ALL(0));
    u64 passed = ((u64)(moved < ALL(limits.first)) & 1) | ((u64)(moved < ALL(limits.second)) & 1 << 16) |
                 ((u64)(moved < ALL(limits.third)) & 1ull << 32);
    if (ratio) STORE(ratio + i, V(choose)(is_return, moved, ALL(__builtin_nan(""))));
    STORE_BITS(falls + i, (passed | 1ull << 48) & (u64)is_return);
    STORE(before + i, now);
  }
}
static void V(count_falls)(uint64_t *restrict first, uint64_t *restrict second, uint64_t *restrict both,
                           const uint64_t *a, const uint64_t *b, int n) {
  EACH_VECTOR {
    u64 one = LOAD_BITS(a + i), two = LOAD_BITS(b + i);
    // Of a step on which the other has no return nothing counts.
    STORE_BITS(first + i, LOAD_BITS(first + i) + (one & -(two >> 48)));
    STORE_BITS(second + i, LOAD_BITS(second + i) + (two & -(one >> 48)));
    STORE_BITS(both + i, LOAD_BITS(both + i) + (one & two));
  }
}
