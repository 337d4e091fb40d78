// Philox one counter at a time: sparse draws, and the generator behind GSL's interface.
#include "CKernels.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_version.h>
#include <math.h>

void ck_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
  uint32_t k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)c0 * 0xD2511F53u, p1 = (uint64_t)c2 * 0xCD9E8D57u;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)p1;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

ck_stream ck_stream_at(ck_at at, uint64_t path) {
  ck_stream stream = {.at = at};
  stream.at.path = path;
  return stream;
}
// Word 1 of the counter holds the step below and the block of draws above. 2^18 words per step and
// path are more than any sampler takes; after them the sequence repeats.
uint32_t ck_stream_word(ck_stream *stream) {
  if (stream->drawn % 4 == 0) {
    const ck_at at = stream->at;
    const uint32_t counter[4] = {(uint32_t)at.path, at.step | (stream->drawn / 4) << 16,
                                 (uint32_t)at.source, (uint32_t)(at.source >> 32)};
    const uint32_t key[2] = {(uint32_t)at.seed, (uint32_t)(at.seed >> 32)};
    ck_philox(counter, key, stream->words);
  }
  return stream->words[stream->drawn++ % 4];
}
double ck_stream_uniform(ck_stream *stream) {
  uint64_t high = ck_stream_word(stream);
  return ((double)((high << 32 | ck_stream_word(stream)) >> 12) + 0.5) * 0x1p-52;
}

static void rng_set(void *state, unsigned long seed) {
  *(ck_stream *)state = (ck_stream){.at = {.seed = seed}};
}
static unsigned long rng_get(void *state) { return ck_stream_word(state); }
static double rng_uniform(void *state) { return ck_stream_uniform(state); }

const gsl_rng_type *ck_philox_rng(void) {
  static const gsl_rng_type type = {.name = "philox4x32-10",
                                    .max = 0xffffffffu,
                                    .min = 0,
                                    .size = sizeof(ck_stream),
                                    .set = rng_set,
                                    .get = rng_get,
                                    .get_double = rng_uniform};
  return &type;
}
void ck_position(gsl_rng *rng, ck_at at, uint64_t path) {
  *(ck_stream *)rng->state = ck_stream_at(at, path);
}

const char *ck_gsl_version(void) { return gsl_version; }

uint64_t ck_poisson_threshold(double rate, unsigned k) {
  if (!(rate > 0)) return 0;
  double tail = k == 0 ? -expm1(-rate) : gsl_cdf_poisson_Q(k, rate);
  return tail >= 1 ? UINT64_MAX : (uint64_t)(tail * 0x1p64);
}
