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
    let length: DrawnNumber
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
  private let happening: HitList
  private let missing: HitList
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
    (happening, missing) = (HitList(in: model), HitList(in: model))
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
    switch trigger {
    case .clock(let clock): ring(clock, block, step)
    case .dates(let dates, let probability, let draws):
      for (number, date) in dates.enumerated() where date.step == step {
        draw(draws, number, block)
        decide(date.time, probability, block, step)
      }
    case .condition(let from, let to, let ready, let again):
      if Double(step) >= from, Double(step) <= to { meet(ready, again, block, step, from: from) }
    }
    if step == deadline { missAll(block, at: step) }
  }

  private func happen(_ hits: Hits, _ block: Block) {
    if hits.isEmpty { return }
    times.note(hits, in: block)
    block.log?.add(.event, name, name + ".then", hits)
    then?.apply(hits, in: block)
  }

  private func miss(_ hits: Hits, _ block: Block) {
    guard let otherwise, !hits.isEmpty else { return }
    otherwise.times.note(hits, in: block)
    block.log?.add(.event, name + ".otherwise", name + ".otherwise", hits)
    otherwise.effects.apply(hits, in: block)
  }

  private func ring(_ clock: EventClock, _ block: Block, _ step: Int) {
    guard let condition = clock.condition else {
      return clock.advance(block, to: step) { happen($0, block) }
    }
    let holds = block[condition.ask(.whether, at: step, in: block)]
    clock.advance(block, to: step) { rings in
      happen(rings.some(in: block[happening]) { holds[rings.path($0)] == 1 }, block)
    }
  }

  /// Draws of dates are counted, and not those of steps: a finer grid draws the same.
  private func draw(_ draws: DrawSource?, _ number: Int, _ block: Block) {
    guard let draws, !block.isAtMedian else {
      return block.values(of: scratch).update(repeating: draws == nil ? 1 : 0.5)
    }
    ck_uniforms(block[scratch], block.count, block.place(draws, number))
  }

  private func decide(_ time: Double, _ probability: Number, _ block: Block, _ step: Int) {
    let (uniforms, chance) = (block[scratch], block[probability])
    let holds = condition.map { block[$0.ask(.whether, at: step, in: block)] }
    var (happened, missed) = (block[happening], block[missing])
    for path in 0..<block.capacity {
      if uniforms[path] > 1 - chance[path], holds.map({ $0[path] == 1 }) ?? true {
        happened.append(path, at: time)
      } else {
        missed.append(path, at: Double(step))
      }
    }
    happen(happened, block)
    miss(missed, block)
  }

  private func missAll(_ block: Block, at step: Int) {
    let first = block[times.first]
    var missed = block[missing]
    for path in 0..<block.capacity where first[path] == .infinity {
      missed.append(path, at: Double(step))
    }
    miss(missed, block)
  }

  private func meet(
    _ ready: Column, _ again: Again?, _ block: Block, _ step: Int, from: Double
  ) {
    guard let condition else { return }
    let (readyFrom, end) = (block[ready], Double(step))
    let holds = condition.ask(.whether, at: step, in: block)
    let met = block.due(ready, at: end, where: holds, in: happening)
    let isExact = phase == .definitions
    for place in 0..<met.count {
      let path = met.path(place)
      met.times[place] = isExact ? max(condition.time(path, at: step, in: block), from) : end
      readyFrom[path] = .infinity
    }
    happen(met, block)
    again?.wait(after: met, ready: readyFrom, in: block)
  }
}

extension CompiledEvent.Again {
  fileprivate func wait(after hits: Hits, ready: UnsafeMutablePointer<Double>, in block: Block) {
    length.draw(hits, in: block)
    for place in 0..<hits.count {
      // A hair below, so that half a year after a date is a date.
      ready[hits.path(place)] = hits.times[place] + hits.draws[place] * stepsPerYear - 1e-9
    }
  }
}
