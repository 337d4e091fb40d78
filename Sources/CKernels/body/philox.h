// Philox4x32-10 (Salmon et al. 2011), W counters at a time.
//
// Each 32-bit word lives in the low half of a 64-bit lane, because the machine multiplies
// 32 x 32 -> 64 bits per such lane: both halves of a round's product are then at hand.
INLINE u64 V(product)(u64 a, u64 b) {
#if W == 8
  return (u64)_mm512_mul_epu32((__m512i)a, (__m512i)b);
#elif W == 4
  return (u64)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#else
  return (a & 0xffffffffu) * (b & 0xffffffffu);
#endif
}
// The high word of each product. On AVX-512 a shuffle, not a shift: shifts would queue behind the
// multiplications on the same port. (asm, because the compiler turns the intrinsic into a shift.)
INLINE u64 V(high_word)(u64 a) {
#if W == 8
  u64 high;
  __asm__("vpshufd $0xF5,%1,%0" : "=v"(high) : "v"(a));
  return high;
#else
  return a >> 32;
#endif
}
// Two blocks of counters at once: a round is a chain of dependent operations, and the processor
// looks too short a way ahead to find the next block's by itself. Interleaved, it need not.
typedef struct {
  u64 a, b; // for paths i … and for paths i + 8 …
} V(bits_pair);

INLINE void V(philox_of_steps)(u64 word[2], u64 step[2], ck_at at, V(bits_pair) out[2]) {
  const u64 m0 = ALL_BITS(0xD2511F53u), m1 = ALL_BITS(0xCD9E8D57u);
  uint32_t k0 = (uint32_t)at.seed, k1 = (uint32_t)(at.seed >> 32);
  u64 c0[2], c1[2], c2[2], c3[2];
  for (int j = 0; j < 2; j++) {
    c0[j] = word[j];
    c1[j] = step[j];
    c2[j] = ALL_BITS((uint32_t)at.source);
    c3[j] = ALL_BITS(at.source >> 32);
  }
#pragma unroll
  for (int round = 0; round < 10; round++) {
#pragma unroll
    for (int j = 0; j < 2; j++) {
      u64 p0 = V(product)(c0[j], m0), p1 = V(product)(c2[j], m1);
      c0[j] = V(high_word)(p1) ^ c1[j] ^ ALL_BITS(k0);
      c1[j] = p1; // its upper half is never looked at
      c2[j] = V(high_word)(p0) ^ c3[j] ^ ALL_BITS(k1);
      c3[j] = p0;
    }
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  for (int j = 0; j < 2; j++) {
#if defined(__x86_64__)
    // Hides where the words come from: the compiler would merge the shifts below with the last
    // round's product into slow 64-bit multiplications.
    __asm__("" : "+v"(c0[j]), "+v"(c1[j]), "+v"(c2[j]), "+v"(c3[j]));
#endif
    out[j].a = (c0[j] << 32) | (c1[j] & 0xffffffffu);
    out[j].b = (c2[j] << 32) | (c3[j] & 0xffffffffu);
  }
}
INLINE void V(philox)(u64 word[2], ck_at at, V(bits_pair) out[2]) {
  u64 step[2] = {ALL_BITS(at.step), ALL_BITS(at.step)};
  V(philox_of_steps)(word, step, at, out);
}
// The bits of neighbouring paths, 32 to a turn: each 16 of them share 8 counters, which give one half
// of their 128 bits to path p and the other to path p + 8.
#define EACH_PAIR_OF_BITS(at, n, i, a, b, body)                                                    \
  for (int i##32 = 0; i##32 < (n); i##32 += 32)                                                    \
    for (int lane_ = 0; lane_ < 8; lane_ += W) {                                                   \
      u64 words_[2];                                                                               \
      V(bits_pair) pairs_[2];                                                                      \
      for (int j_ = 0; j_ < 2; j_++)                                                               \
        words_[j_] = V(lane_numbers)() + ALL_BITS((uint32_t)(((at).path + (uint64_t)i##32) >> 1) + \
                                                  (uint32_t)(8 * j_ + lane_));                     \
      V(philox)(words_, at, pairs_);                                                               \
      for (int j_ = 0; j_ < 2; j_++) {                                                             \
        const int i = i##32 + 16 * j_ + lane_;                                                     \
        const u64 a = pairs_[j_].a, b = pairs_[j_].b;                                              \
        body                                                                                       \
      }                                                                                            \
    }

static void V(bits)(uint64_t *bits, int n, ck_at at) {
  EACH_PAIR_OF_BITS(at, n, i, a, b, { STORE_BITS(bits + i, a); STORE_BITS(bits + i + 8, b); })
}
// (k + 1/2) / 2^52 - 1/2 with k the upper 52 bits, exactly: it is a multiple of 2^-53 below 1/2.
INLINE f64 V(centred)(u64 bits) {
#if W == 8
  return FMA(__builtin_convertvector(bits >> 12, f64), ALL(0x1p-52), ALL(0x1p-53 - 0.5));
#else // no conversion of 64-bit integers: k becomes the mantissa of a number in [1, 2)
  return ((f64)((bits >> 12) | 0x3FF0000000000000u) - 1.5) + 0x1p-53;
#endif
}
static void V(centred_uniforms)(double *q, int n, ck_at at) {
  EACH_PAIR_OF_BITS(at, n, i, a, b,
                    { STORE(q + i, V(centred)(a)); STORE(q + i + 8, V(centred)(b)); })
}
static void V(uniforms)(double *u, int n, ck_at at) {
  EACH_PAIR_OF_BITS(at, n, i, a, b, {
    STORE(u + i, V(centred)(a) + 0.5);
    STORE(u + i + 8, V(centred)(b) + 0.5);
  })
}
