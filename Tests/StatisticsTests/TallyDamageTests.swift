import Testing

@testable import Statistics

/// Protects a run from bytes that are no tally, or were damaged: each gives an error that says why, and
/// none ends the program.
@Suite struct TallyDamageTests {
  /// Small, with every kind in it.
  private static let bytes = TallyFixture.run(0..<24, dates: 1).bytes

  private static func error(_ bytes: [UInt8]) -> TallyError? {
    do {
      _ = try RunTally(bytes: bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func undamaged() throws {
    #expect(try RunTally(bytes: Self.bytes).bytes == Self.bytes)
  }

  /// Protects tallies that are kept: whoever changes the layout of the bytes raises the version and the
  /// hash, which is of values that every machine has.
  @Test func layout() throws {
    let sample = SampleTally("acme.arr", dates: 2, centre: 3)
    TallyFixture.fill(sample, with: 0..<6, [2, -4, 0, .nan, 1e300, 1e-200])
    let failures = FailureTally(causes: ["a cause"])
    failures.addPath(0)
    failures.tell(0, of: 517, [2.5])
    let run = RunTally(
      paths: 512..<1_024, seed: 1, wanted: 512, failures: failures, series: [sample])
    run.addSeen(0..<6)
    run.identify(as: 5)
    var hash = FowlerNollVo()
    hash.add(run.bytes)
    #expect(RunTally.version == 3)
    #expect(hash.text == "fnv1a64:5d431c3243a4adc5")
  }

  /// Each byte changed: the beginning is no tally, then follows another version; all else is damage.
  @Test func changedBytes() {
    for place in Self.bytes.indices {
      for change in [1, 0x80, 0xFF] as [UInt8] {
        var bytes = Self.bytes
        bytes[place] ^= change
        switch (place, Self.error(bytes)) {
        case (..<8, .notATally), (8..<12, .otherVersion), (12..., .damaged): break
        case (_, let error): Issue.record("byte \(place): \(String(describing: error))")
        }
      }
    }
  }

  /// Cut anywhere, or with more behind it.
  @Test func cutBytes() {
    for count in Self.bytes.indices {
      switch (count, Self.error(Array(Self.bytes[..<count]))) {
      case (..<8, .notATally), (8..., .damaged): break
      case (_, let error): Issue.record("\(count) bytes: \(String(describing: error))")
      }
    }
    #expect(Self.error(Self.bytes + [0]) == .damaged("its length is not what it says"))
    #expect(Self.error([]) == .notATally)
    #expect(Self.error(Array("a scenario".utf8)) == .notATally)
  }

  @Test func otherVersions() {
    var bytes = Self.bytes
    bytes[8] = 2
    #expect(Self.error(bytes) == .otherVersion(2))
    #expect("\(TallyError.otherVersion(2))" == "the tally has version 2; this program reads 3")
  }

  /// Protects memory: even where the checksum is right, lengths and counts that cannot be are refused
  /// before anything is made of them, and whatever is read can be merged, written and told.
  @Test func wrongNumbersUnderARightChecksum() throws {
    var refused = 0
    let other = TallyFixture.run(24..<48, dates: 1)
    // Every third byte, which meets all fields: they repeat from date to date and from kind to kind.
    let body = 20..<Self.bytes.count - 8
    for place in body where place % 3 == 0 {
      var bytes = Array(Self.bytes[..<body.upperBound])
      bytes[place] ^= [1, 0x80, 0xFF][place / 3 % 3]
      var hash = FowlerNollVo()
      bytes.withUnsafeBytes { hash.add($0) }
      bytes += withUnsafeBytes(of: hash.value.littleEndian, Array.init)
      guard let tally = try? RunTally(bytes: bytes) else {
        refused += 1
        continue
      }
      for sample in tally.series + tally.outcomes.map(\.sample) {
        var table = RankTable()
        let ranks = table.ranks(levels: [5, 50], count: sample.count(at: 0))
        _ = sample.histogram(at: 0).percentiles(ranks)
      }
      _ = tally.failures.ledger
      try? tally.merge(other)
      #expect(tally.bytes.count > 100)
    }
    #expect(refused > body.count / 9)
  }
}
