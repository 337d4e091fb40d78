import CGSL
import Statistics

/// GSL's root finder for a function whose every value is dear.
enum Brent {
  struct Bracket {
    /// The newest point, mostly the best.
    let newest: Double
    let low: Double
    let high: Double

    /// For how many steps neither end has had another value, however much nearer they came.
    let unchanged: Int

    var width: Double { high - low }
    /// As far as four steps tell: a smooth function has another value at every input.
    var isStep: Bool { unchanged >= 4 }
  }

  /// Narrows an interval in which a function changes its sign until somebody says that it is enough.
  ///
  /// - Parameters:
  ///   - evaluate: May end the search by a value that is not finite. Asked again at the ends after each
  ///     step, so it should remember.
  ///   - isEnough: Asked of both ends, then after each step.
  /// - Returns: Nil where there is no change of sign, or the search was ended.
  static func narrow(
    _ low: Double, _ high: Double, _ evaluate: GSL.Function, until isEnough: (Bracket) -> Bool
  ) -> Bracket? {
    let (atLow, atHigh) = (evaluate(low), evaluate(high))
    guard atLow.isFinite, atHigh.isFinite else { return nil }
    for end in [low, high] {
      let bracket = Bracket(newest: end, low: low, high: high, unchanged: 0)
      if isEnough(bracket) { return bracket }
    }
    guard (atLow < 0) != (atHigh < 0), let solver = gsl_root_fsolver_alloc(gsl_root_brent()) else {
      return nil
    }
    defer { gsl_root_fsolver_free(solver) }
    return GSL.with(evaluate) { function in
      guard gsl_root_fsolver_set(solver, function, low, high) == GSL.success else { return nil }
      var bracket = Bracket(newest: low, low: low, high: high, unchanged: 0)
      var values = [atLow, atHigh]
      for _ in 0..<200 where !isEnough(bracket) {
        guard gsl_root_fsolver_iterate(solver) == GSL.success else { return nil }
        let ends = [gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver)]
        let last = values
        values = ends.map(evaluate)
        bracket = Bracket(
          newest: gsl_root_fsolver_root(solver), low: ends[0], high: ends[1],
          unchanged: values == last ? bracket.unchanged + 1 : 0)
      }
      return bracket
    }
  }
}
