static void V(grow_where)(double *y, ck_number factor, const double *stands, int n) {
  EACH_VECTOR STORE(y + i, LOAD(y + i) * (1.0 + (NUMBER(factor, i) - 1.0) * LOAD(stands + i)));
}
static void V(discount_flows)(double *sum, double *paid_in, const double *flow, const double *proceeds,
                              ck_number middle, ck_number end, int n) {
  EACH_VECTOR {
    f64 now = LOAD(proceeds + i), raised = NUMBER(end, i) * (now - LOAD(paid_in + i));
    STORE(sum + i, LOAD(sum + i) + (NUMBER(middle, i) * LOAD(flow + i) + raised));
    STORE(paid_in + i, now);
  }
}
// The cash of a company over one step.
typedef struct {
  f64 earnings, size, paid, interest, tax, solvent;
} V(earned);

INLINE void V(keep)(const ck_book *book, int i, V(earned) step, double tolerance) {
  f64 cash = LOAD(book->cash + i), earned = step.interest * cash, interest = earned - step.paid;
  f64 rounding = tolerance * (step.size + SIZE(earned) + SIZE(step.paid));
  f64 taxable = step.earnings + interest - LOAD(book->losses + i);
  f64 tax = step.tax * V(larger)(ALL(0), taxable);
  f64 flow = V(settled)(step.earnings + interest - tax, rounding) * step.solvent;
  STORE(book->losses + i, V(larger)(ALL(0), -taxable));
  STORE(book->flow + i, flow);
  STORE(book->cash + i, V(settled)(cash + flow, tolerance * SIZE(flow)));
}
INLINE void V(earn_with)(const ck_account *account, int n, int unaided, int free) {
  const ck_account k = *account;
  EACH_VECTOR {
    f64 before = k.weight_before * LOAD(k.pace_before + i), now = k.weight_now * LOAD(k.pace + i);
    f64 spent = NUMBER(k.spent, i), paid = NUMBER(k.debt_interest, i) * NUMBER(k.debt, i);
    V(earned) step = {before + now - spent, SIZE(before) + SIZE(now) + SIZE(spent), paid,
                      NUMBER(k.interest, i), NUMBER(k.tax, i), LOAD(k.solvent + i)};
    STORE(k.pace_before + i, LOAD(k.pace_after + i));
    V(keep)(&k.own, i, step, k.tolerance);
    if (unaided) V(keep)(&k.unaided, i, step, k.tolerance);
    if (free) {
      f64 taxable = step.earnings - LOAD(k.free.losses + i), tax = step.tax * V(larger)(ALL(0), taxable);
      STORE(k.free.losses + i, V(larger)(ALL(0), -taxable));
      STORE(k.free.flow + i, (step.earnings - tax) * step.solvent);
    }
  }
}
static void V(earn)(const ck_account *account, int n) {
  const int unaided = account->unaided.cash != NULL, free = account->free.flow != NULL;
  if (unaided && free)
    V(earn_with)(account, n, 1, 1);
  else if (unaided)
    V(earn_with)(account, n, 1, 0);
  else if (free)
    V(earn_with)(account, n, 0, 1);
  else
    V(earn_with)(account, n, 0, 0);
}
// Below 0, or at 0 by what the step has used: a company that uses nothing needs none.
INLINE s64 V(used_up)(f64 cash, f64 flow) {
  return (s64)(cash < 0) | ((s64)(cash == 0) & (s64)(flow < 0));
}
static int V(short_of_cash)(uint32_t *path, const double *cash, const double *flow,
                            const double *solvent, ck_number steps, double tolerance, int n) {
  int count = 0;
  EACH_VECTOR {
    f64 left = LOAD(cash + i), moved = LOAD(flow + i), needed = -NUMBER(steps, i) * moved;
    s64 mask = V(used_up)(left, moved) | (s64)(left < needed - tolerance * SIZE(needed));
    count += V(append_negative)((f64)(mask & (s64)(LOAD(solvent + i) > 0)), i, path + count);
  }
  return count;
}
static void V(net_cash)(double *net, const double *cash, const double *solvent, ck_number debt, int n) {
  EACH_VECTOR {
    f64 left = LOAD(cash + i) - NUMBER(debt, i);
    STORE(net + i, V(choose)((s64)(LOAD(solvent + i) > 0), left, ALL(-__builtin_inf())));
  }
}
static int V(leaving)(uint32_t *path, const double *state, const double *z, ck_number falls, ck_number rises,
                      int n) {
  int count = 0;
  EACH_VECTOR {
    s64 high = (s64)(LOAD(state + i) > 0);
    f64 turned = V(choose)(high, LOAD(z + i), -LOAD(z + i));
    s64 leaves = (s64)(turned < V(choose)(high, NUMBER(falls, i), NUMBER(rises, i)));
    count += V(append_negative)((f64)leaves, i, path + count);
  }
  return count;
}
static int V(due)(uint32_t *path, const double *when, double now, int n) {
  int count = 0;
  EACH_VECTOR {
    count += V(append_negative)((f64)(s64)(LOAD(when + i) <= ALL(now)), i, path + count);
  }
  return count;
}
static int V(due_where)(uint32_t *path, const double *when, double now, const double *holds, int n) {
  int count = 0;
  EACH_VECTOR {
    s64 due = (s64)(LOAD(when + i) <= ALL(now)) & (s64)(LOAD(holds + i) == ALL(1));
    count += V(append_negative)((f64)due, i, path + count);
  }
  return count;
}
static void V(first_reach)(double *when, const double *x, ck_number level, double step, int n) {
  EACH_VECTOR {
    f64 before = LOAD(when + i);
    s64 reached = (s64)(LOAD(x + i) >= NUMBER(level, i)) & (s64)(before == ALL(__builtin_inf()));
    STORE(when + i, V(choose)(reached, ALL(step), before));
  }
}
static void V(first_used_up)(double *when, const double *cash, const double *flow, double step, int n) {
  EACH_VECTOR {
    f64 before = LOAD(when + i);
    s64 first = V(used_up)(LOAD(cash + i), LOAD(flow + i)) & (s64)(before == ALL(__builtin_inf()));
    STORE(when + i, V(choose)(first, ALL(step), before));
  }
}
static void V(add_shortfall)(double *y, const double *x, int n) {
  EACH_VECTOR STORE(y + i, LOAD(y + i) + V(larger)(ALL(0), -LOAD(x + i)));
}
