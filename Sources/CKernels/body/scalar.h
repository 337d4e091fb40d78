// What the kernel bodies share that works on one value at a time.

// Eight lanes added as a tree: the same order on every instruction set.
static double sum_of_lanes(const double lane[8]) {
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}
static uint32_t histogram_cell(double x, int64_t lowest_key) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  int64_t key = (int64_t)((bits & 0x7FFFFFFFFFFFFFFFu) >> 45) - (lowest_key - 1);
  if (key < 0) key = 0;
  if (key > CK_MAGNITUDES + 1) key = CK_MAGNITUDES + 1;
  return (uint32_t)((key ^ ((int64_t)bits >> 63)) + CK_MAGNITUDES + 2);
}
static int is_end_cell(uint32_t cell) {
  return cell == 0 || cell == CK_MAGNITUDES + 1 || cell == CK_MAGNITUDES + 2 || cell == CK_CELLS - 1;
}

// The draws of a path's third event of a step and of those after it; returns where the next path's go.
static double *later_event_uniforms(double *q, ck_at at, uint32_t path, uint32_t count) {
  ck_stream stream = ck_stream_at(at, at.path + path);
  stream.drawn = 4;
  for (uint32_t draw = 2; draw < count; draw++) *q++ = ck_stream_uniform(&stream) - 0.5;
  return q;
}

typedef struct {
  uint32_t count;
  double centred; // where w lies in the count's cell, in (-1/2, 1/2)
} poisson_count;

// A count of a Poisson law, and its threshold in 63 bits, on the way down.
typedef struct {
  double rate, tail, p; // of the count: P(N > count) and P(N = count)
  uint32_t count;
  uint64_t threshold;
} poisson_tail;

// P(N = 0) is what is left of the tail while that has digits, and a number while e^-rate is one.
static inline poisson_tail poisson_tail_at(double rate, uint64_t first) {
  double tail = (double)(first >> 1) * 0x1p-63;
  return (poisson_tail){rate, tail, rate < 4 ? 1 - tail : exp(-rate), 0, first >> 1};
}
static inline void descend(poisson_tail *at) {
  at->p *= at->rate / (double)(at->count + 1);
  at->tail -= at->p;
  at->count++;
  // Differences lose digits in the far tail; there GSL's own tail takes over.
  at->threshold = at->tail > 1e-6 && at->rate < 700
                      ? (uint64_t)(at->tail * 0x1p63)
                      : ck_poisson_threshold(at->rate, at->count) >> 1;
}
static inline uint64_t threshold_of(ck_number threshold, uint32_t path) {
  uint64_t bits;
  memcpy(&bits, threshold.p + (path & threshold.mask), sizeof bits);
  return bits;
}
// Threshold 1 in 63 bits.
static inline uint64_t second_threshold(const ck_poisson *law, uint32_t path) {
  return law->tail ? law->tail[1] : threshold_of(law->second, path);
}
// The count that 63 random bits w < threshold 0 mean. Cell k, of count k + 1, is
// [threshold k + 1, threshold k).
static inline poisson_count poisson_cell(const ck_poisson *law, uint32_t path, uint64_t w) {
  uint32_t k = 0;
  uint64_t low;
  double width;
  if (law->tail) {
    while (w < law->tail[k + 1]) k++;
    low = law->tail[k + 1];
    width = law->width[k];
  } else {
    uint64_t high;
    poisson_tail tail = poisson_tail_at(law->rate[path], threshold_of(law->first, path));
    do {
      high = tail.threshold;
      descend(&tail);
    } while (w < tail.threshold);
    low = tail.threshold;
    k = tail.count - 1;
    width = 1 / (double)(high - low);
  }
  double place = ((double)(w - low) + 0.5) * width;
  if (place < 0x1p-53) place = 0x1p-53;
  if (place > 1 - 0x1p-53) place = 1 - 0x1p-53;
  return (poisson_count){k + 1, place - 0.5};
}
