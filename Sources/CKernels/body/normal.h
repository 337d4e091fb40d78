// Standard normals by inversion (Wichura's AS 241): monotone in the uniform and one uniform each,
// which is what antithetic, stratified and correlated draws build on.
//
// With q = u - 1/2, 85 % of draws have |q| <= 0.425 and need one rational function of q². The other
// 15 % need a logarithm and a root as well. Branching per draw would be slow and doing both for all
// wasteful, so the first pass lists the tails and the second does only those.
enum { V(TAILS) = 1024 }; // draws per list: long enough to keep the pipeline full, and still in L1
#define CHUNK V(TAILS)

INLINE f64x2 V(ratio)(const double *above, const double *below, f64x2 x) {
  f64x2 x2 = x * x, x4 = x2 * x2;
  return V(degree7x2)(above, x, x2, x4) / V(degree7x2)(below, x, x2, x4);
}
// For |q| > 0.425. p = 1/2 - |q| is exact, so the tails are as accurate as the centre.
INLINE f64x2 V(tail)(f64x2 q) {
  const uint64_t sign_bit = 0x8000000000000000u;
  f64x2 p = 0.5 - (f64x2)((u64x2)q & ~sign_bit);
  f64x2 r = __builtin_elementwise_sqrt(-V(logarithm)(p));
  f64x2 z = V(ratio)(TAIL_ABOVE, TAIL_BELOW, r - 1.6);
  s64x2 far = (s64x2)(r > 5.0); // p < 1.4e-11
  if (__builtin_expect(V(signs)(V(first_half)((f64x2)far)) | V(signs)(V(second_half)((f64x2)far)), 0)) {
    f64x2 beyond = V(ratio)(FAR_ABOVE, FAR_BELOW, r - 5.0);
    z = (f64x2)(((s64x2)beyond & far) | ((s64x2)z & ~far));
  }
  return (f64x2)((u64x2)z | ((u64x2)q & sign_bit));
}

// Draws whose tail is still to be done: their places and their q.
typedef struct {
  double q[CHUNK + 16] __attribute__((aligned(64)));
  uint32_t place[CHUNK + 16];
  int count;
} V(tail_list);

// Appends the lanes in which `inside` is negative. Without a branch: all lanes are written, those
// that count come first, and the next vector writes over the rest.
INLINE void V(append)(V(tail_list) *list, f64 inside, f64 q, int first) {
#if W == 8
  __mmask8 lanes = _mm512_movepi64_mask((__m512i)inside);
  _mm512_storeu_pd(list->q + list->count, _mm512_maskz_compress_pd(lanes, (__m512d)q));
#else
  unsigned lanes = V(signs)(inside);
  int count = list->count;
  for (int lane = 0; lane < W; lane++) {
    list->q[count] = q[lane];
    count += (int)(lanes >> lane & 1);
  }
#endif
  list->count += V(append_negative)(inside, first, list->place + list->count);
}
INLINE void V(fill_tails)(double *restrict z, V(tail_list) *list) {
  const int count = list->count;
  for (int j = count; j < count + 2 * W; j++) list->q[j] = 0.45; // any tail: fills the last vector
  for (int j = 0; j < count; j += 2 * W) STORE2(list->q + j, V(tail)(LOAD2(list->q + j)));
  // One store each: a vector scatter is slower.
#pragma clang loop vectorize(disable)
  for (int j = 0; j < count; j++) z[list->place[j]] = list->q[j];
}
// q to z in place. Two draws share one division, 1 / (da db): those of paths i and i + 8 of each 16,
// which is fixed by the path's number and so part of the definition of a draw.
INLINE void V(invert_pairs)(double *restrict z, int n) {
  V(tail_list) tails;
  tails.count = 0;
  for (int i16 = 0; i16 < n; i16 += 16)
    for (int lane = 0; lane < 8; lane += W) {
      int i = i16 + lane;
      f64x2 q;
      for (int j = 0; j < W; j++) q[j] = z[i + j], q[W + j] = z[i + 8 + j];
      f64x2 r = FMA2(-q, q, ALL2(0.180625)), r2 = r * r, r4 = r2 * r2;
      f64x2 above = q * V(degree7x2)(CENTRE_ABOVE, r, r2, r4);
      f64x2 below = V(degree7x2)(CENTRE_BELOW, r, r2, r4);
      f64 da = V(first_half)(below), db = V(second_half)(below);
      f64 inverse = ALL(1.0) / (da * db);
      STORE(z + i, (V(first_half)(above) * db) * inverse);
      STORE(z + i + 8, (V(second_half)(above) * da) * inverse);
      V(append)(&tails, V(first_half)(r), V(first_half)(q), i);
      V(append)(&tails, V(second_half)(r), V(second_half)(q), i + 8);
    }
  V(fill_tails)(z, &tails);
}
// Two passes, bits and then inversion: each keeps its constants in registers. One pass would spill.
static void V(normals)(double *z, int n, ck_at at) {
  for (int i = 0; i < n; i += CHUNK) {
    int m = n - i < CHUNK ? n - i : CHUNK;
    V(centred_uniforms)(z + i, m, at);
    V(invert_pairs)(z + i, m);
    at.path += CHUNK;
  }
}
// The same for a short list of unrelated draws: a division each, so that no draw depends on its
// neighbours. z holds count + 2 W doubles.
INLINE void V(invert_each)(double *restrict z, int count) {
  V(tail_list) tails;
  tails.count = 0;
  for (int j = count; j < count + 2 * W; j++) z[j] = 0;
  for (int j = 0; j < count; j += 2 * W) {
    f64x2 q = LOAD2(z + j), r = FMA2(-q, q, ALL2(0.180625));
    STORE2(z + j, q * V(ratio)(CENTRE_ABOVE, CENTRE_BELOW, r));
    V(append)(&tails, V(first_half)(r), V(first_half)(q), j);
    V(append)(&tails, V(second_half)(r), V(second_half)(q), j + W);
  }
  V(fill_tails)(z, &tails);
}
static void V(normals_from_centred)(double *z, int n) {
  double rest[CHUNK + 16] __attribute__((aligned(64)));
  for (int i = 0; i < n; i += CHUNK) { // the inversion writes past the end of its list
    int m = n - i < CHUNK ? n - i : CHUNK;
    memcpy(rest, z + i, (size_t)m * sizeof *z);
    V(invert_each)(rest, m);
    memcpy(z + i, rest, (size_t)m * sizeof *z);
  }
}
