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

typedef struct {
  uint32_t count;
  double centred; // where w lies in the count's cell, in (-1/2, 1/2)
} poisson_count;

// The count that 63 random bits w < threshold 0 mean. Cell k, of count k + 1, is
// [threshold k + 1, threshold k).
static inline poisson_count poisson_cell(const ck_poisson *law, uint32_t path, uint64_t w) {
  uint32_t k = 0;
  uint64_t low;
  double width;
  if (law->tail) {
    while (w < law->tail[k + 1] >> 1) k++;
    low = law->tail[k + 1] >> 1;
    width = law->width[k];
  } else {
    double rate = law->rate[path];
    uint64_t high;
    memcpy(&low, law->first.p + (path & law->first.mask), sizeof low);
    low >>= 1;
    // P(N = 0) is what is left of the tail while that has digits, and a number while e^-rate is one.
    double tail = (double)low * 0x1p-63, p = rate < 4 ? 1 - tail : exp(-rate);
    const int exists = rate < 700;
    do {
      high = low;
      p *= rate / (double)(k + 1);
      tail -= p;
      // Differences lose digits in the far tail; there GSL's own tail takes over.
      low = tail > 1e-6 && exists ? (uint64_t)(tail * 0x1p63) : ck_poisson_threshold(rate, k + 1) >> 1;
      k++;
    } while (w < low);
    k--;
    width = 1 / (double)(high - low);
  }
  double place = ((double)(w - low) + 0.5) * width;
  if (place < 0x1p-53) place = 0x1p-53;
  if (place > 1 - 0x1p-53) place = 1 - 0x1p-53;
  return (poisson_count){k + 1, place - 0.5};
}
