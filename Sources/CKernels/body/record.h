// Without a branch per value: most groups have none of either.
static ck_ends V(ends_of)(const double *x, int n) {
  s64 zeros = (s64)ALL_BITS(0), numbers = (s64)ALL_BITS(0);
  int i = 0;
  for (; i + W <= n; i += W) {
    f64 value = LOAD(x + i);
    zeros -= (s64)(value == ALL(0));
    numbers -= (s64)(SIZE(value) < ALL(__builtin_inf()));
  }
  ck_ends ends = {0, 0};
  for (int lane = 0; lane < W; lane++) ends.zeros += (int)zeros[lane], ends.numbers += (int)numbers[lane];
  for (; i < n; i++) ends.zeros += x[i] == 0, ends.numbers += __builtin_fabs(x[i]) < __builtin_inf();
  return ends;
}
// Histogram and moments of one group of at most 512 values, in one reading of them.
//
// A double's exponent and upper mantissa, shifted down, number logarithmic bins without a logarithm.
// The increments come in a second loop: they depend on each other through memory, the keys do not. No
// cell is read but those that values fall into: reading one makes the system map its page.
static ck_moments V(record)(uint32_t *restrict cells, int64_t lowest_key, double centre,
                            const double *restrict x, int n) {
  enum { LANES = 8, VECTORS = LANES / W };
  uint32_t cell[CK_GROUP] __attribute__((aligned(64)));
  double sums[LANES], squares[LANES], least[LANES], most[LANES];
  int64_t ends[LANES] __attribute__((aligned(64)));
  f64 sum[VECTORS], square[VECTORS], low[VECTORS], high[VECTORS];
  s64 end[VECTORS];
  for (int v = 0; v < VECTORS; v++) {
    sum[v] = square[v] = ALL(0);
    low[v] = ALL(__builtin_inf());
    high[v] = ALL(-__builtin_inf());
    end[v] = (s64)ALL_BITS(0);
  }
  const int whole = n / LANES * LANES;
  const s64 lowest = (s64)ALL_BITS((uint64_t)(lowest_key - 1)), top = (s64)ALL_BITS(CK_MAGNITUDES + 1);
  const s64 positive = (s64)ALL_BITS(CK_MAGNITUDES + 2), none = (s64)ALL_BITS(0);
  for (int i = 0; i < whole; i += LANES)
    for (int v = 0; v < VECTORS; v++) {
      f64 value = LOAD(x + i + v * W), off = value - centre;
      s64 key = (s64)(((u64)value & 0x7FFFFFFFFFFFFFFFu) >> 45) - lowest;
      key = __builtin_elementwise_min(__builtin_elementwise_max(key, none), top);
      end[v] -= (key == none) | (key == top);
      key = (key ^ ((s64)value >> 63)) + positive; // mirrored below zero
      *(u32 *)(cell + i + v * W) = __builtin_convertvector((u64)key, u32);
      sum[v] += off;
      square[v] = FMA(off, off, square[v]);
      low[v] = V(smaller)(value, low[v]);
      high[v] = V(larger)(value, high[v]);
    }
  for (int v = 0; v < VECTORS; v++) {
    STORE(sums + v * W, sum[v]);
    STORE(squares + v * W, square[v]);
    STORE(least + v * W, low[v]);
    STORE(most + v * W, high[v]);
    *(s64 *)(ends + v * W) = end[v];
  }
  for (int i = whole; i < n; i++) { // the last path's group, one lane each
    int lane = i - whole;
    double off = x[i] - centre;
    cell[i] = histogram_cell(x[i], lowest_key);
    sums[lane] += off;
    squares[lane] = __builtin_fma(off, off, squares[lane]);
    ends[lane] += is_end_cell(cell[i]);
    if (x[i] < least[lane]) least[lane] = x[i];
    if (x[i] > most[lane]) most[lane] = x[i];
  }
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    cells[cell[i]]++;
    cells[cell[i + 1]]++;
    cells[cell[i + 2]]++;
    cells[cell[i + 3]]++;
  }
  for (; i < n; i++) cells[cell[i]]++;
  ck_moments moments = {sum_of_lanes(sums), sum_of_lanes(squares), least[0], most[0], (int)ends[0]};
  for (int lane = 1; lane < LANES; lane++) {
    moments.unusual += (int)ends[lane];
    if (least[lane] < moments.minimum) moments.minimum = least[lane];
    if (most[lane] > moments.maximum) moments.maximum = most[lane];
  }
  return moments;
}
