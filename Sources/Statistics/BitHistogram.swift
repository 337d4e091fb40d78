/// Counts in bins over the bits of a double: an order-free, mergeable sample from which percentiles are
/// read, within one bin, 0.8 %, of those of the sample itself.
package struct BitHistogram: Sendable {
  /// A bin that holds values.
  struct Bin: Equatable {
    let bin: BitBin
    let count: Int
    /// Values in the bins below.
    let below: Int
  }

  package let layout: BitHistogramLayout
  /// Those that hold values, ascending.
  let bins: [Bin]
  /// Exact extremes of the sample's finite values.
  let minimum: Double
  let maximum: Double
  /// Some values of the sample, to see which repeat.
  let repeats: RepeatedValues

  /// - Parameters:
  ///   - counts: Of each cell of the layout. Values that are not finite have no rank.
  ///   - outliers: How many finite values other than 0 lie in each bin outside of the layout's range;
  ///     the end cells count them, too.
  ///   - minimum: Of the finite values; above the maximum where there are none.
  ///   - maximum: As the minimum.
  ///   - repeats: Which values are known to repeat.
  package init(
    layout: BitHistogramLayout, counts: UnsafeBufferPointer<UInt32>, outliers: [BitBin: Int] = [:],
    minimum: Double, maximum: Double, repeats: RepeatedValues = RepeatedValues()
  ) {
    precondition(counts.count == BitHistogramLayout.cells)
    self.layout = layout
    self.minimum = minimum
    self.maximum = maximum
    self.repeats = repeats
    bins =
      minimum <= maximum
      ? Self.bins(layout, counts, outliers, from: minimum, to: maximum) : []
  }

  private static func bins(
    _ layout: BitHistogramLayout, _ counts: UnsafeBufferPointer<UInt32>, _ outliers: [BitBin: Int],
    from minimum: Double, to maximum: Double
  ) -> [Bin] {
    // The cells between the extremes, which do not say which zeros there are, without the end cells.
    // Other cells were never written, and reading them would make the system give them memory.
    let first = max(1, layout.cell(of: minimum == 0 ? -0.0 : minimum))
    let last = min(BitHistogramLayout.cells - 2, layout.cell(of: maximum == 0 ? 0.0 : maximum))
    let belowZero = first..<max(first, min(last + 1, BitHistogramLayout.zeros.lowerBound))
    let start = max(first, BitHistogramLayout.zeros.upperBound + 1)
    let aboveZero = start..<max(start, last + 1)
    let room = belowZero.count + aboveZero.count + 1
    let bins = [Bin](unsafeUninitializedCapacity: room) { bins, size in
      var (place, below) = (0, 0)
      for cells in [belowZero, aboveZero] {
        // Bins follow each other as cells do.
        let shift = layout.bin(of: cells.lowerBound).number - cells.lowerBound
        var cell = cells.lowerBound
        while cell < cells.upperBound {
          let end = min(cell + 16, cells.upperBound)
          // Most cells are empty, and are passed over sixteen at a time.
          if end == cell + 16, (0..<16).reduce(0, { $0 | counts[cell + $1] }) == 0 {
            cell = end
            continue
          }
          while cell < end {
            let count = Int(counts[cell])
            // Written without values, too, and then written over: which cells have some is hard to guess.
            bins[place] = Bin(bin: BitBin(number: cell + shift), count: count, below: below)
            place += count > 0 ? 1 : 0
            below += count
            cell += 1
          }
        }
      }
      size = place
    }
    let zeros = zeros(layout, counts, outliers, from: minimum, to: maximum)
    if outliers.isEmpty, zeros == 0 { return bins }
    // Rarely: put what is not in the cells of its bin where it belongs.
    var all = bins.map { ($0.bin, $0.count) } + outliers.map { ($0.key, $0.value) }
    if zeros > 0 { all.append((BitBin(number: 0), zeros)) }
    all.sort { $0.0 < $1.0 }
    var below = 0
    return all.map { bin, count in
      defer { below += count }
      return Bin(bin: bin, count: count, below: below)
    }
  }

  private static func zeros(
    _ layout: BitHistogramLayout, _ counts: UnsafeBufferPointer<UInt32>, _ outliers: [BitBin: Int],
    from minimum: Double, to maximum: Double
  ) -> Int {
    guard minimum <= 0, maximum >= 0 else { return 0 }
    // What is too small for the layout's range lies in the same cells.
    let small = outliers.reduce(0) { $0 + (abs($1.key.number) <= layout.lowestKey ? $1.value : 0) }
    return BitHistogramLayout.zeros.reduce(0) { $0 + Int(counts[$1]) } - small
  }

  /// Values in all bins.
  var count: Int { bins.last.map { $0.below + $0.count } ?? 0 }

  /// What is known of where a bin's values lie: the bin is cut where the sample ends.
  func reach(of bin: BitBin) -> (low: Double, high: Double) {
    let edges = bin.edges
    return (max(edges.low, minimum), min(edges.high, maximum))
  }

  /// The given percentiles with their intervals.
  ///
  /// - Parameter ranks: For the number of values in the sample.
  package func percentiles(_ ranks: [PercentileRanks]) -> [Percentile] {
    guard !bins.isEmpty else {
      return ranks.map {
        Percentile(level: $0.level, value: .nan, interval: Interval(low: .nan, high: .nan))
      }
    }
    guard minimum < maximum else {
      // A constant is its own percentile.
      let exact = Interval(low: minimum, high: minimum)
      return ranks.map { Percentile(level: $0.level, value: minimum, interval: exact) }
    }
    guard bins.count > 1 else {
      // One bin: the extremes, and what repeats, are all that is known.
      return ranks.map {
        Percentile(
          level: $0.level,
          value: repeats.value(at: $0.level / 100, from: minimum, to: maximum)
            ?? minimum + (maximum - minimum) * ($0.level / 100),
          interval: $0.interval(from: minimum, to: maximum))
      }
    }
    return ranks.map { ranks in
      let value = reading(at: ranks.rank).value
      let (low, high) = (reading(at: Double(ranks.low)), reading(at: Double(ranks.high)))
      return Percentile(
        level: ranks.level, value: value,
        interval: ranks.interval(
          from: max(minimum, min(value, low.value - low.uncertainty)),
          to: min(maximum, max(value, high.value + high.uncertainty))))
    }
  }
}

/// The value at a rank, and by how much reading it inside a bin may err.
private struct Reading {
  let value: Double
  let uncertainty: Double
}

extension BitHistogram {
  /// Between two ranks whose values lie in different bins the value lies on the line between them.
  private func reading(at rank: Double) -> Reading {
    let (below, above) = (rank.rounded(.down), rank.rounded(.up))
    let first = index(at: Int(below))
    // The next rank's value is in the same bin or in the next one.
    let last = min(
      bins.count - 1, Int(above) < bins[first].below + bins[first].count ? first : first + 1)
    guard first != last else { return reading(at: rank, in: first) }
    let (low, high) = (reading(at: below, in: first), reading(at: above, in: last))
    return Reading(
      value: low.value + (rank - below) * (high.value - low.value),
      uncertainty: max(low.uncertainty, high.uncertainty))
  }

  /// Which of the bins holds the value at a rank: the last one, where there are fewer values.
  private func index(at rank: Int) -> Int {
    var (low, high) = (0, bins.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if bins[middle].below <= rank { low = middle } else { high = middle }
    }
    return low
  }

  private func reading(at rank: Double, in index: Int) -> Reading {
    let bin = bins[index]
    let (low, high) = reach(of: bin.bin)
    guard low < high else { return Reading(value: low, uncertainty: 0) }
    let width = high - low
    if repeats.suggestAtoms(near: low, high) {
      // Neighbouring bins that each hold atoms may have counts that run in a line.
      let share = share(of: rank, in: bin)
      return Reading(
        value: repeats.value(at: share, from: low, to: high) ?? low + width * share,
        uncertainty: width)
    }
    return Reading(
      value: low + width * share(of: rank, in: bin), uncertainty: width * roughness(at: index))
  }

  private func share(of rank: Double, in bin: Bin) -> Double {
    min(max((rank - Double(bin.below) + 0.5) / Double(bin.count), 0), 1)
  }

  /// Share of a bin by which a value read in it may err: small where the counts around it run in a
  /// line (an eighth of the slope, from the second-order term); the whole bin at an atom, and where
  /// all values lie in a few bins.
  private func roughness(at index: Int) -> Double {
    let here = Double(bins[index].count)
    let before = density(index - 1, beside: index)
    let after = density(index + 1, beside: index)
    // Counts half as large again as their neighbours, by more than noise makes them, do not say
    // where in the bin the values lie.
    let (least, most) = (min(before, after), max(before, after))
    if least + 2 * here.squareRoot() < here / 1.5 || most - 2 * most.squareRoot() > here * 1.5 {
      return 1
    }
    return min(1, (abs(after - before) / 2 + abs(2 * here - before - after)) / (8 * here))
  }

  /// The count that a neighbour would have if it were as wide as this bin; 0 where the next bin with
  /// values is no neighbour.
  private func density(_ neighbour: Int, beside index: Int) -> Double {
    guard bins.indices.contains(neighbour) else { return 0 }
    let (here, next) = (bins[index].bin, bins[neighbour])
    guard abs(next.bin.number - here.number) == 1, next.bin.number != 0 else { return 0 }
    return Double(next.count) * (here.width / next.bin.width)
  }
}
