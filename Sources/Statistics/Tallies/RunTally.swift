/// What a run yields, or a part of one: everything that a summary is read from.
///
/// Tallies of disjoint parts of a run, from several threads or several machines, are merged into that of the
/// whole. Integers add and every value has its place, so that the order of merging leaves no trace.
///
/// Unchecked: a tally is filled by one thread, and handed over once, after its last block.
package final class RunTally: Tally, @unchecked Sendable {
  /// No path has a greater number, and no tally has seen more paths: counts of a cell have 32 bits, and path
  /// numbers are part of a draw's address.
  package static let mostPaths = 4_000_000_000

  /// Of the run that it is a part of.
  package let paths: Range<Int>
  package let seed: UInt64
  /// How many paths the whole records: all of the run, or those of a replay.
  package let wanted: Int
  /// Of the model and the program that simulate it; 0 as long as nobody has said it, within one run.
  package private(set) var identity: UInt64 = 0
  /// Places of the paths that have been seen, of `wanted`.
  package private(set) var seen = PathRanges()

  package let failures: FailureTally
  package let series: [SampleTally]
  package let outcomes: [OutcomeTally]
  package let attributions: [AttributionTally]
  package let questions: [ConditionTally]
  package let observations: [RankTally]
  /// Of each company with a history of a price a step, number by number.
  package let histories: [HistoryTally]
  /// Members of groups that are told by a condition.
  package let groups: [ConditionTally]
  /// Of what each path drew.
  package let factors: [SampleTally]
  /// What was measured of each path.
  package let values: [ValuesTally]
  package let events: [EventTally]
  package let regimes: [RegimeTally]
  /// Of several companies; nil for fewer.
  package let dependence: DependenceTally?
  /// Of a group of the worst paths: its members nearest to its end.
  package let edge: RunTally?

  package init(
    paths: Range<Int>, seed: UInt64, wanted: Int, failures: FailureTally,
    series: [SampleTally] = [], outcomes: [OutcomeTally] = [],
    attributions: [AttributionTally] = [], questions: [ConditionTally] = [],
    observations: [RankTally] = [], histories: [HistoryTally] = [],
    groups: [ConditionTally] = [], factors: [SampleTally] = [],
    values: [ValuesTally] = [], events: [EventTally] = [], regimes: [RegimeTally] = [],
    dependence: DependenceTally? = nil, edge: RunTally? = nil
  ) {
    self.paths = paths
    self.seed = seed
    self.wanted = wanted
    self.failures = failures
    self.series = series
    self.outcomes = outcomes
    self.attributions = attributions
    self.questions = questions
    self.observations = observations
    self.histories = histories
    self.groups = groups
    self.factors = factors
    self.values = values
    self.events = events
    self.regimes = regimes
    self.dependence = dependence
    self.edge = edge
  }

  /// Says what was run, so that it is never taken for a run of anything else.
  package func identify(as identity: UInt64) {
    self.identity = identity
    edge?.identify(as: identity)
  }

  /// Notes that a block's paths have been seen.
  package func addSeen(_ places: Range<Int>) { seen.insert(places) }

  /// - Throws: `TallyError.doesNotFit` where a path is missing.
  package func requireComplete() throws(TallyError) {
    try TallyError.requireEqual(seen.count, wanted, "paths that were seen, and are wanted")
  }

  package func requireFit(_ other: RunTally) throws(TallyError) {
    try TallyError.requireEqual(paths, other.paths, "paths of the run")
    try TallyError.requireEqual(seed, other.seed, "seed")
    try TallyError.requireEqual(wanted, other.wanted, "number of paths")
    try seen.requireDisjoint(other.seen, "paths")
    try failures.requireFit(other.failures)
    try series.requireFit(other.series, "series")
    try outcomes.requireFit(other.outcomes, "outcomes")
    try attributions.requireFit(other.attributions, "attributions")
    try questions.requireFit(other.questions, "questions")
    try observations.requireFit(other.observations, "observations")
    try histories.requireFit(other.histories, "numbers beside a history")
    try groups.requireFit(other.groups, "groups")
    try factors.requireFit(other.factors, "factors")
    try values.requireFit(other.values, "values")
    try events.requireFit(other.events, "events")
    try regimes.requireFit(other.regimes, "regimes")
    try dependence.requireFit(other.dependence, "whether prices are compared")
    try edge.requireFit(other.edge, "whether the end of a group is kept")
    // Last, since whatever else differs says more.
    guard identity == other.identity else {
      throw .doesNotFit("another scenario, or another version of the program, made one of them")
    }
  }

  package func add(_ other: RunTally) {
    seen.add(other.seen)
    failures.add(other.failures)
    series.add(other.series)
    outcomes.add(other.outcomes)
    attributions.add(other.attributions)
    questions.add(other.questions)
    observations.add(other.observations)
    histories.add(other.histories)
    groups.add(other.groups)
    factors.add(other.factors)
    values.add(other.values)
    events.add(other.events)
    regimes.add(other.regimes)
    if let its = other.dependence { dependence?.add(its) }
    if let its = other.edge { edge?.add(its) }
  }

  package func encode(to writer: inout ByteWriter) {
    writer.write(count: paths.lowerBound)
    writer.write(count: paths.upperBound)
    writer.write(seed)
    writer.write(count: wanted)
    writer.write(identity)
    seen.encode(to: &writer)
    failures.encode(to: &writer)
    writer.write(series)
    writer.write(outcomes)
    writer.write(attributions)
    writer.write(questions)
    writer.write(observations)
    writer.write(histories)
    writer.write(groups)
    writer.write(factors)
    writer.write(values)
    writer.write(events)
    writer.write(regimes)
    writer.write(dependence)
    writer.write(edge)
  }

  package convenience init(from reader: inout ByteReader) throws(TallyError) {
    try self.init(from: &reader, mayHaveEdge: true)
  }

  private init(from reader: inout ByteReader, mayHaveEdge: Bool) throws(TallyError) {
    let (first, end) = (try reader.count(), try reader.count())
    guard first < end else { throw .damaged("a run has no paths") }
    paths = first..<end
    seed = try reader.integer()
    let wanted = try reader.count()
    self.wanted = wanted
    identity = try reader.integer()
    let seen = try PathRanges(from: &reader)
    self.seen = seen
    guard wanted <= end - first, seen.ranges.last.map({ $0.upperBound <= wanted }) ?? true else {
      throw .damaged("it has more paths than the run")
    }
    failures = try FailureTally(from: &reader)
    series = try reader.tallies()
    outcomes = try reader.tallies()
    attributions = try reader.tallies()
    questions = try reader.tallies()
    observations = try reader.tallies()
    histories = try reader.tallies()
    groups = try reader.tallies()
    factors = try reader.tallies()
    values = try reader.tallies()
    events = try reader.tallies()
    regimes = try reader.tallies()
    dependence = try reader.tally()
    let hasEdge = try reader.flag()
    // The end of a group has none itself, so that bytes cannot nest without end.
    guard mayHaveEdge || !hasEdge else { throw .damaged("the end of a group has an end") }
    edge = hasEdge ? try RunTally(from: &reader, mayHaveEdge: false) : nil
    try requireCountsOfSeen()
  }
}
