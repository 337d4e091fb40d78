import CGSL

/// A Markov chain in continuous time with constant rates.
///
/// The shares π of time that it spends in its states in the long run solve π G = 0, Σ π = 1, where G has the
/// rates and minus their sums on the diagonal. They are one answer whatever the start where one set of states,
/// and only one, is never left.
///
/// Reference: Norris (1997), Markov Chains, ch. 3. Verified: `MarkovChainTests`, against closed forms.
public struct MarkovChain: Sendable {
  /// From each state to each other in a year; 0 where there is no way.
  private let rates: [[Double]]

  /// - Parameter rates: A square; what stands on the diagonal says nothing.
  public init(rates: [[Double]]) {
    precondition(rates.allSatisfy { $0.count == rates.count })
    self.rates = rates.enumerated().map { from, row in
      row.enumerated().map { $0 == from ? 0 : $1 }
    }
  }

  /// Years that it stays in a state on average: ∞ where it never leaves.
  public func meanStay(in state: Int) -> Double { 1 / rates[state].reduce(0, +) }

  /// Nil where the start decides where it ends, or a rate is no number.
  public var longRunShares: [Double]? {
    guard !rates.isEmpty, rates.allSatisfy({ $0.allSatisfy { $0.isFinite && $0 >= 0 } }) else {
      return nil
    }
    let within = reachable
    // States that are reached from wherever one gets from them: what is never left.
    let closed = rates.indices.filter { from in
      rates.indices.allSatisfy { !within[from][$0] || within[$0][from] }
    }
    guard let first = closed.first, closed.allSatisfy({ within[first][$0] }) else { return nil }
    return solved(closed)
  }

  /// Whether one state is reached from another; each from itself.
  private var reachable: [[Bool]] {
    var within = rates.enumerated().map { from, row in
      row.enumerated().map { $0 == from || $1 > 0 }
    }
    for middle in rates.indices {
      for from in rates.indices where within[from][middle] {
        for to in rates.indices where within[middle][to] { within[from][to] = true }
      }
    }
    return within
  }

  /// Within the states that are never left; 0 for the others.
  private func solved(_ closed: [Int]) -> [Double]? {
    let count = closed.count
    // The transpose of G, with the sum in place of its last row, which follows from the others.
    var matrix = [Double](repeating: 0, count: count * count)
    for (column, from) in closed.enumerated() {
      for (row, to) in closed.enumerated() where row != column {
        matrix[row * count + column] += rates[from][to]
        matrix[column * count + column] -= rates[from][to]
      }
    }
    for column in 0..<count { matrix[(count - 1) * count + column] = 1 }
    var sums = [Double](repeating: 0, count: count)
    sums[count - 1] = 1
    var solution = [Double](repeating: 0, count: count)
    let size = count
    guard let permutation = gsl_permutation_alloc(size) else { return nil }
    defer { gsl_permutation_free(permutation) }
    let status = matrix.withUnsafeMutableBufferPointer { matrix in
      sums.withUnsafeMutableBufferPointer { sums in
        solution.withUnsafeMutableBufferPointer { solution -> Int32 in
          var a = gsl_matrix_view_array(matrix.baseAddress, size, size)
          var b = gsl_vector_view_array(sums.baseAddress, size)
          var x = gsl_vector_view_array(solution.baseAddress, size)
          var sign: Int32 = 0
          let status = gsl_linalg_LU_decomp(&a.matrix, permutation, &sign)
          return status != 0
            ? status : gsl_linalg_LU_solve(&a.matrix, permutation, &b.vector, &x.vector)
        }
      }
    }
    guard status == 0, solution.allSatisfy(\.isFinite) else { return nil }
    var shares = [Double](repeating: 0, count: rates.count)
    for (place, state) in closed.enumerated() { shares[state] = max(0, solution[place]) }
    return shares
  }
}
