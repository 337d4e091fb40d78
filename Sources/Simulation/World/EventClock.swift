import CKernels

/// When an event rings: once by a deadline, again and again at a frequency, or after intervals.
struct EventClock: Sendable {
  enum Law: Sendable {
    /// -ln(1 - p), the whole hazard, between two times in steps.
    case deadline(
      hazard: Number, probability: Number, isCertain: Bool, from: Double, to: Double)
    /// Per step, without what occurrences add to it.
    case frequency(Number, from: Double, excitation: Excitation?)
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
  /// Of deadlines and frequencies.
  private let hazard: EventHazard?
  /// Decides on the rings of intervals. A hazard stands still while its condition does not hold.
  let condition: EventCondition?

  /// - Parameter condition: Under which it rings.
  init(_ law: Law, _ name: String, when condition: EventCondition?, in model: Compiler) {
    self.law = law
    let isInterval = if case .interval = law { true } else { false }
    clock = Clock(
      isInterval ? name + ".every" : name,
      tooMany: "\(name) happened more than \(NumberedDraws.most) times", in: model)
    self.condition = isInterval ? condition : nil
    switch law {
    case .deadline(let whole, _, _, let from, let to):
      hazard = EventHazard(
        clock, whole, over: to - from, from: from, to: to, gate: condition, in: model)
    case .frequency(let rate, let from, let excitation):
      hazard = EventHazard(
        clock, rate, over: 1, from: from, to: .infinity, gate: condition, excitation: excitation,
        in: model)
    case .interval: hazard = nil
    }
  }

  // MARK: The first ring

  func start(_ block: Block) {
    // No hazard rings on the path of medians.
    guard !block.isAtMedian else { return hazard?.stop(block) ?? clock.stop(block) }
    switch law {
    case .interval(let interval):
      clock.startCounting(block)
      start(interval, block)
    case .frequency:
      clock.start(block)
      hazard?.start(block)
    case .deadline(_, let probability, let isCertain, _, let to):
      clock.start(block)
      if isCertain { makeCertain(probability, block) }
      hazard?.start(block)
      if hazard?.isGated == false { decide(probability, isCertain, by: to, block) }
    }
    hazard?.stopFailed(block) ?? clock.stopFailed(block)
  }

  /// Has it ring or not by its deadline by the uniform itself, whatever the step and however numbers are rounded.
  private func decide(_ probability: Number, _ isCertain: Bool, by deadline: Double, _ block: Block)
  {
    let (next, uniforms) = (block[clock.next], block[clock.first.column])
    let probability = block[probability]
    for path in 0..<block.capacity {
      let happens = isCertain || uniforms[path] > 1 - probability[path]
      next[path] = happens ? min(next[path], deadline) : .infinity
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
    var span = StepSpan(of: step)
    if let hazard {
      guard let running = hazard.span(of: step) else { return }
      span = running
      hazard.run(through: span, block)
    }
    let next = block[clock.next]
    var hits = clock.due(span.to, block)
    while !hits.isEmpty {
      ring(hits)
      goOn(hits, in: span, block)
      // What is no number rings no more.
      hits.keep { next[$0] <= span.to }
      for place in 0..<hits.count { hits.times[place] = next[hits.path(place)] }
    }
  }

  /// Finds the ring after one.
  private func goOn(_ hits: Hits, in span: StepSpan, _ block: Block) {
    let next = block[clock.next]
    switch law {
    case .deadline: for place in 0..<hits.count { next[hits.path(place)] = .infinity }
    case .frequency: hazard?.goOn(hits, in: span, block)
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
}
