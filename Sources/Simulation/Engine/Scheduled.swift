/// A number that takes another value from certain steps on: a schedule of the file, or what follows
/// from one.
///
/// What a formula makes of it is a schedule again, whose pieces are computed once per path; in a step
/// nothing is computed, and only where a piece begins is it copied.
struct Scheduled: Component {
  struct Piece: Sendable {
    /// The first step that uses it; 1 for the piece that holds from the start.
    let step: Int
    let number: Number
  }

  let name = "schedule"
  /// Ascending in step; the first at step 1.
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

extension ModelBuilder {
  /// The number that a schedule of the file means: each date acts from the first date of the grid that
  /// is not before it.
  mutating func scheduled(_ laws: [ScheduledLaw], name: String, domain: Domain) -> Number {
    let dates = grid.dates
    var pieces: [Scheduled.Piece] = []
    var (moved, unused): ([CalendarDate], [CalendarDate]) = ([], [])
    for law in laws {
      let isFirst = pieces.isEmpty
      guard let step = isFirst ? 0 : dates.firstIndex(where: { $0 >= law.from }), step < grid.steps
      else {
        unused.append(law.from)
        continue
      }
      if !isFirst, dates[step] != law.from { moved.append(law.from) }
      // The value at the start keeps the name, so that a later date disturbs no draw.
      let number = number(
        law.law, name: isFirst ? name : "\(name)@\(law.from)", domain: domain)
      if pieces.last?.step == step + 1 { pieces.removeLast() }
      pieces.append(Scheduled.Piece(step: step + 1, number: number))
    }
    if let first = moved.first {
      let others = moved.count > 1 ? " (and \(moved.count - 1) more)" : ""
      warn(name, "\(first)\(others) is between two dates of the grid, and acts from the later one")
    }
    if let first = unused.first {
      warn(name, "\(first) lies after the last step begins, and is not used")
    }
    return scheduled(pieces)
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

  /// The numbers that a number is, one after the other: itself where it follows no schedule.
  func pieces(of number: Number) -> [Number] {
    schedules[number]?.pieces.map(\.number) ?? [number]
  }

  /// What a formula gives from numbers of which some follow schedules, piece by piece.
  mutating func deriveScheduled(
    _ given: [Number], formula: @escaping Derived.Formula
  ) -> Number {
    let plans = given.map { schedules[$0] }
    let steps = Set(plans.flatMap { $0?.pieces.map(\.step) ?? [] }).sorted()
    return scheduled(
      steps.map { step in
        let inputs = zip(given, plans).map { number, plan in plan?.number(at: step) ?? number }
        return Scheduled.Piece(step: step, number: derive(inputs, formula: formula))
      })
  }
}
