@testable import Statistics

/// Tallies of events and regimes of made-up paths, each in parts of the same run.
extension TallyFixture {
  /// Of each path, so that each value has its own date: none, or 0 to 4 steps of a quarter.
  private static func time(_ path: Int) -> Double {
    path % 7 == 3 ? .nan : path % 5 == 4 ? .infinity : Double(path % 17) / 17
  }

  private static func outcome(
    _ name: String, _ values: [Double], from first: Int, bound: Double?, levels: [Double] = []
  ) -> OutcomeTally {
    let outcome = OutcomeTally(
      name, centre: 1, hasBounds: bound != nil, levels: levels, bound == nil ? .above : .by,
      keepsExact: true, keepsKnown: false)
    let paths = first..<first + values.count
    fill(outcome.sample, with: paths, values)
    outcome.exact?.append(values, from: first)
    if let bound, let bounds = outcome.bounds {
      fill(bounds, with: paths, values.map { $0 == .infinity ? bound : $0 })
      outcome.censored = values.count { $0 == .infinity }
      outcome.hits = levels.map { level in values.count { $0 <= level } }
    }
    return outcome
  }

  static func occurrences(
    _ paths: Range<Int>, _ name: String = "agent", dates: Int = 5, isCounted: Bool = true
  ) -> OccurrenceTally {
    let times = paths.map(time)
    let count = paths.map { path in
      let time = time(path)
      return time.isNaN ? time : time == .infinity ? 0 : Double(1 + path % 3)
    }
    let tally = OccurrenceTally(
      name, dates: dates,
      time: outcome("\(name).time", times, from: paths.lowerBound, bound: 1, levels: [0.5, 1]),
      count: isCounted
        ? outcome("\(name).count", count, from: paths.lowerBound, bound: nil) : nil)
    let steps = times.filter(\.isFinite).map { 4 * $0 }
    steps.withUnsafeBufferPointer { tally.add(firstTimes: $0) }
    return tally
  }

  static func split(_ paths: Range<Int>, hasBounds: Bool, _ name: String = "acme.arr")
    -> SplitTally
  {
    let split = SplitTally(name, centre: 1, hasBounds: hasBounds)
    for (place, sample) in split.samples.enumerated() {
      let values = zip(paths, values(paths)).map { path, value in
        time(path).isFinite == (place % 2 == 0) ? value : .nan
      }
      fill(sample, with: paths, values)
    }
    return split
  }

  static func event(_ paths: Range<Int>, cases: [String] = ["agent.good"]) -> EventTally {
    let event = EventTally(
      occurrences(paths), cases: cases.map { occurrences(paths, $0, isCounted: false) },
      given: [split(paths, hasBounds: false), split(paths, hasBounds: true, "acme.recovery")])
    event.add(happened: paths.count { time($0).isFinite })
    return event
  }

  static func regime(_ paths: Range<Int>, dates: Int = 5, states: Int = 3) -> RegimeTally {
    let tally = RegimeTally(
      "prices", dates: dates,
      shares: (0..<states).map { state in
        outcome(
          "prices.\(state).share", paths.map { Double(($0 + state) % states) / 3 },
          from: paths.lowerBound, bound: nil)
      }, entered: (0..<states).map { occurrences(paths, "prices.\($0)", dates: dates) })
    for date in 0..<dates {
      for path in paths where path % 7 != 3 { tally.add(1, in: (path + date) % states, at: date) }
    }
    return tally
  }
}
