import Statistics

/// Takes when something happens first on each path, and how often.
final class OccurrenceRecorder: Recorder {
  let tally: OccurrenceTally
  private let times: OutcomeRecorder
  private let count: OutcomeRecorder?
  private let first: Column
  private let failure: Column
  private let steps: Double

  /// - Parameters:
  ///   - dates: Of which it is told how many paths have it by then.
  ///   - keepsExact: Whether every time is kept.
  init(
    _ happening: TrackedEvent.Times, by dates: [ToldDate], of model: Model, keepsExact: Bool,
    blockSize: Int
  ) {
    first = happening.first
    failure = model.failure
    steps = Double(model.grid.steps)
    func recorder(_ outcome: Model.Outcome, levels: [Double] = []) -> OutcomeRecorder {
      OutcomeRecorder(
        outcome, of: model, levels: levels, keepsExact: keepsExact, keepsKnown: false,
        blockSize: blockSize)
    }
    times = recorder(
      happening.timeOutcome(on: model.grid), levels: dates.map { $0.years(on: model.grid) })
    count = happening.countOutcome.map { recorder($0) }
    tally = OccurrenceTally(
      happening.name, dates: model.dates.count, time: times.tally, count: count?.tally)
  }

  override var name: String { tally.name }

  override func finish(_ block: Block) {
    times.finish(block)
    count?.finish(block)
    let (times, failures) = (block[first], block[failure])
    block.forEachRecorded { path in
      guard failures[path] == 0, times[path] <= steps else { return }
      tally.add(1, at: Int(max(0, times[path]).rounded(.up)))
    }
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
