// Transitions that take more than one operation.
static void V(mean_revert)(double *x, const double *z, ck_number a, ck_number b, ck_number c, int n) {
  EACH_VECTOR STORE(x + i, FMA(NUMBER(c, i), LOAD(z + i), FMA(NUMBER(b, i), LOAD(x + i), NUMBER(a, i))));
}
static void V(move_below)(double *level, double *change, ck_number ceiling, int n) {
  EACH_VECTOR {
    f64 before = LOAD(level + i), after = V(smaller)(NUMBER(ceiling, i), before + LOAD(change + i));
    STORE(change + i, after - before);
    STORE(level + i, after);
  }
}
static void V(floor_at_zero)(double *y, const double *x, ck_number a, ck_number b, int n) {
  EACH_VECTOR STORE(y + i, V(larger)(ALL(0), LOAD(x + i) + NUMBER(a, i)) * NUMBER(b, i));
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
