import TestSupport

@testable import Statistics

/// Tallies of made-up values, each in parts of the same run.
enum TallyFixture {
  /// Values of any size near the centre and far from it, zeros of both signs and what is not finite.
  static func values(_ paths: Range<Int>, seed: UInt = 41) -> [Double] {
    let random = Random(seed: seed)
    let all = random.values(2_048) { random -> Double in
      switch random.integer(12) {
      case 0: [0, -0.0, .nan, .infinity, -.infinity][random.integer(5)]
      case 1: random.normal() * [1e-200, 1e200, 1e300, 0x1p-1070][random.integer(4)]
      case 2: Double(random.integer(3))
      default: 1 + 0.1 * random.normal()
      }
    }
    return Array(all[paths])
  }

  /// As recorders do, without their kernel.
  static func fill(_ sample: SampleTally, with paths: Range<Int>, _ all: [Double]? = nil) {
    let home = Moments.Home(centre: sample.centre)
    for date in 0..<sample.dates {
      let values = all ?? values(paths, seed: 41 + UInt(date))
      values.withUnsafeBufferPointer {
        if paths.lowerBound < 512 { sample.keepFirst($0, from: paths.lowerBound, at: date) }
      }
      for value in values {
        let cell = date * BitHistogramLayout.cells + sample.layout.cell(of: value)
        sample.cells[cell] += 1
        guard value.isFinite else {
          sample.addFailed(1, at: date)
          continue
        }
        if value != 0, sample.layout.isOutOfRange(value) { sample.addOutlier(value, at: date) }
        let (off, square) = (
          value - sample.centre, (value - sample.centre) * (value - sample.centre)
        )
        if home.holds(sum: off, squares: square, minimum: value, maximum: value) {
          sample.add(
            count: 1, sum: off, squares: square, minimum: value, maximum: value, at: date)
        } else {
          sample.add(value, at: date)
        }
      }
    }
  }

  static func sample(_ paths: Range<Int>, dates: Int = 3, centre: Double = 1) -> SampleTally {
    let sample = SampleTally("acme.arr", dates: dates, centre: centre)
    fill(sample, with: paths)
    return sample
  }

  static func outcome(_ paths: Range<Int>, isWhole: Bool = true, levels: [Double] = [0, 1])
    -> OutcomeTally
  {
    let outcome = OutcomeTally(
      "acme.recovery", centre: 1, hasBounds: isWhole, levels: isWhole ? levels : [],
      isWhole ? .by : .above, keepsExact: isWhole, keepsKnown: isWhole)
    fill(outcome.sample, with: paths)
    if let bounds = outcome.bounds { fill(bounds, with: paths) }
    let values = values(paths)
    outcome.hits = outcome.levels.map { level in values.count { $0 <= level && $0.isFinite } }
    outcome.censored = values.count { $0 == .infinity }
    outcome.exact?.append(values, from: paths.lowerBound)
    outcome.known?.append(values, from: paths.lowerBound)
    return outcome
  }

  static func condition(
    _ paths: Range<Int>, _ name: String = "acme.arr > 1", keepsMembers: Bool = true
  ) -> ConditionTally {
    let condition = ConditionTally(name, keepsMembers: keepsMembers)
    let hits = zip(paths, values(paths)).filter { $0.1 > 1 }.map(\.0)
    for path in hits { condition.members?.insert(path) }
    condition.add(
      hits: hits.count, undecided: paths.count { $0 % 56 == 0 }, of: paths.count { $0 % 7 != 3 })
    return condition
  }

  static func rank(_ paths: Range<Int>, value: Double = 1) -> RankTally {
    let rank = RankTally("acme.arr at 3", value: value)
    let values = values(paths).filter(\.isFinite)
    rank.add(
      below: values.count { $0 < value }, equal: values.count { $0 == value }, of: values.count)
    return rank
  }

  static func history(_ paths: Range<Int>) -> HistoryTally {
    let outcome = OutcomeTally(
      "acme.kurtosis", centre: 1, hasBounds: false, levels: [], .above, keepsExact: true,
      keepsKnown: false)
    fill(outcome.sample, with: paths)
    outcome.exact?.append(values(paths), from: paths.lowerBound)
    let rank = RankTally("acme.kurtosis of the history", value: 1)
    let seen = values(paths).filter(\.isFinite)
    rank.add(below: seen.count { $0 < 1 }, equal: seen.count { $0 == 1 }, of: seen.count)
    return HistoryTally(outcome, rank)
  }

  static func kept(_ paths: Range<Int>, _ name: String = "acme.arr@3") -> ValuesTally {
    let kept = ValuesTally(name)
    // In blocks, as they come.
    for first in stride(from: paths.lowerBound, to: paths.upperBound, by: 200).reversed() {
      let block = first..<min(first + 200, paths.upperBound)
      kept.values.append(values(block), from: first)
    }
    return kept
  }

  static func attribution(_ paths: Range<Int>, of company: String = "acme") -> AttributionTally {
    let attribution = AttributionTally(of: company, causes: PriceAttribution.Cause.allCases)
    for sample in attribution.samples { fill(sample, with: paths) }
    attribution.add(
      count: paths.count, leftOut: paths.count { $0 % 3 == 0 },
      gap: Double(paths.last ?? 0) * 1e-15)
    return attribution
  }

  static func failures(_ paths: Range<Int>, causes: [String] = ["a", "ü", ""]) -> FailureTally {
    let failures = FailureTally(causes: causes)
    for path in paths where path % 7 == 3 {
      failures.addPath(path % 2)
      if path % 2 == 0, failures.wouldTell(0, of: path) { failures.tell(0, of: path, [1, .nan]) }
    }
    return failures
  }

  static func dependence(_ paths: Range<Int>, names: [String] = ["acme.arr", "bolt.arr"])
    -> DependenceTally
  {
    let dependence = DependenceTally(names)
    for place in names.indices {
      dependence.returns[place].append(values(paths), from: paths.lowerBound)
    }
    for pair in dependence.pairs {
      for path in paths {
        pair.ranks.add(path * 1_000_003 - 12 * 1_000_003, of: 1 + path % 9)
        pair.logs.add(12 * 1_000_003 - path * 1_000_003, of: 1 + path % 9)
        pair.steps.add(9)
      }
      for fall in pair.falls.indices {
        pair.falls[fall].add(
          paths.map {
            .init(
              first: UInt64($0 % 5), second: UInt64($0 % 3), both: UInt64(min($0 % 5, $0 % 3)),
              steps: 9)
          })
      }
    }
    return dependence
  }

  /// - Parameter paths: Of 1,024.
  static func run(
    _ paths: Range<Int>, seed: UInt64 = 9, hasEdge: Bool = true, dates: Int = 3,
    identity: UInt64 = 77
  ) -> RunTally {
    var edge: RunTally?
    if hasEdge {
      edge = RunTally(
        paths: 0..<1_024, seed: seed, wanted: 1_024, failures: failures(paths),
        series: [sample(paths, dates: dates)])
      edge?.addSeen(paths)
    }
    let run = RunTally(
      paths: 0..<1_024, seed: seed, wanted: 1_024, failures: failures(paths),
      series: [sample(paths, dates: dates), sample(paths, dates: dates)],
      outcomes: [outcome(paths), outcome(paths, isWhole: false)],
      attributions: [attribution(paths)], questions: [condition(paths, keepsMembers: false)],
      observations: [rank(paths)], histories: [history(paths)], groups: [condition(paths)],
      factors: [sample(paths, dates: 1)],
      values: [kept(paths)], events: [event(paths)], regimes: [regime(paths)],
      dependence: dependence(paths), edge: edge)
    run.addSeen(paths)
    run.identify(as: identity)
    return run
  }
}

extension KeptValues {
  init(_ values: [Double]) {
    self.init()
    append(values, from: 0)
  }
}

extension Tally {
  var encoded: [UInt8] {
    var writer = ByteWriter()
    encode(to: &writer)
    return writer.bytes
  }
}
