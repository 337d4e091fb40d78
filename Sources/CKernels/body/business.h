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
INLINE void V(earn_with)(const ck_account *account, int n, int with_free) {
  const ck_account k = *account;
  EACH_VECTOR {
    f64 pace = LOAD(k.pace + i), cash = LOAD(k.cash + i), losses = LOAD(k.losses + i);
    f64 before = k.weight_before * LOAD(k.pace_before + i), now = k.weight_now * pace;
    f64 spent = NUMBER(k.spent, i), earned = NUMBER(k.interest, i) * cash;
    f64 paid = NUMBER(k.debt_interest, i) * NUMBER(k.debt, i);
    f64 earnings = before + now - spent, interest = earned - paid;
    f64 rounding = k.tolerance * (SIZE(before) + SIZE(now) + SIZE(spent) + SIZE(earned) + SIZE(paid));
    f64 taxable = earnings + interest - losses;
    f64 rate = NUMBER(k.tax, i), solvent = LOAD(k.solvent + i);
    f64 tax = rate * V(larger)(ALL(0), taxable);
    f64 flow = V(settled)(earnings + interest - tax, rounding) * solvent;
    f64 left = V(settled)(cash + flow, k.tolerance * SIZE(flow));
    STORE(k.pace_before + i, LOAD(k.pace_after + i));
    STORE(k.losses + i, V(larger)(ALL(0), -taxable));
    STORE(k.flow + i, flow);
    STORE(k.cash + i, left);
    if (with_free) {
      f64 untaxed = earnings - LOAD(k.free_losses + i), free_tax = rate * V(larger)(ALL(0), untaxed);
      STORE(k.free_losses + i, V(larger)(ALL(0), -untaxed));
      STORE(k.free + i, (earnings - free_tax) * solvent);
    }
  }
}
static void V(earn)(const ck_account *account, int n) {
  if (account->free)
    V(earn_with)(account, n, 1);
  else
    V(earn_with)(account, n, 0);
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
static void V(switch_state)(double *state, const double *z, ck_number shuts, ck_number opens, int n) {
  EACH_VECTOR {
    f64 level = V(choose)((s64)(LOAD(state + i) > 0), NUMBER(shuts, i), NUMBER(opens, i));
    STORE(state + i, V(choose)((s64)(LOAD(z + i) >= level), ALL(1), ALL(0)));
  }
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
