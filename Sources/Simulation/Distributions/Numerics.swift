import CGSL
import Statistics

typealias GSL = Statistics.GSL

enum Root {
  /// Where a continuous function crosses 0 between two points, by Brent's method.
  ///
  /// - Returns: The root to the last digits; nil where the function has one sign or is no number.
  static func between(_ low: Double, _ high: Double, _ function: GSL.Function) -> Double? {
    let (atLow, atHigh) = (function(low), function(high))
    if atLow == 0 { return low }
    if atHigh == 0 { return high }
    guard atLow.isFinite, atHigh.isFinite, (atLow < 0) != (atHigh < 0),
      let solver = gsl_root_fsolver_alloc(gsl_root_brent())
    else { return nil }
    defer { gsl_root_fsolver_free(solver) }
    return GSL.with(function) { function in
      guard gsl_root_fsolver_set(solver, function, low, high) == GSL.success else {
        return nil
      }
      for _ in 0..<200 {
        guard gsl_root_fsolver_iterate(solver) == GSL.success else { return nil }
        let (from, to) = (gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver))
        if to - from <= 4e-16 * max(abs(from), abs(to)) { break }
        if abs(to - from) < .leastNormalMagnitude { break }
      }
      let root = gsl_root_fsolver_root(solver)
      return root.isFinite ? root : nil
    }
  }

  /// As `between`, from a first interval that is widened, up to twelve times, until it holds a root.
  static func around(
    _ low: Double, _ high: Double, within bounds: ClosedRange<Double>, _ function: GSL.Function
  ) -> Double? {
    var (low, high) = (low, high)
    var (atLow, atHigh) = (function(low), function(high))
    for _ in 0..<12 where atLow != 0 && atHigh != 0 && (atLow < 0) == (atHigh < 0) {
      let width = high - low
      // On the side that is nearer to 0, as far as the bounds let it.
      if low > bounds.lowerBound, abs(atLow) < abs(atHigh) || high >= bounds.upperBound {
        low = max(low - 2 * width, bounds.lowerBound)
        atLow = function(low)
      } else {
        high = min(high + 2 * width, bounds.upperBound)
        atHigh = function(high)
      }
    }
    return between(low, high, function)
  }
}

/// The solution of a square system of linear equations, given by rows; nil where it is singular.
func solution(of rows: [[Double]], _ right: [Double]) -> [Double]? {
  _ = GSL.returnsErrors
  let n = right.count
  guard let matrix = gsl_matrix_alloc(n, n), let vector = gsl_vector_alloc(n),
    let result = gsl_vector_alloc(n), let permutation = gsl_permutation_alloc(n)
  else { return nil }
  defer {
    gsl_matrix_free(matrix)
    gsl_vector_free(vector)
    gsl_vector_free(result)
    gsl_permutation_free(permutation)
  }
  for (i, row) in rows.enumerated() {
    gsl_vector_set(vector, i, right[i])
    for (j, value) in row.enumerated() { gsl_matrix_set(matrix, i, j, value) }
  }
  var sign: Int32 = 0
  guard gsl_linalg_LU_decomp(matrix, permutation, &sign) == GSL.success,
    gsl_linalg_LU_solve(matrix, permutation, vector, result) == GSL.success
  else { return nil }
  let solved = (0..<n).map { gsl_vector_get(result, $0) }
  return solved.allSatisfy(\.isFinite) ? solved : nil
}

extension Distribution {
  /// The quantile function from tails and density, where GSL's inverse is rough or there is none.
  ///
  /// Newton's method on the logarithm of the smaller tail, which is nearly straight for most laws,
  /// kept inside a bracket by bisection.
  ///
  /// - Parameters:
  ///   - start: Near the quantile, inside `range`.
  ///   - precision: What is small enough a step; always so is 1e-13 of the quantile.
  func inverted(
    _ tails: Tails, from start: Double, in range: ClosedRange<Double>, precision: Double = 0
  ) -> Double {
    let isLower = tails.lower < tails.upper
    let target = isLower ? tails.lower : tails.upper
    var (low, high) = (range.lowerBound, range.upperBound)
    var x = start
    for _ in 0..<200 {
      let here = self.tails(at: x)
      let tail = isLower ? here.lower : here.upper
      if tail == target { return x }
      if (tail < target) == isLower { low = x } else { high = x }
      let step = (isLower ? -1 : 1) * log(tail / target) * tail / density(at: x)
      // In the lower tail of a law above 0 the logarithm of x is straighter than x.
      let isPower = isLower && range.lowerBound == 0 && abs(step) < x
      let next = isPower ? x * exp(step / x) : x + step
      if abs(step) <= 1e-13 * abs(x) || abs(step) <= precision {
        return min(max(next, range.lowerBound), range.upperBound)
      }
      x = next > low && next < high ? next : Self.middle(low, high, from: x)
      if x == low || x == high { return x }
    }
    return x
  }

  private static func middle(_ low: Double, _ high: Double, from x: Double) -> Double {
    if low.isInfinite { return x - 2 * max(1, abs(x)) }
    if high.isInfinite { return x + 2 * max(1, abs(x)) }
    return low / 2 + high / 2
  }
}
