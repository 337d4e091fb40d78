// Poisson counts and compound sums. At the rates of a model most paths have no event in a step, so
// one comparison per path finds those that do; the rest is work on a short list.

// Lists the paths with at least one event, and 63 of their random bits.
INLINE int V(list_hits)(uint32_t *restrict path, uint64_t *restrict left, int n, ck_at at,
                        ck_number first) {
  uint64_t bits[CHUNK + 16] __attribute__((aligned(64)));
  int hits = 0;
  V(bits)(bits, n, at);
  EACH_VECTOR { // 63 bits, so that the sign of a difference compares
    u64 w = LOAD_BITS(bits + i) >> 1, threshold = (u64)NUMBER(first, i) >> 1;
    STORE_BITS(bits + i, w);
    hits += V(append_negative)((f64)(w - threshold), i, path + hits);
  }
  for (int j = 0; j < hits; j++) left[j] = bits[path[j]];
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
      count[total + j] = poisson_cell(law, p, left[j]).count;
      path[total + j] = p;
    }
    total += hits;
    at.path += CHUNK;
  }
  return total;
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
    for (int j = 0; j < hits; j++) {
      poisson_count cell = poisson_cell(law, path[j] + (uint32_t)i, left[j]);
      count[j] = cell.count;
      z[j] = cell.centred;
    }
    V(invert_each)(z, hits);
    for (int j = 0; j < hits; j++)
      x[i + (int)path[j]] += __builtin_fma(count[j], mean, sd * __builtin_sqrt(count[j]) * z[j]);
    at.path += CHUNK;
  }
}
