import CGSL

/// Moments of a distribution as integrals over its normal scores, ∫ g(x(z)) φ(z) dz: smooth also
/// where the density is not, and without an end where the distribution has one.
struct NormalScores {
  private let value: (Double) -> Double
  /// Where |z| ends: Φ(-37) is the smallest probability of a normal double's size.
  private static let end = 37.0

  /// - Parameter value: x(z).
  init(value: @escaping (Double) -> Double) { self.value = value }

  init(_ law: any Distribution) { self.init { law.quantile(Tails(score: $0)) } }

  var mean: Double { expectation { $0 } ?? .nan }

  var standardDeviation: Double {
    let mean = mean
    return expectation { ($0 - mean) * ($0 - mean) }?.squareRoot() ?? .nan
  }

  func meanOfExponential(of factor: Double) -> Double? {
    expectation { exp(factor * $0) }
  }

  /// E[g(X)], by adaptive Gauss-Kronrod rules in the pieces of a few breaks.
  ///
  /// - Returns: To 1e-11; nil where the integral does not converge for |z| ≤ 37.
  func expectation(_ g: (Double) -> Double) -> Double? {
    func weighted(_ z: Double) -> Double {
      let value = g(value(z))
      return value == 0 ? 0 : value * gsl_ran_ugaussian_pdf(z)
    }
    guard let workspace = gsl_integration_workspace_alloc(400) else { return nil }
    defer { gsl_integration_workspace_free(workspace) }
    let breaks = [-Self.end, -8, -3, 0, 3, 8, Self.end]
    var (sum, size, error) = (0.0, 0.0, 0.0)
    for (from, to) in zip(breaks, breaks.dropFirst()) {
      var (part, partError) = (0.0, 0.0)
      // The status only says that rounding ends the refinement; the error estimate decides.
      _ = GSL.with(weighted) {
        gsl_integration_qag($0, from, to, 1e-300, 1e-13, 400, 3, workspace, &part, &partError)
      }
      sum += part
      size += abs(part)
      error += partError
    }
    let ends = abs(weighted(-Self.end)) + abs(weighted(Self.end))
    guard sum.isFinite, error <= 1e-11 * size, ends <= 1e-13 * size else { return nil }
    return sum
  }
}
