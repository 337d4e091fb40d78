/// A number that takes another value from certain steps on: a schedule of the file, or what follows
/// from one.
///
/// What a formula makes of it is a schedule again, whose pieces are computed once per path; in a step
/// nothing is computed, and only where a piece begins is it copied.
struct Scheduled: Component {
  struct Piece: Sendable {
    /// The first step that uses it; of a number that holds on dates, the date, and 0 for the start.
    let step: Int
    let number: Number
  }

  let name = "schedule"
  /// Ascending in step; the first holds from the start.
  let pieces: [Piece]
  let output: Column

  func start(_ block: Block) { block.fill(output, with: pieces[0].number) }

  func advance(_ block: Block, to step: Int) {
    guard let piece = pieces.dropFirst().first(where: { $0.step == step }) else { return }
    block.fill(output, with: piece.number)
  }

  func number(at step: Int) -> Number {
    pieces.last { $0.step <= step }?.number ?? pieces[0].number
  }
}

/// A number that jumps on dates: what holds from a date on, and what held in the step that ends there.
///
/// What is earned in a step is earned at the pace that held in it, so that a jump at its end changes
/// nothing before its date.
struct DatedNumber: Sendable {
  enum Side: Sendable { case onDate, untilDate }

  let onDate: Number
  let untilDate: Number

  subscript(side: Side) -> Number { side == .onDate ? onDate : untilDate }
}

/// Which laws of a schedule act in which steps: each date from the first date of the grid on that is not
/// before it.
struct SchedulePlan {
  /// With the first step that each acts in, ascending; the first at step 1.
  private(set) var laws: [(step: Int, law: ScheduledLaw)] = []
  /// Dates between two of the grid, and those whose laws nothing uses.
  private(set) var moved: [CalendarDate] = []
  private(set) var unused: [CalendarDate] = []

  /// - Parameter isDated: Whether the number is seen on dates, the last among them, and not only in
  ///   steps.
  init(_ all: [ScheduledLaw], on grid: TimeGrid, isDated: Bool = false) {
    let dates = isDated ? grid.dates : grid.dates.dropLast()
    for law in all {
      guard let place = dates.firstIndex(where: { $0 >= law.from }) else {
        unused.append(law.from)
        continue
      }
      if let last = laws.last, last.step == place + 1 {
        unused.append(last.law.from)
        moved.removeAll { $0 == last.law.from }
        laws.removeLast()
      }
      if law.from > grid.start, dates[place] != law.from { moved.append(law.from) }
      laws.append((place + 1, law))
    }
  }
}

extension ModelBuilder {
  /// The number that a schedule of the file means.
  ///
  /// The law at the start has the key's own name, so that a later date disturbs no draw.
  mutating func scheduled(
    _ laws: [ScheduledLaw], name: String, domain: Domain, isDated: Bool
  ) -> Number {
    let plan = SchedulePlan(laws, on: grid, isDated: isDated)
    guard plan.laws.first?.step == 1 else {
      refuse(name, "the first date of its schedule lies after the start (\(grid.start))")
      return constant(.nan)
    }
    func more(_ dates: [CalendarDate]) -> String {
      dates.count > 1 ? "; so \(dates.count > 2 ? "are" : "is") \(dates.count - 1) more" : ""
    }
    if let first = plan.moved.first {
      warn(
        "\(name)@\(first)",
        "is between two dates of the grid, and acts from the later one" + more(plan.moved))
    }
    if let first = plan.unused.first {
      warn(
        "\(name)@\(first)",
        "is not used, because no \(isDated ? "date of the grid lies" : "step begins") while it holds"
          + more(plan.unused))
    }
    return scheduled(
      plan.laws.enumerated().map { index, planned in
        let name = index == 0 ? name : "\(name)@\(planned.law.from)"
        return Scheduled.Piece(
          step: planned.step, number: number(planned.law.law, name: name, domain: domain))
      })
  }

  /// A number made of others, each from its step on.
  mutating func scheduled(_ pieces: [Scheduled.Piece]) -> Number {
    guard pieces.count > 1 else { return pieces[0].number }
    let schedule = Scheduled(pieces: pieces, output: column())
    let number = Number(place: .column(schedule.output), time: .step)
    schedules[number] = schedule
    append(schedule)
    return number
  }

  /// A number that is seen on dates and not only in steps: it changes on the date itself, where the
  /// step that ends there still has the one before.
  mutating func dated(_ number: Number) -> DatedNumber {
    guard let schedule = schedules[number] else {
      return DatedNumber(onDate: number, untilDate: number)
    }
    let onDate = scheduled(
      schedule.pieces.enumerated().map { index, piece in
        Scheduled.Piece(step: index == 0 ? 0 : piece.step - 1, number: piece.number)
      })
    return DatedNumber(onDate: onDate, untilDate: number)
  }

  /// What a formula gives of a number on dates and of others that do not move.
  mutating func derive(
    _ dated: DatedNumber, _ others: [Number], formula: @escaping Derived.Formula
  ) -> DatedNumber {
    DatedNumber(
      onDate: derive([dated.onDate] + others, formula: formula),
      untilDate: derive([dated.untilDate] + others, formula: formula))
  }

  /// The dates, by their steps, on which a number jumps.
  func jumps(of number: DatedNumber) -> Set<Int> {
    Set(schedules[number.onDate]?.pieces.dropFirst().map(\.step) ?? [])
  }

  /// The numbers that a number is, one after the other: itself where it follows no schedule.
  func pieces(of number: Number) -> [Number] {
    schedules[number]?.pieces.map(\.number) ?? [number]
  }

  /// What a formula gives from numbers of which some follow schedules, piece by piece.
  mutating func deriveScheduled(
    _ given: [Number], formula: @escaping Derived.Formula
  ) -> Number {
    scheduled(
      steps(of: given).map { step in
        let inputs = given.map { self.number($0, at: step) }
        return Scheduled.Piece(step: step, number: derive(inputs, formula: formula))
      })
  }

  /// The same of a quadratic form; nil where an input moves in every step, so that the form must, too.
  mutating func formScheduled(_ form: QuadraticForm) -> Number? {
    let moving = form.numbers.filter { $0.time == .step }
    guard !moving.isEmpty, moving.allSatisfy({ schedules[$0] != nil }) else { return nil }
    return scheduled(
      steps(of: moving).map { step in
        let piece = form.mapped { self.number($0, at: step) }
        return Scheduled.Piece(step: step, number: self.form(piece))
      })
  }

  /// The steps from which on some of the numbers are others.
  private func steps(of numbers: [Number]) -> [Int] {
    Set(numbers.flatMap { schedules[$0]?.pieces.map(\.step) ?? [] }).sorted()
  }

  private func number(_ number: Number, at step: Int) -> Number {
    schedules[number]?.number(at: step) ?? number
  }
}
