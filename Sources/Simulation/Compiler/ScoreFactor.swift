extension ModelDefinition {
  /// What makes correlated normal scores of independent ones, z = L w: the rows of the lower triangular L, for
  /// drivers in their order. Nil where no variables are correlated as is stated.
  package func scoreFactor(of drivers: [String]) -> [[Double]]? {
    var matrix = CorrelationMatrix(drivers)
    for pair in correlations {
      guard let first = drivers.firstIndex(of: pair.first),
        let second = drivers.firstIndex(of: pair.second)
      else { continue }
      matrix[first, second] = DriverDependence.scoreCorrelation(ofRank: pair.value)
    }
    return matrix.cholesky()
  }
}
