/// What is kept of an event: when it happens, in which case, and what the paths are like on which it does.
package final class EventTally: Tally {
  package let occurrences: OccurrenceTally
  package let cases: [OccurrenceTally]
  /// Paths on which it happens by the horizon, those that fail among them.
  package private(set) var happened = 0
  package let given: [SplitTally]

  package init(_ occurrences: OccurrenceTally, cases: [OccurrenceTally], given: [SplitTally]) {
    self.occurrences = occurrences
    self.cases = cases
    self.given = given
  }

  package var name: String { occurrences.name }

  package func add(happened paths: Int) { happened += paths }

  package func requireFit(_ other: EventTally) throws(TallyError) {
    try occurrences.requireFit(other.occurrences)
    try cases.requireFit(other.cases, "cases of \(name)")
    try given.requireFit(other.given, "quantities that are told of \(name)")
  }

  package func add(_ other: EventTally) {
    occurrences.add(other.occurrences)
    cases.add(other.cases)
    happened += other.happened
    given.add(other.given)
  }

  package func encode(to writer: inout ByteWriter) {
    occurrences.encode(to: &writer)
    writer.write(cases)
    writer.write(count: happened)
    writer.write(given)
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    occurrences = try OccurrenceTally(from: &reader)
    cases = try reader.tallies()
    happened = try reader.count()
    given = try reader.tallies()
  }

  var outcomes: [OutcomeTally] { occurrences.outcomes + cases.flatMap(\.outcomes) }

  /// Whether paths that belong to the other sample have failed in each, so that the others are counted.
  func areApart(of paths: Int) -> Bool {
    happened <= paths
      && given.allSatisfy { split in
        split.samples.enumerated().allSatisfy {
          $1.failed(at: 0) >= ($0 % 2 == 0 ? paths - happened : happened)
        }
      }
  }
}

/// What is kept of a regime: who is in which state on each date, for how long, and when it is entered.
package final class RegimeTally: Tally {
  /// `prices`.
  package let name: String
  /// Of each state, the part of the time.
  package let shares: [OutcomeTally]
  /// Of each state.
  package let entered: [OccurrenceTally]
  /// By state, then by date of the grid: how many paths are in it.
  private var counts: [[Int]]

  package init(
    _ name: String, dates: Int, shares: [OutcomeTally], entered: [OccurrenceTally]
  ) {
    precondition(shares.count == entered.count)
    self.name = name
    self.shares = shares
    self.entered = entered
    counts = Array(repeating: Array(repeating: 0, count: dates), count: shares.count)
  }

  package var dates: Int { counts.first?.count ?? 0 }

  package func add(_ paths: Int, in state: Int, at date: Int) { counts[state][date] += paths }

  /// Paths that are in a state on a date.
  package func count(in state: Int, at date: Int) -> Int { counts[state][date] }

  /// Paths that are in any.
  package func count(at date: Int) -> Int { counts.reduce(0) { $0 + $1[date] } }

  package func requireFit(_ other: RegimeTally) throws(TallyError) {
    try TallyError.requireEqual(name, other.name, "regimes")
    try TallyError.requireEqual(dates, other.dates, "dates of \(name)")
    try shares.requireFit(other.shares, "states of \(name)")
    try entered.requireFit(other.entered, "states of \(name)")
  }

  package func add(_ other: RegimeTally) {
    shares.add(other.shares)
    entered.add(other.entered)
    for state in counts.indices {
      for date in counts[state].indices { counts[state][date] += other.counts[state][date] }
    }
  }

  package func encode(to writer: inout ByteWriter) {
    writer.write(name)
    writer.write(shares)
    writer.write(entered)
    for counts in counts { writer.write(counts: counts) }
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    name = try reader.text()
    shares = try reader.tallies()
    entered = try reader.tallies()
    counts = []
    for _ in shares { counts.append(try reader.counts()) }
    let dates = dates
    guard shares.count == entered.count, counts.allSatisfy({ $0.count == dates }) else {
      throw .damaged("states of \(name) do not add up")
    }
  }

  var outcomes: [OutcomeTally] { shares + entered.flatMap(\.outcomes) }
}
