/// What is kept of an outcome: its distribution and, where that was asked, every value.
package final class OutcomeTally: Tally {
  /// Full name of the outcome.
  package let name: String
  package let sample: SampleTally
  /// What is known of paths whose value is ∞; nil where none can be.
  package let bounds: SampleTally?
  /// Paths with ∞.
  package var censored = 0
  /// Of which it is told how many paths pass them, as they are told.
  package let levels: [Double]
  package let direction: OutcomeSummary.Exceedance.Direction
  /// How many pass each level.
  package var hits: [Int]
  /// Of every path, for percentiles without a histogram's bins.
  package var exact: KeptValues?
  /// What is known of every path, where paths are to be ranked: a bound where the value is ∞.
  package var known: KeptValues?

  package init(
    _ name: String, centre: Double, hasBounds: Bool, levels: [Double],
    _ direction: OutcomeSummary.Exceedance.Direction, keepsExact: Bool, keepsKnown: Bool
  ) {
    self.name = name
    sample = SampleTally(name, dates: 1, centre: centre)
    bounds = hasBounds ? SampleTally(name, dates: 1, centre: centre) : nil
    self.levels = levels
    self.direction = direction
    hits = levels.map { _ in 0 }
    exact = keepsExact ? KeptValues() : nil
    known = keepsKnown ? KeptValues() : nil
  }

  package func requireFit(_ other: OutcomeTally) throws(TallyError) {
    try sample.requireFit(other.sample)
    try bounds.requireFit(other.bounds, "whether \(name) has bounds")
    try TallyError.requireEqual(levels, other.levels, "levels of \(name)")
    try TallyError.requireEqual(direction, other.direction, "levels of \(name)")
    for (mine, its) in [(exact, other.exact), (known, other.known)] {
      try TallyError.requireEqual(mine != nil, its != nil, "whether values of \(name) are kept")
      if let mine, let its { try mine.requireDisjoint(its, "values of \(name)") }
    }
  }

  package func add(_ other: OutcomeTally) {
    sample.add(other.sample)
    if let its = other.bounds { bounds?.add(its) }
    censored += other.censored
    for level in hits.indices { hits[level] += other.hits[level] }
    if let its = other.exact { exact?.add(its) }
    if let its = other.known { known?.add(its) }
  }

  package func encode(to writer: inout ByteWriter) {
    writer.write(name)
    sample.encode(to: &writer)
    writer.write(bounds)
    writer.write(count: censored)
    writer.write(count: levels.count)
    writer.write(contentsOf: levels)
    writer.write(direction == .by)
    writer.write(counts: hits)
    for values in [exact, known] {
      writer.write(values != nil)
      values?.encode(to: &writer)
    }
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    name = try reader.text()
    sample = try SampleTally(from: &reader)
    bounds = try reader.tally()
    censored = try reader.count()
    let length = try reader.length(of: 8)
    levels = try reader.doubles(length)
    direction = try reader.flag() ? .by : .above
    hits = try reader.counts()
    exact = try reader.flag() ? KeptValues(from: &reader) : nil
    known = try reader.flag() ? KeptValues(from: &reader) : nil
    // What has not happened is among those that have a bound.
    let count = (bounds ?? sample).countOfOnlyDate
    guard sample.countOfOnlyDate != nil, let count, hits.count == levels.count,
      hits.allSatisfy({ $0 <= count }), censored <= count
    else { throw .damaged("counts of \(name) do not add up") }
    // Who looks for a rank among the values looks where the counts say.
    guard exact?.areThose(of: sample) ?? true, known?.areThose(of: bounds ?? sample) ?? true
    else {
      throw .damaged("kept values of \(name) are not those counted")
    }
  }
}

extension SampleTally {
  /// Nil where it has none, or several.
  fileprivate var countOfOnlyDate: Int? { dates == 1 ? count(at: 0) : nil }
}
