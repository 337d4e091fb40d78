// Exponential and logarithm to about one unit in the last place, without a table.
//
// Polynomials are evaluated in pairs (Estrin): their depth is logarithmic in the degree, so the
// FMA units stay busy while Horner's chain would wait for itself.
INLINE f64 V(degree7)(const double *k, f64 x, f64 x2, f64 x4) {
  f64 k01 = FMA(ALL(k[1]), x, ALL(k[0])), k23 = FMA(ALL(k[3]), x, ALL(k[2]));
  f64 k45 = FMA(ALL(k[5]), x, ALL(k[4])), k67 = FMA(ALL(k[7]), x, ALL(k[6]));
  return FMA(FMA(k67, x2, k45), x4, FMA(k23, x2, k01));
}
// e^r - 1 with x = k ln 2 + r and |r| <= ln 2 / 2, and 2^k as its bits above those of 1. Adding 1.5 · 2^52
// rounds to an integer and leaves it in the low bits, from where a shift makes the exponent.
INLINE f64 V(reduced)(f64 x, u64 *power) {
  f64 shifted = FMA(x, ALL(1.4426950408889634074), ALL(0x1.8p52)), k = shifted - 0x1.8p52;
  f64 r = FMA(k, ALL(-LN2_LOW), FMA(k, ALL(-LN2_HIGH), x));
  f64 r2 = r * r, r4 = r2 * r2;
  f64 last = FMA(ALL(EXP_TERMS[9]), r, ALL(EXP_TERMS[8]));
  f64 terms = FMA(last, r4 * r4, V(degree7)(EXP_TERMS, r, r2, r4));
  *power = (u64)shifted << 52;
  return FMA(terms, r2, r);
}
// Clamped to where the result is a normal number.
INLINE f64 V(exponential)(f64 x) {
  u64 power;
  x = V(smaller)(ALL(709), V(larger)(ALL(-708), x)); // in this order a NaN stays a NaN
  f64 less_one = V(reduced)(x, &power);
  return (f64)((u64)(less_one + 1.0) + power);
}
// 2^k (e^r - 1) + (2^k - 1), for |x| < 709.
INLINE f64 V(exponential_less_one)(f64 x) {
  u64 power;
  f64 less_one = V(reduced)(x, &power), scale = (f64)((u64)ALL(1) + power);
  return FMA(scale, less_one, scale - 1.0);
}
INLINE f64x2 V(degree7x2)(const double *k, f64x2 x, f64x2 x2, f64x2 x4) {
  f64x2 k01 = FMA2(ALL2(k[1]), x, ALL2(k[0])), k23 = FMA2(ALL2(k[3]), x, ALL2(k[2]));
  f64x2 k45 = FMA2(ALL2(k[5]), x, ALL2(k[4])), k67 = FMA2(ALL2(k[7]), x, ALL2(k[6]));
  return FMA2(FMA2(k67, x2, k45), x4, FMA2(k23, x2, k01));
}
// u = 2^e (1 + x) with 1 + x in [sqrt(1/2), sqrt(2)), for u positive and normal.
INLINE f64x2 V(logarithm)(f64x2 u) {
  u64x2 above = (u64x2)u - 0x3FE6A09E667F3BCDu; // bits of sqrt(1/2)
  f64x2 e = (f64x2)(((above + (1024ull << 52)) >> 52) | 0x4330000000000000u) - (0x1p52 + 1024);
  f64x2 x = (f64x2)((above & 0xFFFFFFFFFFFFFu) + 0x3FE6A09E667F3BCDu) - 1.0;
  f64x2 x2 = x * x, x4 = x2 * x2, x8 = x4 * x4;
  f64x2 last = FMA2(ALL2(LOG_TERMS[18]), x2, FMA2(ALL2(LOG_TERMS[17]), x, ALL2(LOG_TERMS[16])));
  f64x2 terms = FMA2(FMA2(last, x8, V(degree7x2)(LOG_TERMS + 8, x, x2, x4)), x8,
                     V(degree7x2)(LOG_TERMS, x, x2, x4));
  f64x2 small = FMA2(x2, ALL2(-0.5), FMA2(e, ALL2(LN2_LOW), x));
  return FMA2(e, ALL2(LN2_HIGH), FMA2(x2 * x, terms, small));
}
// The same of one vector.
INLINE f64 V(logarithm_of)(f64 u) {
  f64x2 both;
  for (int lane = 0; lane < W; lane++) both[lane] = both[W + lane] = u[lane];
  return V(first_half)(V(logarithm)(both));
}
// With u = 1 + x rounded, ln(1 + x) = ln u + (x - (u - 1)) / u to the first order in what was lost. From -1 down it
// is no number.
INLINE f64 V(log_of_one_plus)(f64 x) {
  f64 u = 1.0 + x, value = V(logarithm_of)(u) + (x - (u - 1.0)) / u;
  return V(choose)((s64)(u > ALL(0)), value, ALL(__builtin_nan("")));
}
