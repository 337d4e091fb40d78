#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension BitHistogram {
  /// The counts in bins of equal width, or of the values' logarithms where they span more than a decade
  /// and may be: enough for a picture.
  ///
  /// The outermost five in a thousand at either end are only counted; on a logarithmic axis these are of
  /// the values above 0, and so are zeros. A cell that an edge cuts gives each side its share of the width.
  ///
  /// Of the least and the greatest value, which often hold a share of the paths by themselves (worth 0, a
  /// fall of 100 %, the last date), a hundredth or more is not spread over a bin, but counted beside all.
  ///
  /// - Returns: Nil where all values are the same, or too few to have a shape.
  package func picture(_ bins: Int = 48, mayBeLogarithmic: Bool = true) -> Histogram? {
    precondition(bins > 0)
    guard minimum < maximum, count >= 100 else { return nil }
    let (least, greatest) = (atom(self.bins.first), atom(self.bins.last))
    return picture(bins, mayBeLogarithmic: mayBeLogarithmic, without: least, greatest)
      ?? picture(bins, mayBeLogarithmic: mayBeLogarithmic, without: 0, 0)
  }

  /// How many values lie in an outermost bin that holds one value only, where they are a hundredth of all.
  private func atom(_ bin: Bin?) -> Int {
    guard let bin, 100 * bin.count >= count else { return 0 }
    let (low, high) = reach(of: bin.bin)
    return low == high ? bin.count : 0
  }

  private func picture(
    _ bins: Int, mayBeLogarithmic: Bool, without least: Int, _ greatest: Int
  ) -> Histogram? {
    let spread = self.bins.dropFirst(least > 0 ? 1 : 0).dropLast(greatest > 0 ? 1 : 0)
    let total = count - least - greatest
    guard let first = spread.first, total >= 100 else { return nil }
    var below: [(edge: Double, count: Double)] = [(reach(of: first.bin).low, 0)]
    for bin in spread {
      let (low, high) = reach(of: bin.bin)
      let last = below[below.count - 1]
      if low > last.edge { below.append((low, last.count)) }
      below.append((max(high, last.edge), last.count + Double(bin.count)))
    }
    let tail = 0.005 * Double(total)
    var (low, high) = (below.value(at: tail), below.value(at: Double(total) - tail))
    guard low < high, (high - low).isFinite else { return nil }
    let zeros = below.last { $0.edge == 0 }?.count ?? 0
    let positive = (Double(total) - zeros) * 0.005
    let leastAboveZero = below.value(at: zeros + positive)
    let isLogarithmic =
      mayBeLogarithmic && minimum >= 0 && leastAboveZero > 0 && high / leastAboveZero > 10
    if isLogarithmic { low = leastAboveZero }
    let edges = (0...bins).map { bin in
      let part = Double(bin) / Double(bins)
      return bin == bins
        ? high : isLogarithmic ? low * pow(high / low, part) : low + (high - low) * part
    }
    guard zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    let counts = edges.map { Int(below.count(at: $0).rounded()) }
    return Histogram(
      edges: edges, counts: zip(counts, counts.dropFirst()).map { $1 - $0 },
      below: least + counts[0], above: greatest + total - counts[bins], least: least,
      greatest: greatest)
  }
}

/// A distribution as how many values lie below each of ascending edges.
extension [(edge: Double, count: Double)] {
  /// Where so many values lie below.
  fileprivate func value(at wanted: Double) -> Double {
    guard let index = firstIndex(where: { $0.count >= wanted }), index > 0 else {
      return first?.edge ?? .nan
    }
    let (from, to) = (self[index - 1], self[index])
    let part = to.count > from.count ? (wanted - from.count) / (to.count - from.count) : 1
    return from.edge + part * (to.edge - from.edge)
  }

  /// How many values lie below an edge.
  fileprivate func count(at edge: Double) -> Double {
    guard let index = firstIndex(where: { $0.edge > edge }), index > 0 else {
      return edge < (first?.edge ?? 0) ? 0 : last?.count ?? 0
    }
    let (from, to) = (self[index - 1], self[index])
    return from.count + (edge - from.edge) / (to.edge - from.edge) * (to.count - from.count)
  }
}
