import CKernels

/// An event on the paths of a block: when it happens, and what follows.
struct CompiledEvent: Component {
  /// When it happens.
  enum Trigger: Sendable {
    case clock(EventClock)
    /// On dates, by the step on which each shows and its exact place on the grid.
    case dates([(step: Int, time: Double)], probability: Number, draws: DrawSource?)
    /// On the first date that the condition allows, up to a limit; and again after a number of steps.
    case condition(from: Double, to: Double, again: Again?)
  }

  /// How long an event waits until it may happen again.
  struct Again: Sendable {
    enum Length: Sendable {
      case value(Double)
      case draws(any Sampler, NumberedDraws)
    }

    let length: Length
    /// From when on it may, in steps.
    let from: Column
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
    for effects in [then, otherwise?.effects] {
      effects?.start(block)
      effects?.clear(block)
    }
    otherwise?.times.start(block)
    switch trigger {
    case .clock(let clock): clock.start(block)
    case .condition(_, _, let again?): block.values(of: again.from).update(repeating: 0)
    case .condition, .dates: break
    }
    // A definition may hold from the start.
    if phase == .definitions { advance(block, to: 0) }
  }

  func advance(_ block: Block, to step: Int) {
    for effects in [then, otherwise?.effects] { effects?.clear(block) }
    var happened: [Occurrence] = []
    var missed: [Int] = []
    switch trigger {
    case .clock(let clock): ring(clock, block, step, &happened)
    case .dates(let dates, let probability, let draws):
      for (number, date) in dates.enumerated() where date.step == step {
        decide(date.time, number, probability, draws, block, step, &happened, &missed)
      }
    case .condition(let from, let to, let again):
      if Double(step) >= from, Double(step) <= to {
        meet(again, block, step, &happened)
      }
    }
    then?.apply(happened, in: block)
    guard let otherwise else { return }
    if step == deadline {
      missed = (0..<block.capacity).filter { block[times.first][$0] == .infinity }
    }
    let at = missed.map { otherwise.times.note($0, at: Double(step), in: block) }
    otherwise.effects.apply(at, in: block)
  }

  private func ring(
    _ clock: EventClock, _ block: Block, _ step: Int, _ happened: inout [Occurrence]
  ) {
    guard let condition else {
      return clock.advance(block, to: step) { path, time in
        happened.append(times.note(path, at: time, in: block))
      }
    }
    if clock.isGated {
      condition.ask(.part, at: step, in: block) { open in
        clock.advance(block, to: step, open: open) { path, time in
          happened.append(times.note(path, at: time, in: block))
        }
      }
    } else {
      condition.ask(.whether, at: step, in: block) { holds in
        clock.advance(block, to: step) { path, time in
          if holds[path] == 1 { happened.append(times.note(path, at: time, in: block)) }
        }
      }
    }
  }

  private func decide(
    _ time: Double, _ number: Int, _ probability: Number, _ draws: DrawSource?, _ block: Block,
    _ step: Int, _ happened: inout [Occurrence], _ missed: inout [Int]
  ) {
    if let draws {
      // The draws of dates are counted, and not those of steps: a finer grid draws the same.
      if block.isAtMedian {
        block.values(of: scratch).update(repeating: 0.5)
      } else {
        ck_uniforms(block[scratch], block.count, block.place(draws, number))
      }
    } else {
      block.values(of: scratch).update(repeating: 1)
    }
    let (uniforms, chance) = (block[scratch], block[probability])
    func note(_ holds: (Int) -> Bool) {
      for path in 0..<block.capacity {
        if uniforms[path] > 1 - chance[path], holds(path) {
          happened.append(times.note(path, at: time, in: block))
        } else if otherwise != nil {
          missed.append(path)
        }
      }
    }
    guard let condition else { return note { _ in true } }
    condition.ask(.whether, at: step, in: block) { holds in note { holds[$0] == 1 } }
  }

  private func meet(
    _ again: Again?, _ block: Block, _ step: Int, _ happened: inout [Occurrence]
  ) {
    guard let condition else { return }
    let (first, end) = (block[times.first], Double(step))
    let isDefinition = phase == .definitions
    condition.ask(.whether, at: step, in: block) { holds in
      for path in 0..<block.capacity where holds[path] == 1 {
        if let again {
          guard block[again.from][path] <= end else { continue }
        } else if first[path] != .infinity {
          continue
        }
        let time = isDefinition ? condition.time(path, at: step, in: block) : end
        let occurrence = times.note(path, at: time, in: block)
        happened.append(occurrence)
        again?.wait(after: occurrence, in: block)
      }
    }
  }
}

extension CompiledEvent.Again {
  /// A hair below, so that half a year after a date is a date.
  fileprivate func wait(after occurrence: Occurrence, in block: Block) {
    let years =
      switch length {
      case .value(let years): years
      case .draws(let sampler, let draws):
        sampler.value(
          at: draws.uniform(occurrence.path, number: occurrence.number, in: block))
      }
    block[from][occurrence.path] = occurrence.time + years * stepsPerYear - 1e-9
  }
}
