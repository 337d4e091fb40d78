// Poisson counts and compound sums. At the rates of a model most paths have no event in a step, so
// one comparison per path finds those that do; the rest is work on a short list.

// Appends the lanes whose bits are below the threshold, with those bits.
INLINE int V(append_below)(u64 bits, u64 threshold, int first, uint32_t *path, uint64_t *left) {
  f64 below = (f64)(bits - threshold);
#if W == 8
  __mmask8 lanes = _mm512_movepi64_mask((__m512i)below);
  _mm512_storeu_si512(left, _mm512_maskz_compress_epi64(lanes, (__m512i)bits));
#else
  unsigned lanes = V(signs)(below);
  int count = 0;
  for (int lane = 0; lane < W; lane++) {
    left[count] = bits[lane];
    count += (int)(lanes >> lane & 1);
  }
#endif
  return V(append_negative)(below, first, path);
}
// Lists the paths with at least one event, and 63 of their random bits: 63, so that the sign of a
// difference compares. Within 32 paths the order depends on W; nothing else depends on the order.
INLINE int V(list_hits)(uint32_t *restrict path, uint64_t *restrict left, int n, ck_at at,
                        ck_number first) {
  int hits = 0;
  EACH_PAIR_OF_BITS(at, n, i, a, b, {
    hits += V(append_below)(a >> 1, (u64)NUMBER(first, i) >> 1, i, path + hits, left + hits);
    hits += V(append_below)(b >> 1, (u64)NUMBER(first, i + 8) >> 1, i + 8, path + hits, left + hits);
  })
  return hits;
}
static int V(poisson_counts)(uint32_t *path, uint32_t *count, int n, ck_at at,
                             const ck_poisson *law) {
  uint64_t left[CHUNK + 16];
  int total = 0;
  for (int i = 0; i < n; i += CHUNK) {
    int m = n - i < CHUNK ? n - i : CHUNK;
    ck_number first = {law->first.p + ((size_t)i & law->first.mask), law->first.mask};
    int hits = V(list_hits)(path + total, left, m, at, first);
    for (int j = 0; j < hits; j++) {
      uint32_t p = path[total + j] + (uint32_t)i;
      const int is_single = left[j] >= second_threshold(law, p);
      count[total + j] = is_single ? 1 : poisson_cell(law, p, left[j]).count;
      path[total + j] = p;
    }
    total += hits;
    at.path += CHUNK;
  }
  return total;
}
// The draws of events: a block of Philox has two for each path of the list, which suffice for nearly all.
static void V(event_uniforms)(double *q, const uint32_t *path, const uint32_t *count, int hits, ck_at at) {
  for (int first = 0; first < hits; first += 2 * W) {
    u64 words[2];
    V(bits_pair) pairs[2];
    for (int j = 0; j < 2; j++)
      for (int lane = 0; lane < W; lane++) {
        int hit = first + j * W + lane;
        words[j][lane] = (uint32_t)at.path + path[hit < hits ? hit : first];
      }
    V(philox)(words, at, pairs);
    for (int j = 0; j < 2; j++) {
      f64 one = V(centred)(pairs[j].a), two = V(centred)(pairs[j].b);
      for (int lane = 0; lane < W && first + j * W + lane < hits; lane++) {
        int hit = first + j * W + lane;
        *q++ = one[lane];
        if (count[hit] > 1) *q++ = two[lane];
        if (count[hit] > 2) q = later_event_uniforms(q, at, path[hit], count[hit]);
      }
    }
  }
}
// The first draw of each path of a list at a step of its own.
static void V(numbered_uniforms)(double *q, const uint32_t *path, const uint32_t *number, int count,
                                 ck_at at) {
  for (int first = 0; first < count; first += 2 * W) {
    u64 words[2], steps[2];
    V(bits_pair) pairs[2];
    for (int j = 0; j < 2; j++)
      for (int lane = 0; lane < W; lane++) {
        int hit = first + j * W + lane;
        words[j][lane] = (uint32_t)at.path + path[hit < count ? hit : first];
        steps[j][lane] = number[hit < count ? hit : first];
      }
    V(philox_of_steps)(words, steps, at, pairs);
    for (int j = 0; j < 2; j++) STORE(q + first + j * W, V(centred)(pairs[j].a));
  }
}
// Thresholds 0 and 1 of rates, as functions of whole columns: see ck_poisson_threshold and ck_poisson_second.
INLINE s64 V(threshold_of_tail)(f64 tail) {
  tail = V(larger)(ALL(0), V(smaller)(tail, ALL(1 - 0x1p-53)));
  return __builtin_convertvector(tail * 0x1p63, s64);
}
static void V(poisson_firsts)(double *first, ck_number rates, int n) {
  EACH_VECTOR {
    f64 rate = NUMBER(rates, i), tail = -V(exponential_less_one)(-V(smaller)(rate, ALL(700)));
    u64 threshold = (u64)V(threshold_of_tail)(tail) << 1;
    threshold |= (u64)(tail >= ALL(1));
    STORE_BITS(first + i, threshold & (u64)(rate > ALL(0)));
  }
}
static void V(poisson_seconds)(double *second, ck_number rates, ck_number first, int n) {
  EACH_VECTOR {
    f64 rate = NUMBER(rates, i);
    u64 above = (u64)NUMBER(first, i) >> 1;
    f64 tail = __builtin_convertvector((s64)above, f64) * 0x1p-63;
    f64 none = V(choose)((s64)(rate < ALL(4)), 1.0 - tail, V(exponential)(-rate));
    f64 difference = tail - none * rate;
    // Differences lose digits in the far tail, where few terms of the series are left.
    f64 terms = FMA(rate, ALL(1.0 / 144), ALL(-1.0 / 30));
    terms = FMA(rate, FMA(rate, FMA(rate, terms, ALL(1.0 / 8)), ALL(-1.0 / 3)), ALL(1.0 / 2));
    tail = V(choose)((s64)(difference > ALL(1e-6)), difference, rate * rate * terms);
    u64 threshold = (u64)V(threshold_of_tail)(tail);
    STORE_BITS(second + i, threshold & ~(u64)(above == ALL_BITS(0)));
  }
}
// Counts and places in their cells for a list of hits. Most are a single event: those are done by the
// vector, the others one by one.
INLINE void V(find_cells)(double *restrict count, double *restrict z, const uint32_t *restrict path,
                          const uint64_t *restrict left, int first, int hits, const ck_poisson *law) {
  uint32_t other[CHUNK + 16];
  int others = 0;
  if (hits == 0) return;
  for (int j = 0; j < hits; j += W) {
    u64 low;
    f64 width;
    if (law->tail) {
      low = ALL_BITS(second_threshold(law, 0));
      width = ALL(law->width[0]);
    } else {
      u64 high;
      for (int lane = 0; lane < W; lane++) {
        uint32_t p = path[j + lane < hits ? j + lane : j] + (uint32_t)first;
        low[lane] = second_threshold(law, p);
        high[lane] = threshold_of(law->first, p) >> 1;
      }
      width = 1.0 / __builtin_convertvector((s64)(high - low), f64);
    }
    s64 above = (s64)(LOAD_BITS(left + j) - low);
    f64 place = (__builtin_convertvector(above, f64) + 0.5) * width;
    place = V(smaller)(ALL(1 - 0x1p-53), V(larger)(ALL(0x1p-53), place));
    STORE(count + j, ALL(1));
    STORE(z + j, place - 0.5);
    others += V(append_negative)((f64)above, j, other + others);
  }
  while (others > 0 && other[others - 1] >= (uint32_t)hits) others--; // the last vector's rest
  for (int k = 0; k < others; k++) {
    const uint32_t j = other[k];
    poisson_count cell = poisson_cell(law, path[j] + (uint32_t)first, left[j]);
    count[j] = cell.count;
    z[j] = cell.centred;
  }
}
// Given the count, the place of w in its cell is uniform again and independent of the count: it
// makes the normal of the sum, N(count · mean, count · sd²).
static void V(add_jumps)(double *x, int n, ck_at at, const ck_poisson *law, double mean, double sd) {
  uint32_t path[CHUNK + 16];
  uint64_t left[CHUNK + 16];
  double count[CHUNK + 16], z[CHUNK + 16] __attribute__((aligned(64)));
  for (int i = 0; i < n; i += CHUNK) {
    int m = n - i < CHUNK ? n - i : CHUNK;
    ck_number first = {law->first.p + ((size_t)i & law->first.mask), law->first.mask};
    int hits = V(list_hits)(path, left, m, at, first);
    V(find_cells)(count, z, path, left, i, hits, law);
    for (int j = hits; j < hits + W; j++) count[j] = 0; // the last vector is full
    V(invert_each)(z, hits);
    for (int j = 0; j < hits; j += W) {
      f64 k = LOAD(count + j);
      STORE(z + j, FMA(k, ALL(mean), sd * SQRT(k) * LOAD(z + j)));
    }
    for (int j = 0; j < hits; j++) x[i + (int)path[j]] += z[j];
    at.path += CHUNK;
  }
}
