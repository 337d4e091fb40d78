// Exponential and logarithm to about one unit in the last place, without a table.
//
// Polynomials are evaluated in pairs (Estrin): their depth is logarithmic in the degree, so the
// FMA units stay busy while Horner's chain would wait for itself.
INLINE f64 V(degree7)(const double *k, f64 x, f64 x2, f64 x4) {
  f64 k01 = FMA(ALL(k[1]), x, ALL(k[0])), k23 = FMA(ALL(k[3]), x, ALL(k[2]));
  f64 k45 = FMA(ALL(k[5]), x, ALL(k[4])), k67 = FMA(ALL(k[7]), x, ALL(k[6]));
  return FMA(FMA(k67, x2, k45), x4, FMA(k23, x2, k01));
}
// x = k ln 2 + r with |r| <= ln 2 / 2. Adding 1.5 · 2^52 rounds to an integer and leaves it in the
// low bits, from where a shift makes the exponent. Clamped to where the result is a normal number.
INLINE f64 V(exponential)(f64 x) {
  x = V(smaller)(ALL(709), V(larger)(ALL(-708), x)); // in this order a NaN stays a NaN
  f64 shifted = FMA(x, ALL(1.4426950408889634074), ALL(0x1.8p52)), k = shifted - 0x1.8p52;
  f64 r = FMA(k, ALL(-LN2_LOW), FMA(k, ALL(-LN2_HIGH), x));
  f64 r2 = r * r, r4 = r2 * r2;
  f64 last = FMA(ALL(EXP_TERMS[9]), r, ALL(EXP_TERMS[8]));
  f64 terms = FMA(last, r4 * r4, V(degree7)(EXP_TERMS, r, r2, r4));
  f64 power = FMA(terms, r2, r) + 1.0;
  return (f64)((u64)power + ((u64)shifted << 52));
}
// u = 2^e (1 + x) with 1 + x in [sqrt(1/2), sqrt(2)), for u positive and normal.
INLINE f64 V(logarithm)(f64 u) {
  u64 above = (u64)u - ALL_BITS(0x3FE6A09E667F3BCDu); // bits of sqrt(1/2)
  f64 e = (f64)(((above + (1024ull << 52)) >> 52) | 0x4330000000000000u) - (0x1p52 + 1024);
  f64 x = (f64)((above & 0xFFFFFFFFFFFFFu) + 0x3FE6A09E667F3BCDu) - 1.0;
  f64 x2 = x * x, x4 = x2 * x2, x8 = x4 * x4;
  f64 last = FMA(ALL(LOG_TERMS[18]), x2, FMA(ALL(LOG_TERMS[17]), x, ALL(LOG_TERMS[16])));
  f64 terms = FMA(FMA(last, x8, V(degree7)(LOG_TERMS + 8, x, x2, x4)), x8,
                  V(degree7)(LOG_TERMS, x, x2, x4));
  f64 small = FMA(x2, ALL(-0.5), FMA(e, ALL(LN2_LOW), x));
  return FMA(e, ALL(LN2_HIGH), FMA(x2 * x, terms, small));
}
