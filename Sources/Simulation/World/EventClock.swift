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
    switch law {
    case .frequency(let rate, _): isMoving = isGated || rate.time == .step
    case .deadline: isMoving = isGated
    case .interval: isMoving = false
    }
    if case .interval = law {
      first = ClockDraw(name + ".every", in: model)
      self.isGated = false
    } else {
      first = ClockDraw(name, in: model)
      self.isGated = isGated
    }
    failure = model.failure
    cause = model.failureCause("\(name) happened more than \(StepOccurrences.most) times")
  }

  // MARK: The first ring

  func start(_ block: Block) {
    block.values(of: draws).update(repeating: 0)
    // No hazard rings on the path of medians.
    guard !block.isAtMedian else { return block.values(of: next).update(repeating: .infinity) }
    if case .interval(let interval) = law {
      start(interval, block)
      return block.stopFailed(next, failure)
    }
    defer { block.stopFailed(next, failure) }
    first.setExponentials(next, in: block)
    guard !isMoving else { return }
    let (next, uniforms) = (block[next], block[first.column])
    switch law {
    case .deadline(let hazard, let probability, let from, let to):
      let (hazard, probability) = (block[hazard], block[probability])
      for path in 0..<block.capacity {
        // By the uniform itself, so that it happens or not whatever the step.
        let happens = uniforms[path] > 1 - probability[path]
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

  // MARK: A step

  /// Calls `ring` for each ring of a step; of one path in the order of time.
  ///
  /// - Parameter open: For which part of the step the clock runs, on each path; nil where it always does.
  func advance(
    _ block: Block, to step: Int, open: UnsafeMutableBufferPointer<Double>? = nil,
    _ ring: (_ path: Int, _ time: Double) -> Void
  ) {
    if isMoving { return runDown(block, to: step, open, ring) }
    let (next, end) = (block[next], Double(step))
    var due = block.due(self.next, at: end)
    while !due.isEmpty {
      for path in due { ring(Int(path), next[Int(path)]) }
      goOn(due, block)
      // What is no number rings no more.
      due.removeAll { !(next[Int($0)] <= end) }
    }
  }

  /// Finds the ring after one.
  private func goOn(_ paths: [UInt32], _ block: Block) {
    let next = block[next]
    switch law {
    case .deadline: for path in paths { next[Int(path)] = .infinity }
    case .frequency(let rate, _):
      let rate = block[rate]
      first.later.withExponentials(paths, count(paths, block), in: block) { left in
        for (place, path) in paths.enumerated() {
          next[Int(path)] += left[place] / rate[Int(path)]
        }
      }
    case .interval(let interval):
      switch interval.length {
      case .value(let years):
        for path in paths { next[Int(path)] += years * interval.stepsPerYear }
      case .draws(_, let sampler):
        let numbers = count(paths, block)
        first.later.withDraws(of: sampler, paths, numbers, in: block) { years in
          for (place, path) in paths.enumerated() {
            next[Int(path)] += max(years[place], 0) * interval.stepsPerYear
          }
        }
      }
    }
  }

  /// The number of each path's next draw.
  private func count(_ paths: [UInt32], _ block: Block) -> [UInt32] {
    let (draws, next) = (block[draws], block[next])
    return paths.map { path in
      let path = Int(path)
      draws[path] += 1
      if Int(draws[path]) >= StepOccurrences.most {
        block.fail(path, as: cause, in: failure)
        next[path] = .infinity
      }
      return UInt32(min(draws[path], Double(StepOccurrences.most)))
    }
  }

  // MARK: A hazard that moves

  /// The hazard of a step, per step, and from when to when it runs in it.
  private struct Hazard {
    let whole: ck_number
    let length: Double
    let from: Double
    let to: Double
  }

  private func hazard(in block: Block, at step: Int) -> Hazard? {
    let (low, high) = (Double(step) - 1, Double(step))
    switch law {
    case .deadline(let hazard, _, let from, let to):
      return high <= from || low >= to
        ? nil
        : Hazard(
          whole: block[hazard], length: to - from, from: max(low, from), to: min(high, to))
    case .frequency(let rate, let from):
      return high <= from
        ? nil : Hazard(whole: block[rate], length: 1, from: max(low, from), to: high)
    case .interval: return nil
    }
  }

  private func runDown(
    _ block: Block, to step: Int, _ open: UnsafeMutableBufferPointer<Double>?,
    _ ring: (_ path: Int, _ time: Double) -> Void
  ) {
    guard let hazard = hazard(in: block, at: step) else { return }
    let next = block[next]
    let part = (hazard.to - hazard.from) / hazard.length
    if let open {
      for path in 0..<block.capacity {
        // A clock that stands still does so where its hazard has no bound.
        next[path] -= open[path] == 0 ? 0 : hazard.whole[path] * part * open[path]
      }
    } else {
      for path in 0..<block.capacity { next[path] -= hazard.whole[path] * part }
    }
    var due = block.due(self.next, at: 0)
    while !due.isEmpty {
      for path in due {
        // Where it runs for a part of the step, in the last part; a hazard without bound rings at once.
        let rate = hazard.whole[Int(path)] / hazard.length
        let time = rate.isFinite ? hazard.to + next[Int(path)] / rate : hazard.from
        ring(Int(path), max(time, hazard.from))
      }
      goOnRunningDown(due, block)
      due.removeAll { !(next[Int($0)] <= 0) }
    }
  }

  private func goOnRunningDown(_ paths: [UInt32], _ block: Block) {
    let next = block[next]
    if case .deadline = law {
      for path in paths { next[Int(path)] = .infinity }
      return
    }
    first.later.withExponentials(paths, count(paths, block), in: block) { left in
      for (place, path) in paths.enumerated() { next[Int(path)] += left[place] }
    }
  }
}
