extension BitHistogram {
  /// The given percentiles of a sample that is also held in full, as sorting it would give them.
  ///
  /// The histogram says in which bins the wanted ranks lie; only the values in those few bins are
  /// gathered and sorted. One pass, a tenth of the time of sorting all.
  ///
  /// - Parameters:
  ///   - ranks: For the number of finite values.
  ///   - values: Those that the histogram counts.
  package func percentiles(
    _ ranks: [PercentileRanks], of values: KeptValues
  ) -> [Percentile] {
    guard minimum < maximum else { return percentiles(ranks) }
    let wanted = Set(ranks.flatMap { [$0.low, $0.below, $0.above, $0.high] })
    let statistics = orderStatistics(wanted.sorted(), of: values)
    func value(_ rank: Int) -> Double { statistics[rank] ?? .nan }
    return ranks.map { ranks in
      let (below, above) = (value(ranks.below), value(ranks.above))
      return Percentile(
        level: ranks.level, value: below + (ranks.rank - Double(ranks.below)) * (above - below),
        interval: ranks.interval(from: value(ranks.low), to: value(ranks.high)))
    }
  }

  /// The values at ascending ranks, by rank.
  private func orderStatistics(
    _ ranks: [Int], of values: KeptValues
  ) -> [Int: Double] {
    var wanted: [(bin: Bin, ranks: [Int])] = []
    var index = 0
    for rank in ranks {
      while bins[index].below + bins[index].count <= rank { index += 1 }
      if wanted.last?.bin.bin != bins[index].bin { wanted.append((bins[index], [])) }
      wanted[wanted.count - 1].ranks.append(rank)
    }

    // By cell, from 1; values of an end cell may be of several bins.
    let shared = UInt16.max
    var bucket = [UInt16](repeating: 0, count: BitHistogramLayout.cells)
    for cell in [0, BitHistogramLayout.cells - 1] + BitHistogramLayout.zeros {
      bucket[cell] = shared
    }
    var byBin: [BitBin: UInt16] = [:]
    for (index, place) in wanted.enumerated() {
      let bin = place.bin.bin
      byBin[bin] = UInt16(index + 1)
      // The edge nearer to 0 belongs to a bin.
      let cell = layout.cell(of: bin.number < 0 ? bin.edges.high : bin.edges.low)
      if bucket[cell] != shared { bucket[cell] = UInt16(index + 1) }
    }
    var gathered = [[Double]](repeating: [], count: wanted.count)
    for piece in values.pieces {
      for value in piece.values where value.isFinite {
        var index = bucket[layout.cell(of: value)]
        if index == shared { index = byBin[BitBin(of: value)] ?? 0 }
        if index > 0 { gathered[Int(index) - 1].append(value) }
      }
    }

    var statistics: [Int: Double] = [:]
    for (index, place) in wanted.enumerated() {
      gathered[index].sort()
      for rank in place.ranks { statistics[rank] = gathered[index][rank - place.bin.below] }
    }
    return statistics
  }
}
