extension BitHistogram {
  /// The mean of the lowest values of a sample: of the k = share · n smallest, the last in part.
  ///
  /// With values drawn independently its standard error is √((s² + (1 - share)(q - mean)²) / k), s being
  /// the standard deviation of those k values and q the largest of them. Reference: Manistre & Hancock
  /// (2005). Verified: `TailMeanTests`.
  ///
  /// - Parameters:
  ///   - share: Above 0 and below 1.
  ///   - values: All values that the histogram counts, where they are held; else each is taken for the
  ///     middle of its bin, which is within 0.4 % of it.
  /// - Returns: NaN without values; an infinite error where fewer than 30 values make the mean, whose
  ///   spread then says too little.
  package func lowerTail(share: Double, of values: KeptValues? = nil) -> Estimate {
    precondition(share > 0 && share < 1)
    guard !bins.isEmpty else { return Estimate(value: .nan, error: .nan) }
    let size = max(1, share * Double(count))
    let lowest = lowest(size, of: values)
    let weighted = lowest.reduce((sum: 0.0, weight: 0.0)) { partial, next in
      let weight = min(next.weight, size - partial.weight)
      return (partial.sum + weight * next.value, partial.weight + weight)
    }
    let mean = weighted.sum / size
    var left = size
    var squares = 0.0
    var last = mean
    for (value, weight) in lowest where left > 0 {
      squares += min(weight, left) * (value - mean) * (value - mean)
      left -= weight
      last = value
    }
    let variance = squares / size + (1 - share) * (last - mean) * (last - mean)
    return Estimate(
      value: mean, error: size < Self.fewestInTail ? .infinity : (variance / size).squareRoot())
  }

  private static let fewestInTail = 30.0

  /// At least so many of the smallest values, ascending, each with how often it stands there.
  private func lowest(
    _ size: Double, of values: KeptValues?
  ) -> [(value: Double, weight: Double)] {
    let last = bins.first { Double($0.below + $0.count) >= size } ?? bins[bins.count - 1]
    guard let values else {
      return bins.prefix { $0.below <= last.below }.map { (middle(of: $0.bin), Double($0.count)) }
    }
    let gathered = values.pieces.flatMap { piece in
      piece.values.filter { $0.isFinite && $0 <= last.bin.edges.high }
    }.sorted()
    return gathered.map { ($0, 1) }
  }

  private func middle(of bin: BitBin) -> Double {
    let (low, high) = reach(of: bin)
    return low + (high - low) / 2
  }
}
