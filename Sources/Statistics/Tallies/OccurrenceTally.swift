/// When something happens first on each path, and how often.
package final class OccurrenceTally: Tally {
  /// `agent`, `release.breakthrough`, `prices.war` for entering a state.
  package let name: String
  /// Of the first one in years; ∞ where it has not happened by the horizon.
  package let time: OutcomeTally
  /// Nil for what happens once at most.
  package let count: OutcomeTally?
  /// By date of the grid: the paths on which it is the first date that is not before the first one.
  package private(set) var byDate: [Int]

  /// - Parameters:
  ///   - dates: Of the grid, the start among them.
  ///   - time: With bounds.
  package init(_ name: String, dates: Int, time: OutcomeTally, count: OutcomeTally?) {
    precondition(time.bounds != nil, "what need not happen has a bound")
    self.name = name
    self.time = time
    self.count = count
    byDate = Array(repeating: 0, count: dates)
  }

  /// Adds the times of paths, in steps: each counts at the first date that is not before it.
  package func add(firstTimes times: UnsafeBufferPointer<Double>) {
    byDate.withUnsafeMutableBufferPointer { byDate in
      for time in times {
        let before = Int(time)
        byDate[Double(before) < time ? before + 1 : before] += 1
      }
    }
  }

  /// Paths that were asked.
  package var paths: Int { time.bounds?.count(at: 0) ?? 0 }

  package func requireFit(_ other: OccurrenceTally) throws(TallyError) {
    try TallyError.requireEqual(name, other.name, "what happens")
    try TallyError.requireEqual(byDate.count, other.byDate.count, "dates of \(name)")
    try time.requireFit(other.time)
    try count.requireFit(other.count, "whether \(name) is counted")
  }

  package func add(_ other: OccurrenceTally) {
    time.add(other.time)
    if let its = other.count { count?.add(its) }
    for date in byDate.indices { byDate[date] += other.byDate[date] }
  }

  package func encode(to writer: inout ByteWriter) {
    writer.write(name)
    time.encode(to: &writer)
    writer.write(count)
    writer.write(counts: byDate)
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    name = try reader.text()
    time = try OutcomeTally(from: &reader)
    count = try reader.tally()
    byDate = try reader.counts()
    // Whoever tells it by dates ends with those that have a time.
    let happened = time.sample.count(at: 0)
    guard let bounds = time.bounds, happened + time.censored == bounds.count(at: 0),
      byDate.reduce(0, +) == happened
    else {
      throw .damaged("dates of \(name) are not those of its times")
    }
  }

  /// What is kept of numbers of each path.
  var outcomes: [OutcomeTally] { [time, count].compactMap(\.self) }
}

/// One quantity on the paths on which something happened, and on the others: what belongs to the other
/// sample has failed in this one.
package final class SplitTally: Tally {
  /// Of the quantity, and of the date of a series.
  package let name: String
  package let happened: SampleTally
  package let others: SampleTally
  /// What is known of paths whose value is ∞; nil where none can be.
  package let bounds: (happened: SampleTally, others: SampleTally)?

  package init(_ name: String, centre: Double, hasBounds: Bool) {
    func sample() -> SampleTally { SampleTally(name, dates: 1, centre: centre) }
    self.name = name
    (happened, others) = (sample(), sample())
    bounds = hasBounds ? (sample(), sample()) : nil
  }

  package func requireFit(_ other: SplitTally) throws(TallyError) {
    try TallyError.requireEqual(name, other.name, "what is told of paths apart")
    try TallyError.requireEqual(
      samples.count, other.samples.count, "whether \(name) has bounds")
    try samples.requireFit(other.samples, "samples of \(name)")
  }

  package func add(_ other: SplitTally) { samples.add(other.samples) }

  package func encode(to writer: inout ByteWriter) {
    writer.write(name)
    writer.write(samples)
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    name = try reader.text()
    let samples: [SampleTally] = try reader.tallies()
    guard [2, 4].contains(samples.count), samples.allSatisfy({ $0.dates == 1 }) else {
      throw .damaged("\(name) is not told of two kinds of paths")
    }
    (happened, others) = (samples[0], samples[1])
    bounds = samples.count == 4 ? (samples[2], samples[3]) : nil
  }

  /// Those of the paths on which it happened, and of the others, by turns.
  var samples: [SampleTally] {
    [happened, others] + (bounds.map { [$0.happened, $0.others] } ?? [])
  }
}
