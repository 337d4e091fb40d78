// The parts of the GNU Scientific Library that Ballpark calls.
#pragma once
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_zeta.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <gsl/gsl_version.h>

// Swift takes GSL's tables of methods for mutable globals; they never change.
static inline const gsl_root_fsolver_type *gsl_root_brent(void) { return gsl_root_fsolver_brent; }
static inline const gsl_min_fminimizer_type *gsl_minimum_brent(void) {
  return gsl_min_fminimizer_brent;
}
static inline const gsl_rng_type *gsl_mersenne_twister(void) { return gsl_rng_mt19937; }
