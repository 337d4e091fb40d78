import CKernels

/// When a hazard rings: once by a deadline, again and again at a frequency, or after intervals.
///
/// Where the hazard is constant in time, the time of the next ring is known and a step only compares.
/// Where it moves with dates, regimes or a condition, what the clock has left runs down by the hazard of each
/// step, and within a step evenly.
struct EventClock: Sendable {
  enum Law: Sendable {
    /// -ln(1 - p), the whole hazard, between two times in steps.
    case deadline(hazard: Number, probability: Number, from: Double, to: Double)
    /// Per step.
    case frequency(Number, from: Double)
    /// In steps.
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
  private let first: ClockDraw
  /// The time of the next ring, or what is left until it.
  private let next: Column
  /// How many draws have been taken.
  private let draws: Column
  private let isMoving: Bool
  /// Whether a condition stops it; that of an interval decides on its rings.
  let isGated: Bool
  private let failure: Column
  private let cause: Int

  /// - Parameter isGated: Whether a condition stops it.
  init(_ law: Law, _ name: String, isGated: Bool, in model: Compiler) {
    self.law = law
    (next, draws) = (model.column(), model.column())
    if case .interval = law { self.isGated = false } else { self.isGated = isGated }
    switch law {
    case .frequency(let rate, _): isMoving = isGated || rate.time == .step
    case .deadline: isMoving = isGated
    case .interval: isMoving = false
    }
    if case .interval = law {
      first = ClockDraw(name + ".every", in: model)
    } else {
      first = ClockDraw(name, in: model)
    }
    failure = model.failure
    cause = model.failureCause("\(name) happened more than \(mostOccurrences) times")
  }

  func start(_ block: Block) {
    block.values(of: draws).update(repeating: 0)
    // No hazard rings on the path of medians.
    guard !block.isAtMedian else { return block.values(of: next).update(repeating: .infinity) }
    if case .interval(let interval) = law { return start(interval, block) }
    let (next, uniforms) = (block[next], block[first.column])
    for path in 0..<block.capacity {
      next[path] =
        isMoving
        ? exponential(uniforms[path]) : time(path, of: uniforms[path], after: startTime, block)
    }
  }

  private var startTime: Double {
    switch law {
    case .deadline(_, _, let from, _), .frequency(_, let from): from
    case .interval(let interval): interval.from
    }
  }

  private func time(_ path: Int, of uniform: Double, after: Double, _ block: Block) -> Double {
    switch law {
    case .deadline(let hazard, let probability, let from, let to):
      // By the uniform itself, so that it happens or not whatever the step.
      guard uniform > 1 - block[probability][path] else { return .infinity }
      return min(from + (to - from) * exponential(uniform) / block[hazard][path], to)
    case .frequency(let rate, _):
      let rate = block[rate][path]
      return rate > 0 ? after + exponential(uniform) / rate : .infinity
    case .interval: return .infinity
    }
  }

  private func start(_ interval: Interval, _ block: Block) {
    let values = block.values(of: next)
    switch interval.length {
    case .value(let years):
      let length = years * interval.stepsPerYear
      let passed = max((-interval.from / length).rounded(.down), 0)
      values.update(repeating: interval.from + length * (passed + 1))
    case .draws(let sampler, _):
      values.baseAddress?.update(from: block[first.column], count: values.count)
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

  /// Calls `ring` for each ring of a step, path by path in the order of time.
  ///
  /// - Parameter open: For which part of the step the clock runs, on each path; nil where it always does.
  func advance(
    _ block: Block, to step: Int, open: UnsafeMutableBufferPointer<Double>? = nil,
    _ ring: (_ path: Int, _ time: Double) -> Void
  ) {
    let end = Double(step)
    guard isMoving else {
      return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: block.capacity + 16) {
        guard let paths = $0.baseAddress else { return }
        let count = Int(ck_due(paths, block[next], end, block.count))
        for place in 0..<count {
          let path = Int(paths[place])
          while block[next][path] <= end {
            ring(path, block[next][path])
            goOn(path, block)
          }
        }
      }
    }
    runDown(block, to: step, open, ring)
  }

  private func goOn(_ path: Int, _ block: Block) {
    let next = block[next]
    if case .deadline = law {
      next[path] = .infinity
      return
    }
    let uniform = draw(path, block)
    guard case .interval(let interval) = law else {
      next[path] = time(path, of: uniform, after: next[path], block)
      return
    }
    switch interval.length {
    case .value(let years): next[path] += years * interval.stepsPerYear
    case .draws(_, let sampler):
      next[path] += sampler.value(at: uniform) * interval.stepsPerYear
    }
  }

  private func draw(_ path: Int, _ block: Block) -> Double {
    let draws = block[draws]
    draws[path] += 1
    if Int(draws[path]) >= mostOccurrences {
      block.fail(path, as: cause, in: failure)
      block[next][path] = .infinity
    }
    return first.later.uniform(path, number: Int(draws[path]), in: block)
  }

  /// The hazard of a step, and from when to when it runs in it.
  private func hazard(in block: Block, at step: Int) -> (rate: (Int) -> Double, from: Double, to: Double)? {
    let (low, high) = (Double(step) - 1, Double(step))
    switch law {
    case .deadline(let hazard, _, let from, let to):
      let whole = block[hazard]
      return high <= from || low >= to
        ? nil : ({ whole[$0] / (to - from) }, max(low, from), min(high, to))
    case .frequency(let rate, let from):
      let rates = block[rate]
      return high <= from ? nil : ({ rates[$0] }, max(low, from), high)
    case .interval: return nil
    }
  }

  private func runDown(
    _ block: Block, to step: Int, _ open: UnsafeMutableBufferPointer<Double>?,
    _ ring: (_ path: Int, _ time: Double) -> Void
  ) {
    guard let (rate, from, to) = hazard(in: block, at: step) else { return }
    let next = block[next]
    let isOnce = if case .deadline = law { true } else { false }
    for path in 0..<block.capacity {
      let hazard = rate(path)
      let whole = hazard * (to - from) * (open?[path] ?? 1)
      guard whole > 0 else { continue }
      next[path] -= whole
      while next[path] <= 0 {
        // Where it runs for a part of the step, in the last part; a hazard without bound rings at once.
        ring(path, whole == .infinity ? from : max(to + next[path] / hazard, from))
        next[path] = isOnce ? .infinity : next[path] + exponential(draw(path, block))
      }
    }
  }
}

extension Sampler {
  /// What one draw becomes.
  ///
  /// - Parameter uniform: In (0, 1).
  func value(at uniform: Double) -> Double {
    withUnsafeTemporaryAllocation(byteCount: 128, alignment: 64) { memory in
      let draws = memory.bindMemory(to: Double.self)
      draws.initialize(repeating: uniform - 0.5)
      switch basis {
      case .normals: ck_normals_from_centred(draws.baseAddress, 16)
      case .uniforms: for place in draws.indices { draws[place] += 0.5 }
      }
      transform(draws)
      return draws[0]
    }
  }
}
