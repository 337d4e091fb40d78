import Testing

@testable import Statistics

/// Protects memory, and whoever asks for a summary: even where a checksum is right, lengths and counts that
/// cannot be are refused before anything is made of them, and whatever is read can be merged, written and told.
@Suite struct DamagedCountsTests {
  typealias Fixture = TallyFixture
  private static let (paths, others) = (0..<24, 24..<48)

  /// Changes every seventh byte, which meets each place of a number; what is still read is told.
  ///
  /// - Returns: The share that was refused.
  @discardableResult
  private static func damage<Kind: Tally>(
    every step: Int = 7, _ made: (Range<Int>) -> Kind, tell: (Kind) -> Void
  ) -> Double {
    let (bytes, other) = (made(paths).encoded, made(others))
    let places = stride(from: 0, to: bytes.count, by: step)
    var refused = 0
    for (turn, place) in places.enumerated() {
      var reader = ByteReader(bytes.changed(at: place, by: [1, 0x80, 0xFF][turn % 3]))
      guard let tally = try? Kind(from: &reader) else {
        refused += 1
        continue
      }
      tell(tally)
      if (try? tally.merge(other)) != nil { tell(tally) }
      #expect(tally.encoded.count > 16)
    }
    return Double(refused) / Double(places.underestimatedCount)
  }

  @Test func samples() {
    let refused = Self.damage {
      Fixture.sample($0, dates: 1)
    } tell: {
      Self.tell($0)
    }
    #expect(refused > 0.3)
    Self.damage {
      Fixture.sample($0, dates: 1, centre: 1e200)
    } tell: {
      Self.tell($0)
    }
  }

  /// With exact values, and with those that are to be ranked.
  @Test func outcomes() {
    let refused = Self.damage {
      Fixture.outcome($0)
    } tell: {
      Self.tell($0)
    }
    #expect(refused > 0.3)
    Self.damage {
      Fixture.outcome($0, isWhole: false)
    } tell: {
      Self.tell($0)
    }
  }

  @Test func otherKinds() {
    for keepsMembers in [false, true] {
      Self.damage(every: 1) {
        Fixture.condition($0, keepsMembers: keepsMembers)
      } tell: {
        Self.tell($0)
      }
    }
    Self.damage(every: 1) {
      Fixture.rank($0)
    } tell: {
      Self.tell($0)
    }
    Self.damage(every: 1) {
      Fixture.failures($0)
    } tell: {
      _ = $0.ledger
    }
    Self.damage(every: 1) {
      Fixture.kept($0)
    } tell: { kept in
      kept.values.forEachPath { place, _ in #expect(place < RunTally.mostPaths) }
    }
    Self.damage(every: 3) {
      Fixture.dependence($0)
    } tell: {
      Self.tell($0)
    }
    Self.damage(every: 41) {
      Fixture.attribution($0)
    } tell: {
      Self.tell($0)
    }
  }

  /// All of them in the file of a run, under a checksum that is right again.
  @Test func runs() throws {
    let (bytes, other) = (
      Fixture.run(Self.paths, dates: 1).bytes, Fixture.run(Self.others, dates: 1)
    )
    var told = 0
    for place in stride(from: 20, to: bytes.count - 8, by: 401) {
      var changed = Array(bytes.changed(at: place, by: 1).dropLast(8))
      var hash = FowlerNollVo()
      changed.withUnsafeBytes { hash.add($0) }
      changed += withUnsafeBytes(of: hash.value.littleEndian, Array.init)
      guard let tally = try? RunTally(bytes: changed) else { continue }
      told += 1
      Self.tell(tally)
      if (try? tally.merge(other)) != nil { Self.tell(tally) }
    }
    #expect(told > 0)
  }

  // MARK: What a summary reads

  private static func tell(_ tally: RunTally) {
    for sample in tally.series + tally.factors { tell(sample) }
    for outcome in tally.outcomes { tell(outcome) }
    for attribution in tally.attributions { tell(attribution) }
    for condition in tally.questions + tally.groups { tell(condition) }
    for rank in tally.observations { tell(rank) }
    for condition in tally.groups {
      _ = Proportion(
        hits: condition.members?.count ?? 0, undecided: condition.undecided,
        of: tally.seen.count - tally.failures.ledger.paths)
    }
    for kept in tally.values { _ = kept.values.values(count: tally.wanted) }
    if let dependence = tally.dependence { tell(dependence) }
    if let edge = tally.edge { tell(edge) }
  }

  private static func tell(_ dependence: DependenceTally) {
    for pair in dependence.pairs {
      _ = (pair.ranks.variance, pair.logs.variance)
      for fall in pair.falls {
        for isTurned in [false, true] {
          _ = ClusteredShare(fall.given(isTurned: isTurned))
          _ = ClusteredShare(fall.alone(isTurned: isTurned, pair.steps))
        }
      }
    }
  }

  private static func tell(_ sample: SampleTally, _ exact: KeptValues? = nil) {
    var table = RankTable()
    for date in 0..<sample.dates {
      let histogram = sample.histogram(at: date)
      let ranks = table.ranks(levels: [5, 50, 99.9], count: sample.count(at: date))
      _ = exact.map { histogram.percentiles(ranks, of: $0) } ?? histogram.percentiles(ranks)
      _ = histogram.lowerTail(share: 0.05, of: exact)
      _ = histogram.picture()
      _ = sample.moments(at: date).estimate
    }
  }

  private static func tell(_ outcome: OutcomeTally) {
    tell(outcome.sample, outcome.exact)
    let whole = outcome.bounds ?? outcome.sample
    tell(whole, outcome.known)
    for hits in outcome.hits + [outcome.censored] {
      _ = Proportion(hits: hits, of: whole.count(at: 0))
    }
  }

  private static func tell(_ condition: ConditionTally) {
    _ = Proportion(hits: condition.hits, undecided: condition.undecided, of: condition.count)
    #expect((condition.members?.count ?? condition.hits) == condition.hits)
  }

  private static func tell(_ rank: RankTally) {
    _ = Proportion(hits: rank.below + rank.equal / 2, of: rank.count)
  }

  private static func tell(_ attribution: AttributionTally) {
    for sample in attribution.samples { tell(sample) }
    _ = Proportion(hits: attribution.leftOut, of: attribution.count)
  }
}

extension [UInt8] {
  fileprivate func changed(at place: Int, by change: UInt8) -> [UInt8] {
    var bytes = self
    bytes[place] ^= change
    return bytes
  }
}
