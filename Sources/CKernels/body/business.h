// The cash of a company over one step.
static void V(earn)(const ck_account *account, int n) {
  const ck_account k = *account;
  EACH_VECTOR {
    f64 pace = LOAD(k.pace + i), cash = LOAD(k.cash + i), losses = LOAD(k.losses + i);
    f64 earnings = FMA(ALL(k.weight_now), pace, k.weight_before * LOAD(k.pace_before + i));
    f64 interest = FMA(NUMBER(k.interest, i), cash, -NUMBER(k.debt_interest, i) * NUMBER(k.debt, i));
    f64 taxable = earnings + interest - losses;
    f64 rate = NUMBER(k.tax, i), solvent = LOAD(k.solvent + i);
    f64 tax = rate * V(larger)(ALL(0), taxable);
    f64 untaxed = earnings - LOAD(k.free_losses + i), free_tax = rate * V(larger)(ALL(0), untaxed);
    f64 flow = (earnings + interest - tax) * solvent;
    STORE(k.pace_before + i, pace);
    STORE(k.losses + i, V(larger)(ALL(0), -taxable));
    STORE(k.flow + i, flow);
    STORE(k.free_losses + i, V(larger)(ALL(0), -untaxed));
    STORE(k.free + i, (earnings - free_tax) * solvent);
    STORE(k.cash + i, cash + flow);
  }
}
static int V(short_of_cash)(uint32_t *path, const double *cash, const double *flow,
                            const double *solvent, ck_number steps, int n) {
  int count = 0;
  EACH_VECTOR {
    f64 left = LOAD(cash + i);
    s64 mask = (s64)(left <= 0) | (s64)(FMA(NUMBER(steps, i), LOAD(flow + i), left) < 0);
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
static void V(add_shortfall)(double *y, const double *x, int n) {
  EACH_VECTOR STORE(y + i, LOAD(y + i) + V(larger)(ALL(0), -LOAD(x + i)));
}
