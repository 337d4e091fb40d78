import CGSL
import Statistics

/// GSL's root finder for a function whose every value is dear.
enum Brent {
  struct Bracket {
    /// The newest point, mostly the best.
    let newest: Double
    let low: Double
    let high: Double

    var width: Double { high - low }
  }

  /// Narrows an interval in which a function changes its sign until somebody says that it is enough.
  ///
  /// - Parameters:
  ///   - function: May end the search by a value that is not finite.
  ///   - isEnough: Asked of both ends, then after each step.
  /// - Returns: Nil where there is no change of sign, or the search was ended.
  static func narrow(
    _ low: Double, _ high: Double, _ function: GSL.Function, until isEnough: (Bracket) -> Bool
  ) -> Bracket? {
    let (atLow, atHigh) = (function(low), function(high))
    guard atLow.isFinite, atHigh.isFinite else { return nil }
    for end in [low, high] {
      let bracket = Bracket(newest: end, low: low, high: high)
      if isEnough(bracket) { return bracket }
    }
    guard (atLow < 0) != (atHigh < 0), let solver = gsl_root_fsolver_alloc(gsl_root_brent()) else {
      return nil
    }
    defer { gsl_root_fsolver_free(solver) }
    return GSL.with(function) { function in
      guard gsl_root_fsolver_set(solver, function, low, high) == GSL.success else { return nil }
      var bracket = Bracket(newest: low, low: low, high: high)
      for _ in 0..<200 where !isEnough(bracket) {
        guard gsl_root_fsolver_iterate(solver) == GSL.success else { return nil }
        bracket = Bracket(
          newest: gsl_root_fsolver_root(solver), low: gsl_root_fsolver_x_lower(solver),
          high: gsl_root_fsolver_x_upper(solver))
      }
      return bracket
    }
  }
}
