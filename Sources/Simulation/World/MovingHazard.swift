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
      regimes: momentary.regimes + (gate?.regimes ?? []), times: gate?.times ?? [])
  }

  /// The part of a step in which it runs.
  func span(of step: Int) -> StepSpan? {
    let whole = StepSpan(of: step)
    guard whole.to > from, whole.from < to else { return nil }
    return StepSpan(step: step, from: max(whole.from, from), to: min(whole.to, to))
  }

  /// Takes off what a step uses up of what a clock has left.
  func useUp(_ span: StepSpan, of clock: Clock, in block: Block) {
    let open = gate.map { block[$0.ask(.part, at: span.step, in: block)] }
    let next = block[clock.next]
    let part = span.length / length
    let apart = pathsApart(span, open, clock, in: block)
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
    for place in 0..<apart.count {
      let path = apart.path(place)
      next[path] = apart.times[place] - course(path, span, block).whole
    }
  }

  /// The paths on which the product of means over a step is not the mean, with what their clocks have left.
  private func pathsApart(
    _ span: StepSpan, _ open: UnsafeMutablePointer<Double>?, _ clock: Clock, in block: Block
  ) -> Hits {
    var paths = block[clock.rings]
    guard movers.areSeveral || span.length < 1 else { return paths }
    let next = block[clock.next]
    movers.visitSwitched(in: span.step, block) { paths.append($0, at: next[$0]) }
    guard let open, !movers.times.isEmpty else { return paths }
    for path in 0..<block.capacity where open[path] > 0 && open[path] < 1 {
      if movers.regimes.contains(where: { $0.hasChanged(path, in: span.step, block) }) { continue }
      paths.append(path, at: next[path])
    }
    return paths
  }

  /// Sets the times of hits whose clocks have run out.
  func setTimes(_ hits: Hits, in span: StepSpan, of clock: Clock, _ block: Block) {
    let (next, rates) = (block[clock.next], block[whole])
    for place in 0..<hits.count {
      let path = hits.path(place)
      var time = span.from
      if movers.haveChanged(path, in: span.step, block) {
        time = course(path, span, block).time(before: -next[path])
      } else if case let rate = rates[path] / length, rate.isFinite {
        time = span.to + next[path] / rate
      }
      hits.times[place] = max(time, span.from)
    }
  }

  private func course(_ path: Int, _ span: StepSpan, _ block: Block) -> HazardCourse {
    let cuts = movers.cuts(path, in: span, block)
    return HazardCourse(cuts, in: span) { moment in
      let isOpen = gate?.holds(path, at: moment, in: block) ?? true
      return isOpen ? momentary.value(path, at: moment, in: block) / length : 0
    }
  }
}
