import Statistics

/// Takes when something happens first on each path, and how often.
final class OccurrenceRecorder: Recorder {
  let tally: OccurrenceTally
  private let sample: SampleRecorder
  private let bounds: SampleRecorder?
  private let count: OutcomeRecorder?
  private let first: Column
  private let failure: Column
  private let grid: TimeGrid
  private let times: UnsafeMutablePointer<Double>
  private let scratch: UnsafeMutablePointer<Double>

  /// - Parameters:
  ///   - dates: Of which it is told how many paths have it by then.
  ///   - keepsExact: Whether every time is kept.
  init(
    _ happening: TrackedEvent.Times, by dates: [ToldDate], of model: Model, keepsExact: Bool,
    blockSize: Int
  ) {
    first = happening.first
    failure = model.failure
    grid = model.grid
    let outcome = happening.timeOutcome(on: grid)
    count = happening.countOutcome.map {
      OutcomeRecorder(
        $0, of: model, levels: [], keepsExact: keepsExact, keepsKnown: false,
        blockSize: blockSize)
    }
    let time = OutcomeTally(
      outcome.quantity.name, centre: outcome.centre(in: model), hasBounds: true,
      levels: dates.map { $0.years(on: model.grid) }, .by, keepsExact: keepsExact,
      keepsKnown: false)
    sample = SampleRecorder(time.sample, blockSize: blockSize)
    bounds = time.bounds.map { SampleRecorder($0, blockSize: blockSize) }
    tally = OccurrenceTally(
      happening.name, dates: model.dates.count, time: time, count: count?.tally)
    (times, scratch) = (.allocate(capacity: blockSize), .allocate(capacity: blockSize))
  }

  deinit {
    times.deallocate()
    scratch.deallocate()
  }

  override var name: String { tally.name }

  override func finish(_ block: Block) {
    count?.finish(block)
    // In steps, no number where a path has failed.
    let (recorded, steps) = (block.recorded(first, scratch: scratch), Double(grid.steps))
    for path in recorded.indices {
      times[path] = recorded[path] <= steps ? recorded[path] : .infinity
    }
    let failures = block.recorded(failure, scratch: scratch)
    for path in failures.indices where failures[path] != 0 { times[path] = .nan }
    keepEach(of: recorded.count, from: block.ordinal)
    var start = 0
    for count in block.groups {
      addGroup(times + start, count)
      start += count
    }
  }

  /// The paths of a group that have it, one after another, and what is known of the others.
  private func addGroup(_ times: UnsafeMutablePointer<Double>, _ paths: Int) {
    var (happened, others) = (0, 0)
    for path in 0..<paths {
      let time = times[path]
      // Written over where it is not wanted, without a branch.
      scratch[happened] = time
      happened &+= time < .infinity ? 1 : 0
      others &+= time == .infinity ? 1 : 0
    }
    let known = UnsafeMutableBufferPointer(start: scratch, count: happened + others)
    known[happened...].update(repeating: Double(grid.steps))
    tally.add(firstTimes: UnsafeBufferPointer(rebasing: known[..<happened]))
    for place in known.indices { known[place] *= grid.stepLength }
    let values = UnsafeBufferPointer(rebasing: known[..<happened])
    sample.add(values, failed: paths - happened)
    bounds?.add(UnsafeBufferPointer(known), failed: paths - known.count)
    let time = tally.time
    for level in time.levels.indices {
      let limit = time.levels[level]
      // A loop, since only that takes several values at once.
      var hits = 0
      for value in values where value <= limit { hits &+= 1 }
      time.hits[level] += hits
    }
    time.censored += others
  }

  /// Of the first paths, and of all of a small run, what each has is kept.
  private func keepEach(of count: Int, from ordinal: Int) {
    let isFirst = ordinal < SampleTally.firstPaths
    guard isFirst || tally.time.exact != nil else { return }
    let length = grid.stepLength
    let values = (0..<count).map { times[$0] * length }
    tally.time.exact?.append(values, from: ordinal)
    guard isFirst else { return }
    values.withUnsafeBufferPointer { tally.time.sample.keepFirst($0, from: ordinal, at: 0) }
    let known = values.map { $0 == .infinity ? Double(grid.steps) * length : $0 }
    known.withUnsafeBufferPointer { tally.time.bounds?.keepFirst($0, from: ordinal, at: 0) }
  }
}

extension TrackedEvent.Times {
  /// Years from the start; ∞ where it has not happened by the horizon.
  func timeOutcome(on grid: TimeGrid) -> Model.Outcome {
    let (steps, length) = (Double(grid.steps), grid.stepLength)
    return Model.Outcome(
      quantity: Self.time.of(name, currency: "", reporting: ""),
      formula: OutcomeFormula(
        inputs: (first, first), bound: { time, _ in min(time, steps) * length }
      ) { time, _ in time <= steps ? time * length : .infinity })
  }

  /// Nil for what happens once at most.
  var countOutcome: Model.Outcome? {
    count.map { count in
      Model.Outcome(
        quantity: Self.count.of(name, currency: "", reporting: ""),
        formula: OutcomeFormula(inputs: (count, count)) { count, _ in count })
    }
  }

  private static let time = Quantity.outcome(
    "time", .years, worst: nil, levels: .byAnniversary, open: .init(after: "has not happened by"),
    help: "Years from the start to the first time that it happens.")
  private static let count = Quantity.outcome(
    "count", .count, worst: nil, help: "How often it happens by the horizon.")
}

extension TrackedEvent {
  /// When it happens first and how often, and the same of its cases.
  func outcomes(on grid: TimeGrid) -> [Model.Outcome] {
    ([times] + cases).flatMap { [$0.timeOutcome(on: grid)] + [$0.countOutcome].compactMap(\.self) }
  }
}

extension TrackedRegime {
  /// How long it is in each state.
  func outcomes(on grid: TimeGrid) -> [Model.Outcome] {
    states.map { $0.shareOutcome(of: name, on: grid) }
  }
}

extension TrackedRegime.State {
  /// Part of the time that a path spends in it.
  func shareOutcome(of regime: String, on grid: TimeGrid) -> Model.Outcome {
    let steps = Double(grid.steps)
    return Model.Outcome(
      quantity: Self.share.of("\(regime).\(name)", currency: "", reporting: ""),
      formula: OutcomeFormula(inputs: (time, time)) { time, _ in time / steps })
  }

  private static let share = Quantity.outcome(
    "share", .share, worst: nil, help: "Part of the time that a path spends in the state.")
}

/// A date of which it is told how many paths have something by then.
struct ToldDate: Sendable, Equatable {
  let date: String
  /// Steps after the start, mostly between two dates of the grid.
  let step: Double

  func years(on grid: TimeGrid) -> Double { step * grid.stepLength }

  /// More than anybody reads.
  private static let mostYears = 50

  /// Each anniversary of the start, a deadline and the horizon, ascending.
  static func all(on grid: TimeGrid, deadline: (date: String, step: Double)?) -> [ToldDate] {
    let dates = grid.dates
    let horizon = ToldDate(date: dates[grid.steps].description, step: Double(grid.steps))
    var told: [ToldDate] = []
    var step = 0
    for year in 1...mostYears {
      let date = grid.start.adding(months: 12 * year)
      while step < grid.steps, dates[step + 1] <= date { step += 1 }
      guard step < grid.steps else { break }
      let part = Double(date.day - dates[step].day) / Double(dates[step + 1].day - dates[step].day)
      told.append(ToldDate(date: date.description, step: Double(step) + part))
    }
    if let deadline, deadline.step < horizon.step {
      told.removeAll { $0.step == deadline.step }
      told.append(ToldDate(date: deadline.date, step: deadline.step))
      told.sort { $0.step < $1.step }
    }
    return told + [horizon]
  }
}
