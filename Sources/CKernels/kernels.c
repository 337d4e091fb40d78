// Compiles the kernel bodies once per instruction set and picks one table of them at start-up.
#include "CKernels.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// No product is fused with a sum unless the text says FMA: otherwise bodies would differ.
#pragma clang fp contract(off)
// Vectors are only passed between functions that are inlined, so how a call would pass them is moot.
#pragma clang diagnostic ignored "-Wpsabi"
#define INLINE static inline __attribute__((always_inline))

#include "body/coefficients.h"
#include "body/scalar.h"

uint64_t ck_poisson_second(double rate, uint64_t first) {
  if (first >> 1 == 0) return 0;
  poisson_tail tail = poisson_tail_at(rate, first);
  descend(&tail);
  return tail.threshold;
}

int ck_poisson_thresholds(double rate, uint64_t *thresholds) {
  poisson_tail tail = poisson_tail_at(rate, ck_poisson_threshold(rate, 0));
  int count = 0;
  do {
    thresholds[count++] = tail.threshold;
    if (tail.threshold != 0) descend(&tail);
  } while (thresholds[count - 1] != 0 && count < CK_POISSON_THRESHOLDS);
  return count;
}

// Every kernel that exists per instruction set: result, name, parameters, arguments.
#define CK_KERNELS(X)                                                                              \
  X(void, bits, (uint64_t *bits, int n, ck_at at), (bits, n, at))                                  \
  X(void, uniforms, (double *u, int n, ck_at at), (u, n, at))                                      \
  X(void, normals, (double *z, int n, ck_at at), (z, n, at))                                       \
  X(void, normals_from_centred, (double *z, int n), (z, n))                                        \
  X(void, affine, (double *y, ck_number a, ck_number b, const double *x, int n), (y, a, b, x, n))  \
  X(void, add, (double *y, ck_number a, int n), (y, a, n))                                         \
  X(void, add_product, (double *y, ck_number a, const double *x, int n), (y, a, x, n))             \
  X(void, add_up,                                                                                  \
    (double *y, ck_number a, ck_number b, const double *x, const ck_number *terms, int count,      \
     double tolerance, int n),                                                                     \
    (y, a, b, x, terms, count, tolerance, n))                                                      \
  X(void, settle, (double *y, const double *scale, double tolerance, int n),                       \
    (y, scale, tolerance, n))                                                                      \
  X(void, multiply, (double *y, const double *a, ck_number b, int n), (y, a, b, n))                \
  X(void, subtract, (double *y, ck_number a, ck_number b, int n), (y, a, b, n))                    \
  X(void, replace, (double *y, const double *x, double value, ck_number a, int n),                 \
    (y, x, value, a, n))                                                                           \
  X(int, inside, (const double *x, double least, double greatest, int n), (x, least, greatest, n)) \
  X(double, greatest, (const double *x, int n), (x, n))                                            \
  X(void, divide, (double *y, const double *a, const double *b, int n), (y, a, b, n))              \
  X(void, exp, (double *y, const double *x, int n), (y, x, n))                                     \
  X(void, expm1, (double *y, const double *x, int n), (y, x, n))                                   \
  X(void, log, (double *y, const double *x, int n), (y, x, n))                                     \
  X(void, log1p, (double *y, const double *x, int n), (y, x, n))                                   \
  X(void, exp_times, (double *y, const double *x, ck_number c, int n), (y, x, c, n))               \
  X(void, exp_of_sum_times, (double *y, const double *a, const double *b, ck_number c, int n),     \
    (y, a, b, c, n))                                                                               \
  X(void, along,                                                                                   \
    (double *y, const double *x, const double *at, const double *slope, const ck_number *values,   \
     int points, int n),                                                                           \
    (y, x, at, slope, values, points, n))                                                          \
  X(void, logistic, (double *y, const double *x, int n), (y, x, n))                                \
  X(void, triangular, (double *u, double low, double split, double high, int n),                   \
    (u, low, split, high, n))                                                                      \
  X(void, evaluate_form,                                                                           \
    (double *out, const ck_form *form, ck_number x, ck_number y, int root, int n),                 \
    (out, form, x, y, root, n))                                                                    \
  X(void, mean_revert,                                                                             \
    (double *x, const double *z, ck_number a, ck_number b, ck_number c, int n), (x, z, a, b, c, n)) \
  X(void, move_below, (double *level, double *change, ck_number ceiling, int n),                   \
    (level, change, ceiling, n))                                                                   \
  X(void, turn, (ck_clock clock, ck_number hazard, double time, double step, int n),               \
    (clock, hazard, time, step, n))                                                                \
  X(void, find_rings, (ck_excited clock, const uint32_t *path, int count), (clock, path, count))   \
  X(void, rewind,                                                                                  \
    (ck_excited clock, ck_number jump, const uint32_t *path, const double *drawn, int count),      \
    (clock, jump, path, drawn, count))                                                             \
  X(void, floor_at_zero,                                                                           \
    (double *y, const double *x, ck_number a, ck_number b, double tolerance, int n),               \
    (y, x, a, b, tolerance, n))                                                                    \
  X(void, lower_to_ratio, (double *y, const double *x, ck_number a, ck_number b, int n),           \
    (y, x, a, b, n))                                                                               \
  X(void, drawdown, (double *peak, double *worst, double *worst_peak, const double *x, int n),     \
    (peak, worst, worst_peak, x, n))                                                               \
  X(void, drawdown_episode,                                                                        \
    (ck_episode deepest, double *peak, double *peak_step, const double *x, double step,            \
     double tolerance, int n),                                                                     \
    (deepest, peak, peak_step, x, step, tolerance, n))                                             \
  X(void, under_water,                                                                             \
    (double *dates, double *squares, const double *x, const double *peak, double tolerance, int n), \
    (dates, squares, x, peak, tolerance, n))                                                       \
  X(void, price_step,                                                                              \
    (double *ratio, uint64_t *falls, double *before, const double *price, ck_number listed,        \
     ck_falls limits, int n),                                                                      \
    (ratio, falls, before, price, listed, limits, n))                                              \
  X(void, count_falls,                                                                             \
    (uint64_t *first, uint64_t *second, uint64_t *both, const uint64_t *a, const uint64_t *b,      \
     int n),                                                                                       \
    (first, second, both, a, b, n))                                                                \
  X(void, quotient_or,                                                                             \
    (double *y, const double *a, const double *b, ck_number other, int n), (y, a, b, other, n))    \
  X(void, grow_where, (double *y, ck_number factor, const double *stands, int n),                  \
    (y, factor, stands, n))                                                                        \
  X(void, discount_flows,                                                                          \
    (double *sum, double *paid_in, const double *flow, const double *proceeds, ck_number middle,   \
     ck_number end, int n),                                                                        \
    (sum, paid_in, flow, proceeds, middle, end, n))                                                \
  X(void, earn, (const ck_account *account, int n), (account, n))                                  \
  X(int, short_of_cash,                                                                            \
    (uint32_t *path, const double *cash, const double *flow, const double *solvent,                \
     ck_number steps, double tolerance, int n),                                                    \
    (path, cash, flow, solvent, steps, tolerance, n))                                              \
  X(void, net_cash,                                                                                \
    (double *net, const double *cash, const double *solvent, ck_number debt, int n),               \
    (net, cash, solvent, debt, n))                                                                 \
  X(int, leaving,                                                                                  \
    (uint32_t *path, const double *state, const double *z, ck_number falls, ck_number rises,       \
     int n),                                                                                       \
    (path, state, z, falls, rises, n))                                                             \
  X(int, move_variance,                                                                            \
    (uint32_t *path, double *v, double *before, const double *z, const ck_variance *law, int n),   \
    (path, v, before, z, law, n))                                                                  \
  X(int, due, (uint32_t *path, const double *when, double now, int n), (path, when, now, n))       \
  X(int, due_where,                                                                                \
    (uint32_t *path, const double *when, double now, const double *holds, int n),                  \
    (path, when, now, holds, n))                                                                   \
  X(void, first_reach, (double *when, const double *x, ck_number level, double step, int n),       \
    (when, x, level, step, n))                                                                     \
  X(void, first_used_up,                                                                           \
    (double *when, const double *cash, const double *flow, double step, int n),                    \
    (when, cash, flow, step, n))                                                                   \
  X(void, add_shortfall, (double *y, const double *x, int n), (y, x, n))                           \
  X(void, poisson_firsts, (double *first, ck_number rates, int n), (first, rates, n))              \
  X(void, poisson_seconds, (double *second, ck_number rates, ck_number first, int n),              \
    (second, rates, first, n))                                                                     \
  X(int, poisson_counts,                                                                           \
    (uint32_t *path, uint32_t *count, int n, ck_at at, const ck_poisson *law),                     \
    (path, count, n, at, law))                                                                     \
  X(void, add_jumps, (double *x, int n, ck_at at, const ck_poisson *law, double mean, double sd),  \
    (x, n, at, law, mean, sd))                                                                     \
  X(void, event_uniforms,                                                                          \
    (double *q, const uint32_t *path, const uint32_t *count, int hits, ck_at at),                  \
    (q, path, count, hits, at))                                                                    \
  X(void, numbered_uniforms,                                                                       \
    (double *q, const uint32_t *path, const uint32_t *number, int count, ck_at at),                \
    (q, path, number, count, at))                                                                  \
  X(ck_ends, ends_of, (const double *x, int n), (x, n))                                            \
  X(ck_moments, record,                                                                            \
    (uint32_t *cells, int64_t lowest_key, double centre, const double *x, int n),                  \
    (cells, lowest_key, centre, x, n))

typedef struct {
  const char *name;
#define X(result, kernel, parameters, arguments) result(*kernel) parameters;
  CK_KERNELS(X)
#undef X
} kernel_table;

#if defined(__x86_64__)
#define W 8
#define SUFFIX _avx512
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma,bmi2,popcnt"),              \
                   min_vector_width(512))),                                                        \
    apply_to = function)
#include "body/body.h"
#pragma clang attribute pop
#undef W
#undef SUFFIX

#define W 4
#define SUFFIX _avx2
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi2,popcnt"))), apply_to = function)
#include "body/body.h"
#pragma clang attribute pop
#undef W
#undef SUFFIX
#endif

#define W 2
#define SUFFIX _portable
#include "body/body.h"
#undef W
#undef SUFFIX

#define X(result, kernel, parameters, arguments) .kernel = kernel##_avx512,
#if defined(__x86_64__)
static const kernel_table avx512 = {.name = "avx512", CK_KERNELS(X)};
#undef X
#define X(result, kernel, parameters, arguments) .kernel = kernel##_avx2,
static const kernel_table avx2 = {.name = "avx2", CK_KERNELS(X)};
#endif
#undef X
#define X(result, kernel, parameters, arguments) .kernel = kernel##_portable,
static const kernel_table portable = {.name = "portable", CK_KERNELS(X)};
#undef X

// Written by the constructor, before main and any thread; afterwards only by tests.
static const kernel_table *active = &portable;

static const kernel_table *available(const char *name) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  int has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                 __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
  int has_avx512 = has_avx2 && __builtin_cpu_supports("avx512f") &&
                   __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                   __builtin_cpu_supports("avx512bw");
  if (has_avx512 && (!name || !strcmp(name, "avx512"))) return &avx512;
  if (has_avx2 && (!name || !strcmp(name, "avx2"))) return &avx2;
#endif
  return !name || !strcmp(name, "portable") ? &portable : NULL;
}

int ck_use_instruction_set(const char *name) {
  const kernel_table *table = available(name);
  if (table) active = table;
  return table != NULL;
}

__attribute__((constructor)) static void choose(void) {
  const char *wish = getenv("BALLPARK_INSTRUCTION_SET");
  if (!wish || !ck_use_instruction_set(wish)) active = available(NULL);
}

const char *ck_instruction_set(void) { return active->name; }

#define X(result, kernel, parameters, arguments)                                                   \
  result ck_##kernel parameters { return active->kernel arguments; }
CK_KERNELS(X)
#undef X
