import CKernels

/// A hazard that moves with dates, regimes or a condition: it uses up what its clock has left.
struct MovingHazard: Sendable {
  /// Over the whole length.
  private let whole: Number
  private let momentary: MomentaryNumber
  /// In steps; of a rate per step 1.
  private let length: Double
  private let from: Double
  private let to: Double
  /// It runs only while this holds.
  private let gate: EventCondition?
  private let movers: HazardMovers

  /// - Parameters:
  ///   - length: Of the time over which the whole is stated, in steps.
  ///   - from: When it begins, in steps.
  init(
    _ whole: Number, over length: Double, from: Double, to: Double, gate: EventCondition?,
    in model: Compiler
  ) {
    self.whole = whole
    self.length = length
    (self.from, self.to) = (from, to)
    self.gate = gate
    momentary = model.momentary(whole)
    movers = HazardMovers(
      regimes: momentary.regimes + (gate?.regimes ?? []), times: gate?.times ?? [],
      dates: gate?.beginnings.filter { $0 > 0 } ?? [], in: model)
  }

  func start(_ block: Block) { movers.start(block) }

  /// The part of a step in which it runs.
  func span(of step: Int) -> StepSpan? {
    let whole = StepSpan(of: step)
    guard whole.to > from, whole.from < to else { return nil }
    return StepSpan(step: step, from: max(whole.from, from), to: min(whole.to, to))
  }

  /// Takes off what a step uses up of what a clock has left; where something changes in it, 0 or below is when it
  /// rings.
  func useUp(_ span: StepSpan, of clock: Clock, in block: Block) {
    let open = gate.map { block[$0.ask(.part, at: span.step, in: block)] }
    let next = block[clock.next]
    let part = span.length / length
    var changing = block[clock.rings]
    movers.findChanges(in: span.step, open: open, next: next, into: &changing, block)
    // Apart, since only plain loops take several paths at once.
    @inline(__always)
    func useUp(_ rate: (Int) -> Double) {
      if let open {
        for path in 0..<block.capacity {
          // A clock that stands still does so where its hazard has no bound.
          next[path] -= open[path] == 0 ? 0 : rate(path) * part * open[path]
        }
      } else {
        for path in 0..<block.capacity { next[path] -= rate(path) * part }
      }
    }
    let rates = block[whole]
    if rates.mask == 0 {
      let rate = rates[0]
      useUp { _ in rate }
    } else if let rates = rates.p {
      useUp { rates[$0] }
    }
    for place in 0..<changing.count {
      let path = changing.path(place)
      // Of one thing that changes the mean is what the clock uses up; when it rings is another matter.
      if next[path] > 0, !movers.areSeveral, span.length == 1 { continue }
      next[path] = left(of: changing.times[place], path, span, block)
    }
  }

  /// Sets the times of hits whose clocks have run out.
  func setTimes(_ hits: Hits, in span: StepSpan, of clock: Clock, _ block: Block) {
    let (next, rates) = (block[clock.next], block[whole])
    for place in 0..<hits.count {
      let path = hits.path(place)
      var time = span.from
      if movers.haveChanged(path, in: span.step, block) {
        time = span.to + next[path]
      } else if case let rate = rates[path] / length, rate.isFinite {
        time = span.to + next[path] / rate
      }
      hits.times[place] = max(time, span.from)
    }
  }

  /// Winds clocks anew from the times of hits on, each by its draw.
  func goOn(_ hits: Hits, in span: StepSpan, of clock: Clock, _ block: Block) {
    let next = block[clock.next]
    for place in 0..<hits.count {
      let (path, budget) = (hits.path(place), hits.draws[place])
      next[path] =
        movers.haveChanged(path, in: span.step, block)
        ? left(of: budget, path, span.from(hits.times[place]), block) : next[path] + budget
    }
  }

  private func left(
    of budget: Double, _ path: Int, _ span: StepSpan, _ block: Block
  ) -> Double {
    HazardCourse.left(of: budget, movers.cuts(path, in: span, block), in: span) { moment in
      let isOpen = gate?.holds(path, at: moment, in: block) ?? true
      return isOpen ? momentary.value(path, at: moment, in: block) / length : 0
    }
  }
}
