import CGSL

/// Correlations among a few names, 0 where none is stated.
///
/// Verified: `DependenceTests`; the nearest matrix against the published one.
struct CorrelationMatrix: Sendable {
  let names: [String]
  /// Row by row.
  private(set) var values: [Double]
  var count: Int { names.count }

  init(_ names: [String]) {
    self.names = names
    values = [Double](repeating: 0, count: names.count * names.count)
    for i in names.indices { self[i, i] = 1 }
  }

  /// One matrix for all names that hang together, each in the given order.
  static func groups(
    of correlations: [ModelDefinition.Correlation], order: [String],
    value: (Double) -> Double = { $0 }
  ) -> [CorrelationMatrix] {
    var groups: [Set<String>] = []
    for pair in correlations {
      let names: Set = [pair.first, pair.second]
      let joined = groups.filter { !$0.isDisjoint(with: names) }.reduce(names) { $0.union($1) }
      groups.removeAll { !$0.isDisjoint(with: joined) }
      groups.append(joined)
    }
    return groups.map { names in
      var matrix = CorrelationMatrix(order.filter(names.contains))
      for pair in correlations {
        guard let i = matrix.names.firstIndex(of: pair.first),
          let j = matrix.names.firstIndex(of: pair.second)
        else { continue }
        matrix[i, j] = value(pair.value)
      }
      return matrix
    }
  }

  subscript(i: Int, j: Int) -> Double {
    get { values[i * count + j] }
    set {
      values[i * count + j] = newValue
      values[j * count + i] = newValue
    }
  }

  /// The rows of the lower triangular L with LLᵀ = R; nil where no variables are correlated so.
  func cholesky() -> [[Double]]? {
    _ = GSL.returnsErrors
    var factor = values
    let status = factor.withUnsafeMutableBufferPointer { memory in
      var view = gsl_matrix_view_array(memory.baseAddress, count, count)
      return gsl_linalg_cholesky_decomp1(&view.matrix)
    }
    // A pivot of rounding errors is no room for a variable of its own.
    let pivots = (0..<count).map { factor[$0 * count + $0] }
    guard status == GSL.success, pivots.allSatisfy({ $0 > 1e-6 }) else { return nil }
    return (0..<count).map { i in (0..<count).map { j in j <= i ? factor[i * count + j] : 0 } }
  }

  /// The nearest matrix, in the sum of squares, that variables can have: projections in turn onto unit
  /// diagonals and onto matrices without small eigenvalues, with Dykstra's correction. It stays valid
  /// when every value is rounded to three decimals.
  ///
  /// Reference: Higham (2002), 'Computing the nearest correlation matrix'.
  func nearestValid() -> CorrelationMatrix {
    var nearest = self
    var correction = [Double](repeating: 0, count: values.count)
    for _ in 0..<500 {
      let shifted = zip(nearest.values, correction).map { $0 - $1 }
      let projected = Self.raisingEigenvalues(of: shifted, count: count)
      correction = zip(projected, shifted).map { $0 - $1 }
      var next = nearest
      next.values = projected
      for i in 0..<count { next[i, i] = 1 }
      let moved = zip(next.values, nearest.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
      nearest = next
      if moved < 1e-9 { break }
    }
    return nearest
  }

  private static func raisingEigenvalues(of matrix: [Double], count n: Int) -> [Double] {
    var matrix = matrix
    var (roots, vectors) = ([Double](repeating: 0, count: n), matrix)
    let workspace = gsl_eigen_symmv_alloc(n)
    defer { gsl_eigen_symmv_free(workspace) }
    matrix.withUnsafeMutableBufferPointer { a in
      roots.withUnsafeMutableBufferPointer { roots in
        vectors.withUnsafeMutableBufferPointer { vectors in
          var a = gsl_matrix_view_array(a.baseAddress, n, n)
          var roots = gsl_vector_view_array(roots.baseAddress, n)
          var vectors = gsl_matrix_view_array(vectors.baseAddress, n, n)
          _ = gsl_eigen_symmv(&a.matrix, &roots.vector, &vectors.matrix, workspace)
        }
      }
    }
    return (0..<n * n).map { place in
      let (i, j) = (place / n, place % n)
      return (0..<n).reduce(0) { sum, k in
        sum + max(roots[k], 0.001 * Double(n)) * vectors[i * n + k] * vectors[j * n + k]
      }
    }
  }
}
