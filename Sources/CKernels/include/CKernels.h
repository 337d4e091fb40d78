// Column kernels: the inner loops of the simulator, and the only C in Ballpark.
//
// A column holds one double per path of a block: n of them, n a multiple of 32, 64-byte aligned, for draws;
// a multiple of 8 for arithmetic.
// Every kernel is compiled three times from one body (AVX-512, AVX2 with FMA, portable) and the
// best one for the machine is chosen when the process starts. All bodies perform the same correctly
// rounded operations in the same order, so their results are equal to the last bit.
#pragma once
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>

// ---------------------------------------------------------------------------------- where a draw is

// Draws are addresses, not states: Philox4x32-10 with the seed as key and, as counter, the path
// (32 bits), the step (16), the number of the draw (16) and the source (64).
typedef struct {
  uint64_t seed;
  uint64_t source; // hash of the name of a driver or process
  uint64_t path;   // first path of the block, a multiple of 32; < 2^33
  uint32_t step;   // < 2^16
} ck_at;

// A parameter: p[i & mask] is its value on path i. Mask 0 with eight equal doubles is a constant,
// mask ~0 is a column; one kernel serves both.
typedef struct {
  const double *p;
  size_t mask;
} ck_number;

// The instruction set in use: "avx512", "avx2" or "portable".
const char *ck_instruction_set(void);
// Of the library that is loaded, which need not be the one that this was built with.
const char *ck_gsl_version(void);
// Forces one of the above, if the machine has it; returns 0 where it does not.
// BALLPARK_INSTRUCTION_SET in the environment does the same when the process starts.
int ck_use_instruction_set(const char *name);

// ------------------------------------------------------------------------------------------- draws

// One Philox4x32-10 block: out = the four words for a counter and a key.
void ck_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

// 64 random bits per path. Paths p and p ^ 8 share one Philox block.
void ck_bits(uint64_t *bits, int n, ck_at at);
// Uniforms (k + 1/2) / 2^52 with k from the upper 52 of those bits: never 0 or 1.
void ck_uniforms(double *u, int n, ck_at at);
// Standard normals, by the inverse of the normal distribution at those uniforms.
void ck_normals(double *z, int n, ck_at at);
// z = inverse normal distribution at q + 1/2, in place, each draw by itself.
void ck_normals_from_centred(double *z, int n);

// A sequence of draws at one (source, path, step), for draws that not every path needs.
typedef struct {
  ck_at at;
  uint32_t drawn; // 32-bit words taken so far
  uint32_t words[4];
} ck_stream;
ck_stream ck_stream_at(ck_at at, uint64_t path);
uint32_t ck_stream_word(ck_stream *stream);
double ck_stream_uniform(ck_stream *stream); // (k + 1/2) / 2^52
// For each of the listed paths of a block the first uniform less 1/2 of its sequence at a step of its own. The
// array is 64-byte aligned and holds count + 16.
void ck_numbered_uniforms(double *q, const uint32_t *path, const uint32_t *number, int count, ck_at at);
// count[j] uniforms less 1/2 for each of the listed paths of a block, one after another.
void ck_event_uniforms(double *q, const uint32_t *path, const uint32_t *count, int hits, ck_at at);

// The same sequence behind GSL's interface; `gsl_rng_alloc(ck_philox_rng())`, then position it.
const gsl_rng_type *ck_philox_rng(void);
void ck_position(gsl_rng *rng, ck_at at, uint64_t path);

// --------------------------------------------------------------------------------------- arithmetic

void ck_affine(double *y, ck_number a, ck_number b, const double *x, int n);      // y = a + b x
void ck_add(double *y, ck_number a, int n);                                       // y += a
void ck_add_product(double *y, ck_number a, const double *x, int n);              // y += a x
// y = a + b x + the terms, and 0 where |y| is at most the tolerance times |x| + the terms' sizes.
void ck_add_up(double *y, ck_number a, ck_number b, const double *x, const ck_number *terms, int count,
               double tolerance, int n);
// y = 0 where no more is left than rounding: that part of the scale.
void ck_settle(double *y, const double *scale, double tolerance, int n);
void ck_multiply(double *y, const double *a, ck_number b, int n);                 // y = a b
void ck_subtract(double *y, ck_number a, ck_number b, int n);                      // y = a - b
void ck_replace(double *y, const double *x, double value, ck_number a, int n);    // y = a where x is the value
int ck_inside(const double *x, double least, double greatest, int n);             // how many are between
double ck_greatest(const double *x, int n);                                       // of those that are numbers
void ck_divide(double *y, const double *a, const double *b, int n);               // y = a / b
void ck_exp(double *y, const double *x, int n);                                   // y = e^x
void ck_exp_times(double *y, const double *x, ck_number c, int n);                // y = c e^x
void ck_expm1(double *y, const double *x, int n);                                 // y = e^x - 1, |x| < 709
void ck_log(double *y, const double *x, int n);                                   // y = ln x
void ck_log1p(double *y, const double *x, int n);                                 // y = ln(1 + x)
// The first takes what is said; anything else, NaN too, has no meaning. Of what is not positive, normal and
// finite the second gives NaN, and the last from -1 down and for what is not finite.
// y = c e^(a + b): with logarithms of 0 a constant comes out as it went in.
void ck_exp_of_sum_times(double *y, const double *a, const double *b, ck_number c, int n);
void ck_logistic(double *y, const double *x, int n);                              // 1 / (1 + e^-x)
// y = a / b, and another number where b is 0.
void ck_quotient_or(double *y, const double *a, const double *b, ck_number other, int n);
// y along x: the values at the points of a polygon, ascending, linear between them and flat outside. `slope` is
// 1 / the width of each piece. A point with the value of the one before gives exactly that.
void ck_along(double *y, const double *x, const double *at, const double *slope, const ck_number *values,
              int points, int n);
// u to the triangular law on [low, high] with its mode at low + split (high - low).
void ck_triangular(double *u, double low, double split, double high, int n);

// Coefficients of a quadratic form in two finite numbers, and which of them there are; the others must be 0.
enum { CK_CONSTANT = 1, CK_X = 2, CK_Y = 4, CK_XX = 8, CK_XY = 16, CK_YY = 32 };
typedef struct {
  ck_number constant, x, y, xx, xy, yy;
  int terms;
} ck_form;
// out = constant + x X + y Y + xx X² + xy XY + yy Y², or the root of it where `root` (of 0 below 0).
// n = 8 evaluates constants, a whole column the paths.
void ck_evaluate_form(double *out, const ck_form *form, ck_number x, ck_number y, int root, int n);

// --------------------------------------------------------------------------------------- processes

// x' = a + b x + c z, the transition of a mean-reverting process (a random walk where b = 1).
void ck_mean_revert(double *x, const double *z, ck_number a, ck_number b, ck_number c, int n);
// A step of a variance v whose law has the mean pulled + decay v and the variance start + slope v.
typedef struct {
  ck_number decay, pulled, start, slope;
} ck_variance;
// Takes variances on by the quadratic branch of Andersen's scheme, from standard normals, and keeps what they were.
// Returns how many lie so near 0 that the branch is not theirs; what stands there has no meaning. The array holds
// n + 16.
int ck_move_variance(uint32_t *path, double *v, double *before, const double *z, const ck_variance *law, int n);
// The level moves by `change` but not above the ceiling; change becomes what was left of it.
void ck_move_below(double *level, double *change, ck_number ceiling, int n);
// Clocks of which each rings where its hazard has used up what it has drawn: when, in steps, if the hazard stays
// as it is, and what is left to use up where the hazard is 0. A hazard is stated over a length in steps.
typedef struct {
  double *next, *hazard, *left;
  const double *changed; // the last step of each that others take it through
  double length;
} ck_clock;
// From a time on the hazards are others, but for clocks whose step this is: what is left is spread over them.
void ck_turn(ck_clock clock, ck_number hazard, double time, double step, int n);
// Clocks of which rings add to the hazard: beside a rate per step there is an excess, the level as far as a gate is
// open, that fades at a speed. All is as it was at a time, `since`; so is what is left to use up.
typedef struct {
  double *next, *level, *since, *left;
  const double *hazard, *open;
  ck_number speed;
} ck_excited;
// When those of the listed paths ring, in steps.
void ck_find_rings(ck_excited clock, const uint32_t *path, int count);
// They have rung: the jump is added to their levels, and they go on with what has been drawn.
void ck_rewind(ck_excited clock, ck_number jump, const uint32_t *path, const double *drawn, int count);
// y = max(x + a, 0) b, and 0 where no more than rounding is left of x.
void ck_floor_at_zero(double *y, const double *x, ck_number a, ck_number b, double tolerance, int n);
// y = min(y, (x + a) / b).
void ck_lower_to_ratio(double *y, const double *x, ck_number a, ck_number b, int n);
// Running peak of x, and the pair (worst, its peak) with the smallest ratio so far: no division.
void ck_drawdown(double *peak, double *worst, double *worst_peak, const double *x, int n);
// The same with the dates, in steps, of the deepest fall: the last at its peak, the first at its
// lowest value, and the first on which the peak is reached again (infinity where it is not).
typedef struct {
  double *worst, *peak, *from, *trough, *recovery;
} ck_episode;
// A value that is off the peak by no more than the tolerance, a part of it, is at the peak.
void ck_drawdown_episode(ck_episode deepest, double *peak, double *peak_step, const double *x,
                         double step, double tolerance, int n);
// Counts dates below the running peak, and adds up the squared falls from it.
void ck_under_water(double *dates, double *squares, const double *x, const double *peak,
                    double tolerance, int n);
// What a price over that of the date before lies below after a fall, the smallest fall first.
typedef struct { double first, second, third; } ck_falls;
// The price over that of the date before, which then becomes this price, and which of the falls it is beyond: a
// word with four counts of 16 bits, each 0 or 1, the last for a return. NaN and 0 where there is none: nothing
// before, no number now, or not listed any more. The ratio may be NULL.
void ck_price_step(double *ratio, uint64_t *falls, double *before, const double *price,
                   ck_number listed, ck_falls limits, int n);
// Adds such words where both have a return: a to the first, b to the second, and what both are beyond.
void ck_count_falls(uint64_t *first, uint64_t *second, uint64_t *both, const uint64_t *a, const uint64_t *b, int n);

// ---------------------------------------------------------------------------------------- business

// What a step does to the cash of a company. Earnings are the pace at both ends of the step, weighted,
// less what is spent beside it; interest is a share of the cash and of the debt of its start. Profit is
// taxed after losses carried forward; what is below them adds to them. `solvent` is 1, or 0 where
// nothing moves any more.
//
// The same may be kept of the company as if nothing had been raised, and as if it had neither cash nor
// debt: accounts that are not wanted are NULL throughout.
typedef struct {
  double *cash, *losses; // moved
  double *flow;          // what cash moved by
} ck_book;
typedef struct {
  ck_book own, unaided, free; // the last without cash
  double *pace_before;        // becomes pace_after
  const double *pace, *pace_after; // at the end of the step, and where the next one begins
  const double *solvent;
  double weight_before, weight_now, tolerance; // the part of a sum's terms that is rounding
  ck_number spent, debt, interest, debt_interest, tax;
} ck_account;
void ck_earn(const ck_account *account, int n);
// y grows by the factor where `stands` is 1, and not where it is 0.
void ck_grow_where(double *y, ck_number factor, const double *stands, int n);
// sum += middle flow + end (proceeds - paid_in), the worth of a step's cash; then paid_in = proceeds.
void ck_discount_flows(double *sum, double *paid_in, const double *flow, const double *proceeds,
                       ck_number middle, ck_number end, int n);
// Solvent paths whose cash is used up, or lasts for less than so many steps of their flow by more than
// the tolerance, a part of it; returns how many. The array holds n + 16. Cash is used up where it is
// below 0, or 0 after a step that took some.
int ck_short_of_cash(uint32_t *path, const double *cash, const double *flow, const double *solvent,
                     ck_number steps, double tolerance, int n);
// net = cash - debt, -infinity where a path is insolvent.
void ck_net_cash(double *net, const double *cash, const double *solvent, ck_number debt, int n);
// Paths whose state of 1 is left as z is below `falls`, or whose state of 0 is as -z is below `rises`; returns how
// many. The array holds n + 16.
int ck_leaving(uint32_t *path, const double *state, const double *z, ck_number falls, ck_number rises, int n);
// Paths whose time has come: `when` up to `now`; returns how many. The array holds n + 16.
int ck_due(uint32_t *path, const double *when, double now, int n);
// Those of them on which `holds` is 1.
int ck_due_where(uint32_t *path, const double *when, double now, const double *holds, int n);
// when = step where x first reaches the level; infinity before.
void ck_first_reach(double *when, const double *x, ck_number level, double step, int n);
// when = step where cash is first used up; infinity before.
void ck_first_used_up(double *when, const double *cash, const double *flow, double step, int n);
// y += max(-x, 0).
void ck_add_shortfall(double *y, const double *x, int n);

// --------------------------------------------------------------------------- counts and their sums

// A Poisson law. The count is the number of k with w < 2^64 P(N > k), w being 64 random bits: exact
// to the last bit of w, whatever the rate. Where the rate is the same for all paths `tail` holds
// the thresholds (descending, the last one 0); where it is not, `rate` does (one per path).
typedef struct {
  ck_number first; // bit patterns of the uint64_t threshold for at least one
  ck_number second; // and for at least two, in 63 bits, where the rate is not the same for all paths
  const uint64_t *tail; // all thresholds in 63 bits, where it is
  const double *width;  // 1 / (threshold k - threshold k + 1)
  const double *rate;
} ck_poisson;
// Threshold k of a rate: floor(2^64 P(N > k)).
uint64_t ck_poisson_threshold(double rate, unsigned k);
// Threshold 1 as the kernels take it, given threshold 0: floor(2^63 P(N > 1)).
uint64_t ck_poisson_second(double rate, uint64_t first);
// All of them in 63 bits, to the first that is 0, as the kernels find them for a rate of one path: a rate that
// could move and does not draws what one number does. Room for so many suffices up to a rate of 1,000.
enum { CK_POISSON_THRESHOLDS = 2048 };
int ck_poisson_thresholds(double rate, uint64_t *thresholds);
// The same of columns, but for the last digit: bits of thresholds that travel as doubles.
void ck_poisson_firsts(double *first, ck_number rates, int n);
void ck_poisson_seconds(double *second, ck_number rates, ck_number first, int n);

// Paths with a count above 0, and their counts; returns how many. Both arrays hold n + 16.
int ck_poisson_counts(uint32_t *path, uint32_t *count, int n, ck_at at, const ck_poisson *law);
// x += the sum of N normal(mean, sd), N Poisson: what is left of w, given N, makes the normal.
void ck_add_jumps(double *x, int n, ck_at at, const ck_poisson *law, double mean, double sd);

// ---------------------------------------------------------------------------------------- recording

// Histogram over the bits of a double: 128 bins an octave, 64 octaves for either sign, and at
// their ends one cell below the range (with zero) and one above (with infinity and NaN).
enum { CK_BINS_PER_OCTAVE = 128, CK_MAGNITUDES = 64 * CK_BINS_PER_OCTAVE, CK_CELLS = 2 * CK_MAGNITUDES + 4 };

typedef struct {
  double sum, squares; // of x - centre, in eight lanes whatever the instruction set
  double minimum, maximum;
  int unusual; // values in the four end cells: zero, out of range, infinite or NaN
} ck_moments;

// How many of n values (any n) are 0, and how many are finite.
typedef struct {
  int zeros, numbers;
} ck_ends;
ck_ends ck_ends_of(const double *x, int n);
// Values whose sums are rounded once: a group of paths, aligned to multiples of its size.
enum { CK_GROUP = 512 };
// Counts n <= CK_GROUP values (any n) and returns their moments; lowest_key = bits >> 45 of the range's
// lower edge.
ck_moments ck_record(uint32_t *cells, int64_t lowest_key, double centre, const double *x, int n);
