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
    #expect(RunTally.version == 7)
    #expect(hash.text == "fnv1a64:f18387f3349df559")
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
    bytes[8] = 3
    #expect(Self.error(bytes) == .otherVersion(3))
    #expect("\(TallyError.otherVersion(3))" == "the tally has version 3; this program reads 7")
  }

  /// Protects percentiles that are read from kept values, which look for ranks where the counts say: values
  /// that are not those that were counted are refused. Control: those that were, in another order.
  @Test func keptValuesOfAnotherSample() throws {
    let paths = 0..<24
    let counted = TallyFixture.values(paths)
    func error(_ change: (inout [Double]) -> Void) -> TallyError? {
      var values = counted
      change(&values)
      let outcome = TallyFixture.outcome(paths)
      outcome.exact = KeptValues(values)
      do {
        _ = try TallyTests.copied(outcome)
        return nil
      } catch { return error as? TallyError }
    }
    #expect(error { $0.reverse() } == nil)
    for change: (inout [Double]) -> Void in [
      { $0.removeLast() }, { $0.append(1) }, { $0[5] = 1e6 }, { $0[0] = .nan }, { $0[9] += 0.1 },
      { $0 = [] },
    ] {
      #expect(error(change) == .damaged("kept values of acme.recovery are not those counted"))
    }
  }

  /// Protects counts of 32 bits: so many paths as a run can have are merged and read again, and one more is
  /// refused.
  @Test func countsAtTheEdge() throws {
    func sample(_ count: Int) -> SampleTally {
      let sample = SampleTally("acme.arr", dates: 1, centre: 1)
      sample.cells[sample.layout.cell(of: 1)] = UInt32(count)
      sample.add(count: count, sum: 0, squares: 0, minimum: 1, maximum: 1, at: 0)
      return sample
    }
    let half = RunTally.mostPaths / 2
    let whole = sample(half)
    try whole.merge(sample(half))
    #expect(try TallyTests.copied(whole).count(at: 0) == RunTally.mostPaths)
    TallyTests.expectRefusal(whole, sample(1), "more paths of acme.arr")
    let beyond = sample(RunTally.mostPaths + 1).encoded
    #expect(throws: TallyError.damaged("more paths than there can be")) {
      var reader = ByteReader(beyond)
      _ = try SampleTally(from: &reader)
    }
  }

  /// Protects a reader of messages: of long lists only what differs is told.
  @Test func shortMessages() {
    let many = (0..<500).map { "cause \($0)" }
    var other = many
    other[400] = "another"
    TallyTests.expectRefusal(
      FailureTally(causes: many), FailureTally(causes: other),
      "causes of failures: cause 400 and another")
    TallyTests.expectRefusal(
      FailureTally(causes: many), FailureTally(causes: many + ["one"]),
      "number of causes of failures: 500 and 501")
  }

  /// Protects what is told from counts that each are possible, but not of the paths that were seen.
  @Test func countsOfOtherPaths() throws {
    func error(_ change: (RunTally) -> Void) -> TallyError? {
      let run = TallyFixture.run(0..<24, dates: 1)
      change(run)
      return Self.error(run.bytes)
    }
    #expect(error { _ in } == nil)
    let changes: [(RunTally) -> Void] = [
      { $0.addSeen(24..<25) }, { for _ in 0..<25 { $0.failures.addPath(0) } },
      { $0.failures.tell(0, of: 1_024, []) }, { $0.series[1].addFailed(1, at: 0) },
      { $0.outcomes[0].bounds?.addFailed(1, at: 0) }, { $0.factors[0].addFailed(1, at: 0) },
      { $0.attributions[0].samples[0].addFailed(1, at: 0) },
      { $0.attributions[0].add(count: 1, leftOut: 0, gap: 0) },
      { $0.questions[0].add(hits: 0, undecided: 0, of: 1) },
      { $0.groups[0].add(hits: 0, undecided: 0, of: 1) },
      {
        $0.groups[0].members?.insert(1_024)
        $0.groups[0].add(hits: 1, undecided: 0, of: 0)
      },
      { $0.observations[0].add(below: 0, equal: 0, of: 9) },
      { $0.outcomes[0].known = KeptValues() }, { $0.outcomes[0].exact?.append([.nan], from: 24) },
      { $0.values[0].values.append([1], from: 24) }, { $0.values[0].values = KeptValues() },
      { $0.events[0].add(happened: 24) },
      { $0.events[0].given[0].happened.addFailed(1, at: 0) },
      { $0.events[0].given[1].bounds?.others.addFailed(1, at: 0) },
      { tally in [2.0].withUnsafeBufferPointer { tally.events[0].occurrences.add(firstTimes: $0) }
      }, { $0.events[0].cases[0].time.censored += 1 },
      { $0.events[0].cases[0].time.bounds?.addFailed(1, at: 0) },
      { $0.regimes[0].add(9, in: 1, at: 2) },
      { $0.regimes[0].shares[0].sample.addFailed(1, at: 0) },
      { $0.dependence?.returns[1].append([1], from: 24) },
      { for _ in 0..<25 { $0.dependence?.pairs[0].steps.add(1) } },
      { $0.dependence?.pairs[0].ranks.add(1 << 33, of: 1) },
      { $0.dependence?.pairs[0].logs.add(1 << 33, of: 1) },
      { $0.edge?.series[0].addFailed(1, at: 0) },
    ]
    for (place, change) in changes.enumerated() {
      guard case .damaged = error(change) else {
        Issue.record("change \(place) was not noticed")
        continue
      }
    }
  }
}
