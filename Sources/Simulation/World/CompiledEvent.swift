import CKernels

/// An event on the paths of a block: when it happens, and what follows.
struct CompiledEvent: Component {
  /// When it happens.
  enum Trigger: Sendable {
    case clock(EventClock)
    /// On dates, by the step on which each shows and its exact place on the grid.
    case dates([(step: Int, time: Double)], probability: Number, draws: DrawSource?)
    /// On the first date that the condition allows, up to a limit; and again after a time.
    case condition(from: Double, to: Double, ready: Column, again: Again?)
  }

  /// How long an event waits until it may happen again.
  struct Again: Sendable {
    enum Length: Sendable {
      case value(Double)
      case draws(any Sampler, NumberedDraws)
    }

    let length: Length
    let stepsPerYear: Double
  }

  let name: String
  let phase: Phase
  let times: OccurrenceTimes
  private let trigger: Trigger
  private let condition: EventCondition?
  private let then: Effects?
  private let otherwise: (effects: Effects, times: OccurrenceTimes)?
  /// The step at which it has not happened that has not by then.
  private let deadline: Int?
  private let scratch: Column

  init(
    _ name: String, _ trigger: Trigger, times: OccurrenceTimes, when condition: EventCondition?,
    then: Effects?, otherwise: Effects?, deadline: Int?, isDefinition: Bool, in model: Compiler
  ) {
    self.name = name
    phase = isDefinition ? .definitions : .events
    self.trigger = trigger
    self.times = times
    self.condition = condition
    self.then = then
    self.otherwise = otherwise.map { ($0, OccurrenceTimes(in: model)) }
    self.deadline = deadline
    scratch = model.scratch
  }

  func start(_ block: Block) {
    times.start(block)
    for effects in [then, otherwise?.effects] { effects?.start(block) }
    otherwise?.times.start(block)
    switch trigger {
    case .clock(let clock): clock.start(block)
    case .condition(_, _, let ready, _): block.values(of: ready).update(repeating: 0)
    case .dates: break
    }
    // A definition may hold from the start.
    if phase == .definitions { advance(block, to: 0) }
  }

  func advance(_ block: Block, to step: Int) {
    var happened = StepOccurrences()
    var missed = StepOccurrences()
    switch trigger {
    case .clock(let clock): ring(clock, block, step, &happened)
    case .dates(let dates, let probability, let draws):
      for (number, date) in dates.enumerated() where date.step == step {
        draw(draws, number, block)
        decide(date.time, probability, block, step, &happened, &missed)
      }
    case .condition(let from, let to, let ready, let again):
      if Double(step) >= from, Double(step) <= to {
        meet(ready, again, block, step, &happened)
      }
    }
    block.log?.add(.event, name, name + ".then", happened)
    then?.apply(happened, in: block)
    guard let otherwise else { return }
    if step == deadline { missAll(&missed, otherwise.times, block, at: Double(step)) }
    block.log?.add(.event, name + ".otherwise", name + ".otherwise", missed)
    otherwise.effects.apply(missed, in: block)
  }

  private func ring(
    _ clock: EventClock, _ block: Block, _ step: Int, _ happened: inout StepOccurrences
  ) {
    let note = times.noting(in: block)
    guard let condition else {
      return clock.advance(block, to: step) { note($0, at: $1, to: &happened) }
    }
    condition.ask(clock.isGated ? .part : .whether, at: step, in: block) { holds in
      if clock.isGated {
        clock.advance(block, to: step, open: holds) { note($0, at: $1, to: &happened) }
      } else {
        clock.advance(block, to: step) { path, time in
          if holds[path] == 1 { note(path, at: time, to: &happened) }
        }
      }
    }
  }

  /// Draws of dates are counted, and not those of steps: a finer grid draws the same.
  private func draw(_ draws: DrawSource?, _ number: Int, _ block: Block) {
    guard let draws, !block.isAtMedian else {
      return block.values(of: scratch).update(repeating: draws == nil ? 1 : 0.5)
    }
    ck_uniforms(block[scratch], block.count, block.place(draws, number))
  }

  private func decide(
    _ time: Double, _ probability: Number, _ block: Block, _ step: Int,
    _ happened: inout StepOccurrences, _ missed: inout StepOccurrences
  ) {
    let (uniforms, chance) = (block[scratch], block[probability])
    let note = times.noting(in: block)
    let miss = otherwise?.times.noting(in: block)
    func decide(_ holds: (Int) -> Bool) {
      for path in 0..<block.capacity {
        if uniforms[path] > 1 - chance[path], holds(path) {
          note(path, at: time, to: &happened)
        } else {
          miss?(path, at: Double(step), to: &missed)
        }
      }
    }
    guard let condition else { return decide { _ in true } }
    condition.ask(.whether, at: step, in: block) { holds in decide { holds[$0] == 1 } }
  }

  private func missAll(
    _ missed: inout StepOccurrences, _ times: OccurrenceTimes, _ block: Block, at time: Double
  ) {
    let (first, miss) = (block[self.times.first], times.noting(in: block))
    for path in 0..<block.capacity where first[path] == .infinity {
      miss(path, at: time, to: &missed)
    }
  }

  private func meet(
    _ ready: Column, _ again: Again?, _ block: Block, _ step: Int, _ happened: inout StepOccurrences
  ) {
    guard let condition else { return }
    let end = Double(step)
    let met = condition.ask(.whether, at: step, in: block) { holds in
      let (from, when) = (block[ready], block[scratch])
      for path in holds.indices { when[path] = holds[path] == 1 ? from[path] : .infinity }
      return block.due(scratch, at: end)
    }
    guard !met.isEmpty else { return }
    let (note, from) = (times.noting(in: block), block[ready])
    for path in met {
      let isExact = phase == .definitions
      note(
        Int(path), at: isExact ? condition.time(Int(path), at: step, in: block) : end,
        to: &happened)
      from[Int(path)] = .infinity
    }
    again?.wait(after: happened, ready: from, in: block)
  }
}

extension CompiledEvent.Again {
  fileprivate func wait(
    after occurrences: StepOccurrences, ready: UnsafeMutablePointer<Double>, in block: Block
  ) {
    func wait(_ years: (Int) -> Double) {
      for (place, path) in occurrences.paths.enumerated() {
        // A hair below, so that half a year after a date is a date.
        ready[Int(path)] = occurrences.times[place] + years(place) * stepsPerYear - 1e-9
      }
    }
    switch length {
    case .value(let years): wait { _ in years }
    case .draws(let sampler, let draws):
      draws.withDraws(of: sampler, occurrences.paths, occurrences.numbers, in: block) { years in
        wait { years[$0] }
      }
    }
  }
}
