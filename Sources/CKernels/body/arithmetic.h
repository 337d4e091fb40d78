// One operation per kernel, but for sums of many parts and forms. A block's columns stay in the caches, so a second pass costs a tenth of
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
static void V(add_up)(double *y, ck_number a, ck_number b, const double *x, const ck_number *terms,
                      int count, double tolerance, int n) {
  EACH_VECTOR {
    f64 given = LOAD(x + i), sum = FMA(NUMBER(b, i), given, NUMBER(a, i)), size = SIZE(given);
    for (int j = 0; j < count; j++) {
      f64 term = NUMBER(terms[j], i);
      sum += term;
      size += SIZE(term);
    }
    STORE(y + i, V(settled)(sum, tolerance * size));
  }
}
static void V(settle)(double *y, const double *scale, double tolerance, int n) {
  EACH_VECTOR STORE(y + i, V(settled)(LOAD(y + i), tolerance * SIZE(LOAD(scale + i))));
}
static void V(multiply)(double *y, const double *a, ck_number b, int n) {
  EACH_VECTOR STORE(y + i, LOAD(a + i) * NUMBER(b, i));
}
static void V(subtract)(double *y, ck_number a, ck_number b, int n) {
  EACH_VECTOR STORE(y + i, NUMBER(a, i) - NUMBER(b, i));
}
static void V(replace)(double *y, const double *x, double value, ck_number a, int n) {
  EACH_VECTOR STORE(y + i, V(choose)((s64)(LOAD(x + i) == ALL(value)), NUMBER(a, i), LOAD(y + i)));
}
static int V(inside)(const double *x, double least, double greatest, int n) {
  s64 inside = {};
  EACH_VECTOR inside -= (s64)(LOAD(x + i) >= ALL(least)) & (s64)(LOAD(x + i) <= ALL(greatest));
  int64_t count = 0;
  for (int lane = 0; lane < W; lane++) count += inside[lane];
  return (int)count;
}
static double V(greatest)(const double *x, int n) {
  f64 most = ALL(-__builtin_inf());
  EACH_VECTOR most = V(larger)(LOAD(x + i), most);
  double greatest = most[0];
  for (int lane = 1; lane < W; lane++) greatest = most[lane] > greatest ? most[lane] : greatest;
  return greatest;
}
static void V(divide)(double *y, const double *a, const double *b, int n) {
  EACH_VECTOR STORE(y + i, LOAD(a + i) / LOAD(b + i));
}
static void V(quotient_or)(double *y, const double *a, const double *b, ck_number other, int n) {
  EACH_VECTOR {
    f64 below = LOAD(b + i);
    STORE(y + i, V(choose)((s64)(below == ALL(0)), NUMBER(other, i), LOAD(a + i) / below));
  }
}
static void V(exp)(double *y, const double *x, int n) {
  EACH_VECTOR STORE(y + i, V(exponential)(LOAD(x + i)));
}
static void V(expm1)(double *y, const double *x, int n) {
  EACH_VECTOR STORE(y + i, V(exponential_less_one)(LOAD(x + i)));
}
static void V(log)(double *y, const double *x, int n) {
  EACH_VECTOR {
    f64 given = LOAD(x + i);
    s64 isTaken = (s64)(given >= ALL(0x1p-1022)) & (s64)(given < ALL(__builtin_inf()));
    STORE(y + i, V(choose)(isTaken, V(logarithm_of)(given), ALL(__builtin_nan(""))));
  }
}
// With u = 1 + x rounded, ln(1 + x) = ln u + (x - (u - 1)) / u to the first order in what was lost.
static void V(log1p)(double *y, const double *x, int n) {
  EACH_VECTOR {
    f64 given = LOAD(x + i), u = 1.0 + given;
    f64 value = V(logarithm_of)(u) + (given - (u - 1.0)) / u;
    STORE(y + i, V(choose)((s64)(u > ALL(0)), value, ALL(__builtin_nan(""))));
  }
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
static void V(along)(double *y, const double *x, const double *at, const double *slope,
                     const ck_number *values, int points, int n) {
  EACH_VECTOR {
    f64 given = LOAD(x + i), value = NUMBER(values[0], i);
    for (int j = 1; j < points; j++) {
      // What is no number stays so.
      f64 share = V(larger)(ALL(0), (given - at[j - 1]) * slope[j - 1]), next = NUMBER(values[j], i);
      value = V(choose)((s64)(share >= 1.0), next, FMA(next - value, share, value));
    }
    STORE(y + i, value);
  }
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
// a b + c, of which some may be left out: terms that are 0 cost nothing.
INLINE f64 V(term)(int has_a, f64 a, f64 b, int has_c, f64 c) {
  return has_a ? has_c ? FMA(a, b, c) : a * b : has_c ? c : ALL(0);
}
INLINE void V(evaluate)(double *out, const ck_form *form, ck_number x, ck_number y, int root, int n,
                        int terms) {
  const ck_form k = *form;
  const int constant = terms & CK_CONSTANT, yy = terms & CK_YY, xx = terms & CK_XX;
  const int of_y = terms & (CK_Y | CK_YY), of_x = terms & (CK_X | CK_XX | CK_XY);
  EACH_VECTOR {
    f64 vx = NUMBER(x, i), vy = NUMBER(y, i);
    f64 cross = V(term)(terms & CK_XY, NUMBER(k.xy, i), vy, terms & CK_X, NUMBER(k.x, i));
    f64 slope = V(term)(xx, NUMBER(k.xx, i), vx, terms & (CK_XY | CK_X), cross);
    f64 inner = V(term)(yy, NUMBER(k.yy, i), vy, terms & CK_Y, NUMBER(k.y, i));
    f64 rest = V(term)(of_y, inner, vy, constant, NUMBER(k.constant, i));
    f64 value = V(term)(of_x, slope, vx, of_y | constant, rest);
    STORE(out + i, root ? SQRT(V(larger)(ALL(0), value)) : value);
  }
}
static void V(evaluate_form)(double *out, const ck_form *form, ck_number x, ck_number y, int root,
                             int n) {
  switch (form->terms) { // those that models have
  case CK_X: return V(evaluate)(out, form, x, y, root, n, CK_X);
  case CK_X | CK_Y: return V(evaluate)(out, form, x, y, root, n, CK_X | CK_Y);
  case CK_CONSTANT | CK_YY: return V(evaluate)(out, form, x, y, root, n, CK_CONSTANT | CK_YY);
  case CK_XX | CK_YY: return V(evaluate)(out, form, x, y, root, n, CK_XX | CK_YY);
  case CK_XX | CK_XY | CK_YY: return V(evaluate)(out, form, x, y, root, n, CK_XX | CK_XY | CK_YY);
  default:
    V(evaluate)(out, form, x, y, root, n, CK_CONSTANT | CK_X | CK_Y | CK_XX | CK_XY | CK_YY);
  }
}
