import CKernels

/// When an event rings: once by a deadline, again and again at a frequency, or after intervals.
struct EventClock: Sendable {
  enum Law: Sendable {
    /// -ln(1 - p), the whole hazard, between two times in steps.
    case deadline(
      hazard: Number, probability: Number, isCertain: Bool, from: Double, to: Double)
    /// Per step.
    case frequency(Number, from: Double)
    case interval(Interval)
  }

  /// Times between two rings.
  struct Interval: Sendable {
    enum Length: Sendable {
      case value(Double)
      /// The first, given that it reaches beyond the start, and those after it; in years.
      case draws(first: any Sampler, later: any Sampler)
    }

    let length: Length
    /// Steps of the model in a year.
    let stepsPerYear: Double
    let from: Double
  }

  private let law: Law
  private let clock: Clock
  private let moving: MovingHazard?
  /// Decides on the rings of intervals. A hazard stands still while its condition does not hold.
  let condition: EventCondition?

  /// - Parameter condition: Under which it rings.
  init(_ law: Law, _ name: String, when condition: EventCondition?, in model: Compiler) {
    self.law = law
    var draws = name
    switch law {
    case .frequency(let rate, let from):
      self.condition = nil
      moving =
        condition == nil && rate.time < .step
        ? nil
        : MovingHazard(rate, over: 1, from: from, to: .infinity, gate: condition, in: model)
    case .deadline(let hazard, _, _, let from, let to):
      self.condition = nil
      moving = condition.map {
        MovingHazard(hazard, over: to - from, from: from, to: to, gate: $0, in: model)
      }
    case .interval:
      (moving, self.condition) = (nil, condition)
      draws += ".every"
    }
    clock = Clock(
      draws, tooMany: "\(name) happened more than \(NumberedDraws.most) times", in: model)
  }

  // MARK: The first ring

  func start(_ block: Block) {
    moving?.start(block)
    // No hazard rings on the path of medians.
    guard !block.isAtMedian else { return clock.stop(block) }
    defer { clock.stopFailed(block) }
    if case .interval(let interval) = law {
      clock.startCounting(block)
      return start(interval, block)
    }
    clock.start(block)
    if case .deadline(_, let probability, true, _, _) = law { makeCertain(probability, block) }
    guard moving == nil else { return }
    let (next, uniforms) = (block[clock.next], block[clock.first.column])
    switch law {
    case .deadline(let hazard, let probability, let isCertain, let from, let to):
      let (hazard, probability) = (block[hazard], block[probability])
      for path in 0..<block.capacity {
        // By the uniform itself, so that it happens or not whatever the step.
        let happens = isCertain || uniforms[path] > 1 - probability[path]
        next[path] = happens ? min(from + (to - from) * next[path] / hazard[path], to) : .infinity
      }
    case .frequency(let rate, let from):
      let rate = block[rate]
      for path in 0..<block.capacity {
        next[path] = rate[path] > 0 ? from + next[path] / rate[path] : .infinity
      }
    case .interval: break
    }
  }

  /// Where it would not ring by its deadline, gives it a time of those that do, by the same draw: it is uniform
  /// below 1 - p there, and is stretched over what lies above.
  private func makeCertain(_ probability: Number, _ block: Block) {
    let (next, uniforms) = (block[clock.next], block[clock.first.column])
    let probability = block[probability]
    for path in 0..<block.capacity where uniforms[path] <= 1 - probability[path] {
      let chance = probability[path]
      next[path] = -log1p(-chance * (1 - uniforms[path] / (1 - chance)))
    }
  }

  private func start(_ interval: Interval, _ block: Block) {
    let values = block.values(of: clock.next)
    switch interval.length {
    case .value(let years):
      let length = years * interval.stepsPerYear
      let passed = max((-interval.from / length).rounded(.down), 0)
      values.update(repeating: interval.from + length * (passed + 1))
    case .draws(let sampler, _):
      values.baseAddress?.update(from: block[clock.first.column], count: values.count)
      if sampler.basis == .normals {
        for path in values.indices { values[path] -= 0.5 }
        ck_normals_from_centred(values.baseAddress, block.count)
      }
      sampler.transform(values)
      for path in values.indices {
        values[path] = interval.from + values[path] * interval.stepsPerYear
      }
    }
  }

  // MARK: A step

  /// Calls `ring` for the rings of a step: each time for one of each path that has any left, in the order of
  /// time.
  func advance(_ block: Block, to step: Int, _ ring: (Hits) -> Void) {
    if let moving { return runDown(moving, block, to: step, ring) }
    let (next, end) = (block[clock.next], Double(step))
    var hits = clock.due(end, block)
    while !hits.isEmpty {
      ring(hits)
      goOn(hits, block)
      // What is no number rings no more.
      hits.keep { next[$0] <= end }
      for place in 0..<hits.count { hits.times[place] = next[hits.path(place)] }
    }
  }

  /// Finds the ring after one.
  private func goOn(_ hits: Hits, _ block: Block) {
    let next = block[clock.next]
    switch law {
    case .deadline: for place in 0..<hits.count { next[hits.path(place)] = .infinity }
    case .frequency(let rate, _):
      let rate = block[rate]
      clock.drawExponentials(hits, in: block)
      for place in 0..<hits.count {
        next[hits.path(place)] += hits.draws[place] / rate[hits.path(place)]
      }
    case .interval(let interval):
      switch interval.length {
      case .value(let years):
        for place in 0..<hits.count { next[hits.path(place)] += years * interval.stepsPerYear }
      case .draws(_, let sampler):
        clock.draw(sampler, hits, in: block)
        for place in 0..<hits.count {
          next[hits.path(place)] += max(hits.draws[place], 0) * interval.stepsPerYear
        }
      }
    }
  }

  private func runDown(
    _ hazard: MovingHazard, _ block: Block, to step: Int, _ ring: (Hits) -> Void
  ) {
    guard let span = hazard.span(of: step) else { return }
    hazard.useUp(span, of: clock, in: block)
    let next = block[clock.next]
    var hits = clock.due(0, block)
    while !hits.isEmpty {
      hazard.setTimes(hits, in: span, of: clock, block)
      ring(hits)
      if case .deadline = law {
        for place in 0..<hits.count { next[hits.path(place)] = .infinity }
      } else {
        clock.drawExponentials(hits, in: block)
        hazard.goOn(hits, in: span, of: clock, block)
      }
      hits.keep { next[$0] <= 0 }
    }
  }
}
