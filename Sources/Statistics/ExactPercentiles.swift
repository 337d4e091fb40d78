extension BitHistogram {
  /// The given percentiles of a sample that is also held in full, as sorting it would give them.
  ///
  /// The histogram says in which cells the wanted ranks lie; only the values in those few cells are
  /// gathered and sorted. One pass, a tenth of the time of sorting all.
  ///
  /// - Parameters:
  ///   - ranks: For the number of finite values.
  ///   - values: Those that the histogram counts, in any order.
  public func percentiles(
    _ ranks: [PercentileRanks], failed: FailedCells, of values: UnsafeBufferPointer<Double>
  ) -> [Percentile] {
    guard minimum < maximum else { return percentiles(ranks, failed: failed) }
    let wanted = Set(ranks.flatMap { [$0.low, $0.below, $0.above, $0.high] })
    let statistics = orderStatistics(wanted.sorted(), failed: failed, of: values)
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
    _ ranks: [Int], failed: FailedCells, of values: UnsafeBufferPointer<Double>
  ) -> [Int: Double] {
    var cells: [(cell: Int, below: Int, ranks: [Int])] = []
    var cell = firstCell
    var below = 0
    for rank in ranks {
      while below + count(cell, without: failed) <= rank {
        below += count(cell, without: failed)
        cell += 1
      }
      if cells.last?.cell != cell { cells.append((cell, below, [])) }
      cells[cells.count - 1].ranks.append(rank)
    }

    var bucket = [UInt16](repeating: 0, count: BitHistogramLayout.cells)
    for (index, place) in cells.enumerated() { bucket[place.cell] = UInt16(index + 1) }
    var gathered = [[Double]](repeating: [], count: cells.count)
    for value in values where value.isFinite {
      let index = Int(bucket[layout.cell(of: value)])
      if index > 0 { gathered[index - 1].append(value) }
    }

    var statistics: [Int: Double] = [:]
    for (index, place) in cells.enumerated() {
      gathered[index].sort()
      for rank in place.ranks { statistics[rank] = gathered[index][rank - place.below] }
    }
    return statistics
  }
}
