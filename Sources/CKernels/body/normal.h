// Standard normals by inversion (Wichura's AS 241): monotone in the uniform and one uniform each,
// which is what antithetic, stratified and correlated draws build on.
//
// With q = u - 1/2, 85 % of draws have |q| <= 0.425 and need one rational function of q². The other
// 15 % need a logarithm and a root as well. Branching per draw would be slow and doing both for all
// wasteful, so the first pass lists the tails and the second does only those.
enum { V(TAILS) = 1024 }; // draws per list: long enough to keep the pipeline full, and still in L1
#define CHUNK V(TAILS)

INLINE f64 V(ratio)(const double *above, const double *below, f64 x) {
  f64 x2 = x * x, x4 = x2 * x2;
  return V(degree7)(above, x, x2, x4) / V(degree7)(below, x, x2, x4);
}
// Negative outside the centre.
INLINE f64 V(inside)(f64 q) { return FMA(-q, q, ALL(0.180625)); }

// For |q| > 0.425. p = 1/2 - |q| is exact, so the tails are as accurate as the centre.
INLINE f64 V(tail)(f64 q) {
  const uint64_t sign_bit = 0x8000000000000000u;
  f64 r = SQRT(-V(logarithm)(0.5 - (f64)((u64)q & ~sign_bit)));
  f64 z = V(ratio)(TAIL_ABOVE, TAIL_BELOW, r - 1.6);
  s64 far = (s64)(r > 5.0); // p < 1.4e-11
  if (__builtin_expect(V(signs)((f64)far) != 0, 0))
    z = V(choose)(far, V(ratio)(FAR_ABOVE, FAR_BELOW, r - 5.0), z);
  return (f64)((u64)z | ((u64)q & sign_bit));
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
  for (int j = count; j < count + W; j++) list->q[j] = 0.45; // any tail: the last vector is full
  for (int j = 0; j < count; j += W) STORE(list->q + j, V(tail)(LOAD(list->q + j)));
  // One store each: a vector scatter is slower.
#pragma clang loop vectorize(disable)
  for (int j = 0; j < count; j++) z[list->place[j]] = list->q[j];
}
// q to z in place. Two vectors share one division, 1 / (da db): lanes i and i + 8 of each 16, which
// is fixed by the path's number and so part of the definition of a draw.
INLINE void V(invert_pairs)(double *restrict z, int n) {
  V(tail_list) tails;
  tails.count = 0;
  for (int i16 = 0; i16 < n; i16 += 16)
    for (int lane = 0; lane < 8; lane += W) {
      int i = i16 + lane;
      f64 qa = LOAD(z + i), qb = LOAD(z + i + 8);
      f64 ra = V(inside)(qa), rb = V(inside)(qb);
      f64 ra2 = ra * ra, ra4 = ra2 * ra2, rb2 = rb * rb, rb4 = rb2 * rb2;
      f64 na = qa * V(degree7)(CENTRE_ABOVE, ra, ra2, ra4), da = V(degree7)(CENTRE_BELOW, ra, ra2, ra4);
      f64 nb = qb * V(degree7)(CENTRE_ABOVE, rb, rb2, rb4), db = V(degree7)(CENTRE_BELOW, rb, rb2, rb4);
      f64 inverse = ALL(1.0) / (da * db);
      STORE(z + i, (na * db) * inverse);
      STORE(z + i + 8, (nb * da) * inverse);
      V(append)(&tails, ra, qa, i);
      V(append)(&tails, rb, qb, i + 8);
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
// neighbours. z holds count + W doubles.
INLINE void V(invert_each)(double *restrict z, int count) {
  V(tail_list) tails;
  tails.count = 0;
  for (int j = count; j < count + W; j++) z[j] = 0;
  for (int j = 0; j < count; j += W) {
    f64 q = LOAD(z + j), r = V(inside)(q);
    STORE(z + j, q * V(ratio)(CENTRE_ABOVE, CENTRE_BELOW, r));
    V(append)(&tails, r, q, j);
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
