// One operation per kernel. A block's columns stay in the caches, so a second pass costs a tenth of
// a nanosecond per path, and whoever reads a component sees its formula.
static void V(affine)(double *y, ck_number a, ck_number b, const double *x, int n) {
  EACH_VECTOR STORE(y + i, FMA(NUMBER(b, i), LOAD(x + i), NUMBER(a, i)));
}
static void V(add)(double *y, ck_number a, int n) {
  EACH_VECTOR STORE(y + i, LOAD(y + i) + NUMBER(a, i));
}
static void V(add_product)(double *y, ck_number a, const double *x, int n) {
  EACH_VECTOR STORE(y + i, FMA(NUMBER(a, i), LOAD(x + i), LOAD(y + i)));
}
static void V(add_term)(double *y, double *scale, ck_number a, int n) {
  EACH_VECTOR {
    f64 term = NUMBER(a, i);
    STORE(y + i, LOAD(y + i) + term);
    STORE(scale + i, LOAD(scale + i) + SIZE(term));
  }
}
static void V(settle)(double *y, const double *scale, double tolerance, int n) {
  EACH_VECTOR STORE(y + i, V(settled)(LOAD(y + i), tolerance * SIZE(LOAD(scale + i))));
}
static void V(multiply)(double *y, const double *a, ck_number b, int n) {
  EACH_VECTOR STORE(y + i, LOAD(a + i) * NUMBER(b, i));
}
static void V(divide)(double *y, const double *a, const double *b, int n) {
  EACH_VECTOR STORE(y + i, LOAD(a + i) / LOAD(b + i));
}
static void V(exp)(double *y, const double *x, int n) {
  EACH_VECTOR STORE(y + i, V(exponential)(LOAD(x + i)));
}
static void V(exp_times)(double *y, const double *x, ck_number c, int n) {
  EACH_VECTOR STORE(y + i, NUMBER(c, i) * V(exponential)(LOAD(x + i)));
}
static void V(exp_of_sum_times)(double *y, const double *a, const double *b, ck_number c,
                                int n) {
  EACH_VECTOR STORE(y + i, NUMBER(c, i) * V(exponential)(LOAD(a + i) + LOAD(b + i)));
}
static void V(logistic)(double *y, const double *x, int n) {
  EACH_VECTOR STORE(y + i, 1.0 / (1.0 + V(exponential)(-LOAD(x + i))));
}
static void V(triangular)(double *u, double low, double split, double high, int n) {
  const double width = high - low;
  EACH_VECTOR {
    f64 p = LOAD(u + i);
    f64 rising = FMA(ALL(width), SQRT(p * split), ALL(low));
    f64 falling = FMA(ALL(-width), SQRT((1.0 - p) * (1.0 - split)), ALL(high));
    STORE(u + i, V(choose)((s64)(p < split), rising, falling));
  }
}
static void V(evaluate_form)(double *out, const ck_form *form, ck_number x, ck_number y, int root,
                             int n) {
  const ck_form k = *form;
  EACH_VECTOR {
    f64 vx = NUMBER(x, i), vy = NUMBER(y, i);
    f64 slope = FMA(NUMBER(k.xx, i), vx, FMA(NUMBER(k.xy, i), vy, NUMBER(k.x, i)));
    f64 rest = FMA(FMA(NUMBER(k.yy, i), vy, NUMBER(k.y, i)), vy, NUMBER(k.constant, i));
    f64 value = FMA(slope, vx, rest);
    STORE(out + i, root ? SQRT(V(larger)(ALL(0), value)) : value);
  }
}
