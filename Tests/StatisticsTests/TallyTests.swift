import TestSupport
import Testing

@testable import Statistics

/// Protects what runs and shards are kept in: written and read again they are the same; parts make the
/// whole, in any order; what does not fit is refused, and leaves a tally as it was.
@Suite struct TallyTests {
  typealias Fixture = TallyFixture

  /// Reads what was written; the same bytes again, and none left.
  static func copied<Kind: Tally>(_ tally: Kind) throws -> Kind {
    let bytes = tally.encoded
    var reader = ByteReader(bytes)
    let copy = try Kind(from: &reader)
    #expect(reader.left == 0)
    #expect(copy.encoded == bytes)
    return copy
  }

  /// Parts that were written and read give the bytes of the whole, merged in either order; an empty one
  /// changes nothing. Control: a part alone is not the whole.
  static func expectParts<Kind: Tally>(_ made: (Range<Int>) -> Kind) throws {
    let whole = try copied(made(0..<1_024)).encoded
    let ranges = [0..<300, 300..<700, 700..<1_024, 1_024..<1_024]
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
      let merged = try copied(made(ranges[order[0]]))
      #expect(merged.encoded != whole)
      for place in order.dropFirst() { try merged.merge(copied(made(ranges[place]))) }
      #expect(merged.encoded == whole)
    }
  }

  @Test func samples() throws {
    try Self.expectParts { Fixture.sample($0) }
    try Self.expectParts { Fixture.sample($0, centre: 0) }
    try Self.expectParts { Fixture.sample($0, centre: -1e250) }
  }

  @Test func outcomes() throws {
    try Self.expectParts { Fixture.outcome($0) }
    try Self.expectParts { Fixture.outcome($0, isWhole: false) }
  }

  @Test func conditions() throws {
    try Self.expectParts { Fixture.condition($0) }
    try Self.expectParts { Fixture.condition($0, keepsMembers: false) }
  }

  @Test func ranks() throws { try Self.expectParts { Fixture.rank($0) } }
  @Test func values() throws { try Self.expectParts { Fixture.kept($0) } }
  @Test func attributions() throws { try Self.expectParts { Fixture.attribution($0) } }
  @Test func failures() throws { try Self.expectParts { Fixture.failures($0) } }

  @Test func happenings() throws {
    try Self.expectParts { Fixture.occurrences($0) }
    try Self.expectParts { Fixture.occurrences($0, isCounted: false) }
    try Self.expectParts { Fixture.split($0, hasBounds: true) }
    try Self.expectParts { Fixture.event($0) }
    try Self.expectParts { Fixture.regime($0) }
  }

  @Test func runs() throws {
    try Self.expectParts { Fixture.run($0) }
    try Self.expectParts { Fixture.run($0, hasEdge: false) }
  }

  /// Protects what a reader gets: not only bytes but numbers are those of the sample that was written.
  @Test func numbersOfACopy() throws {
    let sample = Fixture.sample(0..<1_024)
    let copy = try Self.copied(sample)
    var table = RankTable()
    for date in 0..<3 {
      #expect(copy.moments(at: date) == sample.moments(at: date))
      #expect(copy.count(at: date) == sample.count(at: date))
      #expect(copy.failed(at: date) == sample.failed(at: date))
      #expect(sample.failed(at: date) > 10 && sample.moments(at: date).overflows == 0)
      let ranks = table.ranks(levels: [1, 25, 50, 75, 99], count: sample.count(at: date))
      let percentiles = sample.histogram(at: date).percentiles(ranks)
      #expect(copy.histogram(at: date).percentiles(ranks) == percentiles)
      #expect(copy.histogram(at: date).repeats == sample.histogram(at: date).repeats)
      #expect(sample.histogram(at: date).repeats != RepeatedValues())
    }
    #expect(try Self.copied(Fixture.failures(0..<1_024)).ledger.causes.map(\.paths) == [73, 73])
    let paths = try Self.copied(Fixture.condition(0..<1_024)).members?.members
    let expected = Fixture.values(0..<1_024).indices.filter { Fixture.values(0..<1_024)[$0] > 1 }
    #expect(paths == expected)
    let kept = try Self.copied(Fixture.kept(300..<1_000)).values.values(count: 1_024)
    let values = Fixture.values(300..<1_000)
    #expect(kept[300..<1_000].map(\.bitPattern) == values.map(\.bitPattern))
    #expect(kept[..<300].allSatisfy(\.isNaN) && kept[1_000...].allSatisfy(\.isNaN))
  }

  /// What does not fit is refused, and nothing of it is taken.
  static func expectRefusal<Kind: Tally>(
    _ mine: Kind, _ its: Kind, _ words: String, _ location: SourceLocation = #_sourceLocation
  ) {
    let before = mine.encoded
    do {
      try mine.merge(its)
      Issue.record("was merged", sourceLocation: location)
    } catch {
      #expect("\(error)".contains("do not fit: \(words)"), sourceLocation: location)
    }
    #expect(mine.encoded == before, sourceLocation: location)
  }

  @Test func refusals() throws {
    let (first, rest) = (0..<512, 512..<1_024)
    func refused<Kind: Tally>(
      _ mine: Kind, _ its: Kind, _ words: String, _ location: SourceLocation = #_sourceLocation
    ) { Self.expectRefusal(mine, its, words, location) }

    let plain = SampleTally("plain", dates: 1, centre: 1)
    refused(plain, SampleTally("b", dates: 1, centre: 1), "names of samples: plain and b")
    refused(Fixture.sample(first), Fixture.sample(rest, dates: 2), "dates of acme.arr: 3 and 2")
    refused(Fixture.sample(first), Fixture.sample(rest, centre: 2), "centre of acme.arr")
    refused(Fixture.sample(first), Fixture.sample(400..<600), "first paths of acme.arr: both")
    let outcome = Fixture.outcome(first)
    refused(outcome, Fixture.outcome(rest, isWhole: false), "whether acme.recovery has bounds")
    refused(outcome, Fixture.outcome(rest, levels: [0, 2]), "levels of acme.recovery: 1.0 and 2.0")
    let condition = Fixture.condition(first)
    refused(condition, Fixture.condition(rest, "another"), "conditions")
    refused(condition, Fixture.condition(rest, keepsMembers: false), "whether paths of acme")
    refused(condition, Fixture.condition(first), "acme.arr > 1: both have path")
    refused(Fixture.rank(first), Fixture.rank(rest, value: 2), "value of acme.arr at 3")
    refused(RankTally("a", value: 1), RankTally("b", value: 1), "observations: a and b")
    refused(Fixture.kept(first), Fixture.kept(rest, "another"), "names of values")
    refused(Fixture.kept(first), Fixture.kept(511..<600), "values of acme.arr@3: both")
    refused(Fixture.attribution(first), Fixture.attribution(rest, of: "b"), "companies")
    refused(
      Fixture.occurrences(first), Fixture.occurrences(rest, "war"),
      "what happens: agent and war")
    refused(Fixture.occurrences(first), Fixture.occurrences(rest, dates: 6), "dates of agent")
    refused(
      Fixture.occurrences(first), Fixture.occurrences(rest, isCounted: false),
      "whether agent is counted")
    refused(
      Fixture.split(first, hasBounds: true), Fixture.split(rest, hasBounds: false),
      "whether acme.arr has bounds")
    refused(Fixture.event(first), Fixture.event(rest, cases: []), "number of cases of agent: 1")
    refused(
      Fixture.event(first), Fixture.event(rest, cases: ["agent.bad"]),
      "what happens: agent.good and agent.bad")
    refused(Fixture.regime(first), Fixture.regime(rest, states: 2), "number of states of prices")
    refused(Fixture.regime(first), Fixture.regime(rest, dates: 6), "dates of prices: 5 and 6")
    let failures = Fixture.failures(first)
    refused(
      failures, Fixture.failures(rest, causes: ["a", "b"]), "number of causes of failures: 3 and 2")
    refused(
      failures, Fixture.failures(rest, causes: ["a", "b", ""]), "causes of failures: ü and b")
    let run = Fixture.run(first)
    refused(run, Fixture.run(rest, seed: 8), "seed: 9 and 8")
    refused(run, Fixture.run(first), "paths: both have path 0")
    refused(run, Fixture.run(rest, dates: 2), "dates of acme.arr")
    refused(run, Fixture.run(rest, identity: 78), "another scenario, or another version")
    refused(run, Fixture.run(rest, hasEdge: false), "whether the end of a group")
  }

  /// A run that is not whole says so.
  @Test func completeness() throws {
    let run = Fixture.run(0..<512)
    #expect(throws: TallyError.self) { try run.requireComplete() }
    try run.merge(Fixture.run(512..<1_024))
    try run.requireComplete()
  }

  /// Ranges join where they touch, in whatever order they come.
  @Test func ranges() throws {
    let pieces = (0..<20).map { $0 * 10..<$0 * 10 + ($0 == 7 ? 5 : 10) }
    for seed in 1...20 as ClosedRange<UInt> {
      var ranges = PathRanges()
      for piece in pieces.shuffled(by: Random(seed: seed)) { ranges.insert(piece) }
      #expect(ranges.ranges == [0..<75, 80..<200] && ranges.count == 195)
    }
  }
}
