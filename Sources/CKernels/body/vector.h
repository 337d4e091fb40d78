// Vectors of W doubles and the few operations on them that need more than an operator.
// Loads and stores may be unaligned by type, so that lists need no padding to vector boundaries.
typedef double V(f64) __attribute__((vector_size(8 * W), aligned(8)));
typedef uint64_t V(u64) __attribute__((vector_size(8 * W), aligned(8)));
typedef int64_t V(s64) __attribute__((vector_size(8 * W), aligned(8)));
typedef uint32_t V(u32) __attribute__((vector_size(4 * W), aligned(4)));
// Two vectors as one: each operation becomes two neighbouring instructions. Long chains of dependent
// operations run twice as fast this way, because the processor's window holds two of them at once.
typedef double V(f64x2) __attribute__((vector_size(16 * W), aligned(8)));
typedef uint64_t V(u64x2) __attribute__((vector_size(16 * W), aligned(8)));
typedef int64_t V(s64x2) __attribute__((vector_size(16 * W), aligned(8)));
#define f64 V(f64)
#define f64x2 V(f64x2)
#define u64x2 V(u64x2)
#define s64x2 V(s64x2)
#define u64 V(u64)
#define s64 V(s64)
#define u32 V(u32)

#define LOAD(p) (*(const f64 *)(p))
#define STORE(p, v) (*(f64 *)(p) = (v))
#define LOAD_BITS(p) (*(const u64 *)(p))
#define STORE_BITS(p, v) (*(u64 *)(p) = (v))
#define NUMBER(q, i) LOAD((q).p + ((size_t)(i) & (q).mask))
#define FMA(a, b, c) __builtin_elementwise_fma((f64)(a), (f64)(b), (f64)(c))
#define SQRT(a) __builtin_elementwise_sqrt((f64)(a))
#define SIZE(a) __builtin_elementwise_abs((f64)(a))
#define ALL(x) V(all)(x)
#define ALL_BITS(x) V(all_bits)(x)
#define LOAD2(p) (*(const f64x2 *)(p))
#define STORE2(p, v) (*(f64x2 *)(p) = (v))
#define FMA2(a, b, c) __builtin_elementwise_fma((f64x2)(a), (f64x2)(b), (f64x2)(c))
#define ALL2(x) V(all2)(x)
#define EACH_VECTOR for (int i = 0; i < n; i += W)

INLINE f64 V(all)(double x) { return (f64){} + x; }
INLINE f64x2 V(all2)(double x) { return (f64x2){} + x; }
INLINE f64 V(first_half)(f64x2 x) {
  f64 half;
  for (int lane = 0; lane < W; lane++) half[lane] = x[lane];
  return half;
}
INLINE f64 V(second_half)(f64x2 x) {
  f64 half;
  for (int lane = 0; lane < W; lane++) half[lane] = x[W + lane];
  return half;
}
INLINE u64 V(all_bits)(uint64_t x) { return (u64){} + x; }
INLINE u64 V(lane_numbers)(void) {
  u64 lanes;
  for (int lane = 0; lane < W; lane++) lanes[lane] = (uint64_t)lane;
  return lanes;
}
INLINE f64 V(choose)(s64 mask, f64 yes, f64 no) {
  return (f64)(((s64)yes & mask) | ((s64)no & ~mask));
}
// Comparisons, not minpd: with a NaN in either place the second argument is the result, on any
// instruction set.
INLINE f64 V(smaller)(f64 x, f64 y) { return V(choose)((s64)(x < y), x, y); }
INLINE f64 V(larger)(f64 x, f64 y) { return V(choose)((s64)(x > y), x, y); }
// A sum of which no more is left than rounding is 0. A NaN stays one, and so does what is too large
// for a number: nothing is known of what it would have left.
INLINE f64 V(settled)(f64 sum, f64 rounding) {
  s64 isRounding = (s64)(SIZE(sum) <= rounding) & (s64)(rounding < ALL(__builtin_inf()));
  return V(choose)(isRounding, ALL(0), sum);
}

// One bit per lane: its sign.
INLINE unsigned V(signs)(f64 x) {
#if W == 8
  return _mm512_movepi64_mask((__m512i)x);
#elif W == 4
  return (unsigned)_mm256_movemask_pd((__m256d)x);
#else
  unsigned bits = 0;
  for (int lane = 0; lane < W; lane++) bits |= (unsigned)(((u64)x)[lane] >> 63) << lane;
  return bits;
#endif
}
// Appends first + lane for each lane with its sign set; writes up to W entries, returns how many
// count. A list built this way costs no branch per lane.
INLINE int V(append_negative)(f64 sign, int first, uint32_t *list) {
#if W == 8
  __mmask8 lanes = _mm512_movepi64_mask((__m512i)sign);
  __m256i numbers = _mm256_add_epi32(_mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0), _mm256_set1_epi32(first));
  _mm256_storeu_si256((__m256i *)list, _mm256_maskz_compress_epi32(lanes, numbers));
  return __builtin_popcount(lanes);
#else
  int count = 0;
  unsigned lanes = V(signs)(sign);
  for (int lane = 0; lane < W; lane++) {
    list[count] = (uint32_t)(first + lane);
    count += (int)(lanes >> lane & 1);
  }
  return count;
#endif
}
