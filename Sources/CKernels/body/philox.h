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
INLINE void V(philox)(u64 c0, u64 c1, u64 c2, u64 c3, uint64_t seed, u64 *first, u64 *second) {
  const u64 m0 = ALL_BITS(0xD2511F53u), m1 = ALL_BITS(0xCD9E8D57u);
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
#pragma unroll
  for (int round = 0; round < 10; round++) {
    u64 p0 = V(product)(c0, m0), p1 = V(product)(c2, m1);
    c0 = V(high_word)(p1) ^ c1 ^ ALL_BITS(k0);
    c1 = p1; // its upper half is never looked at
    c2 = V(high_word)(p0) ^ c3 ^ ALL_BITS(k1);
    c3 = p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
#if defined(__x86_64__)
  // Hides where the words come from: the compiler would merge the shifts below with the last
  // round's product into slow 64-bit multiplications.
  __asm__("" : "+v"(c0), "+v"(c1), "+v"(c2), "+v"(c3));
#endif
  *first = (c0 << 32) | (c1 & 0xffffffffu);
  *second = (c2 << 32) | (c3 & 0xffffffffu);
}
// The bits of 16 neighbouring paths, from 8 blocks: half of each block for path p, half for p + 8.
#define EACH_SIXTEEN_BITS(at, n, i, a, b, body)                                                    \
  for (int i##16 = 0; i##16 < (n); i##16 += 16)                                                    \
    for (int lane_ = 0; lane_ < 8; lane_ += W) {                                                   \
      int i = i##16 + lane_;                                                                       \
      u64 a, b, word_ = ALL_BITS((uint32_t)(((at).path + (uint64_t)i##16) >> 1) + (uint32_t)lane_) + \
                        V(lane_numbers)();                                                         \
      V(philox)(word_, ALL_BITS((at).step), ALL_BITS((uint32_t)(at).source),                       \
                ALL_BITS((at).source >> 32), (at).seed, &a, &b);                                   \
      body                                                                                         \
    }

static void V(bits)(uint64_t *bits, int n, ck_at at) {
  EACH_SIXTEEN_BITS(at, n, i, a, b, { STORE_BITS(bits + i, a); STORE_BITS(bits + i + 8, b); })
}
// (k + 1/2) / 2^52 - 1/2, exactly: the upper 52 bits become the mantissa of a number in [1, 2).
INLINE f64 V(centred)(u64 bits) {
  return ((f64)((bits >> 12) | 0x3FF0000000000000u) - 1.5) + 0x1p-53;
}
static void V(centred_uniforms)(double *q, int n, ck_at at) {
  EACH_SIXTEEN_BITS(at, n, i, a, b,
                    { STORE(q + i, V(centred)(a)); STORE(q + i + 8, V(centred)(b)); })
}
static void V(uniforms)(double *u, int n, ck_at at) {
  EACH_SIXTEEN_BITS(at, n, i, a, b, {
    STORE(u + i, V(centred)(a) + 0.5);
    STORE(u + i + 8, V(centred)(b) + 0.5);
  })
}
